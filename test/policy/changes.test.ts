import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layChanges } from '../../src/policy/changes.ts';
import { policyDiff } from '../../src/policy/diff.ts';
import type { LoadedPolicy } from '../../src/policy/index.ts';
import { policyPaths } from '../../src/policy/paths.ts';
import type { PolicyChanges } from '../../src/rules/aggregates/policy-change.ts';
import { loadText, over, shipped } from './files.ts';

const base = shipped();
const naming = { version: 'handoff-0.2+c1', note: 'set by change c1' };

function laid(changes: PolicyChanges, over: LoadedPolicy = base) {
  const result = layChanges(over, changes, naming);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result;
}

const faultsOf = (changes: PolicyChanges): readonly string[] => {
  const result = layChanges(base, changes, naming);
  return 'faults' in result ? result.faults.map(({ path, found, wanted }) => `${path}: ${found}; ${wanted}`) : [];
};

const gate = (policy: LoadedPolicy, id: string) => policy.values.gates.find((each) => each.id === id);

describe('what is laid over a policy', () => {
  it('P2 a leaf by its keys, with the basis `ruling` and the note of the change', () => {
    const { policy, changes } = laid({ 'engagement.window_days': 150 });
    expect(policy.values.engagement.window_days).toEqual({
      value: 150,
      clause: '3.2',
      basis: 'ruling',
      note: 'set by change c1',
    });
    expect(policy.values.version).toBe('handoff-0.2+c1');
    expect(policy.hash).not.toBe(base.hash);
    expect(changes).toEqual([
      { path: 'engagement.window_days', from: 180, to: 150, clause: '3.2', was: 'sop', basis: 'ruling' },
    ]);
  });

  it("P2 a field of a row by the row's name; the row keeps its other fields", () => {
    const { policy, changes } = laid({
      'gates.G1.value': 1000,
      'duties.dossier.due': { hours: 4 },
      'buying.S2.routes.exec_hire.max_age_days': 60,
    });
    expect(gate(policy, 'G1')).toEqual({
      ...gate(base, 'G1'),
      value: 1000,
      basis: 'ruling',
      note: 'set by change c1',
    });
    expect(policy.values.duties.dossier?.due).toEqual({ hours: 4 });
    expect(policy.values.buying.S2?.routes.find(({ route }) => route === 'exec_hire')?.max_age_days).toBe(60);
    expect(changes.map(({ path, from, to }) => [path, from, to])).toEqual([
      ['gates.G1.value', 200, 1000],
      ['duties.dossier.due', { business_days: 1 }, { hours: 4 }],
      ['buying.S2.routes.exec_hire.max_age_days', 120, 60],
    ]);
  });

  it('P2 a number, a truth, a list or a whole form that came as text is read as meant, other text stays text', () => {
    const texts = {
      'gates.G1.value': '1000',
      'gates.G4.value': '["Fintech"]',
      'engagement.window_days': { value: '150', basis: 'confirmed' },
    };
    const { changes } = laid(texts);
    expect(changes.map(({ path, to, basis }) => [path, to, basis])).toEqual([
      ['gates.G1.value', 1000, 'ruling'],
      ['gates.G4.value', ['Fintech'], 'ruling'],
      ['engagement.window_days', 150, 'confirmed'],
    ]);
    expect(faultsOf({ 'gates.G1.value': 'many' })).toHaveLength(1);
    expect(faultsOf({ 'gates.G1.value': '[1000]' })).toHaveLength(1);
    expect(laid({ 'gates.G1.says': '1000' }).changes[0]?.to).toBe('1000');
  });

  it('P2 a list replaces the list', () => {
    const { policy } = laid({ 'gates.G4.value': ['Fintech'], 'account.competitors': ['rival.example'] });
    expect(gate(policy, 'G4')?.value).toEqual(['Fintech']);
    expect(policy.values.account.competitors.value).toEqual(['rival.example']);
  });

  it('P2 null unsets what may be unset, and what is unset may be set again', () => {
    const path = 'buying.S2.routes.exec_hire.max_age_days';
    const unset = laid({ [path]: null, 'alerts.mql_volume': null });
    const route = (policy: LoadedPolicy) => policy.values.buying.S2?.routes.find((each) => each.route === 'exec_hire');
    expect(route(unset.policy)).not.toHaveProperty('max_age_days');
    expect(unset.changes.map((each) => each.path)).toEqual([path]);
    expect(route(laid({ [path]: 30 }, unset.policy).policy)?.max_age_days).toBe(30);
    expect(faultsOf({ 'gates.G1.fact': null })).toEqual(['gates.G1.fact: is missing; wanted a text']);
  });

  it('P2 `{ value, basis, note }` sets the source too', () => {
    const { policy } = laid({ 'gates.G1.value': { value: 250, basis: 'sop', note: 'lead qualification 1.0' } });
    expect(gate(policy, 'G1')).toMatchObject({ value: 250, basis: 'sop', note: 'lead qualification 1.0' });
  });

  it('P5 a value is confirmed as it stands', () => {
    const { policy, changes } = laid({ 'gates.G1.value': { value: 200, basis: 'confirmed' } });
    expect(gate(policy, 'G1')).toMatchObject({ value: 200, basis: 'confirmed' });
    expect(changes).toEqual([
      { path: 'gates.G1.value', from: 200, to: 200, clause: '3.2', was: 'assumed', basis: 'confirmed' },
    ]);
  });

  it('P2 what is in force already is no change', () => {
    const { policy, changes } = laid({ 'gates.G1.value': 200, 'gates.G2.value': { value: true, basis: 'assumed' } });
    expect(changes).toEqual([]);
    expect([policy.hash, policy.values.version]).toEqual([base.hash, 'handoff-0.2']);
  });

  it('P2 a change may name the version itself', () => {
    expect(laid({ version: 'handoff-0.3', title: 'Anew' }).policy.values).toMatchObject({
      version: 'handoff-0.3',
      title: 'Anew',
    });
  });

  it('P2 the policy is the one that a file with the same words gives', () => {
    const words = 'version: v\nbuying: { needed: 2 }';
    const file = loadText(over(words));
    const result = layChanges(base, { 'buying.needed': 2 }, { version: 'v', note: 'set by v' });
    expect('policy' in result ? result.policy.values.buying : null).toEqual(file.values.buying);
  });
});

