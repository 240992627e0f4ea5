import { expect, test } from 'vitest';
import { effectText, smallestChanged } from '../../../src/rules/policy-changes/effect.ts';
import { ofDuties, ofSpans } from '../../../src/rules/policy-changes/effect-on-clocks.ts';
import { ofActs, ofFacts } from '../../../src/rules/policy-changes/effect-on-criteria.ts';
import { ofCount, ofFindings } from '../../../src/rules/policy-changes/effect-on-dossiers.ts';
import { ofSequences } from '../../../src/rules/policy-changes/effect-on-sequences.ts';
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

/** Changes of a policy file that departs from the shipped one. */
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

test('P2 a gate that asks only that a fact is known, by the account of which it is not', () => {
  const from = "clause: '3.2', basis: ruling";
  const fact = `{ kind: text, says: where it has its seat, ${from} }`;
  const gate = `{ id: G6, says: has a seat, fact: seat, operator: present, verified_by: [cro], ${from} }`;
  expect(effectOf(`facts: { seat: ${fact} }\ngates: [${gate}]`)).toEqual({
    account: { ...good, industry: 'B2B SaaS', signal: 'E1', signal_age_days: 0 },
    was: 'mql',
    would: 'stays_prospect',
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
  [
    'sequences.enrolling.idle_days',
    70,
    { mql_idle_days: 60 },
    're_engagement may be proposed',
    're_engagement is not for it yet',
  ],
  [
    'sequences.enrolling.silence_days',
    12,
    { days_of_silence_after_a_sequence: 12 },
    'an answer may still come',
    'it counts as unanswered',
  ],
  ['sending.permit_minutes', 45, { minutes_since_the_permit: 30 }, 'it has lapsed', 'the mail may go out'],
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

/** Differences that one search finds between the shipped values and the same with a few set anew, by path. */
function between(
  search: typeof ofFacts,
  set: (values: Values) => void,
  from: (values: Values) => void = () => undefined,
): ReturnType<typeof ofFacts> {
  const [before, after] = [structuredClone(shipped), structuredClone(shipped)];
  from(before);
  set(after);
  return search({ before, after, moment });
}

// biome-ignore lint/suspicious/noExplicitAny: a policy that a test may write to.
type Values = any;
const shipped: Values = testPolicy().values;
const searches = [ofFacts, ofActs, ofFindings, ofCount, ofSequences, ofSpans, ofDuties];

test('P2 policies that say the same differ for nobody', () => {
  expect(searches.map((each) => between(each, () => undefined))).toEqual(searches.map(() => null));
});

test('P6 a sequence by whose hand its copy goes, by whose rules, and on which day of which touch', () => {
  const of = (set: (types: Values) => void, from?: (types: Values) => void) =>
    between(
      ofSequences,
      ({ sequences }) => set(sequences.types),
      ({ sequences }) => from?.(sequences.types),
    );
  const nurture = { sequence: 'nurture' };
  const was = 'its copy is checked as nurture and approved by cmo, its lists beside that';
  expect(of((types) => (types.nurture.approved_by = ['cmo', 'cro']))).toEqual({
    account: nurture,
    was,
    would: 'its copy is checked as nurture and approved by cmo, then cro, its lists beside that',
  });
  expect(of((types) => (types.nurture.beside_review = false))).toEqual({
    account: nurture,
    was,
    would: 'its copy is checked as nurture and approved by cmo',
  });
  expect(of((types) => delete types.nurture)).toEqual({ account: nurture, was, would: 'there is no nurture' });
  const days = shipped.sequences.types.nurture.days.value;
  const more = (types: Values) => {
    types.nurture.touches = 6;
    types.nurture.days.value = [...days, 60];
  };
  const sixth = { sequence: 'nurture', touch: 6 };
  expect(of(more)).toEqual({ account: sixth, was: 'there is no such touch', would: 'it is due on day 60' });
  expect(of(() => undefined, more)).toEqual({
    account: sixth,
    was: 'it is due on day 60',
    would: 'there is no such touch',
  });
  expect(of((types) => delete types.nurture.days)).toEqual({
    account: { sequence: 'nurture', touch: 1 },
    was: `it is due on day ${days[0]}`,
    would: 'it goes out by hand',
  });
});

test('T2 a duty that comes, goes, or passes to another, opened now or past the hours of business', () => {
  const of = (set: (duties: Values) => void) => between(ofDuties, ({ duties }) => set(duties));
  const account = { task: 'dossier', opened_at: '2026-04-21T14:00:00.000Z' };
  const owed = 'owes it by 2026-04-22T14:00:00.000Z';
  expect(of((duties) => delete duties.dossier)).toEqual({
    account,
    was: `sales.ops ${owed}`,
    would: 'nobody owes it',
  });
  expect(of((duties) => (duties.dossier.role = 'cro'))).toEqual({
    account,
    was: `sales.ops ${owed}`,
    would: `cro ${owed}`,
  });
  expect(of((duties) => (duties.welcome = duties.dossier))).toEqual({
    account: { ...account, task: 'welcome' },
    was: 'nobody owes it',
    would: `sales.ops ${owed}`,
  });
});

test('6.3b a bound of a route, from whichever side it is met, and how many routes a signal needs', () => {
  const route = (signal: string, name: string, change: (rule: Values) => void) =>
    between(ofFindings, ({ buying }) => change(buying[signal].routes.find((each: Values) => each.route === name)));
  const carried = { was: 'S4 is carried', would: 'S4 is not carried' };
  const growth = shipped.buying.S4.routes.find((each: Values) => each.route === 'yoy_growth_pct');
  expect(growth).toMatchObject({ operator: 'lt', value: 5 });
  expect(route('S4', 'yoy_growth_pct', (rule) => (rule.value = 3))).toEqual({
    account: { findings: [{ route: 'yoy_growth_pct', value: 3, age_days: 0 }] },
    ...carried,
  });
  expect(route('S4', 'yoy_growth_pct', (rule) => (rule.operator = 'lte'))).toEqual({
    account: { findings: [{ route: 'yoy_growth_pct', value: 5, age_days: 0 }] },
    was: 'S4 is not carried',
    would: 'S4 is carried',
  });
  const bound = (operator: string, value: number, to: number) =>
    between(
      ofFindings,
      ({ buying }) => (buying.S4 = { ...buying.S4, needs: 1, routes: [{ ...growth, operator, value: to }] }),
      ({ buying }) => (buying.S4 = { ...buying.S4, needs: 1, routes: [{ ...growth, operator, value }] }),
    );
  const found = (value: number, isCarried: boolean) => ({
    account: { findings: [{ route: 'yoy_growth_pct', value, age_days: 0 }] },
    was: isCarried ? 'S4 is carried' : 'S4 is not carried',
    would: isCarried ? 'S4 is not carried' : 'S4 is carried',
  });
  expect([bound('lte', 5, 3), bound('lt', 5, 3), bound('gte', 5, 8), bound('gt', 5, 8)]).toEqual([
    found(4, true),
    found(3, true),
    found(5, true),
    found(6, true),
  ]);
  expect(between(ofFindings, ({ buying }) => (buying.S3.needs += 1))).toMatchObject({
    account: { findings: { length: shipped.buying.S3.needs } },
    was: 'S3 is carried',
    would: 'S3 is not carried',
  });
});

test('3.2a a fact of words, of yes and no, or merely known, by the first value that tells', () => {
  const of = (id: string, change: (gate: Values) => void) =>
    between(ofFacts, ({ gates }) => change(gates.find((each: Values) => each.id === id)));
  const turned = { was: 'mql', would: 'stays_prospect' };
  expect(of('G2', (gate) => (gate.value = false))).toMatchObject({
    account: { has_ecosystem_motion: true },
    ...turned,
  });
  const words = shipped.gates.find((each: Values) => Array.isArray(each.value));
  expect(of(words.id, (gate) => (gate.value = gate.value.slice(1)))).toMatchObject({
    account: { [words.fact]: words.value[0] },
    ...turned,
  });
  expect(of(words.id, (gate) => (gate.value = [...gate.value, 'Mining']))).toMatchObject({
    account: { [words.fact]: 'Mining' },
    was: 'stays_prospect',
    would: 'mql',
  });
});

test('3.2b the days on which an act grows old, and a type that is no more', () => {
  const of = (change: (engagement: Values) => void) => between(ofActs, ({ engagement }) => change(engagement));
  const turned = { was: 'mql', would: 'stays_prospect' };
  expect(of((engagement) => (engagement.window_days.value = 170))).toMatchObject({
    account: { ...good, signal_age_days: 171 },
    ...turned,
  });
  expect(of((engagement) => (engagement.window_days.value = 190))).toMatchObject({
    account: { signal_age_days: 181 },
    was: 'stays_prospect',
    would: 'mql',
  });
  expect(of((engagement) => delete engagement.signals.E5)).toMatchObject({
    account: { signal: 'E5', signal_age_days: 0 },
    ...turned,
  });
});

test('P2 an effect in words', () => {
  const effect = {
    path: 'a.b',
    account: { findings: [], of: { n_of: 1 }, list: [1, { x_y: 2 }] },
    was: null,
    would: 'mql',
  };
  expect(effectText([effect, { path: 'c', account: null, was: null, would: null }])).toBe(
    'a.b: the smallest account that it changes has findings none, of n of 1, list 1 and x y 2: nothing until now, MQL then. c: no account was found whose classification, dossier, clock or sequence it changes.',
  );
});
