import { describe, expect, test } from 'vitest';
import {
  begun,
  daysToSql,
  influencedEntries,
  inPipeline,
  marketingInfluenced,
  moves,
  mqlToSql,
  newMqls,
  sqlEntries,
  sqlToBriefing,
} from '../../../src/rules/metrics/ladder-figures.ts';
import type { Figure } from '../../../src/rules/metrics/metric.ts';
import { weeklyFigures, weeklyTables } from '../../../src/rules/metrics/weekly-close.ts';
import {
  act,
  arrival,
  decision,
  entry,
  episode,
  influence,
  justBefore,
  lastOfWeek,
  taking,
  touch,
  weekBegins,
  weekEnds,
} from './history.ts';

const rowsOf = ({ traced }: Figure) => traced.map(({ account, in: parts }) => `${account} ${parts.join('+')}`);
const point = { account: 'x.com', seq: 1, at: weekBegins };

describe('W2 new MQLs', () => {
  const touched = { signal: 'sig_1', type: 'E1', at: '2026-04-20T02:00:00.000Z' } as const;
  const episodes = [
    episode({ account: 'before.com', at: justBefore }),
    episode({ account: 'mql.com', at: weekBegins, first_touch: touched }),
    episode({ account: 'fast.com', at: weekBegins, began_with: 'fast_track', overridden: true }),
    episode({ account: 'auto.com', at: lastOfWeek, began_with: 'auto_sql' }),
    episode({ account: 'adopted.com', at: weekBegins, began_with: 'adopted' }),
    episode({ account: 'adopted-later.com', at: weekEnds, began_with: 'adopted' }),
    episode({ account: 'after.com', at: weekEnds }),
  ];

  test('W2 are the episodes that began in the week, with how each began; adopted ones stand apart', () => {
    const figure = newMqls(taking({ episodes }));
    expect(figure.metric).toEqual({
      name: 'new_mqls',
      clause: '6.1',
      ruling: 'W2',
      owner: 'sales.ops',
      basis: 'ruling',
      unit: 'count',
      value: 3,
      parts: { mql: 1, pass_through: 2, overridden: 1, adopted: 1 },
    });
    expect(rowsOf(figure)).toEqual([
      'mql.com numerator',
      'fast.com numerator',
      'adopted.com apart',
      'auto.com numerator',
    ]);
    expect(figure.traced[0]).toMatchObject({ signal_type: 'E1', signal: 'sig_1', observed_on: '2026-04-19' });
    expect(figure.traced[1]).not.toHaveProperty('signal_type');
  });

  test('W1 what was retracted or joined since stays in the week, and falls out where that is restated', () => {
    const merged = { at: weekEnds, into: 'acme.com', episode: episode() };
    const since = [episode({ merged }), episode({ retracted: weekEnds }), episode()];
    expect([begun(taking({ episodes: since })).length]).toEqual([3]);
    expect(begun({ ...taking({ episodes: since }), restated: true })).toEqual([since[2]]);
    const of = touch('sig_1', 'E1', act('sig_1', 'E1', '15'), act('sig_2', 'E2', '17'));
    const left = [
      episode({
        first_touch: { signal: 'sig_1', type: 'E1', at: '2026-04-15T13:00:00.000Z' },
        touches: [touch('sig_2', 'E2', act('sig_2', 'E2', '17')), of],
        gone: new Map([['sig_1', weekEnds]]),
      }),
    ];
    expect(newMqls(taking({ episodes: left })).traced[0]).toMatchObject({ signal: 'sig_1', observed_on: '2026-04-15' });
    expect(newMqls(taking({ episodes: left }, { restated: true })).traced[0]).toMatchObject({
      signal: 'sig_2',
      signal_type: 'E2',
      observed_on: '2026-04-17',
    });
  });
});

