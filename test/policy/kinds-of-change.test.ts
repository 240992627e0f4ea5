import { describe, expect, it } from 'vitest';
import { layChanges } from '../../src/policy/changes.ts';
import { policyShow } from '../../src/policy/show.ts';
import type { PolicyChanges } from '../../src/rules/aggregates/policy-change.ts';
import { buyingRulesIn, signalTypesIn } from '../../src/rules/policy/signals.ts';
import { loadText, over, problemsOf, shipped } from './files.ts';

const webcast = `engagement:
  signals:
    E11:
      says: live question at a partner webcast
      act: event
      needs: [quote]
      tier: strong
      filed_by: [mining.mind]
`;

const jobs = `buying:
  S4: null
  S6:
    says: it is hiring for partners
    needs: 1
    routes:
      - { route: partner_jobs, says: open partner roles, operator: gte, value: 3, unit: roles }
      - { route: partner_vp, says: a new head of partners, max_age_days: 90 }
`;

const whole = `buying:
  S4:
    says: it is hiring for partners
    needs: 1
    clause: '3.3'
    basis: ruling
    routes:
      - { route: partner_jobs, says: open partner roles, operator: gte, value: 3, clause: '3.3', basis: ruling }
`;

describe('P6 what a policy file may change', () => {
  it('P6 a further type of an act that exists, under the clause of those beside it', () => {
    const { values } = loadText(over(`version: ours\n${webcast}`));
    expect(signalTypesIn(values)).toEqual(['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9', 'E10', 'E11']);
    expect(values.engagement.signals.E11).toEqual({
      says: 'live question at a partner webcast',
      act: 'event',
      needs: ['quote'],
      tier: 'strong',
      filed_by: ['mining.mind'],
      clause: '3.2.1',
      basis: 'ruling',
      note: 'set by ours',
    });
    expect(policyShow(loadText(over(webcast)))).toContain(
      '| E11 | live question at a partner webcast | strong | fast track | mining.mind | §3.2.1 |',
    );
  });

  it.each([
    [
      'E11 without tier',
      'engagement: { signals: { E11: { says: a webcast, act: event, filed_by: [mining.mind] } } }',
      ['engagement.signals.E11.tier: is missing; wanted one of `strong`, `standard`'],
    ],
    [
      'E11 of no kind of act',
      'engagement: { signals: { E11: { says: a webcast, tier: strong, filed_by: [mining.mind] } } }',
      [
        'engagement.signals.E11.act: is missing; wanted one of `post`, `subscription`, `question`, `request`, `download`, `event`, `referral`, `introduction`',
      ],
    ],
    [
      'E11 that opens SQL at once',
      'engagement: { signals: { E11: { says: a webcast, act: event, tier: strong, opens: auto_sql, filed_by: [mining.mind] } } }',
      ['engagement.signals.E11.opens: is `auto_sql`; wanted one of `mql`, `fast_track`'],
    ],
    [
      'a type of the SOP dropped',
      'engagement: { signals: { E5: null } }',
      ['engagement.signals.E5: is empty; wanted a mapping (`key: value`)'],
    ],
    [
      'a gate without operator',
      'gates: { G6: { says: has partners, fact: employees, value: 3, verified_by: [sales.ops] } }',
      ['gates.G6.operator: is missing; wanted one of `gte`, `lte`, `gt`, `lt`, `eq`, `in`, `present`'],
    ],
    [
      'a gate over a fact that nobody declared',
      'gates: { G6: { says: has partners, fact: partner_count, operator: gte, value: 3, verified_by: [sales.ops] } }',
      ['gates.G6.fact: is `partner_count`, which `facts` does not declare; declare it there with its kind'],
    ],
    [
      'a buying signal without routes',
      'buying: { S5: { says: it hires, needs: 1 } }',
      ['buying.S5.routes: is missing; wanted a list'],
    ],
    [
      'a route that compares its figure with nothing',
      'buying: { S5: { says: it hires, needs: 1, routes: [{ route: jobs, says: open jobs, operator: present, value: 1 }] } }',
      ['buying.S5.routes.jobs.operator: is `present`; wanted one of `gte`, `lte`, `gt`, `lt`, `eq`'],
    ],
    [
      'more signals needed than there are',
      'buying: { S4: null, needed: 4 }',
      ['buying.needed: is `4`; wanted 1 to 3 of the 3 signals'],
    ],
  ])('P6 what is incomplete is named: %s', (_, text, problems) => {
    expect(problemsOf(over(text))).toEqual(problems);
  });

  it('6.3b a buying signal is dropped, and another counts in its place', () => {
    const { values } = loadText(over(jobs));
    expect(buyingRulesIn(values.buying).map(([name]) => name)).toEqual(['S1', 'S2', 'S3', 'S6']);
    expect(values.buying.S6).toMatchObject({ clause: '3.3', basis: 'ruling' });
    expect(values.buying.S6?.routes[0]).toMatchObject({ route: 'partner_jobs', clause: '3.3', basis: 'ruling' });
  });

  it('6.3b a buying signal that is written whole replaces the one of its name; written in part it is laid over it', () => {
    expect(loadText(over(whole)).values.buying.S4?.routes.map(({ route }) => route)).toEqual(['partner_jobs']);
    const part = loadText(over('buying: { S4: { routes: { cost_program: null, guidance_miss_pct: { value: 8 } } } }'));
    expect(part.values.buying.S4?.routes.map(({ route, value }) => [route, value])).toEqual([
      ['guidance_miss_pct', 8],
      ['yoy_growth_pct', 5],
      ['operating_loss', 2],
    ]);
  });

  it('P6 a gate over a fact of its own, and one that is dropped', () => {
    const { values } = loadText(
      over(`facts:
  partner_count: { kind: count, says: partners in its public directory }
gates:
  G5: null
  G6: { says: has enough partners, fact: partner_count, operator: gte, value: 50, verified_by: [sales.ops] }
`),
    );
    expect(values.gates.map(({ id }) => id)).toEqual(['G1', 'G2', 'G3', 'G4', 'G6']);
    expect(values.gates.at(-1)).toMatchObject({ clause: '3.2', basis: 'ruling' });
    expect(values.facts.partner_count).toMatchObject({ kind: 'count', clause: '3.2', basis: 'ruling' });
  });

  it('Q1 a further type of sequence', () => {
    const { values } = loadText(
      over(
        'sequences: { types: { winback: { touches: 2, approved_by: [cmo], checked_as: re_engagement, days: [1, 15] } } }',
      ),
    );
    expect(Object.keys(values.sequences.types)).toEqual([
      'nurture',
      'activation',
      're_engagement',
      'post_briefing',
      'winback',
    ]);
    expect(values.sequences.types.winback?.days).toMatchObject({ value: [1, 15], clause: '5.2', basis: 'ruling' });
  });
});

