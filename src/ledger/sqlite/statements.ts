import type Database from 'better-sqlite3';
import type { NearAccount, PersonFound } from '../../rules/command/world.ts';
import type { CalendarDate, Instant } from '../../rules/time/time.ts';
import type { EventRow } from '../events/hash-chain.ts';
import type { Erasure } from '../keys/key-store.ts';
import type { PolicyRecord } from '../port/records.ts';
import {
  deleteSql,
  ownedSql,
  ownersSql,
  type Row,
  type TableName,
  tableNames,
  tables,
  upsertSql,
  type Value,
} from '../projections/tables.ts';
import { queries, writes } from './queries.ts';
import type {
  AccountRow,
  ContactFoundRow,
  ContactRow,
  DisputeRow,
  IntentRow,
  OverrideRow,
  PostRow,
  SignalRow,
  StreamRow,
  SuppressedRow,
  TaskRow,
  WaitingRow,
} from './rows.ts';

type Named = Readonly<Record<string, Value>>;

type State = { readonly state: string };

/** What is asked of events and streams. */
function askedOfEvents(db: Database.Database) {
  const q = queries;
  return {
    newest: db.prepare<[], { seq: number; recorded_at: Instant; hash: string }>(q.newest),
    newestSealed: db.prepare<[number], { body: string }>(q.newestSealed),
    eventHash: db.prepare<[number], { hash: string }>(q.eventHash),
    eventsOf: db.prepare<[string, number, number, number], EventRow>(q.eventsOf),
    hashesAfter: db.prepare<[number, number], { seq: number; hash: string; recorded_at: Instant }>(q.hashesAfter),
    firstOf: db.prepare<[string], { seq: number }>(q.firstOf),
    nextStream: db.prepare<[string], { stream: string | null }>(q.nextStream),
    allCounts: db.prepare<[], { kind: string; key: string; n: number }>(q.allCounts),
    changed: db.prepare<[number], { stream: string }>(q.changed),
    timeline: db.prepare<[string, number, number], EventRow>(q.timeline),
    stream: db.prepare<[string], StreamRow>(q.stream),
  };
}

/** What is asked of accounts and the people at them. */
function askedOfAccounts(db: Database.Database) {
  const q = queries;
  return {
    accountById: db.prepare<[string], AccountRow>(q.accountById),
    accountByDomain: db.prepare<[string], AccountRow>(q.accountByDomain),
    contactsOf: db.prepare<[string], ContactRow>(q.contactsOf),
    suppressedOf: db.prepare<[Named], { contact: string }>(q.suppressedOf),
    erasures: db.prepare<[], Erasure>(q.erasures),
    marksOfContact: db.prepare<[string], { mark: string; tied: number }>(q.marksOfContact),
    contactsOfMark: db.prepare<[string], { contact: string; account: string }>(q.contactsOfMark),
    openBearer: db.prepare<[string], PersonFound>(q.openBearer),
    marksOfWait: db.prepare<[string], { mark: string }>(q.marksOfWait),
    waitsOfMark: db.prepare<[string], { stream: string }>(q.waitsOfMark),
    wordsOfPerson: db.prepare<[string, string], { n: number }>(q.wordsOfPerson),
    isSuppressed: db.prepare<[string], { found: number }>(q.isSuppressed),
    contactById: db.prepare<[string], ContactFoundRow>(q.contactById),
    contactByEmail: db.prepare<[string], ContactFoundRow>(q.contactByEmail),
    contactByProfile: db.prepare<[string], ContactFoundRow>(q.contactByProfile),
    accountsByName: db.prepare<[string, number], NearAccount>(q.accountsByName),
    waiting: db.prepare<[number], WaitingRow>(q.waiting),
    wordsOf: db.prepare<[string], { id: string; words: string }>(q.wordsOf),
    accountsByKey: db.prepare<[Named], { key: string; domain: string; state: string }>(q.accountsByKey),
    accountsByDomain: db.prepare<[string, number], { domain: string; state: string }>(q.accountsByDomain),
    newestOfStage: db.prepare<[string, number], State>(q.newestOfStage),
    count: db.prepare<[string, string], { n: number }>(q.count),
  };
}

