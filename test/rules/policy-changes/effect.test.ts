import { expect, test } from 'vitest';
import { effectText, smallestChanged } from '../../../src/rules/policy-changes/effect.ts';
import { loadText, over } from '../../policy/files.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

const moment = new TestWorld('2026-04-21T14:00:00.000Z').context('cro');

function effect(path: string, value: string | number | boolean | null | readonly (string | number)[]) {
  const policy = testPolicy();
  const laid = policy.lay(policy, { [path]: value }, { version: 'v', note: 'n' });
  if ('faults' in laid) throw new Error(JSON.stringify(laid.faults));
  return smallestChanged(policy.values, laid.policy.values, moment, path);
}

/** What a policy file that departs from the shipped one changes. */
function effectOf(text: string) {
  return smallestChanged(testPolicy().values, loadText(over(text)).values, moment);
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

test('P6 a further type of signal, by one act of it', () => {
  const webcast = `engagement:
  signals:
    E11: { says: question at a webcast, act: event, tier: strong, filed_by: [mining.mind] }
`;
  expect(effectOf(webcast)).toMatchObject({
    account: { ...good, signal: 'E11', signal_age_days: 0 },
    was: 'stays_prospect',
    would: 'fast_track',
  });
});

test('6.3b a buying signal in place of another, by the findings that carried the one, or carry the other', () => {
  const route = '{ route: partner_jobs, says: open roles, operator: gte, value: 3, unit: roles }';
  const hiring = `{ says: it is hiring, needs: 1, routes: [${route}] }`;
  expect(effectOf(`buying: { S4: null, S6: ${hiring} }`)).toMatchObject({
    account: { findings: [{ age_days: 0 }] },
    was: 'S4 is carried',
    would: 'there is no S4',
  });
  expect(effectOf(`buying: { S5: ${hiring} }`)).toEqual({
    account: { findings: [{ route: 'partner_jobs', value: 3, age_days: 0 }] },
    was: 'there is no S5',
    would: 'S5 is carried',
  });
});

test.each([
  ['regression.sql_idle_days', 45, { sql_idle_days: 30 }, 'its return to MQL is owed', 'it stays SQL'],
  ['regression.mql_idle_days', 60, { mql_idle_days: 60 }, 'it stays MQL', 'its return to PROSPECT is owed'],
  ['regression.cooldown_days', 30, { days_since_lost: 30 }, 'it cools down', 'it is recycled'],
  ['escalation_hours', 30, { hours_a_step_is_open: 30 }, 'it stays with its role', 'it goes to chief.staff'],
  ['claim_minutes', 60, { minutes_since_the_claim: 30 }, 'another may take the intent', 'it is with who took it'],
])('T4 a clock that runs otherwise, by the first of its figures: %s', (path, value, account, was, would) => {
  expect(effect(path, value)).toEqual({ account, was, would });
});

test('T2 a duty that falls due at another time, opened now', () => {
  const laid = loadText(over('duties: { dossier: { due: { business_days: 2 } } }'));
  expect(smallestChanged(testPolicy().values, laid.values, moment, 'duties.dossier.due')).toEqual({
    account: { task: 'dossier', opened_at: '2026-04-21T14:00:00.000Z' },
    was: 'sales.ops owes it by 2026-04-22T14:00:00.000Z',
    would: 'sales.ops owes it by 2026-04-23T14:00:00.000Z',
  });
});

test('P6 a type of sequence that is added, and the day of a touch', () => {
  const winback =
    'sequences: { types: { winback: { touches: 2, approved_by: [cmo], checked_as: nurture, days: [1, 8] } } }';
  expect(effectOf(winback)).toEqual({
    account: { sequence: 'winback' },
    was: 'there is no winback',
    would: 'its copy is checked as nurture and approved by cmo',
  });
  expect(effect('sequences.types.activation.days', [1, 4, 10, 14, 21])).toEqual({
    account: { sequence: 'activation', touch: 3 },
    was: 'it is due on day 8',
    would: 'it is due on day 10',
  });
});

test('P2 a value on which no classification, dossier, clock or sequence rests', () => {
  const found = effect('audit.sample', 8);
  expect(found).toEqual({ account: null, was: null, would: null });
  expect(effectText([{ path: 'audit.sample', ...found }])).toBe(
    'audit.sample: no account was found whose classification, dossier, clock or sequence it changes.',
  );
});