describe('W3 dossiers and entries into SQL', () => {
  test('W3 confirmed of those decided in the week', () => {
    const decisions = [
      decision({ account: 'a.com', at: justBefore }),
      decision({ account: 'b.com' }),
      decision({ account: 'c.com', confirmed: false, at: lastOfWeek }),
      decision({ account: 'd.com', at: weekEnds }),
    ];
    const figure = mqlToSql(taking({ decisions }));
    expect(figure.metric).toMatchObject({ name: 'mql_to_sql', ruling: 'W3', owner: 'sales.ops', value: 0.5 });
    expect(rowsOf(figure)).toEqual(['b.com numerator+denominator', 'c.com denominator']);
    expect(mqlToSql(taking()).metric.not_measurable?.because).toBe('no dossier was decided in the period');
  });

  test('W3 entries of the week, automatic ones and re-entries too; adopted ones stand apart', () => {
    const entries = [
      entry({ account: 'a.com', at: justBefore }),
      entry({ account: 'b.com', auto: true }),
      entry({ account: 'c.com', re_entry: true, auto: true }),
      entry({ account: 'd.com' }),
      entry({ account: 'e.com', adopted: true }),
      entry({ account: 'f.com', adopted: true, at: weekEnds }),
    ];
    const figure = sqlEntries(taking({ entries }));
    expect(figure.metric).toMatchObject({
      name: 'sql_entries',
      ruling: 'W3',
      value: 3,
      parts: { auto_sql: 2, re_entries: 1, adopted: 1 },
    });
    expect(rowsOf(figure)).toEqual(['b.com numerator', 'c.com numerator', 'd.com numerator', 'e.com apart']);
  });

  test('W2, W1 an entry of an episode that went on with an earlier one is a re-entry where that is restated', () => {
    const first = entry({ at: justBefore });
    const earlier = episode({ entries: [first] });
    const later = episode({ merged: { at: weekEnds, into: 'acme.com', episode: earlier } });
    const mine = entry({ episode: later });
    const alone = entry({ episode: episode(), at: lastOfWeek });
    const without = entry({ re_entry: true, at: lastOfWeek });
    const of = { entries: [mine, alone, without] };
    const reentries = (over: object = {}) => sqlEntries(taking(of, over)).metric.parts?.re_entries;
    expect([reentries(), reentries({ restated: true })]).toEqual([1, 2]);
    expect(rowsOf(moves(taking(of, { restated: true })).at(-1) as Figure)).toHaveLength(2);
  });
});

describe('W4 Briefings and moves', () => {
  test('W4 who had a Briefing on the calendar when they left, with how many may yet', () => {
    const entries = [
      entry({ account: 'a.com', briefing: point }),
      entry({ account: 'b.com' }),
      entry({ account: 'c.com', left: lastOfWeek }),
      entry({ account: 'd.com', adopted: true }),
      entry({ account: 'e.com', briefing: point, at: weekEnds }),
    ];
    const figure = sqlToBriefing(taking({ entries }));
    expect(figure.metric).toMatchObject({
      name: 'sql_to_briefing',
      ruling: 'W4',
      owner: 'cro',
      value: 1 / 3,
      parts: { open: 1 },
    });
    expect(rowsOf(figure)).toEqual(['a.com numerator+denominator', 'b.com denominator', 'c.com denominator']);
    expect(sqlToBriefing(taking()).metric.not_measurable?.because).toBe('nothing entered SQL in the period');
  });

  test('W4 arrows of the week by what they do', () => {
    const to = (arrow: string, stage: 'ARCHIVED' | 'MQL' | 'WON' | 'RECYCLED' | 'DISQUALIFIED', at = weekBegins) =>
      arrival({ account: `${arrow}.com`, arrow, to: stage, at });
    const arrivals = [
      to('won', 'WON'),
      to('lost', 'RECYCLED'),
      to('regress_sql', 'MQL'),
      to('regress_mql', 'MQL', lastOfWeek),
      to('recycle', 'MQL'),
      to('disqualify', 'DISQUALIFIED'),
      to('disqualify_confirmed', 'DISQUALIFIED'),
      to('archive_silent', 'ARCHIVED'),
      to('withdraw', 'ARCHIVED'),
      to('adopt_archived', 'ARCHIVED'),
      to('absorbed', 'ARCHIVED'),
      to('lost', 'RECYCLED', weekEnds),
      to('won', 'WON', justBefore),
    ];
    const figures = moves(taking({ arrivals, entries: [entry({ re_entry: true }), entry()] }));
    expect(figures.map(({ metric }) => [metric.name, metric.value, metric.owner])).toEqual([
      ['won', 1, 'cro'],
      ['lost', 1, 'cro'],
      ['regressed', 2, 'sales.ops'],
      ['recycled', 1, 'sales.ops'],
      ['disqualified', 2, 'sales.ops'],
      ['archived', 1, 'sales.ops'],
      ['re_entries', 1, 'sales.ops'],
    ]);
    expect(rowsOf(figures[5] as Figure)).toEqual(['archive_silent.com numerator']);
    expect(figures[2]?.metric).toMatchObject({ clause: '6.1', ruling: 'W4' });
  });
});

