import { expect, test } from 'vitest';
import { acme, answer, comment, describeWriting, ok, refusal, seedSql } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

async function proposed(house: House): Promise<void> {
  await ok(house, 'sales.ops', 'save_account', acme);
  await ok(house, 'sales.ops', 'propose_stage_change', {
    account: 'acme.com',
    change: 'disqualify',
    trigger: 'no_ecosystem_motion',
    reason: 'none found',
    evidence: 'site, filings',
  });
}

describeWriting({
  tool: 'decide_stage_change',
  by: 'cro',
  clause: '3.5',
  who: 'cro',
  callers: ['cro'],
  outcome: 'done',
  prepare: async (house) => {
    await proposed(house);
    return { account: 'acme.com', decision: 'confirm' };
  },
  other: { decision: 'decline', reason: 'look again' },
});

const decide = (house: House, args: object) =>
  refusal(house, 'cro', 'decide_stage_change', { account: 'acme.com', ...args });

test('3.5d decide_stage_change confirms, fails G2 with it, and may reinstate with a reason', async () => {
  const house = await openHouse();
  await proposed(house);
  const { data, text } = await answer(house, 'cro', 'decide_stage_change', {
    account: 'acme.com',
    decision: 'confirm',
  });
  expect(text.split('\n')[0]).toBe('Acme Corp is DISQUALIFIED: no ecosystem motion.');
  expect(data).toMatchObject({ outcome: 'done', account: { stage: 'DISQUALIFIED' } });
  expect(data.checks[0]).toMatchObject({ rule: 'G2', verdict: 'fail' });
  expect(await decide(house, { decision: 'reinstate' })).toBe(
    'INVALID_INPUT: `reason` is missing. Next: give why you reinstate.',
  );
  const args = { account: 'acme.com', decision: 'reinstate', reason: 'they hired a partner team' };
  expect(await ok(house, 'cro', 'decide_stage_change', args)).toMatchObject({
    outcome: 'done',
    account: { stage: 'PROSPECT' },
  });
  expect(await decide(house, args)).toBe(
    'RULE_REFUSED (§3.5, L11): Acme Corp is PROSPECT, and only DISQUALIFIED is reinstated. Next: explain_account says what it may do.',
  );
});

test('3.5d decide_stage_change declines with a reason, and needs a proposal', async () => {
  const house = await openHouse();
  await proposed(house);
  expect(await decide(house, { decision: 'decline' })).toBe(
    'INVALID_INPUT: `reason` is missing. Next: give why you decline.',
  );
  const args = { account: 'acme.com', decision: 'decline', reason: 'look at their marketplace' };
  expect(await ok(house, 'cro', 'decide_stage_change', args)).toMatchObject({
    outcome: 'done',
    account: { stage: 'PROSPECT' },
  });
  expect(await decide(house, { decision: 'confirm' })).toBe(
    'RULE_REFUSED (§3.5, L9): no proposal waits for Acme Corp. Next: sales.ops proposes with propose_stage_change.',
  );
});

test('3.5e decide_stage_change has no regression to confirm once the account engaged again', async () => {
  const house = await openHouse();
  await seedSql(house);
  house.clock.now = '2026-05-21T14:00:00.000Z';
  await ok(house, 'sales.ops', 'propose_stage_change', { account: 'acme.com', change: 'regress', reason: 'silent' });
  await ok(house, 'mining.mind', 'file_signal_note', comment({ observed_at: '2026-05-21T09:00:00-04:00' }));
  expect(await decide(house, { decision: 'confirm' })).toBe(
    'RULE_REFUSED (§3.5, L9): no proposal waits for Acme Corp. Next: sales.ops proposes with propose_stage_change.',
  );
});
