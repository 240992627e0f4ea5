import { describe, expect, test } from 'vitest';
import type { Rows } from '../../../src/ledger/engine/rows.ts';
import { canonical } from '../../../src/ledger/events/canonical-json.ts';
import { difference } from '../../../src/ledger/projections/stream-rows.ts';
import type { Loading } from '../../../src/ledger/unit-of-work/load.ts';
import { loadSingle } from '../../../src/ledger/unit-of-work/load-streams.ts';
import { type CopyState, emptyCopy } from '../../../src/rules/aggregates/copy.ts';
import { emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { emptyLists } from '../../../src/rules/aggregates/recipient-list.ts';
import type { Task } from '../../../src/rules/aggregates/task.ts';

const people = new Map();

/** As an engine that keeps each stream as a text gives it. */
function loading(states: Readonly<Record<string, unknown>>): Loading {
  const stream: Rows['stream'] = {
    get: (name) => ({ version: 1, head: 'h1', state: canonical(states[name] ?? {}) }),
    all: () => [],
  };
  const rows = { stream } as Partial<Rows> as Rows;
  return { rows, now: '2026-04-21T15:00:00.000Z', who: { by: 'cro' } } as Partial<Loading> as Loading;
}

describe('inv7 what a write costs beside the account', () => {
  test('inv7 the text of a state that changes is made of what it is, not of what it was', () => {
    let read = 0;
    const was = new Proxy<CopyState>(emptyCopy, {
      ownKeys(state) {
        read += 1;
        return Reflect.ownKeys(state);
      },
    });
    const before = { stream: 'copy', version: 1, head: 'h1', folded: { kind: 'copy', state: was }, people } as const;
    const state: CopyState = { ...emptyCopy, requested: 1 };
    read = 0;
    const diff = difference(before, { ...before, version: 2, head: 'h2', folded: { kind: 'copy', state }, added: [] });
    expect(read).toBe(0);
    expect(diff.removed).toEqual([]);
    expect(diff.put).toMatchObject([{ table: 'streams', values: ['copy', 2, 'h2', canonical(state)] }]);
  });

  test('inv7 the row of a task of the desk that stays the same is not made', () => {
    let read = 0;
    const task = (id: string): Task => ({
      ...{ id, kind: 'weekly_review', role: 'cro', clause: '7' },
      ...{ opened_at: '2026-04-21T15:00:00.000Z', due_at: '2026-04-22T15:00:00.000Z' },
    });
    const watched = new Proxy(task('tsk_desk_1'), {
      get(of, name) {
        if (name === 'due_at') read += 1;
        return Reflect.get(of, name);
      },
    });
    const folded = (...tasks: readonly Task[]) => ({ kind: 'desk' as const, state: { ...emptyDesk, tasks } });
    const before = { stream: 'desk', version: 1, head: 'h1', folded: folded(watched), people };
    const after = { ...before, version: 2, head: 'h2', folded: folded(watched, task('tsk_desk_2')), added: [] };
    const diff = difference(before, after);
    expect(diff.removed).toEqual([]);
    expect(diff.put.map(({ table, values: [id] }) => [table, id])).toEqual([
      ['streams', 'desk'],
      ['tasks', 'tsk_desk_2'],
    ]);
    // The text of the state alone.
    expect(read).toBe(1);
  });

  test('inv7 copy and lists that stay the same are parsed once', () => {
    const again = loading({ copy: emptyCopy, lists: emptyLists });
    expect(loadSingle('copy', again).draft.before).toBe(loadSingle('copy', again).draft.before);
    expect(loadSingle('lists', again).draft.before).toBe(loadSingle('lists', again).draft.before);
    const other = loading({ copy: { ...emptyCopy, requested: 2 } });
    expect(loadSingle('copy', other).draft.before?.requested).toBe(2);
  });
});
