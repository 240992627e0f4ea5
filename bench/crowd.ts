import Database from 'better-sqlite3';

type Row = Readonly<Record<string, string | number | Buffer | null>>;

/** Ids of this ledger's things: a prefix and ten characters; some go on with a number. */
const id = /\b[a-z]{2,5}_[a-z2-7]{10}(?![a-z2-7])/g;

/**
 * Copies an account with everything that stands about it, many times over, row by row: what the ledger would have
 * written, without deciding it again. The copies' hashes are those of their pattern; nothing here verifies them.
 */
export function copyAccount(
  path: string,
  { domain, copies }: { readonly domain: string; readonly copies: number },
): void {
  const db = new Database(path);
  try {
    db.pragma('synchronous = OFF');
    const account = db.prepare<[string], string>('SELECT id FROM accounts WHERE domain = ?').pluck().get(domain);
    if (!account) throw new Error(`no account ${domain} to copy`);
    const patterns = tablesOf(db).flatMap((table) => patternsIn(db, table, account));
    const copyAll = db.transaction(() => {
      for (let n = 0; n < copies; n++) for (const { insert, row } of patterns) insert.run(renamed(row, domain, n));
    });
    copyAll.immediate();
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.exec('ANALYZE');
  } finally {
    db.close();
  }
}

function tablesOf(db: Database.Database): readonly string[] {
  return db
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('meta', 'counts', 'idempotency', 'policies')",
    )
    .pluck()
    .all();
}

interface Pattern {
  readonly insert: Database.Statement<[Row]>;
  readonly row: Row;
}

/** The rows of a table that speak of the account, without the numbers that the database gives. */
function patternsIn(db: Database.Database, table: string, account: string): readonly Pattern[] {
  const rows = db.prepare<[], Row>(`SELECT * FROM ${table}`).all();
  return rows
    .filter((row) => Object.values(row).some((value) => typeof value === 'string' && value.includes(account)))
    .map(({ seq: _, ...row }) => {
      const names = Object.keys(row);
      return {
        insert: db.prepare<[Row]>(
          `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
        ),
        row,
      };
    });
}

/** Ids keep their form: the number goes into their last five characters. */
function renamed(row: Row, domain: string, n: number): Row {
  const tail = n
    .toString(32)
    .padStart(5, '0')
    .replace(/[0189]/g, (digit) => ({ '0': 'w', '1': 'x', '8': 'y', '9': 'z' })[digit] ?? digit);
  const change = (text: string) =>
    text.replace(id, (found) => `${found.slice(0, -5)}${tail}`).replaceAll(domain, `copy-${n}.com`);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value]),
  );
}