/** What is asked of lists. */
function askedOfLists(db: Database.Database) {
  const q = queries;
  return {
    openTasks: db.prepare<[Named], TaskRow>(q.openTasks),
    openTasksOfRole: db.prepare<[Named], TaskRow>(q.openTasksOfRole),
    openTasksOfAccount: db.prepare<[Named], TaskRow>(q.openTasksOfAccount),
    task: db.prepare<[string], TaskRow>(q.task),
    overdue: db.prepare<[string, string], { n: number }>(q.overdue),
    posts: db.prepare<[Named], PostRow>(q.posts),
    pieces: db.prepare<[number], State>(q.pieces),
    policies: db.prepare<[], PolicyRecord>(q.policies),
    policyInForce: db.prepare<[], { hash: string; version: string; recorded_at: Instant }>(q.policyInForce),
    policyByHash: db.prepare<[string], { recorded_at: Instant }>(q.policyByHash),
    due: db.prepare<[string, number], { due_at: Instant; stream: string; kind: string }>(q.due),
    keptOf: db.prepare<[string], { role: string; key: string; answer: string; about: string | null }>(q.keptOf),
    kept: db.prepare<[string, string], { request: string; answer: string }>(q.kept),
  };
}

interface TableStatements {
  upsert(row: Row): void;
  remove(row: Row): void;
  owned(owner: string): readonly Value[][];
  owners(): readonly string[];
}

function tableStatements(db: Database.Database, table: TableName): TableStatements {
  const upsert = db.prepare<Value[]>(upsertSql(table));
  const remove = db.prepare<Value[]>(deleteSql(table));
  const owned = db.prepare<[string], Value[]>(ownedSql(table)).raw();
  const owners = db.prepare<[], string>(ownersSql(table)).pluck();
  const { keys } = tables[table];
  return {
    upsert: ({ values }) => void upsert.run(...values),
    remove: ({ values }) => void remove.run(...values.slice(0, keys)),
    owned: (owner) => owned.all(owner),
    owners: () => owners.all(),
  };
}

/** All statements, compiled once when the database is opened. */
export function prepareStatements(db: Database.Database) {
  const written = new Map(tableNames.map((table) => [table, tableStatements(db, table)]));
  const w = writes;
  return {
    ...askedOfEvents(db),
    ...askedOfAccounts(db),
    ...askedOfLists(db),
    ...askedOfSweeps(db),
    append: db.prepare<Value[]>(w.append),
    addCount: db.prepare<[string, string, number]>(w.addCount),
    keep: db.prepare<[string, string, string, string, string | null, string, string]>(w.keep),
    eraseWords: db.prepare<[string, string]>(w.eraseWords),
    eraseMarks: db.prepare<[string]>(w.eraseMarks),
    eraseWaitMarks: db.prepare<[string]>(w.eraseWaitMarks),
    eraseAnswer: db.prepare<[string, string, string]>(w.eraseAnswer),
    begin: db.prepare('BEGIN IMMEDIATE'),
    beginRead: db.prepare('BEGIN'),
    commit: db.prepare('COMMIT'),
    rollback: db.prepare('ROLLBACK'),
    table(name: TableName): TableStatements {
      const found = written.get(name);
      if (!found) throw new Error(`no statements for ${name}`);
      return found;
    },
  };
}

export type Statements = ReturnType<typeof prepareStatements>;

/** What is asked for the sweeps of the roles. */
export function askedOfSweeps(db: Database.Database) {
  const q = queries;
  return {
    intentsOfRole: db.prepare<[string, number], IntentRow>(q.intentsOfRole),
    held: db.prepare<[string, number], State>(q.held),
    idleSince: db.prepare<[Named], State>(q.idleSince),
    signalsOfType: db.prepare<[string, Instant, number], SignalRow>(q.signalsOfType),
    nearLikes: db.prepare<[Named], { contact: string; account: string; day: CalendarDate }>(q.nearLikes),
    overridesSince: db.prepare<[Instant, number], OverrideRow>(q.overridesSince),
    disputesSince: db.prepare<[Instant, number], DisputeRow>(q.disputesSince),
    refusalsSince: db.prepare<[string, Instant], { n: number }>(q.refusalsSince),
    newestSuppressed: db.prepare<[number], SuppressedRow>(q.newestSuppressed),
    newestErased: db.prepare<[number], { contact: string; account: string; at: Instant }>(q.newestErased),
    lateOfKind: db.prepare<[string, Instant, number], TaskRow>(q.lateOfKind),
  };
}
