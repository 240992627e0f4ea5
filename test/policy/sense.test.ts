import { describe, expect, it } from 'vitest';
import { over, problemsOf, shipped } from './files.ts';

describe('values that make no sense together', () => {
  it.each([
    [
      'T1 an offset is no zone',
      "business_time: { zone: '+05:00' }",
      'business_time.zone: is `+05:00`; wanted an IANA time zone such as America/New_York',
    ],
    [
      'T1 workdays out of order',
      'business_time: { workdays: [2, 1] }',
      'business_time.workdays: is out of order or names a day twice; wanted days from 1 (Monday) to 7 (Sunday), rising',
    ],
    [
      'T1 a close before the opening',
      "business_time: { close: '08:00' }",
      'business_time.close: is `08:00`, and open is `09:00`; wanted a close after the opening of the same day',
    ],
    [
      'T1 a close at the opening',
      "business_time: { close: '09:00' }",
      'business_time.close: is `09:00`, and open is `09:00`; wanted a close after the opening of the same day',
    ],
    [
      'T1 a holiday of another year',
      "business_time: { holidays: { 2029: ['2030-01-01'] } }",
      'business_time.holidays.2029[0]: is `2030-01-01`; wanted a date in 2029',
    ],
    [
      'T1 holidays out of order',
      "business_time: { holidays: { 2029: ['2029-12-25', '2029-01-01'] } }",
      'business_time.holidays.2029[1]: is `2029-01-01` after `2029-12-25`; wanted rising dates',
    ],
    [
      'T1 a holiday twice',
      "business_time: { holidays: { 2029: ['2029-01-01', '2029-01-01'] } }",
      'business_time.holidays.2029[1]: names `2029-01-01` twice; keep one',
    ],
    [
      'A1 a field no account has',
      'account: { minimum_fields: [domain, colour] }',
      'account.minimum_fields[1]: is `colour`; wanted `domain` or `name`',
    ],
    [
      'A1 a host below the domain',
      'own_domains: [www.acme.com]',
      'account.own_domains[0]: is `www.acme.com`; wanted the registrable domain `acme.com`',
    ],
    [
      'A1 capitals in a domain',
      'account: { competitors: [Acme.com] }',
      'account.competitors[0]: is `Acme.com`; wanted the registrable domain `acme.com`',
    ],
    [
      'A1 a domain twice',
      'own_domains: [acme.com, acme.com]',
      'account.own_domains[1]: names `acme.com` twice; keep one',
    ],
    [
      'A1 a suffix that many share',
      'own_domains: [co.uk]',
      "account.own_domains[0]: `co.uk` is a suffix many organisations share; give the organisation's own domain below it, such as `acme.co.uk`; wanted a registrable domain in lower case such as acme.com",
    ],
    [
      'G-1 a fact without kind',
      'gates: [{ id: G1, fact: staff }]',
      'gates.G1.fact: is `staff`, which `facts` does not declare; declare it there with its kind',
    ],
    [
      'G-1 a fact that every object has',
      'gates: [{ id: G1, fact: toString }]',
      'gates.G1.fact: is `toString`, which `facts` does not declare; declare it there with its kind',
    ],
    [
      'G-1 a comparison of truths',
      'gates: [{ id: G2, operator: gte }]',
      'gates.G2.operator: is `gte`, and `has_ecosystem_motion` is of the kind `truth`; wanted one of eq, present',
    ],
    [
      'G-1 a text as threshold of a number',
      "gates: [{ id: G1, value: '200' }]",
      'gates.G1.value: is `200`; wanted a number, as `employees` is of the kind `count`',
    ],
    [
      'G-1 one text where a list is meant',
      'gates: [{ id: G4, value: FinTech }]',
      'gates.G4.value: is `FinTech`; wanted a list of texts',
    ],
    [
      'G-1 a value that is not asked for',
      'gates: [{ id: G1, operator: present }]',
      'gates.G1.value: is `200`; the operator `present` takes no value',
    ],
    ['A4 no likes', 'engagement: { likes_needed: 0 }', 'engagement.likes_needed: is `0`; wanted at least 1'],
    [
      'L2 fresh longer than live',
      'engagement: { fresh_days: 181 }',
      'engagement.fresh_days: is `181`, beyond the window of 180 days; wanted at most 180',
    ],
    [
      'A8 full credit longer than live',
      'engagement: { full_credit_days: 181 }',
      'engagement.full_credit_days: is `181`, beyond the window of 180 days; wanted at most 180',
    ],
    [
      'A8 more than full credit',
      'engagement: { full_credit: 1.1 }',
      'engagement.full_credit: is `1.1`; wanted a share from 0 to 1',
    ],
    [
      'A8 half above full',
      'engagement: { full_credit: 0.4 }',
      'engagement.half_credit: is `0.5`; wanted at most the full credit, 0.4',
    ],
    [
      'A4 a topic that cannot be filed',
      'engagement: { topics: [other] }',
      'engagement.topics[0]: is `other`; wanted one of ecosystem_revenue, partner_monetization, assessment',
    ],
    ['3.3a five of four signals', 'buying: { needed: 5 }', 'buying.needed: is `5`; wanted 1 to 4 of the 4 signals'],
    [
      'L4 more routes than there are',
      'buying: { S2: { needs: 4 } }',
      'buying.S2.needs: is `4`, and there are 3 routes; wanted at most 3',
    ],
    [
      'L4 a group of no route',
      'buying: { S3: { needs_group: cloud } }',
      'buying.S3.needs_group: is `cloud`, a group of no route; name the group of some route',
    ],
    [
      'L4 half a threshold',
      'buying: { S2: { routes: [{ route: exec_hire, value: 3 }] } }',
      'buying.S2.routes.exec_hire: has an operator without value, or a value without operator; give both or neither',
    ],
    [
      'K2 fewer sentences at most than at least',
      'copy: { sentences: { min: 8 } }',
      'copy.sentences.min: is `8`; wanted at most the maximum, 7',
    ],
    [
      'K3 a stage that is none',
      'copy: { price: { stages: [SQL, SOLD] } }',
      'copy.price.stages[1]: is `SOLD`; wanted one of PROSPECT, MQL, SQL, BRIEFING_READY, ASSESSMENT_QUALIFIED, WON, RECYCLED, DISQUALIFIED, ARCHIVED',
    ],
    [
      'S-1 a weekly duty without its day',
      'recurring: [{ kind: sla_audit, every: week }]',
      'recurring.sla_audit.weekday: is nothing; wanted for a weekly duty, and for no other',
    ],
    [
      'S-1 a daily duty with a day',
      'recurring: [{ kind: sla_audit, weekday: 3 }]',
      'recurring.sla_audit.weekday: is `3`; wanted for a weekly duty, and for no other',
    ],
    [
      'G-4 a gate that is none',
      'override: { not_after_no_ecosystem: [G9] }',
      'override.not_after_no_ecosystem[0]: is `G9`; wanted the id of a gate',
    ],
    ['A4 a limit of nothing', 'limits: { quote: 0 }', 'limits.quote: is `0`; wanted at least 1'],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(over(text))).toEqual([problem]);
  });

  it('3.2b a window of no days takes the fast track with it', () => {
    expect(problemsOf(over('engagement: { window_days: 0, full_credit_days: 0 }'))).toEqual([
      'engagement.window_days: is `0`; wanted at least 1',
      'engagement.fresh_days: is `90`, beyond the window of 0 days; wanted at most 0',
    ]);
  });

  it.each([
    ['T1 a zone elsewhere', 'business_time: { zone: Europe/Berlin }'],
    ['T1 one minute open', "business_time: { close: '09:01' }"],
    ['T1 a year without holidays', "business_time: { holidays: { 2029: [], '2030': ['2030-01-01', '2030-01-02'] } }"],
    ['L2, A8 as fresh as live', 'engagement: { fresh_days: 180, full_credit_days: 180 }'],
    ['A8 half is full', 'engagement: { half_credit: 1 }'],
    [
      'G-1 a fact of its own',
      "facts: { offices: { kind: count, says: offices, clause: '3.2', basis: ruling } }\ngates: [{ id: G5, fact: offices, operator: gt, value: 3 }]",
    ],
    ['3.3a all four signals', 'buying: { needed: 4, S2: { needs: 3 } }'],
    ['K2 one length', 'copy: { sentences: { min: 7 } }'],
  ])('%s is in order', (_, text) => {
    expect(problemsOf(over(text))).toEqual([]);
  });
});