describe('W5 days from MQL to SQL', () => {
  test('W5 first entries of an episode that stood at MQL; those that never did are apart, re-entries and adopted in neither', () => {
    const began = (at: string, began_with: 'mql' | 'adopted' = 'mql') => episode({ at, began_with });
    const monday = began('2026-04-13T16:00:00.000Z');
    const entries = [
      entry({ account: 'three.com', episode: began('2026-04-20T03:59:00.000Z'), at: '2026-04-22T04:00:00.000Z' }),
      entry({ account: 'nine.com', episode: monday, at: '2026-04-22T16:00:00.000Z' }),
      entry({ account: 'through.com', episode: began(weekBegins), at: '2026-04-21T16:00:00.000Z', stood: false }),
      entry({ account: 'at-once.com', episode: began(lastOfWeek), at: lastOfWeek, stood: false }),
      entry({ account: 'again.com', episode: monday, re_entry: true }),
      entry({ account: 'adopted.com', episode: began(weekBegins, 'adopted') }),
      entry({ account: 'none.com' }),
    ];
    const figure = daysToSql(taking({ entries }));
    expect(figure.metric).toMatchObject({
      name: 'median_days_mql_to_sql',
      ruling: 'W5',
      unit: 'days',
      value: 6,
      n: 2,
      parts: { pass_through_n: 2, pass_through_median: 0.5 },
    });
    expect(figure.traced.map(({ account, in: parts, value }) => [account, parts.join(), value])).toEqual([
      ['through.com', 'apart', 1],
      ['three.com', 'numerator', 3],
      ['nine.com', 'numerator', 9],
      ['at-once.com', 'apart', 0],
    ]);
    expect(daysToSql(taking()).metric).toMatchObject({
      value: null,
      parts: { pass_through_n: 0, pass_through_median: null },
      not_measurable: { because: 'no first entry into SQL of the period came from MQL' },
    });
  });
});

