import { expect, test } from 'vitest';
import { acme, answer, describeWriting, ok, refusal, seedSql } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

describeWriting({
  tool: 'propose_stage_change',
  by: 'sales.ops',
  clause: '3.5',
  who: 'sales.ops',
  callers: ['sales.ops'],
  outcome: 'done',
  prepare: async (house) => {
    await ok(house, 'sales.ops', 'save_account', acme);
    return { account: 'acme.com', change: 'disqualify', trigger: 'company_ended', reason: 'insolvent since March' };
  },
  other: { reason: 'closed' },
});

const propose = (house: House, args: object) =>
  refusal(house, 'sales.ops', 'propose_stage_change', { account: 'acme.com', reason: 'r', ...args });

test('3.5a propose_stage_change disqualifies an ended company at once, and no second time', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const args = { account: 'acme.com', change: 'disqualify', trigger: 'company_ended', reason: 'insolvent' };
  const { data, text } = await answer(house, 'sales.ops', 'propose_stage_change', args);
  expect(data).toMatchObject({ outcome: 'done', account: { stage: 'DISQUALIFIED', owner: 'sales.ops' } });
  expect(text.split('\n')[0]).toBe(
    'Acme Corp is DISQUALIFIED (company_ended). The CRO may reinstate it if the reason no longer holds.',
  );
  expect(await propose(house, args)).toBe(
    'RULE_REFUSED (§3.5, L11): Acme Corp is DISQUALIFIED. Next: nothing: it is out already.',
  );
});

test('3.5d propose_stage_change hands no_ecosystem_motion to the CRO, one proposal at a time', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const args = { change: 'disqualify', trigger: 'no_ecosystem_motion', reason: 'none found' };
  expect(await propose(house, args)).toBe(
    'INVALID_INPUT: `evidence` is missing. Next: give what was researched, and where.',
  );
  const proposed = { account: 'acme.com', ...args, evidence: 'site, filings, marketplace pages' };
  const data = await ok(house, 'sales.ops', 'propose_stage_change', proposed);
  expect(data).toMatchObject({ outcome: 'awaiting_cro', account: { stage: 'PROSPECT' } });
  expect(data.opened).toMatchObject([{ kind: 'confirm_disqualification', role: 'cro', tool: 'decide_stage_change' }]);
  expect(await propose(house, proposed)).toBe(
    'CONFLICT (§3.5, L11): a proposal to disqualify Acme Corp waits since Tue 21 Apr 2026, 10:00. Next: cro decides on it with decide_stage_change first.',
  );
});

test('3.5e propose_stage_change refuses a regression that is too early, and a move that does not fit', async () => {
  const house = await openHouse();
  await seedSql(house);
  house.clock.now = '2026-05-20T14:00:00.000Z';
  expect(await propose(house, { change: 'regress' })).toBe(
    'RULE_REFUSED (§3.5, L9): Acme Corp has been idle for 29 days, wanted at least 30. Next: wait for 1 day more without engagement.',
  );
  expect(await propose(house, { change: 'recycle' })).toBe(
    'RULE_REFUSED (§3.5, L10): Acme Corp is SQL; only RECYCLED is recycled. Next: explain_account says what it may do.',
  );
  expect(await propose(house, { change: 'disqualify' })).toBe(
    'INVALID_INPUT: `trigger` is missing. Next: give company_ended, direct_competitor or no_ecosystem_motion.',
  );
  expect(await propose(house, { change: 'disqualify', trigger: 'direct_competitor' })).toBe(
    "RULE_REFUSED (§3.5, L11): acme.com is not on the list of direct competitors, and a competitor's customer is a valid account. Next: give the evidence that the company itself competes, or leave it.",
  );
  house.clock.now = '2026-05-21T14:00:00.000Z';
  const args = { account: 'acme.com', change: 'regress', reason: 'silent' };
  expect(await ok(house, 'sales.ops', 'propose_stage_change', args)).toMatchObject({ outcome: 'awaiting_cro' });
});