describe('a policy that stands alone', () => {
  const without = (path: string) => {
    const tree = JSON.parse(shipped().canonical);
    const [section = '', key = ''] = path.split('.');
    delete tree[section][key];
    return problemsOf(JSON.stringify(tree));
  };

  it('S-1 it must have every duty that the engine opens', () => {
    expect(without('duties.classify')).toEqual([
      'duties.classify: is missing; the engine opens this duty; say who has it and when it is due',
    ]);
  });

  it('T1 it must list a year', () => {
    const tree = JSON.parse(shipped().canonical);
    tree.business_time.holidays.value = {};
    expect(problemsOf(JSON.stringify(tree))).toEqual([
      'business_time.holidays: lists no year; wanted the holidays of at least one year, an empty list if it has none',
    ]);
  });

  it('G-1, L4 a gate or route of one name stands once', () => {
    const tree = JSON.parse(shipped().canonical);
    tree.gates.push(tree.gates[0]);
    tree.buying.S1.routes.push(tree.buying.S1.routes[0]);
    expect(problemsOf(JSON.stringify(tree))).toEqual([
      'buying.S1.routes[4]: is named `partner_influenced_pct`, and so is `buying.S1.routes[0]`; keep one of the two',
      'gates[5]: is named `G1`, and so is `gates[0]`; keep one of the two',
    ]);
  });

  it('P2 a missing value is named, and what is wanted', () => {
    expect(without('limits.name')).toEqual(['limits.name: is missing; wanted a mapping (`key: value`)']);
  });
});
