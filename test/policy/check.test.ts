import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { policyCheck } from '../../src/policy/policy-check.ts';
import { policyReportText } from '../../src/policy/policy-check-text.ts';
import { loadText, over, shipped } from './files.ts';

const base = shipped();
const today = '2026-04-21';
const checked = (text: string, against = {}) => policyCheck(loadText(over(text)), { today, ...against });
const row = (id: string, test: string) =>
  `{ id: ${id}, says: x, ${test}, verified_by: [cro], clause: '3.2', basis: ruling }`;

describe('what is open', () => {
  const report = policyCheck(base, { today });

  it('G-1 gates, their facts, minimum fields and holidays are assumed', () => {
    expect(report.assumed.map(({ path }) => path)).toEqual([
      'business_time.holidays',
      'account.minimum_fields',
      'adoption.days',
      'adoption.stage_aliases',
      'facts.employees',
      'facts.has_ecosystem_motion',
      'facts.arr_usd',
      'facts.industry',
      'facts.gate_g5',
      'gates.G1',
      'gates.G2',
      'gates.G3',
      'gates.G4',
      'gates.G5',
      'duties.send_value_piece',
      'sending.rates.complaint_tell',
      'sending.rates.complaint_pause',
      'sending.rates.complaint_floor',
    ]);
    expect(report.assumed.find(({ path }) => path === 'gates.G1')).toEqual({
      path: 'gates.G1',
      value: 200,
      clause: '3.2',
      ruling: 'G-1',
      note: '§3.6 gives 180 people as a failure',
      supplied_by: 'the owner of SOP-REV-lead-qualification, with the cro',
    });
  });

  it('A1, K5 own domains and the mailbox are not supplied, and who supplies them', () => {
    expect(report.not_supplied.map(({ path, supplied_by }) => [path, supplied_by])).toEqual(
      expect.arrayContaining([
        ['account.own_domains', 'the deployment: `own_domains`'],
        ['copy.address.min_length', 'the deployment: `mailbox.postal_address`'],
        ['mailbox', 'the deployment: `mailbox`'],
      ]),
    );
  });

  it('A1 once supplied it is open no more', () => {
    expect(checked('own_domains: [acme.com]').not_supplied.map(({ path }) => path)).not.toContain(
      'account.own_domains',
    );
    expect(checked('gates: [{ id: G1, basis: sop }]').assumed.map(({ path }) => path)).not.toContain('gates.G1');
  });

  it('P2 the bases are counted, and one changed value moves by one', () => {
    const { counts } = checked('engagement: { window_days: 150 }');
    expect(counts).toEqual({ ...report.counts, sop: report.counts.sop - 1, ruling: report.counts.ruling + 1 });
    expect(report.counts.assumed).toBe(18);
    expect(report.counts.not_supplied).toBe(report.not_supplied.length);
  });

  it('P2 the report names version, status, hash and file', () => {
    const { version, status, hash, file } = report;
    expect([version, status, hash, file]).toEqual(['handoff-0.2', 'draft', base.hash, base.file]);
  });
});

describe('overlaps', () => {
  it.each([
    [
      'G-1 at least 200 and at most 199',
      'fact: employees, operator: lte, value: 199',
      ['no value of `employees` meets both G1 (gte 200) and G6 (lte 199)'],
    ],
    ['G-1 at least 200 and at most 200', 'fact: employees, operator: lte, value: 200', []],
    [
      'G-1 at least 200 and under 200',
      'fact: employees, operator: lt, value: 200',
      ['no value of `employees` meets both G1 (gte 200) and G6 (lt 200)'],
    ],
    ['G-1 at least 200 and exactly 200', 'fact: employees, operator: eq, value: 200', []],
    [
      'G-1 at least 200 and exactly 199',
      'fact: employees, operator: eq, value: 199',
      ['no value of `employees` meets both G1 (gte 200) and G6 (eq 199)'],
    ],
    ['G-1 at least 200 and more than 300', 'fact: employees, operator: gt, value: 300', []],
    ['G-1 at least 200 and known', 'fact: employees, operator: present', []],
    [
      'G-1 true and false',
      'fact: gate_g5, operator: eq, value: false',
      ['no value of `gate_g5` meets both G5 (eq true) and G6 (eq false)'],
    ],
    ['G-1 true and true', 'fact: gate_g5, operator: eq, value: true', []],
    ['G-1 one industry of the list, in other letters', 'fact: industry, operator: eq, value: FINTECH', []],
    [
      'G-1 other facts',
      'fact: arr_usd, operator: lt, value: 5',
      ['no value of `arr_usd` meets both G3 (gte 50000000) and G6 (lt 5)'],
    ],
  ])('%s', (_, test, because) => {
    expect(checked(`gates: [${row('G6', test)}]`).overlaps.map((each) => each.because)).toEqual(because);
  });

  it('G-1 two lists without a common industry', () => {
    const { overlaps } = checked(
      `gates: [{ id: G4, value: [A] }, ${row('G6', 'fact: industry, operator: in, value: [B]')}]`,
    );
    expect(overlaps).toEqual([
      {
        kind: 'gates_exclude_each_other',
        clause: '3.2',
        because: 'no value of `industry` meets both G4 (in A) and G6 (in B)',
      },
    ]);
  });

  it('A1 a domain in two lists', () => {
    expect(checked('own_domains: [crossbeam.com, gmail.com, acme.com]').overlaps).toEqual([
      {
        kind: 'domain_in_two_lists',
        clause: '3.1',
        because: '`gmail.com` stands in account.free_mail_domains and in account.own_domains',
      },
      {
        kind: 'domain_in_two_lists',
        clause: '3.5',
        because: '`crossbeam.com` stands in account.own_domains and in account.competitors',
      },
    ]);
  });
});

