import { expect, test } from 'vitest';
import { acme, answer, comment, describeWriting, ok, refusal, seedMql } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

describeWriting({
  tool: 'dispute_mql',
  by: 'cmo',
  clause: '3.4',
  who: 'sales.ops or cro or cmo or category.positioning',
  callers: ['sales.ops', 'cro', 'cmo', 'category.positioning'],
  outcome: 'stands',
  prepare: async (house) => {
    await seedMql(house);
    return { account: 'acme.com', criterion: 'G1', claim: 'they are smaller than that' };
  },
  other: { criterion: 'G2' },
});

const claim = { account: 'acme.com', criterion: 'G1', claim: 'they are smaller than that' };

async function seedAnother(house: House, account: string): Promise<void> {
  await ok(house, 'sales.ops', 'save_account', { ...acme, domain: account, name: account });
  const contact = { name: 'Bo', email: `bo@${account}` };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ account, contact }));
  await ok(house, 'sales.ops', 'classify_mql', { account });
}

test('7.1 dispute_mql answers from the facts, and has a definition amended at the third account', async () => {
  const house = await openHouse();
  await seedMql(house);
  const first = await answer(house, 'cro', 'dispute_mql', claim);
  expect(first.data).toMatchObject({ outcome: 'stands', disputes: 1, account: { stage: 'MQL' }, opened: [] });
  expect(first.text.split('\n')[0]).toBe(
    'G1 of Acme Corp is met: `employees` is 900 as of Wed 1 Apr 2026, wanted at least 200 (assumed gate).',
  );
  expect((await ok(house, 'sales.ops', 'dispute_mql', claim)).disputes).toBe(1);
  for (const account of ['bolt.com', 'cato.com']) await seedAnother(house, account);
  expect((await ok(house, 'sales.ops', 'dispute_mql', { ...claim, account: 'bolt.com' })).disputes).toBe(2);
  const third = await answer(house, 'category.positioning', 'dispute_mql', { ...claim, account: 'cato.com' });
  expect(third.data.disputes).toBe(3);
  expect(third.data.opened).toMatchObject([
    {
      kind: 'amend_definition',
      role: 'chief.staff',
      subject: 'G1 (2026-Q2)',
      do: 'have the definition amended that was disputed again and again',
    },
  ]);
  const [amend] = third.data.opened;
  expect(amend.account).toBeUndefined();
  expect(third.text).toMatch(
    / G1 was disputed at 3 accounts this quarter: chief\.staff has the definition amended\.$/m,
  );
  const { tasks } = await ok(house, 'chief.staff', 'session_sweep');
  expect(tasks).toContainEqual(expect.objectContaining({ kind: 'amend_definition', role: 'chief.staff' }));
  const closed = await ok(house, 'chief.staff', 'complete_task', { task: amend.id, note: 'amended' });
  expect(closed.closed).toMatchObject([{ id: amend.id, kind: 'amend_definition' }]);
});

test('3.4a dispute_mql says what is missing where a criterion is not met', async () => {
  const house = await openHouse();
  await seedMql(house);
  const { signals } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  for (const { id } of signals)
    await ok(house, 'sales.ops', 'retract_signal', { signal: id, reason: 'filed in error' });
  const data = await ok(house, 'cmo', 'dispute_mql', { ...claim, criterion: 'engagement_signal' });
  expect(data).toMatchObject({
    outcome: 'not_met',
    summary: 'engagement_signal of Acme Corp is not met: no qualifying engagement signal is on file.',
  });
  expect(await refusal(house, 'cmo', 'dispute_mql', { ...claim, criterion: 'G6' })).toBe(
    'INVALID_INPUT: `criterion` is `G6`. Next: give one of G1, G2, G3, G4, G5, engagement_signal.',
  );
  expect(await refusal(house, 'cmo', 'dispute_mql', { ...claim, claim: '' })).toBe(
    'INVALID_INPUT: `claim` is ``. Next: give a text that says it.',
  );
  await ok(house, 'sales.ops', 'propose_stage_change', {
    account: 'acme.com',
    change: 'disqualify',
    trigger: 'company_ended',
    reason: 'x',
  });
  expect(await refusal(house, 'cmo', 'dispute_mql', claim)).toBe(
    'RULE_REFUSED (§7, P1): Acme Corp is DISQUALIFIED, under no review; only an MQL or an account under review is disputed. Next: explain_account says why it stands there.',
  );
});

test('7.1 dispute_mql names the duty that the third account with one disputed criterion opens', async () => {
  const house = await openHouse();
  await seedMql(house);
  for (const account of ['bolt.com', 'cato.com']) await seedAnother(house, account);
  const dispute = (account: string) =>
    ok(house, 'cmo', 'dispute_mql', { account, criterion: 'G3', claim: 'the revenue is a guess' });
  expect([(await dispute('acme.com')).opened, (await dispute('bolt.com')).opened]).toEqual([[], []]);
  expect((await dispute('cato.com')).opened).toMatchObject([
    { kind: 'amend_definition', role: 'chief.staff', subject: 'G3 (2026-Q2)', tool: 'complete_task' },
  ]);
});
