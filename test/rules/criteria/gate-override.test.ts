import { describe, expect, test } from 'vitest';
import type { AccountState, Fact, Override } from '../../../src/rules/aggregates/account.ts';
import { currentFacts, gateChecks } from '../../../src/rules/criteria/gates.ts';
import type { GateRule } from '../../../src/rules/policy/policy.ts';
import { acme, check, passingFacts } from '../../support/builders.ts';

const world = acme(passingFacts({ employees: 150, industry: 'Mining' }));
const state = world.account('acme.com');
const { policy } = world.context('cro');
const on = (name: string) => state.facts.find((each) => each.fact === name) as Fact;
const override = (over: Partial<Override>): Override => ({
  id: 'ovr_1',
  gate: 'G1',
  fact: on('employees').id,
  justification: 'its partner team is as large as that of a company ten times its size',
  compensating: ['sig_1', 'fct_4'],
  at: '2026-04-20T00:00:00.000Z',
  ...over,
});
const judged = (over: Partial<AccountState>, rule = 'G1') => check(gateChecks({ ...state, ...over }, { policy }), rule);

describe('G-4 a gate that the CRO set aside', () => {
  test('G-4 warns, with what stands for it, and says no remedy', () => {
    expect(judged({ override: override({}) })).toEqual({
      rule: 'G1',
      clause: '3.6',
      ruling: 'G-4',
      basis: 'assumed',
      verdict: 'warn',
      because: '`employees` is 150 as of 2026-04-01, wanted at least 200 (assumed gate); the CRO overrode it (ovr_1)',
      evidence: [on('employees').id, 'ovr_1', 'sig_1', 'fct_4'],
    });
  });

  test('G-4 stands for its own gate alone, and only where that fails', () => {
    const aside = override({});
    expect([judged({}).verdict, judged({ override: aside }, 'G4').verdict, judged({ override: aside }, 'G3')]).toEqual([
      'fail',
      'fail',
      expect.objectContaining({ verdict: 'pass', clause: '3.2', ruling: 'G-1' }),
    ]);
    const facts = state.facts.map((each) => (each.fact === 'employees' ? { ...each, value: 250 } : each));
    expect(judged({ override: aside, facts })).toMatchObject({ verdict: 'pass', clause: '3.2' });
    expect(judged({ override: aside, facts: [] })).toMatchObject({ verdict: 'unknown', ruling: 'G-2' });
  });

  test('G-4 falls when its fact says something else, not when it is said again', () => {
    const later = (over: Partial<Fact>, of = 'employees') => ({
      facts: [...state.facts, { ...on(of), id: 'fct_9', as_of: '2026-04-02', ...over }],
    });
    expect(judged({ override: override({}), ...later({ value: 140 }) }).verdict).toBe('fail');
    expect(judged({ override: override({}), ...later({}) })).toMatchObject({
      verdict: 'warn',
      evidence: ['fct_9', 'ovr_1', 'sig_1', 'fct_4'],
    });
    const industry = { override: override({ gate: 'G4', fact: on('industry').id }) };
    expect(judged({ ...industry, ...later({ value: ' mining ' }, 'industry') }, 'G4').verdict).toBe('warn');
    expect(judged({ ...industry, ...later({ value: 'Farming' }, 'industry') }, 'G4').verdict).toBe('fail');
    expect(judged({ override: override({ fact: 'fct_77' }) }).verdict).toBe('fail');
  });
});

describe('G-3 the newest word on a fact', () => {
  const word = (id: string, value: number, over: Partial<Fact> = {}): Fact => ({
    ...on('employees'),
    id,
    value,
    ...over,
  });
  const newest = (...facts: readonly Fact[]) => currentFacts(facts).get('employees')?.id;

  test('G-3 by its date, then by when it was recorded; an undated one gives way to any', () => {
    const undated = { undated: true as const, as_of: '2026-04-21' };
    expect(newest(word('a', 1), word('b', 2, { as_of: '2026-03-31' }))).toBe('a');
    expect(newest(word('a', 1), word('b', 2))).toBe('b');
    expect(newest(word('a', 1, { as_of: '2019-01-01' }), word('b', 2, undated))).toBe('a');
    expect(newest(word('a', 1, undated), word('b', 2, undated))).toBe('b');
    expect(newest(word('a', 1, undated), word('b', 2))).toBe('b');
  });

  test('G-3 what another corrects is withdrawn, whatever their days', () => {
    expect(newest(word('a', 1), word('b', 2, { as_of: '2019-01-01', corrects: 'a' }))).toBe('b');
    expect(newest(word('a', 1), word('b', 2), word('c', 3, { as_of: '2019-01-01', corrects: 'b' }))).toBe('a');
    expect([...currentFacts(state.facts).keys()]).toEqual(state.facts.map(({ fact }) => fact));
  });
});

test('G-1 a gate that compares numbers is failed by a text, and one with a list by what is not in it', () => {
  const verdictOf = (operator: GateRule['operator'], value: GateRule['value'], given: Fact['value']) => {
    const [gate] = policy.gates.map((each) => ({ ...each, operator, value }));
    const facts = [{ ...on('employees'), fact: gate?.fact ?? '', value: given }];
    return check(gateChecks({ ...state, facts }, { policy: { ...policy, gates: gate ? [gate] : [] } }), 'G1').verdict;
  };
  expect(['gte', 'lte', 'gt', 'lt'].map((each) => verdictOf(each as GateRule['operator'], 5, '5'))).toEqual([
    'fail',
    'fail',
    'fail',
    'fail',
  ]);
  expect(['gte', 'lte', 'gt', 'lt'].map((each) => verdictOf(each as GateRule['operator'], '4', 5))).toEqual([
    'fail',
    'fail',
    'fail',
    'fail',
  ]);
  expect([verdictOf('in', ['A', 'b '], ' B'), verdictOf('in', ['A'], 'b'), verdictOf('in', 'A', 'A')]).toEqual([
    'pass',
    'fail',
    'fail',
  ]);
  expect([verdictOf('eq', 'Yes', 'yes '), verdictOf('eq', true, true), verdictOf('eq', true, 'true')]).toEqual([
    'pass',
    'pass',
    'fail',
  ]);
});

test('G-1 figures are told in groups of three', () => {
  const because = (value: Fact['value']) =>
    judged({ facts: [{ ...on('employees'), value }] }).because.split(' as of ')[0];
  expect([1, 999, 1000, 123_456, 1_234_567, 1234.5, true, 'many'].map(because)).toEqual([
    '`employees` is 1',
    '`employees` is 999',
    '`employees` is 1,000',
    '`employees` is 123,456',
    '`employees` is 1,234,567',
    '`employees` is 1234.5',
    '`employees` is true',
    '`employees` is "many"',
  ]);
});
