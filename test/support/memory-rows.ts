import type { EmailRow } from '../../src/ledger/engine/email-row.ts';
import type { Transaction, Unit } from '../../src/ledger/engine/engine.ts';
import type {
  AccountRow,
  CalledRow,
  ContactFoundRow,
  ContactRow,
  Query,
  Rows,
  StreamRow,
} from '../../src/ledger/engine/rows.ts';
import type { TemplateRow } from '../../src/ledger/engine/template-rows.ts';
import type { WaitingRow } from '../../src/ledger/engine/waiting-row.ts';
import type { KeyStore } from '../../src/ledger/keys/key-store.ts';
import type { Part } from '../../src/ledger/projections/account-parts.ts';
import { tables as shapes, type TableName, type Value } from '../../src/ledger/projections/tables.ts';
import { queries } from '../../src/ledger/sqlite/queries.ts';
import { outsideSystems } from '../../src/rules/aggregates/account.ts';
import type { MailStep } from '../../src/rules/command/mail-on-file.ts';
import type { NearAccount, PersonFound } from '../../src/rules/command/world.ts';
import { type RowOf, sorted, type Tables } from './memory-tables.ts';

/** A query by its first row. */
function one<Params extends unknown[], Found>(get: (...params: Params) => Found | undefined): Query<Params, Found> {
  return {
    get,
    all: (...params) => {
      const found = get(...params);
      return found === undefined ? [] : [found];
    },
  };
}

function many<Params extends unknown[], Found>(all: (...params: Params) => readonly Found[]): Query<Params, Found> {
  return { all, get: (...params) => all(...params)[0] };
}

function unasked(name: string): Query<unknown[], never> {
  const no = () => {
    throw new Error(`the tables in memory have no query ${name}: no unit of work asked it so far`);
  };
  return { all: no, get: no };
}

/** Every query that SQLite answers; those below stand in their place. */
const others = Object.fromEntries(Object.keys(queries).map((name) => [name, unasked(name)])) as unknown as Rows;

/** The queries that units of work ask, answered in the order in which SQLite's indexes give them. */
export function rowsOver(tables: Tables): Rows {
  return {
    ...others,
    ...events(tables),
    ...accounts(tables),
    ...contacts(tables),
    ...marks(tables),
    ...lists(tables),
    ...mail(tables),
    owned: (table, owner) => ownedBy(tables, table, owner).map((row) => Object.values(row)),
    owners: (table) => [...new Set([...tables.all(table)].map((row) => ownerOf(table, row)))].sort(),
  };
}

/** The rows of a table that belong to one owner. */
export function ownedBy(tables: Tables, table: TableName, owner: string): readonly Readonly<Record<string, Value>>[] {
  return [...tables.all(table)].filter((row) => ownerOf(table, row) === owner);
}

function ownerOf(table: TableName, row: Readonly<Record<string, Value>>): string {
  return String(row[shapes[table].owner]);
}

function events(tables: Tables): Pick<Rows, 'newest' | 'lastNumber' | 'stream'> {
  return {
    newest: one(() => tables.newest),
    lastNumber: one(() => tables.newest),
    stream: one((stream) => tables.get('streams', stream) as StreamRow | undefined),
  };
}