describe('W7 what marketing came before', () => {
  const by = (...marketing: Parameters<typeof influence>[0][]) => entry({ marketing: marketing.map(influence) });

  test('W7 accounts in the open pipeline at the end of the week', () => {
    const at = (account: string, stage: 'SQL' | 'BRIEFING_READY' | 'ASSESSMENT_QUALIFIED' | 'WON', when = weekBegins) =>
      arrival({ account, to: stage, at: when, entry: by({}) });
    const arrivals = [
      at('sql.com', 'SQL', '2026-01-01T00:00:00.000Z'),
      at('ready.com', 'SQL'),
      at('ready.com', 'BRIEFING_READY', lastOfWeek),
      at('qualified.com', 'ASSESSMENT_QUALIFIED'),
      at('won.com', 'ASSESSMENT_QUALIFIED'),
      at('won.com', 'WON', lastOfWeek),
      at('later.com', 'SQL', weekEnds),
      at('still.com', 'SQL'),
      at('still.com', 'WON', weekEnds),
    ];
    expect(inPipeline(taking({ arrivals })).map(({ account, to }) => `${account} ${to}`)).toEqual([
      'sql.com SQL',
      'ready.com BRIEFING_READY',
      'qualified.com ASSESSMENT_QUALIFIED',
      'still.com SQL',
    ]);
  });

  test('W7 influenced by what counted and stood by then; adopted ones apart', () => {
    const known: readonly (readonly [string, ReturnType<typeof entry> | null])[] = [
      ['marketing.com', by({})],
      ['none.com', by()],
      ['retracted.com', by({ retracted_at: lastOfWeek })],
      ['retracted-since.com', by({ retracted_at: weekEnds })],
      ['muted.com', by({ muted: true })],
      ['voided.com', by({ muted: true, voided_at: lastOfWeek })],
      ['voided-since.com', by({ muted: true, voided_at: weekEnds })],
      ['second.com', by({ retracted_at: weekBegins }, {})],
      ['adopted.com', entry({ adopted: true, marketing: [influence()] })],
      ['unknown.com', null],
    ];
    const arrivals = known.map(([account, of]) => arrival({ account, entry: of }));
    const figure = marketingInfluenced(taking({ arrivals }));
    expect(figure.metric).toMatchObject({
      name: 'marketing_influenced',
      ruling: 'W7',
      numerator: 4,
      denominator: 8,
      parts: { adopted: 2 },
    });
    const influenced = (of: Figure) =>
      of.traced.filter((each) => each.in.includes('numerator')).map(({ account }) => account);
    expect(influenced(figure)).toEqual(['marketing.com', 'retracted-since.com', 'voided.com', 'second.com']);
    const restated = marketingInfluenced(taking({ arrivals }, { restated: true }));
    expect(influenced(restated)).toEqual(['marketing.com', 'voided.com', 'voided-since.com', 'second.com']);
    expect(marketingInfluenced(taking()).metric.not_measurable?.because).toBe('nothing stands in the open pipeline');
    const entries = known.flatMap(([account, of]) => (of ? [{ ...of, account }] : []));
    const entered = influencedEntries(taking({ entries }));
    expect(entered.metric).toMatchObject({ name: 'marketing_influenced_entries', numerator: 4, denominator: 8 });
    expect(influencedEntries(taking()).metric.not_measurable?.because).toBe('nothing entered SQL in the period');
  });
});

describe('6.1a the week', () => {
  test('6.1a all its figures, in their order', () => {
    expect(weeklyFigures(taking()).map(({ metric }) => metric.name)).toEqual([
      'new_mqls',
      'mql_to_sql',
      'sql_entries',
      'sql_to_briefing',
      'median_days_mql_to_sql',
      'marketing_influenced',
      'open_rate',
      'reply_rate',
      'sla_signals',
      'sla_mqls',
      'sla_sqls',
      'won',
      'lost',
      'regressed',
      'recycled',
      'disqualified',
      'archived',
      're_entries',
    ]);
  });

  test('W3, W4 the cohorts of eight weeks, this one first, as they stand now', () => {
    const at = (day: string) => `2026-${day}T16:00:00.000Z`;
    const mine = entry({ at: at('04-22'), briefing: point });
    const episodes = [
      episode({ at: at('04-21'), entries: [mine] }),
      episode({ at: at('04-21'), entries: [entry({ adopted: true })] }),
      episode({ at: at('04-14') }),
      episode({ at: '2026-03-02T05:00:00.000Z', entries: [entry({ at: at('06-01') })] }),
      episode({ at: '2026-03-02T04:59:59.999Z' }),
    ];
    const entries = [mine, entry({ at: at('04-23') }), entry({ at: at('04-14'), left: at('04-15') })];
    const { cohorts } = weeklyTables(taking({ episodes, entries: [...entries, entry({ adopted: true })] }));
    const none = { mqls: 0, mqls_to_sql: 0, sqls: 0, sqls_to_briefing: 0, sqls_open: 0 };
    expect(cohorts).toEqual([
      { week: '2026-W17', mqls: 2, mqls_to_sql: 1, sqls: 2, sqls_to_briefing: 1, sqls_open: 1 },
      { ...none, week: '2026-W16', mqls: 1, sqls: 1 },
      ...['2026-W15', '2026-W14', '2026-W13', '2026-W12', '2026-W11'].map((week) => ({ ...none, week })),
      { ...none, week: '2026-W10', mqls: 1, mqls_to_sql: 1 },
    ]);
  });
});
