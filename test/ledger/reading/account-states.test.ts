import { describe, expect, onTestFinished, test } from 'vitest';
import type { Changes, Engine } from '../../../src/ledger/engine/engine.ts';
import { type Ledger, ledgerOver } from '../../../src/ledger/index.ts';
import type { AccountRecord } from '../../../src/ledger/port/records.ts';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { openSqlite } from '../../../src/ledger/sqlite/open-sqlite.ts';
import { type SaveArgs, saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { retractSignal } from '../../../src/rules/signals/retract-signal.ts';
import { peopleOf } from '../../support/people-of.ts';
import { testPolicy } from '../../support/policy.ts';
import { type Bench, comment, company, decided, openBench, seed, tempFolder, tuesday } from '../support.ts';

const account = (ledger: Ledger): Promise<AccountRecord | null> =>
  ledger.read((reader) => {
    const record = reader.account('acme.com');
    return record && { ...record, people: peopleOf(record) };
  });

const share = (n: number) =>
  comment('acme.com', {
    signal: { type: 'E1', interaction: 'share', object: `linkedin.com/posts/${n}`, quote: 'words' },
  });

const another = ({ path, keys, clock }: Bench) => openBench({ path, keys, time: clock.time });

describe('states that were read or written last', () => {
  test('inv7 are those that the tables hold, after every act', async () => {
    const bench = await openBench();
    await seed(bench);
    const same = async () => expect(await account(bench.ledger)).toEqual(await account((await another(bench)).ledger));
    await same();
    decided(await bench.run('mining.mind', fileSignalNote, share(2)));
    await same();
    const signal = (await account(bench.ledger))?.state.signals[0]?.id ?? '';
    decided(await bench.run('sales.ops', retractSignal, { signal, reason: 'it was another Jane' }));
    await same();
    decided(await bench.run('sales.ops', saveAccount, company()));
    bench.clock.time = '2026-09-01T14:00:00.000Z';
    await bench.ledger.applyDue({ role: 'sales.ops', client: 'c' }, 1000);
    await same();
  });

  test('A2 know the people as the tables do: who came, who was corrected, who is one with another', async () => {
    const bench = await openBench();
    await seed(bench);
    const save = async (contacts: SaveArgs['contacts']) => {
      decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }));
      expect(await account(bench.ledger)).toEqual(await account((await another(bench)).ledger));
    };
    await save([{ name: 'Bo Lee', email: 'bo@acme.com' }]);
    await save([{ name: 'Cem Kay', email: 'cem@acme.com', linkedin_url: 'https://www.linkedin.com/in/cem-kay' }]);
    await save([{ contact: 'bo@acme.com', title: 'CFO', linkedin_url: 'https://www.linkedin.com/in/bo-lee' }]);
    await save([{ contact: 'bo@acme.com', same_as: 'cem@acme.com' }]);
    const known = await account(bench.ledger);
    expect(known?.state.contacts.map(({ id }) => known.people.get(id)?.name)).toContain('Bo Lee');
  });

  test('inv6 give way to what another process wrote', async () => {
    const bench = await openBench();
    await seed(bench);
    const other = await another(bench);
    await account(bench.ledger);
    for (const n of [2, 3]) {
      decided(await other.run('mining.mind', fileSignalNote, share(n)));
      const found = await account(bench.ledger);
      expect(found?.state.signals.some(({ object }) => object === `linkedin.com/posts/${n}`)).toBe(true);
      expect(found).toEqual(await account(other.ledger));
    }
    decided(await bench.run('mining.mind', fileSignalNote, share(4)));
    expect(await account(other.ledger)).toEqual(await account(bench.ledger));
  });

  test('inv6 know nothing of what was tried, refused or undone', async () => {
    const bench = await openBench();
    await seed(bench);
    const before = await account(bench.ledger);
    decided(await bench.run('mining.mind', fileSignalNote, share(2), { dryRun: true }));
    expect(await account(bench.ledger)).toEqual(before);
    await expect(
      bench.ledger.act({
        command: fileSignalNote,
        args: share(2),
        call: { role: 'mining.mind', client: 'c', tool: 't', args: {}, dryRun: false },
        answer: () => {
          throw new Error('a defect');
        },
      }),
    ).rejects.toThrow('a defect');
    expect(await account(bench.ledger)).toEqual(before);
  });

  test('inv7 hide no drift: a part that was changed in the tables is named, and righted', async () => {
    const bench = await openBench();
    const id = await seed(bench);
    const before = await account(bench.ledger);
    const db = connect(bench.path);
    db.exec(`UPDATE account_parts SET part = replace(part, 'standard', 'strong') WHERE list = 'signals'`);
    db.close();
    const drift = `account_parts ${id} signals 0: part`;
    expect(await bench.ledger.verify()).toMatchObject({ ok: false, fault: { because: drift } });
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [drift] });
    expect(await account((await another(bench)).ledger)).toEqual(before);
  });
});

describe('an account of many years', () => {
  /** A ledger that tells what each act wrote, and how often it read an account's parts. */
  async function watched() {
    const folder = tempFolder();
    const opening = { path: `${folder}/l.db`, keys: `${folder}/k`, simulated: true, synchronous: 'NORMAL' } as const;
    const engine = await openSqlite(opening);
    const seen = { rows: 0, bytes: 0, parts: 0 };
    const tell = ({ put, removed }: Changes) => {
      seen.rows += put.length + removed.length;
      for (const { values } of put) for (const value of values) seen.bytes += String(value ?? '').length;
    };
    const watching: Engine = {
      ...engine,
      exclusively: (unit, isLarge) =>
        engine.exclusively((transaction) => {
          const { rows, write } = transaction;
          const partsOf = {
            ...rows.partsOf,
            all: (id: string) => {
              seen.parts += 1;
              return rows.partsOf.all(id);
            },
          };
          return unit({
            ...transaction,
            rows: { ...rows, partsOf },
            write(changes) {
              tell(changes);
              write(changes);
            },
          });
        }, isLarge),
    };
    const clock = { now: () => tuesday, simulated: true };
    const ledger = await ledgerOver(watching, { policy: testPolicy(), clock });
    onTestFinished(() => ledger.close());
    return { ledger, seen };
  }

  test('inv7 costs a note what a young one costs it: the same rows, and no part is read', async ({ skip }) => {
    skip(process.env.LADDER_TEST_ENGINE === 'late', 'it opens an engine of its own');
    const { ledger, seen } = await watched();
    const file = async (n: number) => {
      const before = { ...seen };
      const args = share(n);
      const call = { role: 'mining.mind', client: 'c', tool: 'file_signal_note', args, dryRun: false } as const;
      decided(await ledger.act({ command: fileSignalNote, args, call, answer: ({ outcome }) => ({ outcome }) }));
      return { rows: seen.rows - before.rows, bytes: seen.bytes - before.bytes, parts: seen.parts - before.parts };
    };
    const call = { role: 'sales.ops', client: 'c', tool: 't', args: {}, dryRun: false } as const;
    const answer = () => ({});
    decided(await ledger.act({ command: saveAccount, args: company(), call, answer }));
    await file(1);
    decided(await ledger.act({ command: classifyMql, args: { account: 'acme.com' }, call, answer }));
    await file(2);
    const young = await file(3);
    for (let n = 4; n < 300; n += 1) await file(n);
    const old = await file(300);
    expect(old).toMatchObject({ rows: young.rows, parts: 0 });
    // Ids and numbers grow by a digit or two.
    expect(old.bytes).toBeLessThan(young.bytes * 1.05);
  });
});
