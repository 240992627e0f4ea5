import { expect, test } from 'vitest';
import { answer, describeWriting, ok, refusal, seedMql, seedSql } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

const scheduled = { account: 'acme.com', event: 'briefing_scheduled', at: '2026-04-28T10:00:00-04:00' };

describeWriting({
  tool: 'advance_deal',
  by: 'cro',
  clause: '3',
  who: 'cro',
  callers: ['cro'],
  outcome: 'recorded',
  prepare: async (house) => {
    await seedSql(house);
    return scheduled;
  },
  other: { at: '2026-04-29T10:00:00-04:00' },
});

const advance = (house: House, args: object) => refusal(house, 'cro', 'advance_deal', { account: 'acme.com', ...args });
const step = (house: House, event: string, more: object = {}) =>
  ok(house, 'cro', 'advance_deal', { account: 'acme.com', event, ...more });

test('3.0 advance_deal takes every step in its order, and none is skipped', async () => {
  const house = await openHouse();
  await seedSql(house);
  expect(await advance(house, { event: 'briefing_held' })).toBe(
    'RULE_REFUSED (§3, L8): Acme Corp is SQL; briefing_held is recorded at BRIEFING_READY. Next: record the steps before it first.',
  );
  expect(await advance(house, { event: 'briefing_scheduled' })).toBe(
    'INVALID_INPUT: `at` is missing. Next: give the date of the Briefing, as an instant with offset.',
  );
  const { data, text } = await answer(house, 'cro', 'advance_deal', scheduled);
  expect(text.split('\n')[0]).toBe('Acme Corp is BRIEFING_READY; the Briefing is on Tue 28 Apr 2026, 10:00.');
  expect(data).toMatchObject({ outcome: 'recorded', account: { stage: 'BRIEFING_READY', owner: 'cro' } });
  expect(await advance(house, { event: 'assessment_proposed' })).toBe(
    'RULE_REFUSED (§3, L8): Acme Corp is BRIEFING_READY and no Briefing was held. Next: record briefing_held first.',
  );
  house.clock.now = '2026-04-28T16:00:00.000Z';
  await step(house, 'briefing_held');
  expect(await advance(house, { event: 'assessment_qualified' })).toBe(
    'RULE_REFUSED (§3, L8): Acme Corp is BRIEFING_READY and no Assessment was proposed. Next: record assessment_proposed first.',
  );
  await step(house, 'assessment_proposed');
  expect(await step(house, 'assessment_qualified')).toMatchObject({ account: { stage: 'ASSESSMENT_QUALIFIED' } });
  expect(await step(house, 'won', { reference: 'contract 12' })).toMatchObject({ account: { stage: 'WON' } });
});

test('3.5g advance_deal records a loss with its reason, and the account cools down', async () => {
  const house = await openHouse();
  await seedSql(house);
  await step(house, 'briefing_scheduled', { at: '2026-04-21T11:00:00-04:00' });
  expect(await advance(house, { event: 'lost' })).toBe(
    'INVALID_INPUT: `reason` is missing. Next: give why the deal was lost.',
  );
  const lost = await answer(house, 'cro', 'advance_deal', { account: 'acme.com', event: 'lost', reason: 'no budget' });
  expect(lost.data).toMatchObject({ outcome: 'recorded', account: { stage: 'RECYCLED', owner: 'cmo' } });
  expect(lost.text.split('\n')[0]).toBe(
    'Acme Corp is RECYCLED; it cools down until Mon 20 Jul 2026, then sales.ops may recycle it.',
  );
});

test('3.0 advance_deal reads its times strictly and starts from SQL', async () => {
  const house = await openHouse();
  await seedMql(house);
  expect(await advance(house, scheduled)).toBe(
    'RULE_REFUSED (§3, L8): Acme Corp is MQL: a Briefing is scheduled from SQL, or on a fresh Briefing request (E4) with all gates holding. Next: sales.ops takes it further: explain_account says how.',
  );
  expect(await advance(house, { event: 'briefing_scheduled', at: '2026-04-28T10:00:00' })).toBe(
    'INVALID_INPUT: `at`: `2026-04-28T10:00:00` has no offset; add `Z` for UTC or one such as `-04:00`. Next: correct `at` and call again; nothing was recorded.',
  );
  expect(await advance(house, { event: 'briefing_held', at: '2026-04-28T10:00:00-04:00' })).toBe(
    'INVALID_INPUT: `at` is 2026-04-28T14:00:00.000Z, which lies ahead: it is 2026-04-21T14:00:00.000Z now. Next: give the time at which it happened; what has not happened yet is not filed.',
  );
  expect(await advance(house, { event: 'signed' })).toBe(
    'INVALID_INPUT: `event` is `signed`. Next: give one of briefing_scheduled, briefing_held, assessment_proposed, assessment_qualified, won, lost.',
  );
});
