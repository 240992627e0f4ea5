import { describe, expect, test } from 'vitest';
import type { Finding, ScoredSignal } from '../../../src/rules/aggregates/account.ts';
import { buyingCheck, countOf, evidenceOf, heldCheck, routesOf } from '../../../src/rules/criteria/buying-signals.ts';
import type { BuyingSignalRule, RouteRule } from '../../../src/rules/policy/signals.ts';
import { acme } from '../../support/builders.ts';

const world = acme();
const context = world.context('sales.ops');
const route = (name: string, over: Partial<RouteRule> = {}): RouteRule => ({
  route: name,
  says: name,
  clause: '3.3',
  basis: 'sop',
  ...over,
});
const ruled = (rule: Partial<BuyingSignalRule>): BuyingSignalRule => ({
  says: 'a signal of a changed policy',
  needs: 1,
  clause: '3.3',
  basis: 'ruling',
  routes: [],
  ...rule,
});
/** The policy with S1 as given, or without it. */
const under = (rule: BuyingSignalRule | undefined) => {
  const { S1: _S1, ...others } = context.policy.buying;
  const buying = rule === undefined ? others : { ...others, S1: rule };
  return { ...context, policy: { ...context.policy, buying: buying as typeof context.policy.buying } };
};
const found = (name: string, value?: number, over: Partial<Finding> = {}): Finding => ({
  route: name,
  ...(value === undefined ? {} : { value }),
  date: '2026-04-01',
  source: 'annual report',
  reference: `ref:${name}`,
  shows: 'what it says',
  ...over,
});
const scored = (findings: readonly Finding[], score: ScoredSignal['score'] = 'CONFIRMED'): ScoredSignal => ({
  signal: 'S1',
  score,
  findings,
});

describe('P6 routes of every kind', () => {
  test.each<[RouteRule['operator'], readonly [boolean, boolean, boolean], string]>([
    ['gt', [false, false, true], 'more than 10'],
    ['gte', [false, true, true], 'at least 10'],
    ['lt', [true, false, false], 'less than 10'],
    ['lte', [true, true, false], 'at most 10'],
    ['eq', [false, true, false], 'exactly 10'],
  ])('P6 %s 10 is met by 9, 10, 11: %j', (operator, expected, words) => {
    const rule = route('figure', { operator, value: 10 });
    const at = under(ruled({ routes: [rule] }));
    expect([9, 10, 11].map((value) => evidenceOf(scored([found('figure', value)]), at).meets)).toEqual(expected);
    expect(evidenceOf(scored([found('figure')]), at)).toEqual({
      meets: false,
      because: `\`figure\` has no figure, wanted ${words}`,
    });
    expect(routesOf(ruled({ routes: [rule] }))).toBe(`\`figure\` (${words})`);
  });

  test('P6 a route without a number is met by any finding, whatever its age unless it has a limit', () => {
    const at = under(ruled({ routes: [route('said'), route('done', { max_age_days: 20 })] }));
    const on = (name: string, date: string) => evidenceOf(scored([found(name, undefined, { date })]), at);
    expect(on('said', '1999-01-01')).toEqual({ meets: true, because: '`said` of 1999-01-01' });
    expect(on('done', '2026-04-01')).toEqual({ meets: true, because: '`done` of 2026-04-01' });
    expect(on('done', '2026-03-31')).toEqual({ meets: false, because: '`done` is 21 days old, wanted at most 20' });
    expect(on('else', '2026-04-01')).toEqual({ meets: false, because: '`else` is no route of this signal' });
  });

  test('P6 a figure is told in the unit of its route, one of it in the singular', () => {
    const employees = route('people', { operator: 'gte', value: 1, unit: 'sales partners' });
    const share = route('share', { operator: 'gt', value: 5, unit: '%' });
    const bare = route('ratio', { operator: 'lt', value: 3 });
    const routes = [employees, share, bare, route('said')];
    expect(routesOf(ruled({ routes }))).toBe(
      '`people` (at least 1 sales partner), `share` (more than 5%), `ratio` (less than 3) or `said`',
    );
    const at = under(ruled({ routes }));
    const because = (name: string, value: number) => evidenceOf(scored([found(name, value)]), at).because;
    expect([because('people', 2), because('people', 1), because('ratio', 1)]).toEqual([
      '`people` is 2 sales partners, wanted at least 1 sales partner',
      '`people` is 1 sales partner, wanted at least 1 sales partner',
      '`ratio` is 1, wanted less than 3',
    ]);
  });
});

