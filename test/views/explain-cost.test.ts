import { expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/ledger/engine/engine.ts';
import { ledgerOver } from '../../src/ledger/index.ts';
import { openSqlite } from '../../src/ledger/sqlite/open-sqlite.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import { explainView } from '../../src/views/account.ts';
import { pagedAccount } from '../../src/views/account-pages.ts';
import { comment, decided, openBench, seed, tuesday } from '../ledger/support.ts';
import { testPolicy } from '../support/policy.ts';

/** The queries of a reading, each with how many rows it gave. */
async function watched(path: string, keys: string) {
  const engine = await openSqlite({ path, keys, simulated: true, synchronous: 'NORMAL' });
  const rowsRead = new Map<string, number>();
  const tell = (name: string, n: number) => rowsRead.set(name, (rowsRead.get(name) ?? 0) + n);
  const counting: Engine = {
    ...engine,
    read: (look) =>
      engine.read((rows) =>
        look({
          ...rows,
          contactsOf: {
            ...rows.contactsOf,
            all(account) {
              const found = rows.contactsOf.all(account);
              tell('contactsOf', found.length);
              return found;
            },
          },
          contactById: {
            ...rows.contactById,
            get(id) {
              tell('contactById', 1);
              return rows.contactById.get(id);
            },
          },
          decisions: {
            ...rows.decisions,
            all(stream, before, limit) {
              const found = rows.decisions.all(stream, before, limit);
              tell('decisions', found.length);
              return found;
            },
          },
          newestMove: {
            ...rows.newestMove,
            get(stream) {
              tell('newestMove', 1);
              return rows.newestMove.get(stream);
            },
          },
        }),
      ),
  };
  const ledger = await ledgerOver(counting, { policy: testPolicy(), clock: { now: () => tuesday, simulated: true } });
  onTestFinished(() => ledger.close());
  return { ledger, rowsRead };
}

test('inv7 a concise answer on an account of many people reads those that it shows', async () => {
  const bench = await openBench();
  await seed(bench);
  const file = async (n: number) => {
    const contact = { name: 'Jo Doe', email: `jo-${n}@acme.com` };
    const signal = { type: 'E1', interaction: 'share', object: `https://www.linkedin.com/posts/${n}` } as const;
    decided(await bench.run('mining.mind', fileSignalNote, comment('acme.com', { contact, signal })));
  };
  for (let n = 0; n < 30; n++) await file(n);
  const { ledger, rowsRead } = await watched(bench.path, bench.keys);
  const shown = await ledger.read((reader, moment) => {
    const record = reader.account('acme.com');
    return record && explainView(record, reader, 'concise', moment);
  });
  expect(shown?.data.contacts).toHaveLength(2);
  // By this the answer is known to need no cut.
  const beside = JSON.stringify(shown?.data).length - (shown?.characters ?? 0);
  expect(beside).toBeGreaterThan(0);
  expect(beside).toBeLessThan(500);
  // One more is looked at, and finds no room.
  expect(Object.fromEntries(rowsRead)).toEqual({ contactById: 3, newestMove: 1 });
});

test('inv7 a page of a full answer makes the rows and reads the decisions that it shows', async () => {
  const bench = await openBench();
  await seed(bench);
  const made: number[] = [];
  let decisionsRead = 0;
  await bench.ledger.read((reader, moment) => {
    const record = reader.account('acme.com');
    if (!record) throw new Error('acme.com is not on file');
    const full = explainView(record, reader, 'full', moment);
    if (full.characters !== null) throw new Error('not in full');
    const [decision] = full.history.newestFirst();
    const signal = full.rows.signals.at(0);
    if (!decision || !signal) throw new Error('nothing to show');
    const rows = {
      ...full.rows,
      signals: {
        length: 1000,
        at(n: number) {
          made.push(n);
          return { ...signal, id: `sig_x_${n}` };
        },
      },
    };
    const history = {
      count: () => 1000,
      *newestFirst() {
        for (; decisionsRead < 1000; decisionsRead += 1) yield decision;
      },
    };
    const first = pagedAccount({ ...full, rows, history }, undefined);
    if (isRefusal(first) || !('next_cursor' in first)) throw new Error('no page that goes on');
    const shown = first.signals.length;
    expect(first.totals).toEqual({ contacts: 1, signals: 1000, facts: record.state.facts.length });
    // One more of each is looked at, and finds no room.
    expect(made).toEqual(Array.from({ length: shown + 1 }, (_, n) => n));
    const told = Reflect.get(first, 'history');
    expect(decisionsRead).toBe(told.length);
    expect(first.left_out).toEqual({ history: 1000 - told.length });
    made.length = 0;
    const second = pagedAccount({ ...full, rows, history }, first.next_cursor);
    if (isRefusal(second)) throw new Error('refused');
    expect(second.contacts).toEqual([]);
    expect(made[0]).toBe(shown);
    expect(made).toHaveLength(second.signals.length + 1);
  });
});

test('inv7 decisions are counted as they are listed', async () => {
  const bench = await openBench();
  const account = await seed(bench);
  await bench.ledger.read((reader) => {
    const listed = reader.decisions(account, { limit: 100 });
    expect(reader.decisionCount(account)).toBe(isRefusal(listed) ? 0 : listed.items.length);
    expect(reader.decisionCount('acc_nobody')).toBe(0);
  });
});
