import type Database from 'better-sqlite3';
import { connect } from '../src/ledger/sqlite/connection.ts';

/**
 * Copies an account with everything that stands about it, many times over, row by row: what the ledger would have
 * written, without deciding it again. Every id of an account's things holds the account's own, so that one replacement
 * renames them all. The copies' hashes are those of their pattern; nothing here verifies them.
 */
export function copyAccount(
  path: string,
  { domain, copies, named = 'copy' }: { readonly domain: string; readonly copies: number; readonly named?: string },
): void {
  const db = connect(path);
  const account = db.prepare<[string], string>('SELECT id FROM accounts WHERE domain = ?').pluck().get(domain);
  db.close();
  if (!account) throw new Error(`no account ${domain} to copy`);
  for (const file of [path, `${path}.keys/keys.db`])
    copyIn(file, { own: account.slice('acc_'.length), domain, copies, named });
}

/** In the ledger and in its key store alike: every person who stands there has a key. */
function copyIn(file: string, pattern: Pattern): void {
  const db = connect(file);
  try {
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -200000');
    db.transaction(() => {
      for (const table of tablesOf(db)) copyRows(db, table, pattern);
      if (tablesOf(db).includes('accounts')) countStages(db);
    }).immediate();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

const apart = ['meta', 'counts', 'idempotency', 'policies', 'identity'];

function tablesOf(db: Database.Database): readonly string[] {
  const names = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  return names.filter((name) => !name.startsWith('sqlite_') && !apart.includes(name));
}

/** Accounts by stage and review, whose counts are kept. */
function countStages(db: Database.Database): void {
  for (const [kind, key] of Object.entries({ stage: 'stage', standing: "stage || '/' || review" }))
    db.exec(`INSERT INTO counts (kind, key, n) SELECT '${kind}', ${key}, COUNT(*) FROM accounts GROUP BY ${key}
      ON CONFLICT (kind, key) DO UPDATE SET n = excluded.n`);
}

/** Five letters of the alphabet of ids. */
const base32 = (n: string) =>
  [20, 15, 10, 5, 0]
    .map((bits) => `substr('abcdefghijklmnopqrstuvwxyz234567', ((${n}) >> ${bits} & 31) + 1, 1)`)
    .join(' || ');

interface Pattern {
  readonly own: string;
  readonly domain: string;
  readonly copies: number;
  /** The part of a copy's domain before the number. */
  readonly named: string;
}

/** The rows of a table that speak of the account; numbers that the database gives are left to it. */
function copyRows(db: Database.Database, table: string, pattern: Pattern): void {
  const columns = db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
  const copied = columns.filter((name) => name !== 'seq' || table === 'refusals');
  const renamed = (name: string) =>
    `CASE typeof(p.${name}) WHEN 'text' THEN replace(replace(p.${name}, @own, substr(@own, 1, 5) || n.own), @domain, @named || '-' || n.i || '.com') ELSE p.${name} END`;
  const speaks = copied.map((name) => `instr(${name}, @own) > 0`).join(' OR ');
  db.prepare(`CREATE TEMP TABLE pattern AS SELECT * FROM ${table} WHERE ${speaks}`).run({ own: pattern.own });
  const numbers = `WITH RECURSIVE n(i, own) AS (SELECT 1, ${base32('1')} UNION ALL SELECT i + 1, ${base32('i + 1')} FROM n WHERE i < @copies)`;
  db.prepare(
    `${numbers} INSERT INTO ${table} (${copied.join(', ')}) SELECT ${copied.map(renamed).join(', ')} FROM n, pattern p`,
  ).run(pattern);
  db.exec('DROP TABLE pattern');
}
