import { describe, expect, test } from 'vitest';
import { changesText } from '../../../src/rules/policy-changes/changes-on-file.ts';
import { proposePolicyChange } from '../../../src/rules/policy-changes/propose-policy-change.ts';
import { type RatifyArgs, ratifyPolicyChange } from '../../../src/rules/policy-changes/ratify-policy-change.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { start } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const later = '2026-04-21T17:00:00.000Z';
const g1 = { 'gates.G1.value': 1000 };

const propose = (world: TestWorld, changes: object = g1, by: Role = 'cro') =>
  world.run(by, proposePolicyChange, { changes: changes as Record<string, unknown>, why: 'smaller firms never buy' });
const unproposed = (changes: object) =>
  new TestWorld(start).refused('cro', proposePolicyChange, { changes: changes as Record<string, unknown>, why: 'x' });
const answer = (world: TestWorld, more: Partial<RatifyArgs> = {}, by: Role = 'cmo') =>
  world.run(by, ratifyPolicyChange, { change: 'chg_policy_1', ...more });
const unanswered = (world: TestWorld, more: Partial<RatifyArgs> = {}, by: Role = 'cmo') =>
  world.refused(by, ratifyPolicyChange, { change: 'chg_policy_1', ...more });
const proposed = (...all: readonly object[]): TestWorld => {
  const world = new TestWorld(start);
  for (const each of all.length === 0 ? [g1] : all) propose(world, each);
  return world;
};
const owed = (world: TestWorld) =>
  world.desk.tasks
    .filter(({ kind }) => kind === 'ratify_policy_change')
    .map(({ subject, role, closed_at, note }) => [subject, role, closed_at, note]);
const numbers = [
  'escalation_hours',
  'claim_minutes',
  'buying.needed',
  'regression.sql_idle_days',
  'regression.mql_idle_days',
  'regression.cooldown_days',
  'audit.sample',
];
const inputFault = { refused: true, code: 'INVALID_INPUT' };
const refusal = { refused: true, clause: '6.3', ruling: 'P2' };

