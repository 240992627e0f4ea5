import type Database from 'better-sqlite3';
import type { NamedQueries, Query, Rows } from '../engine/rows.ts';
import { type TableName, tableNames, type Value } from '../projections/tables.ts';
import { queries } from './queries.ts';
import { ownedSql, ownerCountSql, ownersSql } from './table-sql.ts';

/** All queries, each compiled when it is first asked: a server that starts asks few. */
export function prepareRows(db: Database.Database): Rows {
  askEveryTable(db);
  const owned = eachTable((table) => db.prepare<[string, string], Value[]>(ownedSql(table)).raw());
  const ownerCount = eachTable((table) => db.prepare<[], number>(ownerCountSql(table)).pluck());
  const owners = eachTable((table) => db.prepare<[], string>(ownersSql(table)).pluck());
  return {
    ...named(db),
    owned: (table, owner, last = owner) => owned(table).all(owner, last),
    owners: (table) => owners(table).all(),
    ownerCount: (table) => ownerCount(table).get() ?? 0,
  };
}

function named(db: Database.Database): NamedQueries {
  const prepared = Object.entries(queries).map(([name, sql]) => [name, prepare(db, sql)]);
  // biome-ignore lint/nursery/noUnsafeTypeAssertion: what a query takes and finds, its type alone says
  return Object.fromEntries(prepared) as NamedQueries;
}

function prepare(db: Database.Database, sql: string): Query<unknown[], unknown> {
  const asked = once(() => {
    const statement = db.prepare<unknown[], readonly unknown[]>(sql).raw();
    return { statement, rowOf: rowMaker(statement.columns().map(({ name }) => name)) };
  });
  return {
    all(...params) {
      const { statement, rowOf } = asked();
      return statement.all(...params).map(rowOf);
    },
    get(...params) {
      const { statement, rowOf } = asked();
      const values = statement.get(...params);
      return values && rowOf(values);
    },
  };
}

/** Puts a row's values together under their names: the driver takes half as long again for it. */
function rowMaker(names: readonly string[]): (values: readonly unknown[]) => unknown {
  return (values) => {
    const row: Record<string, unknown> = {};
    for (let n = 0; n < names.length; n += 1) row[names[n] ?? ''] = values[n];
    return row;
  };
}

/** Compiled when it is first wanted. */
function once<Statement>(compile: () => Statement): () => Statement {
  let compiled: Statement | undefined;
  return () => (compiled ??= compile());
}

/** Throws the driver's own error for the first table that is missing. */
function askEveryTable(db: Database.Database): void {
  const there = new Set(db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all());
  const missing = tableNames.find((table) => !there.has(table));
  if (missing) db.prepare(`SELECT 1 FROM ${missing}`);
}

/** A statement for each table, compiled when it is first wanted. */
export function eachTable<Statement>(compile: (table: TableName) => Statement): (table: TableName) => Statement {
  const compiled = new Map<TableName, Statement>();
  return (table) => {
    const known = compiled.get(table);
    if (known) return known;
    const statement = compile(table);
    compiled.set(table, statement);
    return statement;
  };
}
