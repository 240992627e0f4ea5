import { expect, test } from 'vitest';
import { answer, describeWriting, goodFacts, ok, refusal, seedMql, seedPending } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

describeWriting({
  tool: 'cro_decide',
  by: 'cro',
  clause: '4.3',
  who: 'cro',
  callers: ['cro'],
  outcome: 'confirmed',
  prepare: async (house) => {
    await seedPending(house);
    return { account: 'acme.com', decision: 'confirm' };
  },
  other: { decision: 'flag_immediate' },
});

const decide = (house: House, args: object) => refusal(house, 'cro', 'cro_decide', { account: 'acme.com', ...args });

test('4.3c cro_decide confirms, and decides no second time', async () => {
  const house = await openHouse();
  await seedPending(house);
  const { data, text } = await answer(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  expect(text.split('\n')[0]).toBe('Acme Corp is SQL. The CRO schedules the Briefing.');
  expect(data).toMatchObject({
    outcome: 'confirmed',
    account: { stage: 'SQL', review: 'NONE', owner: 'cro', priority: 'normal' },
  });
  expect(data.closed).toMatchObject([{ kind: 'cro_review', role: 'cro', tool: 'cro_decide' }]);
  expect(await decide(house, { decision: 'confirm' })).toBe(
    'RULE_REFUSED (§4.3, L6): Acme Corp is SQL with review NONE; the CRO decides on PENDING_CRO alone. Next: sales.ops scores a dossier first (score_dossier), where one is due.',
  );
});

test('4.3c cro_decide flags for immediate outreach: SQL, high priority, a task of the same day', async () => {
  const house = await openHouse();
  await seedPending(house);
  const data = await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'flag_immediate' });
  expect(data).toMatchObject({ outcome: 'flagged', account: { stage: 'SQL', priority: 'high' } });
  expect(data.opened).toMatchObject([{ kind: 'immediate_outreach', role: 'cro', due_at: '2026-04-21T21:00:00.000Z' }]);
});

test('4.3c cro_decide disputes with a reason code and a reason, and only with both', async () => {
  const house = await openHouse();
  await seedPending(house);
  expect(await decide(house, { decision: 'dispute' })).toBe(
    'INVALID_INPUT: `reason_code` is missing. Next: give one of icp, timing, evidence, duplicate, other: a dispute is kept for calibration.',
  );
  expect(await decide(house, { decision: 'dispute', reason_code: 'icp' })).toBe(
    'INVALID_INPUT: `reason` is missing. Next: give the reason in words: a dispute is kept for calibration.',
  );
  expect(await decide(house, { decision: 'dispute', reason_code: 'mood', reason: 'x' })).toBe(
    'INVALID_INPUT: `reason_code` is `mood`. Next: give one of icp, timing, evidence, duplicate, other.',
  );
  expect(await decide(house, { decision: 'maybe' })).toBe(
    'INVALID_INPUT: `decision` is `maybe`. Next: give one of confirm, dispute, flag_immediate.',
  );
  const args = { account: 'acme.com', decision: 'dispute', reason_code: 'timing', reason: 'the budget is gone' };
  const data = await ok(house, 'cro', 'cro_decide', args);
  expect(data).toMatchObject({ outcome: 'disputed', account: { stage: 'MQL', review: 'NONE' } });
  expect(data.opened).toMatchObject([{ kind: 'propose_nurture', role: 'sales.ops' }]);
});

test('4.3c cro_decide refuses where no dossier is pending, and where the criteria fell since', async () => {
  const house = await openHouse();
  await seedMql(house);
  expect(await decide(house, { decision: 'confirm' })).toBe(
    'RULE_REFUSED (§4.3, L6): Acme Corp is MQL with review DOSSIER_DUE; the CRO decides on PENDING_CRO alone. Next: sales.ops scores the dossier first with score_dossier.',
  );
  const other = await openHouse();
  await seedPending(other);
  const fewer = { ...goodFacts[0], value: 150, as_of: '2026-04-20' };
  await ok(other, 'sales.ops', 'save_account', { domain: 'acme.com', facts: [fewer] });
  expect(await decide(other, { decision: 'confirm' })).toBe(
    'RULE_REFUSED (§3.3, L7): Acme Corp no longer meets the MQL criteria: G1, `employees` is 150 as of Mon 20 Apr 2026, wanted at least 200 (assumed gate). Next: sales.ops: save_account if a newer fact says otherwise; or dispute it.',
  );
});
