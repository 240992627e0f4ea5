import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { GateRule } from '../../../src/rules/policy/policy.ts';
import { acme, check, checksOf, fact, idAt, passingFacts, save, start, verdict } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

const industries = 'B2B SaaS, Enterprise Software, Cloud Infrastructure, Cybersecurity, Data & Analytics, FinTech';

describe('each gate on both sides of its boundary', () => {
  test.each([
    ['G1', 'employees', 199, 'fail'],
    ['G1', 'employees', 200, 'pass'],
    ['G1', 'employees', 0, 'fail'],
    ['G2', 'has_ecosystem_motion', true, 'pass'],
    ['G2', 'has_ecosystem_motion', false, 'fail'],
    ['G3', 'arr_usd', 49_999_999, 'fail'],
    ['G3', 'arr_usd', 49_999_999.99, 'fail'],
    ['G3', 'arr_usd', 50_000_000, 'pass'],
    ['G4', 'industry', 'Cybersecurity', 'pass'],
    ['G4', 'industry', 'cYBERsecurity', 'pass'],
    ['G4', 'industry', 'data & analytics', 'pass'],
    ['G4', 'industry', '  FinTech  ', 'pass'],
    ['G4', 'industry', 'Fin Techs', 'fail'],
    ['G4', 'industry', 'SaaS', 'fail'],
    ['G5', 'gate_g5', true, 'pass'],
    ['G5', 'gate_g5', false, 'fail'],
  ] as const)('3.2a %s with %s %s: %s', (rule, name, value, expected) => {
    const world = acme(passingFacts({ [name]: value }));
    expect(verdict(world, rule)).toBe(expected);
    const others = checksOf(world).filter((each) => each.rule.startsWith('G') && each.rule !== rule);
    expect(others.map((each) => each.verdict)).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  test.each([
    ['G1', 'employees'],
    ['G2', 'has_ecosystem_motion'],
    ['G3', 'arr_usd'],
    ['G4', 'industry'],
    ['G5', 'gate_g5'],
  ])('G-2 %s without a fact is unknown, neither pass nor fail', (rule, name) => {
    expect(verdict(acme(passingFacts({ [name]: undefined })), rule)).toBe('unknown');
  });
});

describe('whole findings', () => {
  test('3.2a all five gates pass, each with clause, basis, ruling and evidence', () => {
    expect(checksOf(acme()).slice(0, 5)).toEqual([
      {
        rule: 'G1',
        clause: '3.2',
        basis: 'assumed',
        ruling: 'G-1',
        verdict: 'pass',
        because: '`employees` is 800 as of 2026-04-01, wanted at least 200 (assumed gate)',
        evidence: [idAt('fct_1')],
      },
      {
        rule: 'G2',
        clause: '3.2',
        basis: 'assumed',
        ruling: 'G-1',
        verdict: 'pass',
        because: '`has_ecosystem_motion` is true as of 2026-04-01, wanted true (assumed gate)',
        evidence: [idAt('fct_2')],
      },
      {
        rule: 'G3',
        clause: '3.2',
        basis: 'assumed',
        ruling: 'G-1',
        verdict: 'pass',
        because: '`arr_usd` is 80,000,000 as of 2026-04-01, wanted at least 50,000,000 (assumed gate)',
        evidence: [idAt('fct_3')],
      },
      {
        rule: 'G4',
        clause: '3.2',
        basis: 'assumed',
        ruling: 'G-1',
        verdict: 'pass',
        because: `\`industry\` is "B2B SaaS" as of 2026-04-01, wanted one of ${industries} (assumed gate)`,
        evidence: [idAt('fct_4')],
      },
      {
        rule: 'G5',
        clause: '3.2',
        basis: 'assumed',
        ruling: 'G-1',
        verdict: 'pass',
        because: '`gate_g5` is true as of 2026-04-01, wanted true (assumed gate)',
        evidence: [idAt('fct_5')],
      },
    ]);
  });

  test('3.2a a failed gate names its number, its evidence and who may supply a newer fact', () => {
    expect(check(checksOf(acme(passingFacts({ employees: 180 }))), 'G1')).toEqual({
      rule: 'G1',
      clause: '3.2',
      basis: 'assumed',
      ruling: 'G-1',
      verdict: 'fail',
      because: '`employees` is 180 as of 2026-04-01, wanted at least 200 (assumed gate)',
      evidence: [idAt('fct_1')],
      remedy: 'sales.ops: save_account if a newer fact says otherwise',
    });
  });

  test('G-2 an unknown gate names the fact that is missing and both roles that may supply it', () => {
    expect(check(checksOf(acme(passingFacts({ gate_g5: undefined }))), 'G5')).toEqual({
      rule: 'G5',
      clause: '3.2',
      basis: 'assumed',
      ruling: 'G-2',
      verdict: 'unknown',
      because: '`gate_g5` is not on file, wanted true (assumed gate)',
      remedy: 'sales.ops or category.positioning: save_account with the fact `gate_g5`',
    });
  });

  test('G-1 a long foreign text is quoted and cut in the finding', () => {
    const { because } = check(checksOf(acme(passingFacts({ industry: `"${'x'.repeat(300)}` }))), 'G4');
    expect(because).toBe(
      `\`industry\` is "\\"${'x'.repeat(59)}" as of 2026-04-01, wanted one of ${industries} (assumed gate)`,
    );
  });
});

describe('which fact a gate reads', () => {
  test('G-3 a fact of a later date replaces the value', () => {
    const world = acme();
    save(world, [fact('employees', 150, { as_of: '2026-04-02' })]);
    expect(verdict(world, 'G1')).toBe('fail');
    expect(world.account('acme.com').facts.filter((each) => each.fact === 'employees')).toHaveLength(2);
  });

  test('G-3 a fact of an earlier date, recorded later, replaces nothing', () => {
    const world = acme();
    save(world, [fact('employees', 150, { as_of: '2026-03-31' })]);
    expect(verdict(world, 'G1')).toBe('pass');
  });

  test('G-3 of two facts of one date the one recorded later stands', () => {
    const world = acme();
    save(world, [fact('employees', 150, { source: 'website' })]);
    expect(verdict(world, 'G1')).toBe('fail');
    save(world, [fact('employees', 900, { source: 'annual report' })]);
    expect(verdict(world, 'G1')).toBe('pass');
  });

  test('G-3 a value taken back to what an earlier fact of that date said counts as the newest word', () => {
    const world = acme();
    save(world, [fact('employees', 150, { source: 'website' })]);
    const back = save(world, [fact('employees', 800)]);
    expect(back.outcome).toBe('updated');
    expect(verdict(world, 'G1')).toBe('pass');
  });

  test('G-3 the same fact of the same date and source says nothing new', () => {
    const world = acme();
    expect(save(world, [fact('employees', 800)]).outcome).toBe('exists');
    expect(world.account('acme.com').facts).toHaveLength(5);
  });

  test('G-3 the same value of another date or source is kept beside the first', () => {
    const world = acme();
    expect(save(world, [fact('employees', 800, { as_of: '2026-04-02' })]).outcome).toBe('updated');
    expect(save(world, [fact('employees', 800, { source: 'website' })]).outcome).toBe('updated');
    expect(world.account('acme.com').facts).toHaveLength(7);
  });

  test('G-3 a fact that no gate reads moves no gate, and is kept', () => {
    const world = acme();
    save(world, [fact('partner_count', 40)]);
    expect(
      checksOf(world)
        .slice(0, 5)
        .map((each) => each.verdict),
    ).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
    expect(world.account('acme.com').facts.at(-1)).toMatchObject({
      fact: 'partner_count',
      value: 40,
      recorded_at: '2026-04-21T14:00:00.000Z',
      by: 'sales.ops',
    });
  });
});

describe('a gate of the policy', () => {
  const judged = (operator: GateRule['operator'], value: GateRule['value'], employees: number): string => {
    const { values, ...rest } = testPolicy();
    const gates = values.gates.map((gate) => (gate.id === 'G1' ? { ...gate, operator, value } : gate));
    const world = new TestWorld(start, { ...rest, values: { ...values, gates } });
    world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: passingFacts({ employees }) });
    const { verdict: found, because } = check(checksOf(world), 'G1');
    return `${found}: ${because}`;
  };
  test.each<[GateRule['operator'], GateRule['value'], number, string]>([
    ['gte', 200, 199, 'fail: `employees` is 199 as of 2026-04-01, wanted at least 200 (assumed gate)'],
    ['gte', 200, 200, 'pass: `employees` is 200 as of 2026-04-01, wanted at least 200 (assumed gate)'],
    ['lte', 200, 200, 'pass: `employees` is 200 as of 2026-04-01, wanted at most 200 (assumed gate)'],
    ['lte', 200, 201, 'fail: `employees` is 201 as of 2026-04-01, wanted at most 200 (assumed gate)'],
    ['gt', 200, 200, 'fail: `employees` is 200 as of 2026-04-01, wanted more than 200 (assumed gate)'],
    ['gt', 200, 201, 'pass: `employees` is 201 as of 2026-04-01, wanted more than 200 (assumed gate)'],
    ['lt', 200, 199, 'pass: `employees` is 199 as of 2026-04-01, wanted less than 200 (assumed gate)'],
    ['lt', 200, 200, 'fail: `employees` is 200 as of 2026-04-01, wanted less than 200 (assumed gate)'],
    ['eq', 200, 200, 'pass: `employees` is 200 as of 2026-04-01, wanted 200 (assumed gate)'],
    ['eq', 200, 201, 'fail: `employees` is 201 as of 2026-04-01, wanted 200 (assumed gate)'],
    ['present', true, 1, 'pass: `employees` is 1 as of 2026-04-01, wanted any value (assumed gate)'],
  ])('3.2a %s %s judges %s', (operator, value, employees, expected) => {
    expect(judged(operator, value, employees)).toBe(expected);
  });
});