describe('3.3 several markers', () => {
  const markers = ruled({
    needs: 2,
    routes: [route('a', { group: 'cloud' }), route('b'), route('c'), route('d', { max_age_days: 10 })],
  });
  const judged = (rule: BuyingSignalRule, ...names: readonly string[]) =>
    evidenceOf(scored(names.map((name) => found(name))), under(rule));

  test('3.3a as many distinct ones as are needed, of which one that aged out is none', () => {
    expect(judged(markers, 'b', 'c')).toEqual({ meets: true, because: '`b` of 2026-04-01; `c` of 2026-04-01' });
    expect(judged(markers, 'b', 'b').because).toBe(
      '`b` of 2026-04-01; `b` of 2026-04-01; 1 distinct markers, wanted at least 2',
    );
    expect(judged(markers, 'b', 'd')).toEqual({
      meets: false,
      because: '`b` of 2026-04-01; `d` is 20 days old, wanted at most 10; 1 distinct markers, wanted at least 2',
    });
  });

  test('3.3a one of the group that is asked for, which an unknown marker never is', () => {
    const grouped = { ...markers, needs_group: 'cloud' };
    expect(judged(grouped, 'a', 'b').meets).toBe(true);
    expect(judged(grouped, 'b', 'c')).toEqual({
      meets: false,
      because: '`b` of 2026-04-01; `c` of 2026-04-01; no cloud among them',
    });
    expect(judged({ ...grouped, routes: [...grouped.routes, route('e', { group: 'other' })] }, 'b', 'e').meets).toBe(
      false,
    );
    expect(judged(grouped, 'b', 'z').meets).toBe(false);
    expect([routesOf(markers), routesOf(grouped)]).toEqual([
      '2 of `a`, `b`, `c` or `d`, a marker among them',
      '2 of `a`, `b`, `c` or `d`, a cloud among them',
    ]);
  });

  test('3.3a as many as twice what is needed and one are told, those that carry first', () => {
    const rule = ruled({ routes: [route('a'), route('d', { max_age_days: 10 })] });
    const [good, bad] = ['`a` of 2026-04-01', '`d` is 20 days old, wanted at most 10'];
    expect(judged(rule, 'd', 'd', 'a').because).toBe(`${bad}; ${bad}; ${good}`);
    expect(judged(rule, 'd', 'a', 'd', 'a').because).toBe(`${good}; ${good}; ${bad}; and 1 more`);
    expect(judged(rule, 'd', 'd', 'd', 'a', 'd').because).toBe(`${good}; ${bad}; ${bad}; and 2 more`);
  });
});

describe('a signal that the policy in force does not have', () => {
  const gone = scored([found('partners_section')]);

  test('P6 it carries nothing and does not count, and says so', () => {
    expect(evidenceOf(gone, under(undefined))).toEqual({
      meets: false,
      because: 'S1 is no buying signal of this policy',
    });
    expect(buyingCheck(gone, under(undefined))).toEqual({
      rule: 'S1',
      clause: '3.3',
      ruling: 'P6',
      verdict: 'warn',
      because: "scored CONFIRMED, and S1 is no buying signal of the policy in force: it doesn't count",
      basis: 'ruling',
      evidence: ['ref:partners_section'],
    });
    const scores = [gone, { ...gone, signal: 'S2' as const, score: 'LIKELY' as const }];
    expect([countOf({ scores }, context), countOf({ scores }, under(undefined))]).toEqual([2, 1]);
    const low = scores.map((each) => ({ ...each, score: 'UNVERIFIED' as const }));
    expect(countOf({ scores: low }, context)).toBe(0);
  });
});

describe('L7 what a decision finds of a score', () => {
  const old = found('exec_hire', undefined, { date: '2025-11-01' });
  const held = (score: ScoredSignal['score'], ...findings: readonly Finding[]) =>
    heldCheck({ signal: 'S2', score, findings }, context);

  test('L7 a finding that aged out since is a warning without a remedy', () => {
    expect(held('LIKELY', old)).toEqual({
      rule: 'S2',
      clause: '3.3',
      ruling: 'L7',
      basis: 'sop',
      verdict: 'warn',
      evidence: ['ref:exec_hire'],
      because: 'scored LIKELY: `exec_hire` is 171 days old, wanted at most 120; it met its route when it was scored',
    });
  });

  test('L7 one that still carries passes, and a low score stays what it was', () => {
    const carried = held('CONFIRMED', found('exec_hire'));
    expect([carried.verdict, carried.ruling, carried.because]).toEqual([
      'pass',
      'L4',
      'scored CONFIRMED: `exec_hire` of 2026-04-01',
    ]);
    expect([held('NOT_PRESENT', old).verdict, held('UNVERIFIED', old).verdict]).toEqual(['fail', 'unknown']);
    expect([held('NOT_PRESENT', old).ruling, held('NOT_PRESENT', old)]).toEqual([
      'L4',
      expect.not.objectContaining({ remedy: expect.anything() }),
    ]);
  });
});
