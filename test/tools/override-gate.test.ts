import { expect, test } from 'vitest';
import { acme, answer, comment, type Data, describeWriting, goodFacts, ok, refusal } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

const few = goodFacts.map((each) => (each.fact === 'employees' ? { ...each, value: 180 } : each));
const why = 'They sell through two hundred partners and asked twice.';

async function failingG1(house: House): Promise<Data> {
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts: few });
  const { signal } = await ok(house, 'mining.mind', 'file_signal_note', comment());
  return { account: 'acme.com', gate: 'G1', justification: why, compensating_signals: [signal.id] };
}

describeWriting({
  tool: 'override_gate',
  by: 'cro',
  clause: '3.6',
  who: 'cro',
  callers: ['cro'],
  outcome: 'granted',
  prepare: failingG1,
  other: { justification: `${why} And more.` },
});

test('3.6a override_gate sets one failed gate aside, which then warns and lets the account through', async () => {
  const house = await openHouse();
  const args = await failingG1(house);
  const { data, text } = await answer(house, 'cro', 'override_gate', args);
  expect(text.split('\n')[0]).toBe(
    'G1 of Acme Corp is overridden. It shows in the weekly audit, and falls when its fact changes or another gate fails.',
  );
  expect(data.override).toMatch(/^ovr_/);
  expect(data.checks[0]).toMatchObject({ rule: 'G1', verdict: 'warn', clause: '3.6', ruling: 'G-4' });
  expect((await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' })).outcome).toBe('mql');
  expect(await refusal(house, 'cro', 'override_gate', args)).toBe(
    `CONFLICT (§3.6, G-4): Acme Corp has an override of G1 already (${data.override}). Next: one override stands at a time; it falls when its fact changes.`,
  );
});

test('3.6a override_gate wants a justification, evidence on file, and exactly one failed gate', async () => {
  const house = await openHouse();
  const args = await failingG1(house);
  const override = (over: object) => refusal(house, 'cro', 'override_gate', { ...args, ...over });
  expect(await override({ justification: 'j'.repeat(39) })).toBe(
    'INVALID_INPUT (§3.6, G-4): `justification` has 39 characters, wanted at least 40. Next: say in full why the gate is set aside.',
  );
  expect(await override({ compensating_signals: [] })).toBe(
    'INVALID_INPUT (§3.6, G-4): `compensating_signals` is empty. Next: give the id of a signal or fact that makes up for the gate.',
  );
  expect(await override({ compensating_signals: ['sig_none'] })).toBe(
    'NOT_FOUND (§3.6, G-4): the ledger holds no such signal or fact for Acme Corp: 1 of 1 ids. Next: take the ids from explain_account.',
  );
  expect(await override({ gate: 'G2' })).toBe(
    'RULE_REFUSED (§3.6, G-4): G2 of Acme Corp holds; G1 is the one that fails. Next: override G1, if that is what you mean.',
  );
  expect(await override({ gate: 'G9' })).toBe('INVALID_INPUT: `gate` is `G9`. Next: give one of G1, G2, G3, G4, G5.');
  const poor = { ...goodFacts[2], value: 1, as_of: '2026-04-02' };
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', facts: [poor] });
  expect(await override({})).toBe(
    'RULE_REFUSED (§3.6, G-4): 2 gates of Acme Corp fail (G1, G3), and only one may. Next: sales.ops looks for newer facts (save_account).',
  );
});

test('3.6a override_gate refuses where a gate is unknown', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts: few.slice(0, 4) });
  const args = { account: 'acme.com', gate: 'G1', justification: why, compensating_signals: ['fct_x'] };
  expect(await refusal(house, 'cro', 'override_gate', args)).toBe(
    'RULE_REFUSED (§3.6, G-4): G5 of Acme Corp cannot be answered yet, and an unknown gate cannot be overridden. Next: sales.ops finds the missing facts first (save_account).',
  );
});
