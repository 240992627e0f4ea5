import { expect, test } from 'vitest';
import { canonical } from '../../../src/ledger/events/canonical-json.ts';
import { type Folded, fold, type Replayed } from '../../../src/ledger/events/streams.ts';

const stamp = { at: '2026-04-21T13:00:00.000Z', by: 'cro' } as const;

/** The state that events lead to: in one go, and where the state is written and read back after each, as acts do. */
function bothWays(events: readonly Replayed[]): readonly [Folded | null, Folded | null] {
  const inOne = events.reduce<Folded | null>((state, event) => fold(state, event, stamp), null);
  const byActs = events.reduce<Folded | null>((state, event) => JSON.parse(canonical(fold(state, event, stamp))), null);
  return [inOne, byActs];
}

const numbers = Array.from({ length: 120 }, (_, n) => n + 1);

test('inv7 of more ended lists than are known the last stay, whether they were folded in one go or act by act', () => {
  const [inOne, byActs] = bothWays(
    numbers.map((n) => ({ kind: 'lists', event: { type: 'list_lapsed', list: `lst_copy_${n}`, because: 'time' } })),
  );
  expect(byActs).toEqual(inOne);
  expect(Object.keys(inOne?.kind === 'lists' ? inOne.state.ended : {})).toEqual(
    numbers.slice(20).map((n) => `lst_copy_${n}`),
  );
});

test('inv7 of more rejected changes of the policy than are known the last stay, however they were folded', () => {
  const [inOne, byActs] = bothWays(
    numbers.map((n) => ({
      kind: 'changes',
      event: { type: 'policy_change_rejected', change: `chg_${n}`, how: 'rejected', reason: 'no' },
    })),
  );
  expect(byActs).toEqual(inOne);
  expect(Object.keys(inOne?.kind === 'changes' ? inOne.state.ended : {})).toHaveLength(100);
});

test('inv7 of more retired versions of a template than are known the last stay, however they were folded', () => {
  const drafted = (version: number): Replayed => ({
    kind: 'copy',
    event: {
      type: 'template_drafted',
      template: {
        id: `cold_1_v${version}`,
        key: 'cold_1',
        version,
        sequence: 'cold',
        touch: 1,
        request: 'req_copy_1',
        hash: 'h',
        subject: '',
        body: '',
        slots: [],
      },
    },
  });
  const retired = (version: number): Replayed => ({
    kind: 'copy',
    event: { type: 'template_retired', template: `cold_1_v${version}`, because: 'replaced' },
  });
  const [inOne, byActs] = bothWays(numbers.flatMap((version) => [drafted(version), retired(version)]));
  expect(byActs).toEqual(inOne);
  expect(Object.keys(inOne?.kind === 'copy' ? (inOne.state.keys.cold_1?.ended ?? {}) : {})).toEqual(
    numbers.slice(70).map((version) => `cold_1_v${version}`),
  );
});