const base = shipped();
const naming = { version: 'v2', note: 'set by change c1' };

function laid(changes: PolicyChanges) {
  const result = layChanges(base, changes, naming);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result;
}

const gate = { says: 'has a listing', fact: 'industry', operator: 'present', verified_by: ['sales.ops'] };

describe('P6 what `changes` may add and drop', () => {
  it('P6 a row that is not there yet, whole', () => {
    const { policy, changes } = laid({ 'gates.G6': gate });
    const row = { id: 'G6', ...gate, clause: '3.2', basis: 'ruling', note: 'set by change c1' };
    expect(policy.values.gates.at(-1)).toEqual(row);
    expect(changes).toEqual([{ path: 'gates.G6', from: null, to: row, clause: '3.2', was: null, basis: 'ruling' }]);
  });

  it('P6 the same, field by field', () => {
    const fields = Object.fromEntries(Object.entries(gate).map(([name, value]) => [`gates.G6.${name}`, value]));
    expect(laid(fields).policy.hash).toBe(laid({ 'gates.G6': gate }).policy.hash);
  });

  it('P6 a type of signal, a sequence, a route and a fact', () => {
    const { policy } = laid({
      'engagement.signals.E11': { says: 'a webcast', act: 'event', tier: 'strong', filed_by: ['mining.mind'] },
      'engagement.signals.E5.tier': 'strong',
      'engagement.signals.E5.weight': 2,
      'sequences.types.winback': { touches: 1, approved_by: ['cmo'], checked_as: 'nurture', days: [1] },
      'buying.S4.routes.layoffs': { says: 'announced layoffs', max_age_days: 90 },
      'facts.partner_count': { kind: 'count', says: 'partners' },
    });
    const { signals } = policy.values.engagement;
    expect(signals.E11).toMatchObject({ clause: '3.2.1', basis: 'ruling', note: 'set by change c1' });
    expect(signals.E5).toMatchObject({ tier: 'strong', weight: 2 });
    expect(policy.values.buying.S4?.routes.at(-1)).toMatchObject({ route: 'layoffs', max_age_days: 90, clause: '3.3' });
  });

  it('6.3b null drops a buying signal, and a row stands in its place', () => {
    const { policy, changes } = laid({
      'buying.S4': null,
      'buying.S6': { says: 'it hires', needs: 1, routes: [{ route: 'partner_jobs', says: 'open roles' }] },
      'gates.G5': null,
    });
    expect(buyingRulesIn(policy.values.buying).map(([name]) => name)).toEqual(['S1', 'S2', 'S3', 'S6']);
    expect(policy.values.gates.map(({ id }) => id)).toEqual(['G1', 'G2', 'G3', 'G4']);
    expect(changes.map(({ path, to }) => [path, to === null])).toEqual([
      ['buying.S4', true],
      ['buying.S6', false],
      ['gates.G5', true],
    ]);
  });

  it.each([
    ['a row in place of a field', { 'gates.G1': gate }, 'gates.G1: is a row or a section, not one value'],
    ['a type of the SOP', { 'engagement.signals.E5': null }, 'engagement.signals.E5: is a row or a section'],
    ['a row of no kind', { 'engagement.kinds.K1': gate }, 'engagement.kinds.K1: is no path of the policy'],
    ['an incomplete row', { 'gates.G6': { says: 'x', fact: 'industry' } }, 'gates.G6.operator: is missing'],
  ] as const)('P6 %s is refused', (_, changes, fault) => {
    const result = layChanges(base, changes, naming);
    const faults = 'faults' in result ? result.faults.map(({ path, found }) => `${path}: ${found}`) : [];
    expect(faults[0]).toContain(fault);
  });

  it('P6 the policy on record with further rows is read as it was written', () => {
    const { policy } = laid({ 'gates.G6': gate });
    expect(loadText(policy.canonical).hash).toBe(policy.hash);
  });
});