function accounts(
  tables: Tables,
): Pick<Rows, 'accountById' | 'accountByDomain' | 'accountsByName' | 'calledBy' | 'partsOf'> {
  const byId = (id: string): AccountRow | undefined => {
    const row = tables.get('accounts', id);
    const stream = tables.get('streams', `account:${id}`);
    return row && stream && ({ ...row, head: stream.head } as unknown as AccountRow);
  };
  return {
    accountById: one(byId),
    partsOf: many(
      (account) => tables.where('account_parts', 'account', account, 'list', 'nth') as readonly unknown[] as Part[],
    ),
    accountByDomain: one((domain) => {
      const row = tables.get('domains', domain);
      return row && byId(String(row.account));
    }),
    calledBy: many((kind, key, limit) =>
      [...tables.all('account_keys')]
        .filter((row) => row.kind === kind && row.key === key)
        .sort((one, other) => String(one.domain).localeCompare(String(other.domain)))
        .slice(0, limit)
        .map(({ account, domain }) => ({
          id: String(account),
          key,
          domain: String(domain),
          ...(tables.get('accounts', String(account)) as unknown as Pick<CalledRow, 'name' | 'name_key'>),
        })),
    ),
    accountsByName: many(
      (key, limit) =>
        tables.where('accounts', 'name_key', key, 'domain').slice(0, limit) as readonly unknown[] as NearAccount[],
    ),
  };
}

function contacts(
  tables: Tables,
): Pick<
  Rows,
  | 'contactsOf'
  | 'contactById'
  | 'contactByEmail'
  | 'contactByProfile'
  | 'contactByOutside'
  | 'wordsOfPerson'
  | 'wordsOf'
> {
  const found = (row: RowOf<'contacts'> | undefined) => {
    const account = row && tables.get('accounts', String(row.account));
    return row && account && ({ ...row, domain: account.domain } as unknown as ContactFoundRow);
  };
  return {
    contactsOf: many(
      (account) => tables.where('contacts', 'account', account, 'id') as readonly unknown[] as ContactRow[],
    ),
    contactById: one((id) => found(tables.get('contacts', id))),
    contactByEmail: one((email) => found(tables.where('contacts', 'email', email)[0])),
    contactByProfile: one((profile) => found(tables.where('contacts', 'linkedin_url', profile)[0])),
    contactByOutside: many(({ id, limit }) =>
      outsideSystems
        .flatMap((system) => tables.where('contacts', system, String(id)).flatMap((row) => found(row) ?? []))
        .slice(0, Number(limit)),
    ),
    wordsOf: one((id) => {
      const row = tables.get('words', String(id));
      return row && { id: String(row.id), words: String(row.words) };
    }),
    wordsOfPerson: many((account, contact) =>
      (tables.where('words', 'person', contact, 'id') as readonly { id: string; account: string }[]).filter(
        (row) => row.account === account,
      ),
    ),
  };
}

interface Mark {
  readonly contact: string;
  readonly mark: string;
  readonly account: string;
  readonly tied: number;
}

interface WaitMark {
  readonly stream: string;
  readonly mark: string;
  readonly is_place: number;
}

function marks(
  tables: Tables,
): Pick<
  Rows,
  | 'suppressedOf'
  | 'marksOfContact'
  | 'contactsOfMark'
  | 'openBearer'
  | 'marksOfWait'
  | 'waitsOfMark'
  | 'waitingById'
  | 'wordsOf'
  | 'isSuppressed'
> {
  const marksOf = (contact: string) => tables.where('marks', 'contact', contact, 'mark') as readonly Mark[];
  const bearersOf = (mark: string) => tables.where('marks', 'mark', mark, 'contact') as readonly Mark[];
  const isStopped = (mark: string) => tables.get('suppression', mark) !== undefined;
  const mayBeWrittenTo = (contact: string) =>
    !tables.get('suppressed_contacts', contact) && !marksOf(contact).some(({ mark }) => isStopped(mark));
  return {
    suppressedOf: many(({ account }) => [
      ...(tables.where('marks', 'account', account ?? null, 'mark') as readonly Mark[]).filter(({ mark }) =>
        isStopped(mark),
      ),
      ...(tables.where('suppressed_contacts', 'account', account ?? null) as readonly { contact: string }[]),
    ]),
    marksOfContact: many(marksOf),
    contactsOfMark: many(bearersOf),
    openBearer: one((mark): PersonFound | undefined => {
      for (const { contact, account } of bearersOf(mark)) {
        const home = tables.get('accounts', account);
        if (home && mayBeWrittenTo(contact)) return { contact, account, domain: String(home.domain) };
      }
      return undefined;
    }),
    marksOfWait: many((stream) =>
      (tables.where('wait_marks', 'stream', stream, 'mark') as readonly WaitMark[]).filter(
        (each) => each.is_place === 0,
      ),
    ),
    waitsOfMark: many((mark) => tables.where('wait_marks', 'mark', mark, 'stream') as readonly WaitMark[]),
    waitingById: one((id) => {
      const row = tables.get('waiting', id);
      return row?.ended === 0 ? (row as unknown as WaitingRow) : undefined;
    }),
    wordsOf: one((id) => tables.get('words', id) as { id: string; words: string } | undefined),
    isSuppressed: one((mark) => (isStopped(mark) ? { found: 1 } : undefined)),
  };
}

