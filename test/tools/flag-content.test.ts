import { expect, test } from 'vitest';
import { no, ok, refusal, untouched } from '../support/calls.ts';
import { newestVersion, seedLive, templateState } from '../support/copy.ts';

const voice = { template: 'nurture_1', kind: 'brand_voice', why: 'it sells in the second sentence' };

test('7.2 flag_content holds live copy for 48 hours and asks category.positioning and the cmo', async () => {
  const house = await seedLive();
  house.clock.now = '2026-05-04T14:00:00.000Z';
  const flagged = await ok(house, 'category.positioning', 'flag_content', voice);
  expect(flagged.outcome).toBe('flagged');
  expect(flagged.flag).toEqual({
    id: 'flg_copy_1',
    template: 'nurture_1_v1',
    kind: 'brand_voice',
    until: '2026-05-06T14:00:00.000Z',
  });
  expect(flagged.opened).toMatchObject([
    { kind: 'propose_correction', role: 'category.positioning', subject: 'flg_copy_1', tool: 'resolve_flag' },
    { kind: 'decide_flag', role: 'cmo', subject: 'flg_copy_1', due_at: '2026-05-06T14:00:00.000Z' },
  ]);
  expect(await templateState(house)).toBe('paused');
  expect(await refusal(house, 'cmo', 'flag_content', voice)).toBe(
    'CONFLICT (§7, I1): nurture_1_v1 is held by flg_copy_1 already, until Wed 6 May 2026, 10:00. Next: let category.positioning propose and the cmo decide on flg_copy_1 with resolve_flag.',
  );
});

test('7.2 flag_content names who may flag what, and what cannot be flagged', async () => {
  const house = await seedLive();
  expect(await refusal(house, 'sales.ops', 'flag_content', voice)).toBe(
    "NOT_PERMITTED (§7, I1): a brand_voice flag is not sales.ops's to raise. Next: category.positioning or cmo may raise it; sales.ops flags positioning_drift.",
  );
  await no(house, 'cro', 'flag_content', voice);
  const drift = { kind: 'positioning_drift', why: 'it calls us the next RevOps' };
  expect(await refusal(house, 'sales.ops', 'flag_content', { ...drift, email: 'eml_1' })).toBe(
    'NOT_FOUND (§7, I1): no mail that was sent is on record under the id given as `email`. Next: flag the template that it came from, by its id.',
  );
  expect(await refusal(house, 'sales.ops', 'flag_content', drift)).toBe(
    'INVALID_INPUT: `template` is missing. Next: give either `template` or `email`: what is flagged.',
  );
  expect(await refusal(house, 'cmo', 'flag_content', { ...voice, template: 'activation_9' })).toMatch(/^NOT_FOUND /);
  await untouched(house, () => ok(house, 'cmo', 'flag_content', { ...voice, dry_run: true }));
});

test('7.2 copy that nobody resolved in 48 hours retires at that instant, whoever sweeps, and its tasks close', async () => {
  const house = await seedLive();
  house.clock.now = '2026-05-04T14:00:00.000Z';
  await ok(house, 'cmo', 'flag_content', voice);
  house.clock.now = '2026-05-06T13:59:59.999Z';
  await ok(house, 'chief.staff', 'session_sweep');
  expect(await templateState(house)).toBe('paused');
  house.clock.now = '2026-05-08T14:00:00.000Z';
  const { applied } = await ok(house, 'chief.staff', 'session_sweep');
  expect(applied).toContainEqual({
    kind: 'flag_lapsed',
    due_at: '2026-05-06T14:00:00.000Z',
    noticed_at: '2026-05-08T14:00:00.000Z',
  });
  const { state, history } = await newestVersion(house);
  expect([state, history.at(-1)]).toEqual([
    'retired',
    {
      state: 'retired',
      at: '2026-05-06T14:00:00.000Z',
      by: 'time',
      because: 'the flag flg_copy_1 was not resolved by then',
    },
  ]);
  const { tasks } = await ok(house, 'category.positioning', 'session_sweep');
  expect(tasks.filter(({ kind }: { kind: string }) => kind === 'propose_correction')).toEqual([]);
  const late = { flag: 'flg_copy_1', resolution: 'too late', decision: 'reject' };
  expect(await refusal(house, 'cmo', 'resolve_flag', late)).toMatch(/^CONFLICT /);
});
