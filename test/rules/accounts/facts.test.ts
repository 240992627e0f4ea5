import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { acme, fact, idAt, passingFacts, save, verdict } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const refused = (world: TestWorld, given: ReturnType<typeof fact>) =>
  world.refused('sales.ops', saveAccount, { domain: 'acme.com', facts: [given] });

describe('the name of a fact', () => {
  test.each([
    ['headcount', 'employees'],
    ['employee', 'employees'],
    ['employes', 'employees'],
    ['arr', 'arr_usd'],
    ['arrusd', 'arr_usd'],
    ['has_ecosystem_motions', 'has_ecosystem_motion'],
    ['gateg5', 'gate_g5'],
  ])('G-3 `%s` is refused: %s is meant', (name, meant) => {
    expect(refused(acme(), fact(name, 5))).toMatchObject({
      code: 'INVALID_INPUT',
      found: `\`facts[0].fact\` is \`${name}\``,
      next: `give \`${meant}\`, the name of the fact that its gate reads`,
    });
  });

  test.each(['x_arr', 'x_headcount', 'partner_count', 'founded'])('G-3 `%s` is one of its own', (name) => {
    expect(save(acme(), [fact(name, 5)]).outcome).toBe('updated');
  });
});

describe('a fact that corrects another', () => {
  const world = () => acme(passingFacts({ employees: 20 }));

  test('G-3 takes its place though its day is earlier', () => {
    const one = world();
    expect(verdict(one, 'G1')).toBe('fail');
    save(one, [fact('employees', 2000, { as_of: '2026-03-01', corrects: idAt('fct_1') })]);
    expect(verdict(one, 'G1')).toBe('pass');
  });

  test('G-3 one without it and of an earlier day does not', () => {
    const one = world();
    save(one, [fact('employees', 2000, { as_of: '2026-03-01' })]);
    expect(verdict(one, 'G1')).toBe('fail');
  });

  test('G-3 it names a fact of that name on the account', () => {
    expect(refused(world(), fact('employees', 2000, { corrects: idAt('fct_3') }))).toMatchObject({
      code: 'NOT_FOUND',
      found: `\`${idAt('fct_3')}\` is no fact \`employees\` of Acme`,
    });
  });

  test('G-3 one that is corrected is not corrected again', () => {
    const one = world();
    save(one, [fact('employees', 2000, { corrects: idAt('fct_1') })]);
    expect(refused(one, fact('employees', 3000, { corrects: idAt('fct_1') })).code).toBe('CONFLICT');
  });
});

describe('what a fact rests on', () => {
  test.each([
    [{ evidence: '..' }, 'evidence'],
    [{ evidence: 'ok' }, 'evidence'],
    [{ source: '1.2' }, 'source'],
  ])('G-3 gate_g5 wants words: %j', (over, field) => {
    expect(refused(acme(), fact('gate_g5', true, over))).toMatchObject({
      code: 'INVALID_INPUT',
      next: `give what it rests on, with at least 3 letters, for \`gate_g5\``,
    });
    expect(refused(acme(), fact('gate_g5', true, over)).found).toContain(`facts[0].${field}`);
  });
});

describe('an industry', () => {
  test.each([
    'b2b saas',
    'B2B-SaaS',
    ' B2B  Saas',
    'Data and Analytics',
    'data & analytics',
    'Fin-Tech',
    'cyber security',
  ])('G-3 `%s` is the listed one', (value) => {
    const world = acme(passingFacts({ industry: undefined }));
    const done = save(world, [fact('industry', value)]);
    expect([verdict(world, 'G4'), done.summary.includes('recorded as given')]).toEqual(['pass', false]);
  });

  test('G-3 a near other one is recorded as given, with a remark', () => {
    const world = acme(passingFacts({ industry: undefined }));
    expect(save(world, [fact('industry', 'B2C SaaS')]).summary).toContain(
      'The industry "B2C SaaS" is recorded as given; it is not "B2B SaaS"',
    );
    expect(verdict(world, 'G4')).toBe('fail');
  });
});

describe('facts of the wrong kind', () => {
  const refused = (name: string, value: string | number | boolean) =>
    acme().refused('sales.ops', saveAccount, { domain: 'acme.com', facts: [fact('note', 'fine'), fact(name, value)] });

  test.each([
    ['employees', 'many', '`facts[1].value` is `many`', 'give a whole number from 0 for `employees`'],
    ['employees', 199.5, '`facts[1].value` is `199.5`', 'give a whole number from 0 for `employees`'],
    ['employees', -1, '`facts[1].value` is `-1`', 'give a whole number from 0 for `employees`'],
    ['employees', true, '`facts[1].value` is `true`', 'give a whole number from 0 for `employees`'],
    ['employees', 2 ** 53, '`facts[1].value` is `9007199254740992`', 'give a whole number from 0 for `employees`'],
    ['arr_usd', '$80M', '`facts[1].value` is `$80M`', 'give a number from 0, without currency sign for `arr_usd`'],
    ['arr_usd', -0.01, '`facts[1].value` is `-0.01`', 'give a number from 0, without currency sign for `arr_usd`'],
    ['has_ecosystem_motion', 'true', '`facts[1].value` is `true`', 'give true or false for `has_ecosystem_motion`'],
    ['gate_g5', 1, '`facts[1].value` is `1`', 'give true or false for `gate_g5`'],
    ['industry', 7, '`facts[1].value` is `7`', 'give a text for `industry`'],
  ])('G-3 %s = %s is refused', (name, value, found, next) => {
    expect(refused(name, value)).toEqual({ refused: true, code: 'INVALID_INPUT', found, next });
  });

  test.each([
    ['employees', 0],
    ['arr_usd', 0],
    ['arr_usd', 50_000_000.5],
  ])('G-3 %s = %s is taken', (name, value) => {
    expect(save(acme(), [fact(name, value)]).outcome).toBe('updated');
  });

  test.each([['Employees'], ['9lives'], ['two words'], [''], ['x'.repeat(61)]])(
    'G-3 the fact name %j is refused',
    (name) => {
      const shown = name.length > 60 ? `${name.slice(0, 57)}...` : name;
      expect(refused(name, 1)).toEqual({
        refused: true,
        code: 'INVALID_INPUT',
        found: `\`facts[1].fact\` is \`${shown}\``,
        next: 'give a name in lower case such as employees or arr_usd',
      });
    },
  );

  test('G-3 one bad fact keeps the good one out too', () => {
    const world = acme();
    world.refused('sales.ops', saveAccount, {
      domain: 'acme.com',
      facts: [fact('employees', 900), fact('gate_g5', 'yes')],
    });
    expect(world.account('acme.com').facts).toHaveLength(5);
  });
});