function lists(tables: Tables): Pick<Rows, 'policyInForce' | 'policyByHash' | 'keptOf' | 'kept'> {
  type Policy = { hash: string; version: string; recorded_at: string; file: string | null };
  const kept = () => [...tables.kept.values()];
  return {
    policyInForce: one(() => sorted([...tables.all('policies')], ['seq']).at(-1) as Policy | undefined),
    policyByHash: one((hash) => tables.where('policies', 'hash', hash)[0] as Policy | undefined),
    keptOf: many((stream) =>
      sorted(
        kept().filter((each) => each.stream === stream || each.stream === null),
        ['role', 'key'],
      ),
    ),
    kept: one((role, key) => tables.kept.get(`${role} ${key}`)),
  };
}

type Step = MailStep & { readonly hash: string | null };

function mail(
  tables: Tables,
): Pick<
  Rows,
  | 'emailById'
  | 'stepsOfPermit'
  | 'stepsOfMessage'
  | 'stepsOfBytes'
  | 'stepsOfContact'
  | 'sentBetween'
  | 'replyById'
  | 'templateById'
> {
  const steps = (column: 'permit' | 'message_id' | 'contact' | 'step', value: string) =>
    tables.where('mail_steps', column, value, 'seq') as readonly unknown[] as readonly Step[];
  return {
    emailById: one((id) => tables.where('emails', 'id', id, 'seq').at(-1) as unknown as EmailRow | undefined),
    stepsOfPermit: many((permit, limit) => steps('permit', permit).slice(-limit).toReversed()),
    stepsOfMessage: many((id, limit) => steps('message_id', id).slice(-limit).toReversed()),
    sentBetween: many((after, until, limit) =>
      steps('step', 'sent')
        .filter(({ at }) => at > after && at <= until)
        .slice(-limit)
        .toReversed(),
    ),
    stepsOfContact: many((contact, limit) => steps('contact', contact).slice(-limit).toReversed()),
    stepsOfBytes: many((contact, hash, limit) =>
      steps('contact', contact)
        .filter((each) => each.hash === hash)
        .slice(-limit)
        .toReversed(),
    ),
    templateById: one((id) => tables.get('template_versions', id) as unknown as TemplateRow | undefined),
    replyById: one((id) => tables.get('replies', id) as { id: string; kind: number } | undefined),
  };
}

/** Runs a unit over tables in memory: all of it is kept, or nothing. */
export function unitOver(
  tables: Tables,
  rows: Rows,
  keys: Pick<KeyStore, 'put'>,
): <T>(work: (transaction: Transaction) => Unit<T>) => Unit<T> {
  const transaction: Transaction = {
    rows,
    once: (ask) => ask(),
    write(changes) {
      keys.put(changes.keys, tables.newest?.seq ?? 0);
      tables.write(changes);
    },
  };
  return (work) => {
    const mark = tables.mark();
    let isKept = false;
    try {
      const unit = work(transaction);
      isKept = unit.keep;
      return unit;
    } finally {
      if (!isKept) tables.undo(mark);
      tables.keep();
    }
  };
}
