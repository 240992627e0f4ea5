import { expect, test } from 'vitest';
import { ok, refusal } from '../support/calls.ts';
import { seedLive, templateState } from '../support/copy.ts';

const voice = { template: 'nurture_1', kind: 'brand_voice', why: 'it sells in the second sentence' };

test('7.2, 7.8 resolve_flag: category.positioning proposes, the cmo decides, and the version goes on', async () => {
  const house = await seedLive();
  await ok(house, 'sales.ops', 'flag_content', { ...voice, kind: 'positioning_drift' });
  const flag = { flag: 'flg_copy_1', resolution: 'the second sentence goes with the next version' };
  expect(await refusal(house, 'cmo', 'resolve_flag', { ...flag, decision: 'approve' })).toBe(
    'RULE_REFUSED (§7, I1): nobody has proposed a correction for flg_copy_1 yet. Next: let category.positioning propose it with resolve_flag; the cmo may reject at once, and the version retires.',
  );
  const proposed = await ok(house, 'category.positioning', 'resolve_flag', flag);
  expect([proposed.outcome, proposed.flag.state]).toEqual(['proposed', 'open']);
  expect(await refusal(house, 'category.positioning', 'resolve_flag', flag)).toBe(
    'CONFLICT (§7, I1): this correction is proposed for flg_copy_1 already. Next: let the cmo decide on it with resolve_flag; another text would take its place.',
  );
  await ok(house, 'category.positioning', 'resolve_flag', { ...flag, resolution: 'it goes at once', dry_run: true });
  expect(await refusal(house, 'cmo', 'resolve_flag', flag)).toBe(
    'INVALID_INPUT: `decision` is missing. Next: give approve or reject: the cmo decides on the proposal.',
  );
  const resolved = await ok(house, 'cmo', 'resolve_flag', { ...flag, decision: 'approve' });
  expect([resolved.outcome, resolved.flag.state]).toEqual(['resolved', 'resolved']);
  expect(await templateState(house)).toBe('live');
  expect(await refusal(house, 'cmo', 'resolve_flag', { ...flag, decision: 'reject' })).toMatch(
    /^CONFLICT \(§7, I1\): flg_copy_1 is settled already\./,
  );
});

test('7.2 the cmo may reject before anybody proposes, and the version retires', async () => {
  const house = await seedLive();
  await ok(house, 'cmo', 'flag_content', voice);
  const args = { flag: 'flg_copy_1', resolution: 'it cannot be mended', decision: 'reject' };
  const { outcome, closed } = await ok(house, 'cmo', 'resolve_flag', args);
  expect(outcome).toBe('retired');
  expect(closed).toHaveLength(2);
  expect(await templateState(house)).toBe('retired');
});
