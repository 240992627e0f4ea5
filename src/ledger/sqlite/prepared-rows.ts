import type Database from 'better-sqlite3';
import type { AccountRows, EventRows, ListRows, MailRows, Query, Rows, SweepRows } from '../engine/rows.ts';
import { type TableName, tableNames, type Value } from '../projections/tables.ts';
import { queries as q } from './queries.ts';
import { ownedSql, ownerCountSql, ownersSql } from './table-sql.ts';

/** Compiles a query. */
type Prepare = <Params extends unknown[], Found>(sql: string) => Query<Params, Found>;

/** All queries, each compiled when it is first asked: a server that starts asks few. */
export function prepareRows(db: Database.Database): Rows {
  askEveryTable(db);
  const prepared: Prepare = <Params extends unknown[], Found>(sql: string): Query<Params, Found> => {
    const asked = once(() => {
      const statement = db.prepare<unknown[], readonly unknown[]>(sql).raw();
      return { statement, rowOf: rowMaker<Found>(statement.columns().map(({ name }) => name)) };
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
  };
  const owned = eachTable((table) => db.prepare<[string, string], Value[]>(ownedSql(table)).raw());
  const ownerCount = eachTable((table) => db.prepare<[], number>(ownerCountSql(table)).pluck());
  const owners = eachTable((table) => db.prepare<[], string>(ownersSql(table)).pluck());
  return {
    ...events(prepared),
    ...accounts(prepared),
    ...lists(prepared),
    ...sweeps(prepared),
    ...mail(prepared),
    owned: (table, owner, last = owner) => owned(table).all(owner, last),
    owners: (table) => owners(table).all(),
    ownerCount: (table) => ownerCount(table).get() ?? 0,
  };
}

/** Puts a row's values together under their names: the driver takes half as long again for it. */
function rowMaker<Found>(names: readonly string[]): (values: readonly unknown[]) => Found {
  return (values) => {
    const row: Record<string, unknown> = {};
    for (let n = 0; n < names.length; n += 1) row[names[n] ?? ''] = values[n];
    // biome-ignore lint/nursery/noUnsafeTypeAssertion: what a query's columns are, its type alone says
    return row as Found;
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

function mail(prepared: Prepare): MailRows {
  return {
    emailById: prepared(q.emailById),
    stepsOfPermit: prepared(q.stepsOfPermit),
    stepsOfMessage: prepared(q.stepsOfMessage),
    stepsOfBytes: prepared(q.stepsOfBytes),
    stepsOfContact: prepared(q.stepsOfContact),
    sentBetween: prepared(q.sentBetween),
    replyById: prepared(q.replyById),
  };
}

function events(prepared: Prepare): EventRows {
  return {
    newest: prepared(q.newest),
    lastNumber: prepared(lastNumber),
    newestSealed: prepared(q.newestSealed),
    eventUpTo: prepared(q.eventUpTo),
    evidenceBetween: prepared(q.evidenceBetween),
    eventHash: prepared(q.eventHash),
    eventsAfter: prepared(q.eventsAfter),
    eventsOf: prepared(q.eventsOf),
    eventsByStream: prepared(q.eventsByStream),
    figured: prepared(q.figured),
    standingSince: prepared(q.standingSince),
    accountsBound: prepared(q.accountsBound),
    hashesAfter: prepared(q.hashesAfter),
    cutOff: prepared(q.cutOff),
    firstOf: prepared(q.firstOf),
    allCounts: prepared(q.allCounts),
    changed: prepared(q.changed),
    timeline: prepared(q.timeline),
    decisions: prepared(q.decisions),
    decisionCount: prepared(q.decisionCount),
    newestMove: prepared(q.newestMove),
    stream: prepared(q.stream),
  };
}

function accounts(prepared: Prepare): AccountRows {
  return {
    accountById: prepared(q.accountById),
    accountByDomain: prepared(q.accountByDomain),
    partsOf: prepared(q.partsOf),
    contactsOf: prepared(q.contactsOf),
    suppressedOf: prepared(q.suppressedOf),
    stopsOf: prepared(q.stopsOf),
    erasures: prepared(q.erasures),
    marksOfContact: prepared(q.marksOfContact),
    contactsOfMark: prepared(q.contactsOfMark),
    openBearer: prepared(q.openBearer),
    marksOfWait: prepared(q.marksOfWait),
    waitsOfMark: prepared(q.waitsOfMark),
    wordsOfPerson: prepared(q.wordsOfPerson),
    isSuppressed: prepared(q.isSuppressed),
    contactById: prepared(q.contactById),
    contactByEmail: prepared(q.contactByEmail),
    contactByProfile: prepared(q.contactByProfile),
    contactByOutside: prepared(q.contactByOutside),
    accountsByName: prepared(q.accountsByName),
    waiting: prepared(q.waiting),
    waitingUntasked: prepared(q.waitingUntasked),
    waitingById: prepared(q.waitingById),
    wordsOf: prepared(q.wordsOf),
    accountsByKey: prepared(q.accountsByKey),
    keyCount: prepared(q.keyCount),
    wordsAmong: prepared(q.wordsAmong),
    calledBy: prepared(q.calledBy),
    accountsByDomain: prepared(q.accountsByDomain),
    newestOfStage: prepared(q.newestOfStage),
    sinceOfStage: prepared(q.sinceOfStage),
    newestOnBoard: prepared(q.newestOnBoard),
    count: prepared(q.count),
  };
}

function lists(prepared: Prepare): ListRows {
  return {
    peopleInPipeline: prepared(q.peopleInPipeline),
    accountsAt: prepared(q.accountsAt),
    clients: prepared(q.clients),
    openOfKind: prepared(q.openOfKind),
    openTasks: prepared(q.openTasks),
    openTasksOfRole: prepared(q.openTasksOfRole),
    openTasksOfAccount: prepared(q.openTasksOfAccount),
    task: prepared(q.task),
    overdue: prepared(q.overdue),
    posts: prepared(q.posts),
    pieces: prepared(q.pieces),
    templateById: prepared(q.templateById),
    templatesOfKey: prepared(q.templatesOfKey),
    stepsOfTemplate: prepared(q.stepsOfTemplate),
    policies: prepared(q.policies),
    policyInForce: prepared(q.policyInForce),
    policyByHash: prepared(q.policyByHash),
    accountsOfKey: prepared(q.accountsOfKey),
    due: prepared(q.due),
    keptOf: prepared(q.keptOf),
    kept: prepared(q.kept),
  };
}

function sweeps(prepared: Prepare): SweepRows {
  return {
    intentsOfRole: prepared(q.intentsOfRole),
    held: prepared(q.held),
    touchesDue: prepared(q.touchesDue),
    idleSince: prepared(q.idleSince),
    signalsOfType: prepared(q.signalsOfType),
    nearLikes: prepared(q.nearLikes),
    overridesSince: prepared(q.overridesSince),
    actsAfter: prepared(q.actsAfter),
    handedOn: prepared(q.handedOn),
    disputesSince: prepared(q.disputesSince),
    refusalsSince: prepared(q.refusalsSince),
    newestSuppressed: prepared(q.newestSuppressed),
    newestErased: prepared(q.newestErased),
    lateOfKind: prepared(q.lateOfKind),
    shownTo: prepared(q.shownTo),
  };
}

/**
 * The highest number that ever stood in the table, events that were deleted since too: SQLite keeps it, whoever gave the number
 * out. It numbers nothing here, for each event comes with its number.
 */
const lastNumber = "SELECT seq FROM sqlite_sequence WHERE name = 'events'";
