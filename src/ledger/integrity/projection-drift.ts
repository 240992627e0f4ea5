import { kindOf, nameOf } from '../events/streams.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { replay } from '../projections/replay.ts';
import { countsOf } from '../projections/stream-rows.ts';
import { isOwnedByAccount, keyOf, type Row, type TableName, tableNames, tables } from '../projections/tables.ts';
import type { Statements } from '../sqlite/statements.ts';
import { eventsOf } from './event-pages.ts';

/** What one stream's rows are and what they should be. */
export interface Compared {
  readonly stream: string;
  readonly events: number;
  readonly actual: readonly Row[];
  readonly expected: readonly Row[];
  readonly drift: readonly string[];
  /** Whose key is gone without an erasure: their words stand in the tables alone. */
  readonly lost: readonly string[];
}

type Keys = Pick<KeyStore, 'keyOf' | 'mark' | 'hasLost'>;

function ownedBy(stream: string, { table }: Statements): Row[] {
  const kind = kindOf(stream);
  const names = tableNames.filter((name) => kind === 'account' || kind === 'desk' || !isOwnedByAccount(name));
  return names.flatMap((name) => {
    const owner = isOwnedByAccount(name) ? nameOf(stream) : stream;
    return table(name)
      .owned(owner)
      .map((values) => ({ table: name, values }));
  });
}

/** Adds what the stream counts for to `counts`. */
export function compare(
  stream: string,
  { statements, keys }: { readonly statements: Statements; readonly keys: Keys },
  counts: Map<string, number>,
): Compared {
  const found = replay(eventsOf(stream, statements), keys);
  for (const [name, n] of countsOf(found?.folded ?? null)) counts.set(name, (counts.get(name) ?? 0) + n);
  const expected = found?.rows ?? [];
  const actual = ownedBy(stream, statements);
  const lost = lostOf(found?.sealedFor ?? new Set(), expected, keys);
  return { stream, events: found?.events ?? 0, actual, expected, drift: differences(actual, expected), lost };
}

function lostOf(persons: ReadonlySet<string>, rows: readonly Row[], keys: Keys): readonly string[] {
  const isOver = ({ table, values }: Row) => table === 'erased' || (table === 'waiting' && values[6] !== 0);
  const erased = new Set(rows.filter(isOver).map(({ values: [id] }) => id));
  return [...persons].filter((person) => keys.hasLost(person) && !erased.has(person));
}

/** What a key store says that is older than what was sealed. */
export function lostKeys(persons: readonly string[], folder: string): string {
  const more = persons.length > 3 ? ` and ${persons.length - 3} more` : '';
  return `the key store in ${folder} lacks the keys of ${persons.slice(0, 3).join(', ')}${more}, and nobody erased them: it is older than the database, or damaged`;
}

export const bringKeysBack =
  'put back the keys folder that belongs to this database, from the backup of the same time or later';

function differences(actual: readonly Row[], expected: readonly Row[]): readonly string[] {
  const wanted = new Map(expected.map((row) => [keyOf(row), row]));
  const found: string[] = [];
  for (const row of actual) {
    const key = keyOf(row);
    const should = wanted.get(key);
    wanted.delete(key);
    if (!should) found.push(`${key}: stands in no event`);
    else found.push(...columnsApart(row, should).map((column) => `${key}: ${column}`));
  }
  return [...found, ...[...wanted.keys()].map((key) => `${key}: is missing`)];
}

function columnsApart({ table, values }: Row, should: Row): readonly string[] {
  return tables[table].columns.filter((_, n) => values[n] !== should.values[n]);
}

/** Rows of something that no event speaks of. */
export function orphans({
  table,
  firstOf,
}: Statements): readonly { readonly table: TableName; readonly owner: string }[] {
  return tableNames.flatMap((name) =>
    table(name)
      .owners()
      .filter((owner) => firstOf.get(streamOf(name, owner)) === undefined)
      .map((owner) => ({ table: name, owner })),
  );
}

/** The desk's tasks stand among the accounts', under its own name. */
export function streamOf(table: TableName, owner: string): string {
  return isOwnedByAccount(table) && owner !== 'desk' ? `account:${owner}` : owner;
}

/** Counts are kept, not scanned; a kind that came to nothing counts as absent. */
export function countDrift(counts: ReadonlyMap<string, number>, { allCounts }: Statements): readonly string[] {
  const kept = new Map(allCounts.all().map(({ kind, key, n }) => [`${kind} ${key}`, n]));
  const names = [...new Set([...kept.keys(), ...counts.keys()])];
  return names.filter((name) => (kept.get(name) ?? 0) !== (counts.get(name) ?? 0)).map((name) => `counts ${name}: n`);
}

/** All streams that have events, in order of their names. */
export function* streamsOf({ nextStream }: Statements): Generator<string> {
  for (let stream = nextStream.get('')?.stream; stream; stream = nextStream.get(stream)?.stream) yield stream;
}
