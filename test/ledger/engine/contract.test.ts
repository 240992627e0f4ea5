import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Changes, type Engine, noChanges, type Transaction } from '../../../src/ledger/engine/engine.ts';
import { hashOf, noHash } from '../../../src/ledger/events/hash-chain.ts';
import { row } from '../../../src/ledger/projections/tables.ts';
import type { DatabaseOpening } from '../../../src/ledger/sqlite/open-database.ts';
import { openSqlite } from '../../../src/ledger/sqlite/open-sqlite.ts';
import { isRefusal } from '../../../src/rules/vocabulary/refusal.ts';
import { memoryEngine } from '../../support/memory-keys.ts';
import { rowsOver, unitOver } from '../../support/memory-rows.ts';
import { Tables } from '../../support/memory-tables.ts';
import { tempFolder } from '../support.ts';
import { openLate, reruns } from './late-engine.ts';

const engines = [
  ['SQLite', openSqlite],
  ['one that answers late', openLate],
] as const;

const at = '2026-04-21T13:00:00.000Z';

/** An event of a piece with the row of its stream. */
function event(seq: number, stream: string, version = 1): Changes {
  const fields = {
    ...{
      stream,
      version,
      type: 'piece_logged',
      at,
      recorded_at: at,
      role: 'cmo' as const,
      client: 'c',
      principal: null,
      role_key: null,
    },
    ...{ policy_version: '1', policy_hash: 'p', body: '{}', prev_hash: noHash },
  };
  const numbered = { seq, ...fields, hash: hashOf(fields) };
  return { ...noChanges, events: [numbered], put: [row('streams', stream, version, numbered.hash, null)] };
}

const heads = (engine: Engine) => engine.read((rows) => rows.owners('streams'));

const kept = <T>(value: T) => ({ value, keep: true });

type Open = (opening: DatabaseOpening) => Promise<Engine>;

async function opened(open: Open, more: Partial<DatabaseOpening> = {}): Promise<Engine> {
  const folder = tempFolder();
  const path = join(folder, 'l.db');
  const engine = await open({ path, keys: join(folder, 'k'), simulated: true, synchronous: 'NORMAL', ...more });
  onTestFinished(() => engine.close());
  return engine;
}

/** The tables in memory, as an engine for units of work alone. */
async function openInMemory(): Promise<Engine> {
  const tables = new Tables();
  const rows = rowsOver(tables);
  const engine = memoryEngine();
  const unit = unitOver(tables, rows, engine.keys);
  return {
    ...engine,
    exclusively: async (work) => unit(work),
    read: async (ask) => ask(rows),
    close: async () => undefined,
  };
}

describe.each<readonly [string, Open]>([...engines, ['the tables in memory', openInMemory]])(
  'what a unit of work asks of an engine: %s',
  (_, open) => {
    test('inv6 keeps all of a unit, or nothing of it', async () => {
      const engine = await opened(open);
      const unit = (keep: boolean) => (transaction: Transaction) => {
        transaction.write(event((transaction.rows.lastNumber.get()?.seq ?? 0) + 1, `piece:${keep}`));
        return { value: transaction.rows.stream.get(`piece:${keep}`)?.version, keep };
      };
      expect(await engine.exclusively(unit(false))).toEqual({ value: 1, keep: false });
      expect(await heads(engine)).toEqual([]);
      expect(await engine.exclusively(unit(true))).toEqual({ value: 1, keep: true });
      expect(await heads(engine)).toEqual(['piece:true']);
      const defect = engine.exclusively((transaction) => {
        transaction.write(event(2, 'piece:lost'));
        throw new Error('a defect');
      });
      await expect(defect).rejects.toThrow('a defect');
      expect(await heads(engine)).toEqual(['piece:true']);
    });

    test('inv6 a unit sees what it wrote', async () => {
      const engine = await opened(open);
      const seen = await engine.exclusively(({ rows, write }) => {
        const streams = () => rows.owners('streams').join(' ');
        write(event(1, 'piece:a'));
        const told = [streams()];
        write(event(2, 'piece:b'));
        return kept([...told, streams()]);
      });
      expect(seen).toEqual(kept(['piece:a', 'piece:a piece:b']));
      expect(await heads(engine)).toEqual(['piece:a', 'piece:b']);
    });

    test('inv6 rows go before others come, so that one may take what another gives up', async () => {
      const engine = await opened(open);
      const contact = (id: string, email: string | null) =>
        row('contacts', id, 'acc_1', null, null, email, null, null, null, null, null, null);
      const change = (changes: Partial<Changes>) =>
        engine.exclusively(({ write }) => kept(write({ ...noChanges, ...changes })));
      await change({ put: [contact('con_1', 'a@x.com'), contact('con_2', 'b@x.com')] });
      await change({ put: [contact('con_1', null), contact('con_2', 'a@x.com')] });
      await change({ put: [contact('con_3', 'a@x.com')], removed: [contact('con_2', 'a@x.com')] });
      const found = await engine.read((rows) => rows.contactsOf.all('acc_1').map(({ id, email }) => [id, email]));
      expect(found).toEqual([
        ['con_1', null],
        ['con_3', 'a@x.com'],
      ]);
    });
  },
);

