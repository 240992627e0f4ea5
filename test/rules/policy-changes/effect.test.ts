import { expect, test } from 'vitest';
import { effectText, smallestChanged } from '../../../src/rules/policy-changes/effect.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

const moment = new TestWorld('2026-04-21T14:00:00.000Z').context('cro');

function effect(path: string, value: string | number | boolean | null | readonly string[]) {
  const policy = testPolicy();
  const laid = policy.lay(policy, { [path]: value }, { version: 'v', note: 'n' });
  if ('faults' in laid) throw new Error(JSON.stringify(laid.faults));
  return smallestChanged(policy.values, laid.policy.values, moment);
}

const good = { employees: 200, has_ecosystem_motion: true, arr_usd: 50_000_000, gate_g5: true };

test.each([
  ['P2 a gate that asks for more', 'gates.G1.value', 1000, { employees: 200 }, 'mql', 'stays_prospect'],
  ['P2 a gate that asks for less', 'gates.G1.value', 150, { employees: 150 }, 'stays_prospect', 'mql'],
  [
    'P2 a gate that asks for a little more',
    'gates.G3.value',
    50_000_001,
    { arr_usd: 50_000_000 },
    'mql',
    'stays_prospect',
  ],
])('%s', (_, path, value, facts, was, would) => {
  const found = effect(path, value);
  expect(found).toMatchObject({ account: { ...good, ...facts, signal: 'E1', signal_age_days: 0 }, was, would });
});

test('P2 a window that shrinks, by the first day that it leaves out', () => {
  expect(effect('engagement.window_days', 150)).toMatchObject({
    account: { signal: 'E1', signal_age_days: 151 },
    was: 'mql',
    would: 'stays_prospect',
  });
});

test('P2 a kind of act that opens something else', () => {
  expect(effect('engagement.signals.E4.opens', 'mql')).toMatchObject({
    account: { signal: 'E4', signal_age_days: 0 },
    was: 'auto_sql',
  });
});

test('P2 a route that asks for something else, by one finding', () => {
  expect(effect('buying.S2.routes.exec_hire.max_age_days', 60)).toEqual({
    account: { findings: [{ route: 'exec_hire', age_days: 61 }] },
    was: 'S2 is carried',
    would: 'S2 is not carried',
  });
  expect(effect('buying.S1.routes.partner_influenced_pct.value', 30)).toEqual({
    account: { findings: [{ route: 'partner_influenced_pct', value: 21, age_days: 0 }] },
    was: 'S1 is carried',
    would: 'S1 is not carried',
  });
});

test('P2 how many high scores a dossier needs', () => {
  expect(effect('buying.needed', 2)).toEqual({
    account: { high_scores: 2 },
    was: 'falls_short',
    would: 'pending_review',
  });
});

test('P2 a value on which no classification and no dossier rests', () => {
  const found = effect('escalation_hours', 30);
  expect(found).toEqual({ account: null, was: null, would: null });
  expect(effectText([{ path: 'escalation_hours', ...found }])).toBe(
    'escalation_hours: no account was found whose classification or dossier it changes.',
  );
});