it('K5 ways of sending that carry no headers are named', () => {
  expect(checked('').without_headers.map(({ because }) => because.split(':')[0])).toEqual([
    'send_email of gmail-gongrzhe sends without the headers of a mail, List-Unsubscribe among them',
    'send_email of mcp-mail-server sends without the headers of a mail, List-Unsubscribe among them',
    'send_message of gmail-claudeai sends without the headers of a mail, List-Unsubscribe among them',
  ]);
});

describe('gaps', () => {
  it.each([
    ['T1 365 days of listed holidays are enough', '2028-01-01', []],
    [
      'T1 fewer are told with how many are left',
      '2028-01-02',
      ['holidays are listed until 2028-12-31, 364 days from 2028-01-02, and 365 are wanted: list 2029'],
    ],
    [
      'T1 the last day, too',
      '2028-12-30',
      ['holidays are listed until 2028-12-31, 1 day from 2028-12-30, and 365 are wanted: list 2029'],
    ],
    ['T1 a year past the list', '2029-01-01', ['no holidays are listed for 2029']],
    ['T1 a year before it', '2024-01-01', ['no holidays are listed for 2024']],
  ])('%s', (_, date, told) => {
    const { gaps } = policyCheck(base, { today: date });
    expect(gaps).toEqual(
      told.map((because) => ({
        kind: 'year_not_listed',
        clause: '4',
        because: `${because}; what falls due there is counted by weekdays alone`,
      })),
    );
  });

  it('T1 a year left out in between ends the list, and how many days are wanted is policy', () => {
    const listed = (text: string) => {
      const { gaps } = policyCheck(loadText(over(text)), { today: '2028-06-01' });
      return gaps.map(({ because }) => because.split(';')[0]);
    };
    expect(listed("business_time: { holidays: { '2030': [] } }")).toEqual([
      'holidays are listed until 2028-12-31, 213 days from 2028-06-01, and 365 are wanted: list 2029',
    ]);
    expect(listed("business_time: { holidays: { '2029': [] } }")).toEqual([]);
    expect(listed('alerts: { holidays_check_days: 213 }')).toEqual([]);
  });

  it('L1 a stage whose owner may only read', () => {
    expect(checked('stage_owner: { MQL: viewer }').gaps).toEqual([
      { kind: 'stage_without_owner', clause: '3', because: 'nobody who may act owns the stage MQL' },
    ]);
  });

  it('A9 a signal that nobody may file, E8 apart', () => {
    expect(checked('engagement: { signals: { E2: { filed_by: [] } } }').gaps).toEqual([
      { kind: 'signal_nobody_files', clause: '3.2.1', because: 'nobody may file E2, Substack subscription' },
    ]);
  });
});

describe('clauses', () => {
  const clauses = [
    { id: '3.2a', clause: '3.2' },
    { id: '3.4a', clause: '3.4' },
    { id: '10.1', clause: '10' },
  ];

  it.each([
    ['P2 a clause is met by a value that cites it', [], ['3.4a', '10.1']],
    ['P2 or by a rule that cites its number', ['§3.4'], ['10.1']],
    ['P2 or by a rule that cites its id', ['3.4a', '10.1'], []],
  ])('%s', (_, cited, uncited) => {
    expect(policyCheck(base, { today, clauses, cited }).uncited).toEqual(uncited);
  });

  it('P2 without the list nothing is said of them', () => {
    expect('uncited' in policyCheck(base, { today })).toBe(false);
  });

  it('P2 every clause that a value cites is one of the procedure', () => {
    const known: { clause: string }[] = JSON.parse(readFileSync('docs/clauses.json', 'utf8'));
    const sections = new Set(
      known.flatMap(({ clause }) => clause.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.'))),
    );
    const cited = [...base.canonical.matchAll(/"clause":"([\d.]+)"/g)].map(([, clause]) => clause ?? '');
    const outside = [...new Set(cited)].filter((clause) => !sections.has(clause) && !/^5\.3\.[1-8]$/.test(clause));
    expect(outside).toEqual([]);
  });
});

it('P2 the report reads as text', () => {
  const { version, hash, values } = loadTextWith('own_domains: [acme.com, gmail.com]');
  const text = policyReportText(
    policyCheck({ values, hash, file: 'acme.yaml' }, { today: '2028-06-01', clauses: [{ id: '10.1', clause: '10' }] }),
  );
  const lines = text.split('\n');
  expect(lines.slice(0, 2)).toEqual([`policy ${version} (draft), hash ${hash.slice(0, 12)}`, 'read from acme.yaml']);
  expect(lines).toContain('assumed, to be confirmed or replaced: 18');
  expect(lines).toContain(
    '  - gates.G1 = 200 (§3.2, G-1): §3.6 gives 180 people as a failure. Supplied by the owner of SOP-REV-lead-qualification, with the cro',
  );
  expect(lines.slice(lines.indexOf('overlaps: 1'))).toEqual([
    'overlaps: 1',
    '  - §3.1: `gmail.com` stands in account.free_mail_domains and in account.own_domains',
    'gaps: 1',
    '  - §4: holidays are listed until 2028-12-31, 213 days from 2028-06-01, and 365 are wanted: list 2029; what falls due there is counted by weekdays alone',
    'clauses that neither a value nor a rule cites: 10.1',
    '',
  ]);
});

function loadTextWith(text: string) {
  const loaded = loadText(over(text));
  return { ...loaded, version: loaded.values.version };
}
