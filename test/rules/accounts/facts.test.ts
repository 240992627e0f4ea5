import { describe, expect, test } from 'vitest';
import { industryAs } from '../../../src/rules/accounts/fact-names.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { acme, fact, idAt, passingFacts, save, verdict } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
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

  test.each(['x_arr', 'x_headcount', 'x_arr_usd', 'x_employees', 'partner_count', 'founded', ' founded '])(
    'G-3 `%s` is one of its own',
    (name) => {
      expect(save(acme(), [fact(name, 5)]).outcome).toBe('updated');
    },
  );
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
    const whole = { refused: true, clause: '3.2', ruling: 'G-3' };
    expect(refused(world(), fact('employees', 2000, { corrects: idAt('fct_3') }))).toEqual({
      ...whole,
      code: 'NOT_FOUND',
      found: `\`${idAt('fct_3')}\` is no fact \`employees\` of Acme`,
      next: 'take its id from explain_account',
    });
    expect(refused(world(), fact('employees', 2000, { corrects: 'x\ny' })).found).toMatch(/^`facts\[0\]\.corrects`/);
  });

  test('G-3 one that is corrected is not corrected again', () => {
    const one = world();
    save(one, [fact('employees', 2000, { corrects: idAt('fct_1') })]);
    const by = one.account('acme.com').facts.at(-1)?.id;
    expect(refused(one, fact('employees', 3000, { corrects: idAt('fct_1') }))).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.2',
      ruling: 'G-3',
      found: `\`${idAt('fct_1')}\` is corrected already, by ${by}`,
      next: `correct ${by}, if that is wrong too`,
    });
  });

  test('G-3 the same value once more says nothing new, unless it corrects what it rested on', () => {
    const one = world();
    expect(save(one, [fact('employees', 20)]).outcome).toBe('exists');
    expect(save(one, [fact('employees', 20, { source: 'annual report' })]).outcome).toBe('updated');
    const evidence = 'the right page';
    expect(save(one, [fact('employees', 20, { evidence, corrects: idAt('fct_1') })]).outcome).toBe('updated');
    expect(one.account('acme.com').facts.at(-1)).toMatchObject({ evidence, corrects: idAt('fct_1') });
  });

  test('G-3 a value that another came after is news again; one of a list without a day is marked', () => {
    const one = world();
    save(one, [fact('employees', 30)]);
    expect(save(one, [fact('employees', 20)]).outcome).toBe('updated');
    save(one, [fact('founded', 1999, { undated: true }), fact('offices', 3)]);
    const [founded, offices] = one.account('acme.com').facts.slice(-2);
    expect([founded?.undated, offices && 'undated' in offices]).toEqual([true, false]);
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

  test('G-3 three letters are words enough, and other facts need none', () => {
    expect(save(acme(), [fact('gate_g5', false, { evidence: 'CRO', source: 'a 1 b c' })]).outcome).toBe('updated');
    expect(save(acme(), [fact('employees', 900, { evidence: '..', source: '1' })]).outcome).toBe('updated');
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

  test('G-3 the remark names the listed one that is near, of industries alone, and nothing where none is', () => {
    const told = (name: string, value: string) => save(acme(), [fact(name, value)]).summary;
    const plain = 'Acme (acme.com) is brought up to date.';
    expect(told('industry', 'FinTechs')).toContain('recorded as given; it is not "FinTech"');
    expect(told('industry', 'Agriculture')).toBe(plain);
    expect(told('segment', 'B2C SaaS')).toBe(plain);
    expect(told('segment', 'b2b saas')).toBe(plain);
  });

  test('G-3 only industries are taken for a listed one, and only the list of that gate holds them', () => {
    const world = acme();
    save(world, [fact('segment', 'b2b saas'), fact('industry', 'fintech', { as_of: '2026-04-02' })]);
    expect(
      world
        .account('acme.com')
        .facts.map(({ value }) => value)
        .slice(-2),
    ).toEqual(['b2b saas', 'FinTech']);
    const { values } = testPolicy();
    const gates = values.gates.map((gate) =>
      gate.fact === 'industry' ? gate : { ...gate, fact: 'region', value: ['North Sea'] },
    );
    expect(industryAs('north sea', { policy: { ...values, gates } })).toBe('north sea');
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
    [
      'arr_usd',
      Number.POSITIVE_INFINITY,
      '`facts[1].value` is `null`',
      'give a number from 0, without currency sign for `arr_usd`',
    ],
    ['arr_usd', -0.01, '`facts[1].value` is `-0.01`', 'give a number from 0, without currency sign for `arr_usd`'],
    ['employees', '500+', '`facts[1].value` is `500+`', 'give a whole number from 0 for `employees`'],
    ['has_ecosystem_motion', 'yes', '`facts[1].value` is `yes`', 'give true or false for `has_ecosystem_motion`'],
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

  test.each([
    ['employees', ' 900 ', 900],
    ['arr_usd', '80000000.5', 80_000_000.5],
    ['has_ecosystem_motion', 'False', false],
    ['gate_g5', 'true', true],
  ])('Results: %s = %j is read as %s', (name, value, read) => {
    const world = acme([]);
    save(world, [fact(name, value)]);
    expect(world.account('acme.com').facts[0]?.value).toBe(read);
  });

  test.each(['2026/04/02', 'April 2, 2026', '2 Apr 2026', '2026-04-02T23:30:00-04:00'])(
    'T7 a fact of %s is of that day in New York',
    (as_of) => {
      const world = acme([]);
      save(world, [fact('employees', 900, { as_of })]);
      expect(world.account('acme.com').facts[0]?.as_of).toBe('2026-04-02');
    },
  );

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