describe('a proposal', () => {
  test('6.3c P2 says what it would set and on whom that tells, and is owed to the other hand', () => {
    const world = new TestWorld(start);
    const done = propose(world);
    const change = {
      id: 'chg_policy_1',
      version: 'handoff-0.2+c1',
      state: 'proposed',
      changes: [{ path: 'gates.G1.value', from: 200, to: 1000, clause: '3.2', basis: 'ruling' }],
      why: 'smaller firms never buy',
      by: 'cro',
      at: start,
    };
    expect([done.outcome, done.checks, Object.keys(done.extra)]).toEqual(['proposed', [], ['change', 'effect']]);
    expect(done.extra.change).toMatchObject(change);
    expect(Object.keys(done.extra.change).toSorted()).toEqual([...Object.keys(change), 'base', 'hash'].toSorted());
    expect(done.extra.effect).toMatchObject([
      { path: 'gates.G1.value', account: { employees: 200 }, was: 'mql', would: 'stays_prospect' },
    ]);
    expect(done.summary).toBe(
      'chg_policy_1 is proposed: gates.G1.value from 200 to 1000. Nothing changes until cmo ratifies it with ratify_policy_change; then handoff-0.2+c1 rules. gates.G1.value: the smallest account that it changes has employees 200, has ecosystem motion true, arr usd 50000000, industry B2B SaaS, gate g5 true, signal E1, signal age days 0: MQL until now, left at PROSPECT then.',
    );
    expect(owed(world)).toEqual([['chg_policy_1', 'cmo', undefined, undefined]]);
    propose(world, { 'buying.needed': 2 }, 'cmo');
    expect(owed(world)[1]).toEqual(['chg_policy_2', 'cro', undefined, undefined]);
  });

  test('P2 looks at each value alone, and at all together where one cannot stand without another', () => {
    const { effect } = propose(new TestWorld(start), { 'buying.needed': 2, 'regression.sql_idle_days': 45 }).extra;
    expect(effect.map(({ path, account }) => [path, account])).toEqual([
      ['buying.needed', { high_scores: 2 }],
      ['regression.sql_idle_days', { sql_idle_days: 30 }],
    ]);
  });

  test('P2 wants values, each of a kind that a policy file can hold, and a reason', () => {
    expect(new TestWorld(start).refused('cro', proposePolicyChange, { changes: g1, why: ' ' })).toMatchObject(
      inputFault,
    );
    const fault = (problem: string) => ({
      ...inputFault,
      found: `\`changes\`: ${problem}`,
      next: 'correct `changes` and call again; nothing was recorded',
    });
    expect(unproposed({})).toEqual(
      fault('names no value; give each by its path, as in { "engagement.window_days": 150 }'),
    );
    for (const each of [
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      () => 1,
      [1, undefined],
      { a: { b: Number.NaN } },
    ])
      expect(unproposed({ 'gates.G1.value': 1000, 'buying.needed': each })).toEqual(
        fault('holds something that is no JSON value'),
      );
    for (const each of [null, 'x', true, { value: 'x' }, ['x']])
      expect(unproposed({ 'gates.G1.value': each })).toMatchObject({ ...refusal, code: 'INVALID_INPUT' });
  });

  test('P2 a version is a name that a change is given, and none that is proposed', () => {
    for (const given of [{ version: 'ours-1' }, { version: 'ours-1', 'gates.G1.value': 1000 }])
      expect(unproposed(given)).toMatchObject({
        ...refusal,
        code: 'INVALID_INPUT',
        next: expect.stringContaining('alone'),
      });
  });

  test('P2 tells what is wrong with each value, five at most', () => {
    const one = unproposed({ escalation_hours: 'x' });
    expect(one).toMatchObject({
      ...refusal,
      code: 'INVALID_INPUT',
      found: expect.stringMatching(/^`escalation_hours\S*` [^`]+`x`; nothing was recorded$/),
      next: expect.stringMatching(/^`escalation_hours\S*`: wanted [^;]+; `ladder policy show` lists every path$/),
    });
    const many = (n: number) => unproposed(Object.fromEntries(numbers.slice(0, n).map((path) => [path, 'x'])));
    const [five, seven] = [many(5), many(7)];
    const places = (text: string) =>
      text.split('; ').filter((each) => each.startsWith('`') && !each.includes('ladder')).length;
    expect([five, seven].map(({ found, next }) => [places(found), places(next)])).toEqual([
      [5, 5],
      [5, 5],
    ]);
    expect(seven.found).toMatch(/; and 2 more faults; nothing was recorded$/);
    expect(five.found).not.toContain('more faults');
  });

  test('P2 what is in force already is no change', () => {
    const inForce = (found: string) => ({
      ...refusal,
      code: 'RULE_REFUSED',
      found,
      next: 'propose another value; to sign a value as it stands, give { "value": ..., "basis": "confirmed" } for its path',
    });
    expect(unproposed({ 'gates.G1.value': 200 })).toEqual(
      inForce('gates.G1.value: this is in force already, under handoff-0.2'),
    );
    expect(unproposed({ 'gates.G1.value': 200, 'buying.needed': 3 })).toEqual(
      inForce('gates.G1.value, buying.needed: these are in force already, under handoff-0.2'),
    );
    const [signed] = propose(new TestWorld(start), { 'gates.G1.value': { value: 200, basis: 'confirmed' } }).extra
      .change.changes;
    expect(signed).toMatchObject({ from: 200, to: 200, basis: 'confirmed' });
  });

  test('P2 five of more changes are told, a long value in short', () => {
    const changes = (n: number) => Array.from({ length: n }, (_, k) => ({ path: `p${k}`, from: k, to: [k] }));
    const five = 'p0 from 0 to [0], p1 from 1 to [1], p2 from 2 to [2], p3 from 3 to [3], p4 from 4 to [4]';
    expect([changesText(changes(1)), changesText(changes(5)), changesText(changes(7))]).toEqual([
      'p0 from 0 to [0]',
      five,
      `${five} and 2 more`,
    ]);
    const told = (length: number) => changesText([{ path: 'title', from: null, to: 'y'.repeat(length) }]);
    expect([told(58), told(59)]).toEqual([
      `title from null to "${'y'.repeat(58)}"`,
      `title from null to "${'y'.repeat(56)}...`,
    ]);
  });
});

describe('an answer', () => {
  test('P2 the other hand puts it in force from an instant on, that instant included', () => {
    const world = proposed();
    const at = answer(world, { effective_at: '2026-04-21T13:00:00-04:00' });
    expect(at).toMatchObject({
      outcome: 'ratified',
      checks: [],
      extra: {
        effective_at: later,
        change: {
          state: 'ratified',
          effective_at: later,
          ratified_by: 'cmo',
          ratified_at: start,
          by: 'cro',
        },
      },
      summary: `chg_policy_1 is ratified: gates.G1.value from 200 to 1000. From ${later} on handoff-0.2+c1 rules, that instant included. It moves nobody: stages, reviews, open tasks and permits stay; every decision from then on is judged by it. The sweep flags accounts that meet the criteria no longer.`,
    });
    expect(owed(world)).toEqual([['chg_policy_1', 'cmo', start, 'ratified']]);
    expect(unanswered(world)).toEqual({
      ...refusal,
      code: 'CONFLICT',
      found: `chg_policy_1 was ratified by cmo at ${start}, in force from ${later} on`,
      next: 'cro or cmo: propose_policy_change with what is to hold instead; ladder://policy shows what is in force',
    });
    const rules = (now: string) => {
      world.now = now;
      return world.context('cro').policy.gates[0]?.value;
    };
    expect([rules('2026-04-21T16:59:59.999Z'), rules(later)]).toEqual([200, 1000]);
  });

  test('P2 without an instant it rules at once; an instant that is past, or none, is refused', () => {
    const world = proposed();
    expect(unanswered(world, { effective_at: '2026-04-21T09:59:59.999-04:00' })).toEqual({
      ...refusal,
      code: 'INVALID_INPUT',
      found: `\`effective_at\` is 2026-04-21T13:59:59.999Z, before now, ${start}: what was decided keeps the policy it was decided under`,
      next: 'give an instant from now on, or leave it out for now',
    });
    expect(unanswered(world, { effective_at: 'soon' })).toMatchObject({
      ...inputFault,
      found: expect.stringMatching(/^`effective_at`: /),
    });
    expect(answer(proposed(), { effective_at: start }).extra.effective_at).toBe(start);
    expect(answer(world).extra.effective_at).toBe(start);
    expect(world.context('cro').policy.gates[0]?.value).toBe(1000);
  });

  test('P2 who proposed it does not ratify, and may withdraw it with a reason', () => {
    const world = proposed();
    expect(unanswered(world, {}, 'cro')).toEqual({
      ...refusal,
      code: 'NOT_PERMITTED',
      found: 'chg_policy_1 was proposed by cro, and a change wants two hands',
      next: 'cmo ratifies or rejects it with ratify_policy_change; cro may withdraw it with decision `reject` and a reason',
    });
    for (const reason of [undefined, '', ' '])
      expect(unanswered(world, { decision: 'reject', reason }, 'cro')).toEqual({
        ...inputFault,
        found: expect.stringMatching(/^`reason` is /),
        next: 'give a reason, for a change is rejected with one',
      });
    const gone = answer(world, { decision: 'reject', reason: 'a slip' }, 'cro');
    expect(gone).toMatchObject({
      outcome: 'rejected',
      checks: [],
      extra: { change: { state: 'withdrawn' } },
      summary: 'chg_policy_1 is withdrawn: gates.G1.value from 200 to 1000 will not be set. The policy stays as it is.',
    });
    expect(owed(world)).toEqual([['chg_policy_1', 'cmo', start, 'withdrawn']]);
    expect(unanswered(world)).toMatchObject({ ...refusal, code: 'CONFLICT', found: 'chg_policy_1 was withdrawn' });
  });

  test('P2 the other rejects it with a reason; what nobody proposed is not found', () => {
    const world = proposed();
    const gone = answer(world, { change: ' chg_policy_1 ', decision: 'reject', reason: 'no' });
    expect([gone.outcome, gone.extra.change.state, world.context('cro').policy.gates[0]?.value]).toEqual([
      'rejected',
      'rejected',
      200,
    ]);
    expect(unanswered(world).found).toBe('chg_policy_1 was rejected');
    for (const change of ['chg_policy_9', 'toString'])
      expect(unanswered(world, { change })).toEqual({
        ...refusal,
        code: 'NOT_FOUND',
        found: 'no change of the policy stands under that id',
        next: 'take the id from session_sweep, from propose_policy_change or from ladder://policy',
      });
    expect(unanswered(world, { reason: 'x'.repeat(100_000) })).toMatchObject(inputFault);
  });

  test('L16 one person with both keys is warned of, or refused, as the policy says', () => {
    const world = new TestWorld(start);
    world.principal = 'p-1';
    propose(world);
    expect(unanswered(world)).toMatchObject({
      code: 'NOT_PERMITTED',
      ruling: 'L16',
      found: 'p-1 proposed chg_policy_1, and acts here as cmo',
    });
    world.principal = 'p-2';
    expect(answer(world).checks).toEqual([]);
  });
});

describe('what lies beneath', () => {
  const anew = (id: string, because: string) => ({
    ...refusal,
    code: 'CONFLICT',
    found: `${id} no longer starts from what is in force: ${because}`,
    next: 'reject it, and let cro or cmo propose it anew with propose_policy_change; ladder://policy shows what is in force and what is to come',
  });

  test('P2 a value that another change altered since is proposed anew', () => {
    const world = proposed(g1, { 'gates.G1.value': 500 });
    answer(world);
    expect(unanswered(world, { change: 'chg_policy_2' })).toEqual(
      anew('chg_policy_2', 'gates.G1.value was 200 when it was proposed and is 1000 now'),
    );
  });

  test('P2 what was set meanwhile is set already', () => {
    const world = proposed(g1, g1);
    answer(world);
    expect(unanswered(world, { change: 'chg_policy_2' })).toEqual(
      anew('chg_policy_2', 'gates.G1.value is 1000 already'),
    );
  });

  test('P2 a change to come keeps others from its value, not from another, until it rules', () => {
    const world = proposed(g1, { 'gates.G1.value': 500 }, { 'buying.needed': 2 });
    answer(world, { effective_at: later });
    expect(unanswered(world, { change: 'chg_policy_2' })).toEqual(
      anew('chg_policy_2', `chg_policy_1 sets the same value and takes effect at ${later}`),
    );
    expect(answer(world, { change: 'chg_policy_3' }).outcome).toBe('ratified');
    world.now = later;
    expect(unanswered(world, { change: 'chg_policy_2' })).toEqual(
      anew('chg_policy_2', 'gates.G1.value was 200 when it was proposed and is 1000 now'),
    );
  });
});
