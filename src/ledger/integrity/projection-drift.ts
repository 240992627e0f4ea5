import type { Changes, Survey } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import { type Folded, kindOf, nameOf } from '../events/streams.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { changesOf, countsOf } from '../projections/stream-counts.ts';
import {
  isOwnedByAccount,
  keyOf,
  ownerPlace,
  type Row,
  type TableName,
  tableNames,
  tables,
  type Value,
} from '../projections/tables.ts';
import type { WalkedStream } from './stream-walk.ts';

/** The rows of one stream, beside those that its events call for. */
export interface Compared {
  readonly stream: string;
  readonly actual: readonly Row[];
  readonly expected: readonly Row[];
  readonly drift: readonly string[];
  /** People whose key is gone without an erasure: only the tables hold their personal data. */
  readonly lost: readonly string[];
}

type Keys = Pick<KeyStore, 'keyOf' | 'mark' | 'hasLost'>;

/** The owner's name under which a stream's rows stand in tables of accounts. */
function ownerOf(stream: string): string | null {
  const kind = kindOf(stream);
  if (kind === 'waiting') return stream;
  return kind === 'account' || kind === 'desk' ? nameOf(stream) : null;
}

/** Compares the fold of a stream with its rows, and adds the stream's share to `counts`. */
export function compare(
  { stream, replayed }: Pick<WalkedStream, 'stream' | 'replayed'>,
  actual: readonly Row[],
  { keys, counts }: { readonly keys: Keys; readonly counts: Map<string, number> },
): Compared {
  const found = replayed();
  addCounts(counts, found?.folded ?? null);
  const expected = found?.rows ?? [];
  const lost = lostOf(found?.unread ?? new Set(), expected, keys);
  return { stream, actual, expected, drift: differences(actual, expected), lost };
}

/** The rows that belong to each of some streams that follow one another, or to what it is about: a query for each table. */
export async function rowsOn(streams: readonly string[], survey: Survey): Promise<ReadonlyMap<string, readonly Row[]>> {
  const all = await survey.ask(({ owned }) =>
    tableNames.map((table) => {
      const owners = isOwnedByAccount(table) ? streams.flatMap((stream) => ownerOf(stream) ?? []) : streams;
      const [first, last] = [owners[0], owners.at(-1)];
      return { table, rows: first === undefined || last === undefined ? [] : owned(table, first, last) };
    }),
  );
  const found = new Map<string, Row[]>(streams.map((stream) => [stream, []]));
  for (const { table, rows } of all) {
    const place = ownerPlace(table);
    let owner: Value | undefined;
    let own: Row[] | undefined;
    for (const values of rows) {
      if (values[place] !== owner) {
        owner = values[place];
        own = found.get(streamOf(table, String(owner)));
      }
      own?.push({ table, values });
    }
  }
  return found;
}

/** Adds what a stream counts for. */
export function addCounts(counts: Map<string, number>, folded: Folded | null): void {
  for (const [name, n] of countsOf(folded)) counts.set(name, (counts.get(name) ?? 0) + n);
}

/** People whose key is gone, though none of these rows says that they were erased. */
export function lostOf(persons: ReadonlySet<string>, rows: readonly Row[], keys: Keys): readonly string[] {
  if (persons.size === 0) return [];
  const isOver = ({ table, values }: Row) => table === 'erased' || (table === 'waiting' && values[6] !== 0);
  const erased = new Set(rows.filter(isOver).map(({ values: [id] }) => id));
  return [...persons].filter((person) => keys.hasLost(person) && !erased.has(person));
}

/** The message for a key store that is older than the sealed data. */
export function lostKeys(persons: readonly string[], folder: string): string {
  const more = persons.length > 3 ? ` and ${persons.length - 3} more` : '';
  return `the key store in ${folder} lacks the keys of ${persons.slice(0, 3).join(', ')}${more}, and nobody erased them: it is older than the database, or damaged`;
}

export const bringKeysBack =
  'put back the keys folder that belongs to this database, from the backup of the same time or later';

/** Told by keys only where something differs. */
function differences(actual: readonly Row[], expected: readonly Row[]): readonly string[] {
  if (areSame(actual, expected)) return [];
  const wanted = new Map<string, Row>();
  for (const row of expected) wanted.set(keyOf(row), row);
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

/** How far behind the row before it a row is looked for. */
const near = 50;

/** Whether they are the same rows, in much the same order: no keys are made to compare them. */
function areSame(actual: readonly Row[], expected: readonly Row[]): boolean {
  if (actual.length !== expected.length) return false;
  const wanted = new Map<TableName, Row[]>();
  for (const row of expected) {
    const rows = wanted.get(row.table);
    if (rows) rows.push(row);
    else wanted.set(row.table, [row]);
  }
  let at = 0;
  return actual.every((row) => {
    const rows = wanted.get(row.table) ?? [];
    for (let n = 0; n < Math.min(near, rows.length); n += 1, at += 1) {
      if (at >= rows.length) at = 0;
      if (isSame(row, rows[at])) {
        at += 1;
        return true;
      }
    }
    return false;
  });
}

function isSame({ values }: Row, should: Row | undefined): boolean {
  return values.every((value, n) => value === should?.values[n]);
}

function columnsApart({ table, values }: Row, should: Row): readonly string[] {
  return tables[table].columns.filter((_, n) => values[n] !== should.values[n]);
}

export interface Orphan {
  readonly table: TableName;
  readonly owner: string;
}

/** How many streams' rows each table was met in: a table with no more owners than that holds nothing of nobody's. */
export class Owners {
  readonly #met = new Map<TableName, number>();

  meet({ actual }: Pick<Compared, 'actual'>): void {
    for (const table of new Set(actual.map((row) => row.table))) this.#met.set(table, (this.#met.get(table) ?? 0) + 1);
  }

  /** Rows of something that no event speaks of, once every stream was met. */
  async orphans(survey: Survey): Promise<readonly Orphan[]> {
    const found: Orphan[] = [];
    for (const table of tableNames) found.push(...(await survey.ask((rows) => this.#orphansIn(table, rows))));
    return found;
  }

  #orphansIn(table: TableName, { ownerCount, owners, firstOf }: Rows): readonly Orphan[] {
    if (ownerCount(table) === (this.#met.get(table) ?? 0)) return [];
    return owners(table)
      .filter((owner) => firstOf.get(streamOf(table, owner)) === undefined)
      .map((owner) => ({ table, owner }));
  }
}

/** Tasks of the desk and of people who wait stand among the accounts', under their streams' own names. */
export function streamOf(table: TableName, owner: string): string {
  return isOwnedByAccount(table) && owner !== 'desk' && !owner.startsWith('waiting:') ? `account:${owner}` : owner;
}

/** The error of each count. Counts are kept, not scanned; a kind that came to nothing counts as absent. */
export async function countDrift(counts: ReadonlyMap<string, number>, survey: Survey): Promise<Changes['counts']> {
  const all = await survey.ask(({ allCounts }) => allCounts.all());
  const kept = new Map(all.map(({ kind, key, n }) => [`${kind} ${key}`, n]));
  return changesOf(kept, counts);
}

export const countFault = ({ kind, key }: Changes['counts'][number]): string => `counts ${kind} ${key}: n`;
