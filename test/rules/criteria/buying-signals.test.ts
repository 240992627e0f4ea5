import { describe, expect, test } from 'vitest';
import type { FindingInput } from '../../../src/rules/qualification/dossier-input.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import { acmeMql, check, daysAgo, finding, score, scores } from '../../support/builders.ts';

type Which = 'S1' | 'S2' | 'S3' | 'S4';

/** Whether one signal may be scored CONFIRMED on these findings. */
function carries(which: Which, ...findings: readonly FindingInput[]): boolean {
  const answer = acmeMql().try('sales.ops', scoreDossier, scores({ [which]: { score: 'CONFIRMED', findings } }));
  if ('refused' in answer) {
    expect([answer.code, answer.ruling]).toEqual(['RULE_REFUSED', 'L4']);
    return false;
  }
  return true;
}

describe('S1, partner revenue', () => {
  test.each([
    ['partner_influenced_pct', 20, false],
    ['partner_influenced_pct', 20.01, true],
    ['partner_influenced_pct', 0, false],
    ['channel_exec_titles', 499, false],
    ['channel_exec_titles', 500, true],
  ])('3.3a %s of %d carries: %s', (route, value, expected) => {
    expect(carries('S1', finding(route, value))).toBe(expected);
  });

  test.each(['partners_section', 'earnings_disclosure'])('3.3a %s carries without a number', (route) => {
    expect(carries('S1', finding(route))).toBe(true);
  });

  test('3.3a one route that carries is enough beside one that does not', () => {
    expect(carries('S1', finding('partner_influenced_pct', 5), finding('partners_section'))).toBe(true);
  });

  test('3.3a a figure has no age limit', () => {
    expect(carries('S1', finding('partner_influenced_pct', 35, { date: '2019-01-01' }))).toBe(true);
  });
});

describe('S2, a rebuilt go-to-market', () => {
  test.each(
    ['exec_hire', 'restructure', 'partner_realignment'].flatMap((route) => [
      [route, 120, true] as const,
      [route, 121, false] as const,
    ]),
  )('3.3a %s of %d days carries: %s', (route, days, expected) => {
    expect(carries('S2', finding(route, undefined, { date: daysAgo(days) }))).toBe(expected);
  });

  test('3.3a an event of today carries, one of tomorrow is refused', () => {
    expect(carries('S2', finding('exec_hire', undefined, { date: '2026-04-21' }))).toBe(true);
    const ahead = acmeMql().refused(
      'sales.ops',
      scoreDossier,
      scores({ S2: { score: 'LIKELY', findings: [finding('exec_hire', undefined, { date: '2026-04-22' })] } }),
    );
    expect(ahead).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      ruling: 'T7',
      found: '`scores[1].findings[0].date` is 2026-04-22, which lies ahead: it is 2026-04-21 now',
      next: 'give the time at which it happened; what has not happened yet is not filed',
    });
  });
});

describe('S3, a complex ecosystem', () => {
  const of = (...routes: readonly string[]) =>
    carries('S3', ...routes.map((route, n) => finding(route, undefined, { reference: `ref:${n}` })));

  test.each([
    [['aws', 'azure', 'gcp'], true],
    [['aws', 'co_sell', 'marketplace'], true],
    [['gcp', 'si_partner', 'marketplace', 'co_sell'], true],
    [['co_sell', 'marketplace', 'si_partner'], false],
    [['aws', 'azure'], false],
    [['aws', 'aws', 'aws'], false],
    [['aws', 'aws', 'co_sell'], false],
    [['azure', 'azure', 'gcp', 'si_partner'], true],
  ])('3.3a the markers %j carry: %s', (routes, expected) => {
    expect(of(...routes)).toBe(expected);
  });

  test('3.3a what is lacking is named: a third marker', () => {
    const { found, next } = acmeMql().refused(
      'sales.ops',
      scoreDossier,
      scores({ S3: { score: 'LIKELY', findings: [finding('aws'), finding('co_sell')] } }),
    );
    expect(found).toBe(
      'the dossier of Acme scores above its evidence: S3 scored LIKELY: `aws` of 2026-04-01; `co_sell` of 2026-04-01; 2 distinct markers, wanted at least 3',
    );
    expect(next).toBe(
      'sales.ops: give a dated finding that meets 3 of `aws`, `azure`, `gcp`, `co_sell`, `marketplace` or `si_partner`, a hyperscaler among them, or score it lower',
    );
  });

  test('3.3a what is lacking is named: a hyperscaler', () => {
    const findings = [finding('co_sell'), finding('marketplace'), finding('si_partner')];
    const { found } = acmeMql().refused('sales.ops', scoreDossier, scores({ S3: { score: 'LIKELY', findings } }));
    expect(found).toContain('; no hyperscaler among them');
  });
});