describe.each(engines)('what is asked of an engine: %s', (name, open) => {
  const isLate = name !== 'SQLite';

  test('inv6 asks once what may be another the next time, however often the unit runs', async () => {
    const engine = await opened(open);
    let asked = 0;
    const before = reruns.count;
    const done = await engine.exclusively(({ rows, once }) => {
      const first = once(() => ++asked);
      rows.newest.get();
      rows.count.get('stage', 'MQL');
      return kept([first, once(() => ++asked)]);
    });
    expect(done).toEqual(kept([1, 2]));
    expect(asked).toBe(2);
    // Four things were asked for, and each was missing when it was first.
    expect(reruns.count - before).toBe(isLate ? 4 : 0);
  });

  test('inv6 a version that is taken is a CONFLICT after some tries, and nothing is written', async () => {
    const engine = await opened(open);
    await engine.exclusively(({ write }) => kept(write(event(1, 'piece:a'))));
    let tries = 0;
    const done = await engine.exclusively(({ write, rows, once }) => {
      once(() => (tries += 1));
      write(event((rows.lastNumber.get()?.seq ?? 0) + 1, 'piece:a'));
      return kept(null);
    });
    expect(isRefusal(done) && [done.code, done.found]).toEqual([
      'CONFLICT',
      'piece:a was written to by somebody else meanwhile',
    ]);
    expect(tries).toBe(3);
    expect((await engine.read((rows) => rows.newest.get()))?.seq).toBe(1);
  });

  test('inv6 counts are moved, not set, and answers are kept and lose their words', async () => {
    const engine = await opened(open);
    const answer = { role: 'cro', key: 'k', request: 'r', answer: '"Ann"', stream: 'account:1', about: 'con_1', at };
    const count = { kind: 'stage', key: 'MQL', by: 2 };
    await engine.exclusively(({ write }) => kept(write({ ...noChanges, counts: [count, count], kept: [answer] })));
    const erased = [{ role: 'cro', key: 'k', answer: '"done"' }];
    await engine.exclusively(({ write }) => kept(write({ ...noChanges, erasedAnswers: erased })));
    expect(
      await engine.read(({ count: counted, kept: answered, keptOf }) => [
        counted.get('stage', 'MQL')?.n,
        answered.get('cro', 'k', ''),
        keptOf.all('account:1').map(({ about }) => about),
      ]),
    ).toEqual([4, { request: 'r', answer: '"done"' }, ['']]);
  });

  test('inv6 new keys are on the disk before what was sealed with them', async () => {
    const engine = await opened(open);
    const keys = new Map([['con_1', Buffer.alloc(32, 7)]]);
    await engine.exclusively(({ write }) => {
      write({ ...event(1, 'piece:a'), keys });
      return { value: null, keep: false };
    });
    expect([engine.keys.keyOf('con_1'), await heads(engine)]).toEqual([keys.get('con_1'), []]);
  });

  test.each([true, false])(
    'inv6 units come one after the other, asked at once (keys in one write: %s)',
    async (isLarge) => {
      const engine = await opened(open);
      const next = (transaction: Transaction) => {
        const seq = (transaction.rows.lastNumber.get()?.seq ?? 0) + 1;
        transaction.write(event(seq, 'piece:a', seq));
        return kept(seq);
      };
      const done = await Promise.all(Array.from({ length: 20 }, () => engine.exclusively(next, isLarge)));
      expect(done).toEqual(Array.from({ length: 20 }, (_, n) => kept(n + 1)));
    },
  );

  test('T6 a survey goes on seeing the state that it began with', async () => {
    const engine = await opened(open);
    await engine.exclusively(({ write }) => kept(write(event(1, 'piece:a'))));
    const seen = await engine.survey(async ({ ask }) => {
      const first = await ask((rows) => rows.owners('streams'));
      await engine.exclusively(({ write }) => kept(write(event(2, 'piece:b'))));
      return [first, await ask((rows) => rows.owners('streams'))];
    });
    expect(seen).toEqual([['piece:a'], ['piece:a']]);
    expect(await heads(engine)).toEqual(['piece:a', 'piece:b']);
  });

  test('inv7 gives the rows of one owner, or of all from one to another, owner by owner', async () => {
    const engine = await opened(open);
    const part = (account: string, nth: number) => row('account_parts', account, 'facts', nth, `${account} ${nth}`);
    const put = [part('acc_b', 1), part('acc_d', 0), part('acc_a', 0), part('acc_c', 0), part('acc_b', 0)];
    await engine.upkeep(({ write }) => write({ ...noChanges, put }));
    const parts = (first: string, last?: string) =>
      engine.read((rows) => rows.owned('account_parts', first, last).map(([, , , part]) => part));
    expect(await parts('acc_b')).toEqual(['acc_b 0', 'acc_b 1']);
    expect(await parts('acc_b', 'acc_c')).toEqual(['acc_b 0', 'acc_b 1', 'acc_c 0']);
    expect(await parts('acc_e')).toEqual([]);
  });

  test('inv7 upkeep sees what it wrote, and leaves nothing where it fails', async () => {
    const engine = await opened(open);
    const mended = await engine.upkeep(async ({ ask, write }) => {
      await write({ ...noChanges, put: [row('streams', 'piece:a', 1, 'h', null)] });
      return ask((rows) => rows.owners('streams'));
    });
    expect(mended).toEqual(['piece:a']);
    const failed = engine.upkeep(async ({ write }) => {
      await write({ ...noChanges, removed: [row('streams', 'piece:a')] });
      throw new Error('a defect');
    });
    await expect(failed).rejects.toThrow('a defect');
    expect(await heads(engine)).toEqual(['piece:a']);
    expect(await engine.exclusively(({ write }) => kept(write(event(1, 'piece:b'))))).toEqual(kept(undefined));
  });

  test('A12 what is done to a copy is done to the copy alone, and leaves no file', async () => {
    const engine = await opened(open);
    await engine.exclusively(({ write }) => kept(write(event(1, 'piece:a'))));
    const copy = engine.scratchCopy();
    const keys = new Map([['con_1', Buffer.alloc(32, 7)]]);
    await copy.exclusively(({ write }) => kept(write({ ...event(2, 'piece:b'), keys })));
    expect([await heads(copy), copy.keys.keyOf('con_1')]).toEqual([['piece:a', 'piece:b'], keys.get('con_1')]);
    copy.close();
    expect([await heads(engine), engine.keys.keyOf('con_1'), engine.copies()]).toEqual([['piece:a'], undefined, 0]);
    expect(readdirSync(join(engine.name, '..')).filter((file) => file.includes('rehearsal'))).toEqual([]);
  });
});
