import { type Changes, VersionConflict } from '../../src/ledger/engine/engine.ts';
import type { EventRow } from '../../src/ledger/events/hash-chain.ts';
import { type Row, type TableName, tableNames, tables, type Value } from '../../src/ledger/projections/tables.ts';

export type RowOf<Table extends TableName> = {
  readonly [Column in (typeof tables)[Table]['columns'][number]]: Value;
};

type Answer = Changes['kept'][number];

type Name = TableName | 'kept';
type Rows = Map<string, unknown>;

/** All tables at one moment. Nobody writes into these maps any more. */
export interface Saved {
  readonly maps: ReadonlyMap<Name, Rows>;
  readonly newest: EventRow | undefined;
}

/** Columns that no two rows of a table share, beside their key. */
const uniques: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  accounts: ['domain'],
  contacts: ['email', 'linkedin_url'],
  policies: ['hash'],
};

/** A row's key in its table. */
function keyIn({ table, values }: Row): string {
  const { keys } = tables[table];
  return keys === 1 ? String(values[0]) : values.slice(0, keys).join(' ');
}

function named({ table, values }: Row): Readonly<Record<string, Value>> {
  const found: Record<string, Value> = {};
  for (const [n, column] of tables[table].columns.entries()) found[column] = values[n] ?? null;
  return found;
}

/** The ledger's tables as maps by key, written by changes as SQLite's are. What was written since a mark can be undone. */
export class Tables {
  /** Since the tables were made or restored. */
  readonly events: EventRow[] = [];
  #maps = new Map<Name, Rows>([...tableNames, 'kept' as const].map((name) => [name, new Map()]));
  /** Maps that no saved moment holds. */
  readonly #own = new Set<Name>(this.#maps.keys());
  readonly #undo: { readonly name: Name; readonly key: string; readonly was: unknown }[] = [];
  #before: EventRow | undefined;

  get newest(): EventRow | undefined {
    return this.events.at(-1) ?? this.#before;
  }

  get<Table extends TableName>(table: Table, key: string): RowOf<Table> | undefined {
    return this.#map(table).get(key) as RowOf<Table> | undefined;
  }

  *all<Table extends TableName>(table: Table): Generator<RowOf<Table>> {
    for (const row of this.#map(table).values()) yield row as RowOf<Table>;
  }

  /** In the order of the given columns, as an index would give them. */
  where<Table extends TableName>(
    table: Table,
    column: keyof RowOf<Table>,
    value: Value,
    ...order: readonly (keyof RowOf<Table>)[]
  ): readonly RowOf<Table>[] {
    const found: RowOf<Table>[] = [];
    for (const row of this.#map(table).values() as Iterable<RowOf<Table>>) if (row[column] === value) found.push(row);
    return found.length > 1 ? sorted(found, order) : found;
  }

  /** Kept answers, by role and key. */
  get kept(): ReadonlyMap<string, Answer> {
    return this.#map('kept') as Map<string, Answer>;
  }

  /** Counts are left out: no unit of work asks for one. */
  write({ events, removed, put, kept, erasedAnswers }: Changes): void {
    for (const event of events) this.#append(event);
    for (const row of removed) this.remove(row);
    for (const row of put) this.put(row);
    for (const { role, key, answer } of erasedAnswers) {
      const known = this.kept.get(`${role} ${key}`);
      if (known) this.#set('kept', `${role} ${key}`, { ...known, answer, about: '' });
    }
    for (const answer of kept) this.#keep(answer);
  }

  put(row: Row): void {
    const given = named(row);
    const key = keyIn(row);
    this.#mayStand(row.table, key, given);
    this.#set(row.table, key, given);
  }

  remove(row: Row): void {
    const key = keyIn(row);
    if (this.#map(row.table).has(key)) this.#set(row.table, key, undefined);
  }

  /** The place to which `undo` goes back. */
  mark(): readonly [undo: number, events: number] {
    return [this.#undo.length, this.events.length];
  }

  undo([undo, events]: ReturnType<Tables['mark']>): void {
    for (const { name, key, was } of this.#undo.splice(undo).reverse()) {
      if (was === undefined) this.#writable(name).delete(key);
      else this.#writable(name).set(key, was);
    }
    this.events.length = events;
  }

  /** Keeps all changes up to now: `undo` stops here. */
  keep(): void {
    this.#undo.length = 0;
  }

  save(): Saved {
    this.#own.clear();
    return { maps: new Map(this.#maps), newest: this.newest };
  }

  restore({ maps, newest }: Saved): void {
    this.#maps = new Map(maps);
    this.#own.clear();
    this.#undo.length = 0;
    this.events.length = 0;
    this.#before = newest;
  }

  #append(event: EventRow): void {
    const version = this.get('streams', event.stream)?.version ?? 0;
    if (Number(version) >= event.version) throw new VersionConflict(event.stream);
    this.events.push(event);
  }

  #keep(answer: Answer): void {
    const name = `${answer.role} ${answer.key}`;
    if (this.kept.has(name)) throw new Error(`an answer is kept under ${name} already`);
    this.#set('kept', name, answer);
  }

  #mayStand(table: TableName, key: string, given: Readonly<Record<string, Value>>): void {
    const columns = uniques[table];
    if (!columns) return;
    for (const [other, row] of this.#map(table) as Map<string, Readonly<Record<string, Value>>>) {
      if (other === key) continue;
      for (const column of columns)
        if (given[column] !== null && row[column] === given[column])
          throw new Error(`${table} ${key} and ${other} have one ${column}: ${given[column]}`);
    }
  }

  #set(name: Name, key: string, value: unknown): void {
    const map = this.#writable(name);
    this.#undo.push({ name, key, was: map.get(key) });
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }

  #map(name: Name): Rows {
    const map = this.#maps.get(name);
    if (!map) throw new Error(`no table ${name}`);
    return map;
  }

  /** A saved moment keeps its maps; the first write to one afterwards goes to a copy. */
  #writable(name: Name): Rows {
    const map = this.#map(name);
    if (this.#own.has(name)) return map;
    const copy = new Map(map);
    this.#maps.set(name, copy);
    this.#own.add(name);
    return copy;
  }
}

/** By columns, texts in SQLite's order of bytes. */
export function sorted<Found>(rows: readonly Found[], order: readonly (keyof Found)[]): readonly Found[] {
  return [...rows].sort((a, b) => {
    for (const column of order) {
      const [one, other] = [a[column], b[column]];
      if (one !== other) return (one ?? '') < (other ?? '') ? -1 : 1;
    }
    return 0;
  });
}
