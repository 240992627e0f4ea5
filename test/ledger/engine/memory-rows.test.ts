import { expect, test } from 'vitest';
import { noChanges } from '../../../src/ledger/engine/engine.ts';
import type { NamedQueries, Query, Rows } from '../../../src/ledger/engine/rows.ts';
import { type TableName, tableNames } from '../../../src/ledger/projections/tables.ts';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { prepareRows } from '../../../src/ledger/sqlite/prepared-rows.ts';
import { queries } from '../../../src/ledger/sqlite/queries.ts';
import { comment, ok } from '../../support/calls.ts';
import { openMailHouse } from '../../support/mailbox.ts';
import { rowsOver } from '../../support/memory-rows.ts';
import { Tables } from '../../support/memory-tables.ts';
import { bea, permittedMail, reply, seedStarted } from '../../support/sequences.ts';
import type { House } from '../../support/server.ts';

type Name = keyof NamedQueries;

const everything = ['', '\u{10ffff}'] as const;

/** A ledger of which no table that a unit of work asks is empty. */
async function storied(): Promise<House> {
  const house = await openMailHouse();
  await seedStarted(house);
  const permit = await permittedMail(house);
  const sent = { permit: permit.id, event: 'sent', message_id: '<m1@ours.example>', at: house.clock.now };
  await ok(house, 'sales.ops', 'record_delivery', sent);
  await ok(house, 'sales.ops', 'record_response', reply());
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.de', name: 'ACME Corp', idempotency_key: 'k' });
  const gil = {
    name: 'Gil Ortega',
    linkedin_url: 'https://www.linkedin.com/in/gil-ortega',
    external: { apollo: 'a1' },
  };
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.de', contacts: [gil] });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: bea.email, reason: 'opt_out' });
  const elsewhere = comment({ account: 'acme.de', contact: { email: 'ana@acme.com' } });
  await ok(house, 'mining.mind', 'file_signal_note', elsewhere);
  return house;
}

/** The same rows in memory. */
function copied(rows: Rows, db: ReturnType<typeof connect>): Tables {
  const tables = new Tables();
  const put = tableNames.flatMap((table) => rows.owned(table, ...everything).map((values) => ({ table, values })));
  const kept = db.prepare<[], never>('SELECT * FROM idempotency').all();
  tables.write({ ...noChanges, events: rows.eventsAfter.all(0, 10_000) });
  tables.write({ ...noChanges, put, kept });
  return tables;
}

/** Values of a column of a table, and a text that is none of them. */
function valuesOf(tables: Tables, table: TableName, column: string): readonly (readonly unknown[])[] {
  const found = [...tables.all(table)].map((row: Readonly<Record<string, unknown>>) => row[column]);
  return [...new Set([...found.filter((each) => each !== null), 'none'])].map((each) => [each]);
}

const withLimits = (params: readonly (readonly unknown[])[]) =>
  params.flatMap((each) => [
    [...each, 1],
    [...each, 50],
  ]);

/** With which parameters each query is asked. */
function asked(tables: Tables): Readonly<Partial<Record<Name, readonly (readonly unknown[])[]>>> {
  const of = (table: TableName, column: string) => valuesOf(tables, table, column);
  return {
    newest: [[]],
    lastNumber: [[]],
    stream: of('streams', 'stream'),
    accountById: of('accounts', 'id'),
    accountByDomain: of('domains', 'domain'),
    partsOf: of('accounts', 'id'),
    accountsByName: withLimits(of('accounts', 'name_key')),
    calledBy: withLimits(of('account_keys', 'key').map(([key]) => ['bound', key])),
    contactsOf: of('accounts', 'id'),
    contactById: of('contacts', 'id'),
    contactByEmail: of('contacts', 'email'),
    contactByProfile: of('contacts', 'linkedin_url'),
    contactByOutside: of('contacts', 'apollo').map(([id]) => [{ id, limit: 50 }]),
    wordsOf: of('words', 'id'),
    wordsOfPerson: of('accounts', 'id').flatMap(([id]) => of('words', 'person').map(([person]) => [id, person])),
    suppressedOf: of('accounts', 'id').map(([account]) => [{ account }]),
    marksOfContact: of('contacts', 'id'),
    contactsOfMark: of('marks', 'mark'),
    openBearer: of('marks', 'mark'),
    isSuppressed: of('marks', 'mark'),
    marksOfWait: of('wait_marks', 'stream'),
    waitsOfMark: of('wait_marks', 'mark'),
    waitingById: of('waiting', 'id'),
    policyInForce: [[]],
    policyByHash: of('policies', 'hash'),
    keptOf: of('streams', 'stream'),
    kept: [
      ['sales.ops', 'k', ''],
      ['cro', 'k', ''],
    ],
    emailById: of('emails', 'id'),
    stepsOfPermit: withLimits(of('mail_steps', 'permit')),
    stepsOfMessage: withLimits(of('mail_steps', 'message_id')),
    stepsOfContact: withLimits(of('mail_steps', 'contact')),
    stepsOfBytes: withLimits(
      of('mail_steps', 'contact').flatMap(([id]) => of('mail_steps', 'hash').map(([hash]) => [id, hash])),
    ),
    sentBetween: withLimits([['', '9999']]),
    replyById: of('replies', 'id'),
    templateById: of('template_versions', 'id'),
  };
}

test('inv7 the tables in memory, on which tests of rules run, answer each query as SQLite does', async () => {
  const house = await storied();
  const db = connect(house.path, { readonly: true });
  const sqlite = prepareRows(db);
  const tables = copied(sqlite, db);
  const memory = rowsOver(tables);
  const queried = (rows: Rows, name: Name) => rows[name] as unknown as Query<readonly unknown[] & [], unknown>;
  const params = asked(tables);
  for (const name of Object.keys(queries) as Name[]) {
    const given = params[name];
    if (!given) {
      expect(() => queried(memory, name).get(), name).toThrow('no unit of work asked it so far');
      continue;
    }
    const answers = given.map((each) => queried(sqlite, name).all(...(each as [])));
    expect(answers.flat(), name).not.toEqual([]);
    // Rows in memory have all of their columns.
    expect(
      given.map((each) => queried(memory, name).all(...(each as []))),
      name,
    ).toMatchObject(answers);
    for (const each of given) {
      const [first, told] = [queried(sqlite, name), queried(memory, name)].map((query) => query.get(...(each as [])));
      if (first === undefined) expect(told, name).toBeUndefined();
      else expect(told, name).toMatchObject(first as object);
    }
  }
  for (const table of tableNames)
    for (const owner of sqlite.owners(table))
      expect(new Set(memory.owned(table, owner)), table).toEqual(new Set(sqlite.owned(table, owner)));
  db.close();
});