describe('S4, results under pressure', () => {
  test.each([
    ['guidance_miss_pct', 5, false],
    ['guidance_miss_pct', 5.01, true],
    ['yoy_growth_pct', 5, false],
    ['yoy_growth_pct', 4.99, true],
    ['yoy_growth_pct', -12, true],
    ['operating_loss', 0, false],
    ['operating_loss', 1, false],
    ['operating_loss', 2, true],
  ])('3.3a %s of %d carries: %s', (route, value, expected) => {
    expect(carries('S4', finding(route, value))).toBe(expected);
  });

  test.each([
    ['S1', 'partner_influenced_pct', 100, 100.5],
    ['S4', 'operating_loss', 2, 3],
  ] as const)('L4 %s %s goes no further than %d', (which, route, most, value) => {
    expect(carries(which, finding(route, most))).toBe(true);
    const given = scores({ [which]: { score: 'CONFIRMED', findings: [finding(route, value)] } });
    expect(acmeMql().refused('sales.ops', scoreDossier, given)).toMatchObject({
      code: 'INVALID_INPUT',
      found: `\`scores[${which === 'S1' ? 0 : 3}].findings[0].value\` is \`${value}\``,
      next: `give at most ${most}: \`${route}\` goes no further`,
    });
  });

  test('3.3a a public cost programme carries, a decline in job postings is no route', () => {
    expect(carries('S4', finding('cost_program'))).toBe(true);
    expect(
      acmeMql().refused(
        'sales.ops',
        scoreDossier,
        scores({ S4: { score: 'LIKELY', findings: [finding('job_postings')] } }),
      ),
    ).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`scores[3].findings[0].route` is `job_postings`',
      next: 'give a route of S4: guidance_miss_pct, yoy_growth_pct, operating_loss, cost_program',
    });
  });
});