describe('what is no change', () => {
  it.each([
    ['P2 a letter too few', 'engagement.window_dys', 'engagement.window_days'],
    ['P2 the last key alone', 'window_days', 'engagement.window_days'],
    ['P2 a row by its place', 'gates.0.value', 'gates.G1.value'],
    ['P2 the value of a leaf by name', 'engagement.window_days.value', 'engagement.window_days'],
    ["P2 a deployment's short form", 'own_domains', 'account.own_domains'],
    ['P2 a key of every object', 'gates.G1.constructor', 'gates.G1.operator'],
  ])('%s', (_, path, nearest) => {
    expect(faultsOf({ [path]: 1 })).toEqual([`${path}: is no path of the policy; the nearest is \`${nearest}\``]);
  });

  it('P2 a row or a section instead of a field', () => {
    expect(faultsOf({ 'gates.G1': { value: 1 }, buying: {} })).toEqual([
      'gates.G1: is a row or a section, not one value; name a field of it: `gates.G1.says`, `gates.G1.fact`, `gates.G1.operator`, `gates.G1.value`, `gates.G1.verified_by`',
      expect.stringMatching(/^buying: is a row or a section, not one value; name a field of it: `buying\.needed`, /),
    ]);
  });

  it('P2 a value of the wrong kind, a basis that is none, a policy that makes no sense', () => {
    expect(faultsOf({ 'engagement.window_days': 'long' })).toEqual([
      'engagement.window_days: is `long`; wanted a number',
    ]);
    expect(faultsOf({ 'engagement.window_days': { value: 1, basis: 'rumour' } })).toEqual([
      'engagement.window_days.basis: is `rumour`; wanted one of `sop`, `ruling`, `assumed`, `not_supplied`, `confirmed`',
    ]);
    expect(faultsOf({ 'business_time.close': '08:00' })).toEqual([
      'business_time.close: is `08:00`, and open is `09:00`; wanted a close after the opening of the same day',
    ]);
    expect(faultsOf({ 'engagement.window_days': { basis: 'confirmed' } })).toEqual([
      'engagement.window_days: says its source and no value; give `{ value, basis?, note? }`, the value too where it stays',
    ]);
  });
});

it('P2 every path that a difference prints can be changed, to what stands there too', () => {
  const paths = policyPaths(base.values);
  expect(paths.length).toBeGreaterThan(190);
  fc.assert(
    fc.property(fc.constantFrom(...paths), (path) => {
      const result = layChanges(base, { [path]: null }, naming);
      if ('faults' in result) {
        expect(result.faults[0]?.found).not.toBe('is no path of the policy');
        return;
      }
      const differing = policyDiff(base, result.policy).map((each) => each.path);
      expect(differing.filter((each) => each !== 'version')).toEqual(result.changes.map((each) => each.path));
    }),
    { numRuns: 40 },
  );
});
