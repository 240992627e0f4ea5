import type Database from 'better-sqlite3';
import { type Changes, VersionConflict } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import { suppressionsTold } from '../engine/suppressions-told.ts';
import type { EventRow } from '../events/hash-chain.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { type Row, type TableName, tables, type Value } from '../projections/tables.ts';
import { eachTable, prepareRows } from './prepared-rows.ts';
import { writes } from './queries.ts';
import { deleteSql, updateSql, upsertSql } from './table-sql.ts';

/** One connection with all its statements, and what is written through it. */
export interface WriteSession {
  readonly rows: Rows;
  /** Alone among all writers of all processes. */
  begin(): void;
  beginRead(): void;
  write(changes: Changes): void;
  end(keep: boolean): void;
  isOpen(): boolean;
}

interface Parts {
  readonly db: Database.Database;
  readonly keys: Pick<KeyStore, 'put' | 'remember'>;
  readonly step: (name: string) => void;
}

export function sessionOver({ db, keys, step }: Parts): WriteSession {
  const rows = prepareRows(db);
  const write = writerOver(db, step);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const beginRead = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const told = suppressionsTold(keys);
  return {
    rows,
    begin: () => void begin.run(),
    beginRead: () => void beginRead.run(),
    write(changes) {
      keys.put(changes.keys, (changes.events[0]?.seq ?? 1) - 1);
      if (changes.keys.size > 0) step('keyed');
      write(changes);
      told.take(changes);
    },
    end(keep) {
      (keep ? commit : rollback).run();
      told.end(keep);
    },
    isOpen: () => db.inTransaction,
  };
}

function writerOver(db: Database.Database, step: Parts['step']): (changes: Changes) => void {
  const append = db.prepare<Value[]>(writes.append);
  const addCount = db.prepare<[string, string, number]>(writes.addCount);
  const keep = db.prepare<[string, string, string, string, string | null, string, string]>(writes.keep);
  const eraseAnswer = db.prepare<[string, string, string]>(writes.eraseAnswer);
  const show = db.prepare<[string, string]>(writes.show);
  const { upsert, remove } = rowWriters(db);
  return ({ events, removed, put, counts, kept, erasedAnswers, shown }) => {
    for (const event of events) {
      if (append.run(...valuesOf(event)).changes === 0) throw new VersionConflict(event.stream);
      step('appended');
    }
    for (const row of removed) remove(row);
    for (const row of put) upsert(row);
    for (const { kind, key, by } of counts) addCount.run(kind, key, by);
    for (const { role, key, answer } of erasedAnswers) eraseAnswer.run(answer, role, key);
    for (const each of kept) keep.run(each.role, each.key, each.request, each.answer, each.stream, each.about, each.at);
    for (const { role, tasks } of shown) show.run(role, tasks);
    step('projected');
  };
}

function valuesOf(event: EventRow): readonly Value[] {
  const { seq, stream, version, type, at, recorded_at, role, client, principal, role_key } = event;
  const { policy_version, policy_hash, body, prev_hash, hash } = event;
  const head = [seq, stream, version, type, at, recorded_at, role, client, principal, role_key];
  head.push(policy_version, policy_hash, body, prev_hash, hash);
  return head;
}

function rowWriters(db: Database.Database): { upsert(row: Row): void; remove(row: Row): void } {
  const upserts = eachTable((table) => db.prepare<Value[]>(upsertSql(table)));
  const removals = eachTable((table) => db.prepare<Value[]>(deleteSql(table)));
  const updates = eachTable((table) => updatesOf(db, table));
  return {
    upsert(row) {
      if (!row.changed || !updates(row.table)(row.values, row.changed)) upserts(row.table).run(...row.values);
    },
    remove: ({ table, values }) => void removals(table).run(...values.slice(0, tables[table].keys)),
  };
}

/** Puts a row's new values in the place of its old ones; each set of columns has a statement. Answers whether the row stood there. */
function updatesOf(db: Database.Database, table: TableName): (values: Row['values'], changed: number) => boolean {
  const { columns, keys } = tables[table];
  const known = new Map<
    number,
    { readonly statement: Database.Statement<Value[]>; readonly places: readonly number[] }
  >();
  const compiled = (changed: number) => {
    const places = columns.flatMap((_, n) => ((changed >> n) & 1 ? n : []));
    const made = { statement: db.prepare<Value[]>(updateSql(table, places)), places };
    known.set(changed, made);
    return made;
  };
  return (values, changed) => {
    const { statement, places } = known.get(changed) ?? compiled(changed);
    const told = places.map((n) => values[n] ?? null);
    return statement.run(...told, ...values.slice(0, keys)).changes > 0;
  };
}