describe('whole findings', () => {
  test('3.3a the four checks of a dossier', () => {
    const done = score(
      acmeMql(),
      scores({
        S1: { score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 20.5)] },
        S2: { score: 'UNVERIFIED' },
        S3: { score: 'LIKELY', findings: [finding('aws'), finding('azure'), finding('si_partner')] },
        S4: { score: 'NOT_PRESENT', findings: [finding('yoy_growth_pct', 40)] },
      }),
    );
    expect(done.checks.slice(0, 4)).toEqual([
      {
        rule: 'S1',
        clause: '3.3',
        ruling: 'L4',
        basis: 'sop',
        evidence: ['ref:partner_influenced_pct'],
        because: 'scored CONFIRMED: `partner_influenced_pct` is 20.5%, wanted more than 20%',
        verdict: 'pass',
      },
      {
        rule: 'S2',
        clause: '3.3',
        ruling: 'L4',
        basis: 'sop',
        evidence: [],
        because: 'scored UNVERIFIED: no finding is given',
        verdict: 'unknown',
      },
      {
        rule: 'S3',
        clause: '3.3',
        ruling: 'L4',
        basis: 'ruling',
        evidence: ['ref:aws', 'ref:azure', 'ref:si_partner'],
        because: 'scored LIKELY: `aws` of 2026-04-01; `azure` of 2026-04-01; `si_partner` of 2026-04-01',
        verdict: 'pass',
      },
      {
        rule: 'S4',
        clause: '3.3',
        ruling: 'L4',
        basis: 'sop',
        evidence: ['ref:yoy_growth_pct'],
        because: 'scored NOT_PRESENT: `yoy_growth_pct` is 40%, wanted less than 5%',
        verdict: 'fail',
      },
    ]);
  });

  test('3.3a a score above its evidence: the whole check with its remedy', () => {
    const { checks } = acmeMql().refused(
      'sales.ops',
      scoreDossier,
      scores({
        S1: { score: 'LIKELY', findings: [finding('channel_exec_titles', 499)] },
        S2: { score: 'CONFIRMED', findings: [finding('exec_hire', undefined, { date: daysAgo(121) })] },
      }),
    );
    expect(check(checks ?? [], 'S1')).toEqual({
      rule: 'S1',
      clause: '3.3',
      ruling: 'L4',
      basis: 'sop',
      evidence: ['ref:channel_exec_titles'],
      because: 'scored LIKELY: `channel_exec_titles` is 499 employees, wanted at least 500 employees',
      verdict: 'fail',
      remedy:
        'sales.ops: give a dated finding that meets `partner_influenced_pct` (more than 20%), `channel_exec_titles` (at least 500 employees), `partners_section` or `earnings_disclosure`, or score it lower',
    });
    expect(check(checks ?? [], 'S2').because).toBe('scored CONFIRMED: `exec_hire` is 121 days old, wanted at most 120');
  });

  test('L4 a low score stands on findings that would carry a high one', () => {
    expect(score(acmeMql(), scores({ S4: { score: 'UNVERIFIED', findings: [finding('cost_program')] } })).outcome).toBe(
      'falls_short',
    );
  });
});

describe('many findings', () => {
  test('3.3a those that carry are told first, and how many there are besides', () => {
    const world = acmeMql();
    const weak = ['2026-01-05', '2026-01-06', '2026-01-07'].map((date) =>
      finding('partner_influenced_pct', 10, { date }),
    );
    const findings = [...weak, finding('partners_section', undefined, { date: '2026-02-01' })];
    const done = score(world, scores({ S1: { score: 'CONFIRMED', findings } }));
    expect(check(done.checks, 'S1').because).toBe(
      'scored CONFIRMED: `partners_section` of 2026-02-01; `partner_influenced_pct` is 10%, wanted more than 20%; `partner_influenced_pct` is 10%, wanted more than 20%; and 1 more',
    );
  });
});

describe('findings as given', () => {
  const refused = (over: Partial<FindingInput>, route = 'partner_influenced_pct', value: number | undefined = 35) =>
    acmeMql().refused(
      'sales.ops',
      scoreDossier,
      scores({ S1: { score: 'CONFIRMED', findings: [finding(route, value, over)] } }),
    );

  test.each([
    [
      { route: 'aws' },
      '`scores[0].findings[0].route` is `aws`',
      'give a route of S1: partner_influenced_pct, channel_exec_titles, partners_section, earnings_disclosure',
    ],
    [
      { value: undefined },
      '`scores[0].findings[0].value` is missing',
      'give a number (%) for `partner_influenced_pct`',
    ],
    [{ value: Number.NaN }, '`scores[0].findings[0].value` is `null`', 'give a finite number'],
    [{ date: '2026-02-30' }, '`scores[0].findings[0].date` is `2026-02-30`', 'give a date such as 2026-04-20'],
    [{ date: 'May 2026' }, '`scores[0].findings[0].date` is `May 2026`', 'give a date such as 2026-04-20'],
    [{ source: '' }, '`scores[0].findings[0].source` is ``', 'give a text that says it'],
    [{ reference: ' ' }, '`scores[0].findings[0].reference` is ` `', 'give a text that says it'],
    [{ shows: '' }, '`scores[0].findings[0].shows` is ``', 'give a text that says it'],
  ])('L4 %j is refused', (over, found, next) => {
    expect(refused(over)).toEqual({ refused: true, code: 'INVALID_INPUT', found, next });
  });
});
