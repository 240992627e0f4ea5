import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonical as canonicalText } from '../../src/ledger/events/canonical-json.ts';
import { ready } from '../../src/policy/compile.ts';
import { sealedPolicy } from '../../src/policy/index.ts';
import { readCompiled } from '../../src/policy/sealed-cache.ts';
import { programFile } from '../../src/shipped-files.ts';
import { shipped, write } from './files.ts';

describe('the shipped policy', () => {
  const { values, hash, canonical, calendar, file } = shipped();

  it('P2 it is a draft with a version, a hash and one canonical text', () => {
    expect(values.version).toBe('handoff-0.2');
    expect(values.status).toBe('draft');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(canonical)).toEqual(values);
    expect(file).toMatch(/policy.handoff-0\.2\.yaml$/);
  });

  it('P2 the hash is SHA-256 of the canonical text: keys sorted by code unit, no spaces, shortest numbers', () => {
    expect(canonicalText({ b: [1.5, 1e21, -0], a: 'é\u0001"', '€': null, A: true })).toBe(
      '{"A":true,"a":"é\\u0001\\"","b":[1.5,1e+21,0],"€":null}',
    );
  });

  it('T1 business time runs in New York, Monday to Friday, 09:00 to 17:00', () => {
    expect(values.business_time.zone.value).toBe('America/New_York');
    expect(values.business_time.workdays.value).toEqual([1, 2, 3, 4, 5]);
    expect([values.business_time.open.value, values.business_time.close.value]).toEqual(['09:00', '17:00']);
    expect(calendar.closeOf('2026-04-21')).toBe('2026-04-21T21:00:00.000Z');
  });

  it('T1 federal holidays are explicit for 2025 to 2028, on the days they are observed', () => {
    const { value } = values.business_time.holidays;
    expect(Object.entries(value).map(([year, days]) => [year, days.length])).toEqual([
      ['2025', 11],
      ['2026', 11],
      ['2027', 12],
      ['2028', 10],
    ]);
    expect(value['2026']).toContain('2026-07-03');
    expect(value['2027']).toContain('2027-12-31');
  });

  it('L1 each stage has its owner', () => {
    expect(values.stage_owner.value).toEqual({
      PROSPECT: 'sales.ops',
      MQL: 'cmo',
      SQL: 'cro',
      BRIEFING_READY: 'cro',
      ASSESSMENT_QUALIFIED: 'cro',
      WON: 'cro',
      RECYCLED: 'cmo',
      DISQUALIFIED: 'sales.ops',
      ARCHIVED: 'sales.ops',
    });
  });

  it('G-1 every gate is assumed, with its number', () => {
    expect(values.gates.map(({ id, fact, operator, value, basis }) => [id, fact, operator, value, basis])).toEqual([
      ['G1', 'employees', 'gte', 200, 'assumed'],
      ['G2', 'has_ecosystem_motion', 'eq', true, 'assumed'],
      ['G3', 'arr_usd', 'gte', 50_000_000, 'assumed'],
      [
        'G4',
        'industry',
        'in',
        ['B2B SaaS', 'Enterprise Software', 'Cloud Infrastructure', 'Cybersecurity', 'Data & Analytics', 'FinTech'],
        'assumed',
      ],
      ['G5', 'gate_g5', 'eq', true, 'assumed'],
    ]);
  });

  it('A9 each signal is filed by its roles, E8 by nobody', () => {
    const filers = Object.entries(values.engagement.signals).map(([type, rule]) => [type, rule?.filed_by.join(' ')]);
    expect(Object.fromEntries(filers)).toEqual({
      E1: 'mining.mind',
      E2: 'category.positioning',
      E3: 'mining.mind sales.ops cro',
      E4: 'mining.mind sales.ops cro',
      E5: 'category.positioning',
      E6: 'mining.mind category.positioning sales.ops cro',
      E7: 'mining.mind sales.ops cro',
      E8: '',
      E9: 'category.positioning',
      E10: 'mining.mind sales.ops cro',
    });
  });

  it('S-1 every duty that a rule opens is in the policy', () => {
    const opened = readdirSync('src/rules', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(`src/rules/${name}`, 'utf8').matchAll(/openTask\([^;]*?kind: '(\w+)'/g)])
      .map(([, kind]) => kind ?? '');
    expect(opened.length).toBeGreaterThan(5);
    const known = [...Object.keys(values.duties), ...values.recurring.map(({ kind }) => kind)];
    expect(opened.filter((kind) => !known.includes(kind))).toEqual([]);
  });
});

describe('the sealed form', () => {
  const { file, values, hash, canonical } = shipped();
  const sealed = sealedPolicy();

  it('P2 it gives the same values and hash as the file', () => {
    expect(readCompiled(file, write(sealed))).toEqual({ values, hash });
  });

  it('P2 its text is made of the values, and no policy holds it', () => {
    const policy = ready({ values: readCompiled(file, write(sealed))?.values ?? values, hash }, file, shipped().lay);
    expect(policy.canonical).toBe(canonical);
    expect(Object.getOwnPropertyDescriptor(policy, 'canonical')).not.toHaveProperty('value');
  });

  it.each([
    ['P2 an edited source breaks the seal', 'version: other\n', sealed],
    ['P2 edited values break the seal', undefined, sealed.replace('"value":200', '"value":100')],
    ['P2 an empty form is passed over', undefined, ''],
  ])('%s', (_, source, form) => {
    expect(form === sealed).toBe(source !== undefined);
    expect(readCompiled(source === undefined ? file : write(source), write(form))).toBeUndefined();
  });

  it('P2 the built program has one that fits the file as it is', () => {
    const built = join(dirname(programFile), 'handoff-0.2.sealed');
    expect(readCompiled(file, built)).toEqual({ values, hash });
  });

  it('P2 without a sealed form the file itself is read', () => {
    expect(readCompiled(file, '/nowhere/at-all')).toBeUndefined();
  });
});
