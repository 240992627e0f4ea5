import { describe, expect, test } from 'vitest';
import type { History, Mail } from '../../../src/rules/metrics/history.ts';
import { type LiveStep, type Scaling, type Trigger, triggers } from '../../../src/rules/metrics/scaling.ts';
import { tracedTrigger } from '../../../src/rules/metrics/scaling-rows.ts';
import { act, arrival, episode, mail, taking, touch } from './history.ts';

/** Wednesday 22 April, in W17. */
const today = '2026-04-22';
const at = (day: string, hour = 16) => `2026-${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const scaling = (of: Partial<History> = {}, over: Partial<Scaling> = {}): Scaling => ({
  ...taking(of),
  today,
  mails_wanted: 0,
  permits_held: [],
  due: [],
  standing: { active_sqls: 0, clients: 0, people: 0 },
  read_from: '',
  live: [],
  ...over,
});
const trigger = (name: Trigger['name'], of: Partial<History> = {}, over: Partial<Scaling> = {}) =>
  triggers(scaling(of, over)).find((each) => each.name === name) as Trigger;
const trend = (each: Trigger) => each.trend.map(({ value }) => value);

test('W10 always all six, each with its threshold, its owners, the change and eight weeks', () => {
  const all = triggers(scaling());
  expect(
    all.map(({ clause, name, operator, threshold, fired, value }) => [clause, name, operator, threshold, fired, value]),
  ).toEqual([
    ['9.1', 'mqls_per_week', '>', 30, false, 0],
    ['9.2', 'active_sqls', '>', 15, false, 0],
    ['9.3', 'emails_per_day', '>', 50, false, 0],
    ['9.4', 'contacts_in_pipeline', '>', 500, false, 0],
    ['9.5', 'sequence_types', '>=', 6, false, 0],
    ['9.6', 'clients', '>=', 5, false, 0],
  ]);
  expect(all[0]).toMatchObject({ owner: 'cro, sales.ops', change: expect.stringMatching(/./) });
  expect(all[0]).not.toHaveProperty('since');
  const weeks = ['2026-W09', '2026-W10', '2026-W11', '2026-W12', '2026-W13', '2026-W14', '2026-W15', '2026-W16'];
  for (const each of all) expect(each.trend).toEqual(weeks.map((week) => ({ week, value: 0 })));
});

describe('9.1 MQLs of a week', () => {
  const mqls = (count: number, monday: string) =>
    Array.from({ length: count }, (_, n) => episode({ at: `2026-${monday}T16:00:00.${String(n).padStart(3, '0')}Z` }));

  test('9.1 fires in the week in which the thirty-first came, since that one', () => {
    expect(trigger('mqls_per_week', { episodes: mqls(30, '04-20') })).toMatchObject({ value: 30, fired: false });
    expect(trigger('mqls_per_week', { episodes: mqls(31, '04-20') })).toMatchObject({
      value: 31,
      fired: true,
      since: '2026-04-20T16:00:00.030Z',
    });
  });

  test('9.1 goes on through the next week, and through weeks on end that fired', () => {
    const last = mqls(31, '04-13');
    expect(trigger('mqls_per_week', { episodes: last })).toMatchObject({
      value: 0,
      fired: true,
      since: '2026-04-13T16:00:00.030Z',
    });
    expect(trigger('mqls_per_week', { episodes: mqls(31, '04-06') })).toMatchObject({ fired: false });
    const row = [...mqls(32, '03-30'), ...mqls(31, '04-06'), ...last, ...mqls(31, '04-20')];
    expect(trigger('mqls_per_week', { episodes: row })).toMatchObject({
      fired: true,
      since: '2026-03-30T16:00:00.030Z',
    });
    const broken = [...mqls(31, '03-30'), ...mqls(30, '04-06'), ...last, ...mqls(2, '04-20')];
    const found = trigger('mqls_per_week', { episodes: broken });
    expect(found).toMatchObject({ value: 2, fired: true, since: '2026-04-13T16:00:00.030Z' });
    expect(trend(found)).toEqual([0, 0, 0, 0, 0, 31, 30, 31]);
  });
});

describe('9.2, 9.6 accounts at a stage', () => {
  const step = (
    account: string,
    from: 'MQL' | 'SQL' | 'BRIEFING_READY' | 'WON',
    to: typeof from | 'RECYCLED',
    day: string,
  ) => arrival({ account, from, to: to as 'SQL', at: at(day) });
  const arrivals = [
    step('a.com', 'MQL', 'SQL', '03-30'),
    step('b.com', 'MQL', 'SQL', '04-14'),
    step('a.com', 'SQL', 'BRIEFING_READY', '04-15'),
    step('b.com', 'SQL', 'MQL', '04-21'),
    step('a.com', 'BRIEFING_READY', 'WON', '04-21'),
  ];

  test('9.2 a state is known from what stands now and what changed', () => {
    const standing = { active_sqls: 16, clients: 5, people: 501 };
    const sqls = trigger('active_sqls', { arrivals }, { standing });
    expect(sqls).toMatchObject({ value: 16, fired: true });
    expect(trend(sqls)).toEqual([16, 16, 16, 16, 16, 17, 17, 18]);
    const clients = trigger('clients', { arrivals }, { standing });
    expect(clients).toMatchObject({ value: 5, fired: true, since: at('04-21') });
    expect(trend(clients)).toEqual([4, 4, 4, 4, 4, 4, 4, 4]);
    const few = trigger('active_sqls', { arrivals }, { standing: { ...standing, active_sqls: 15 } });
    expect([few.fired, few.since]).toEqual([false, undefined]);
  });

  test('9.4 people as they came and went', () => {
    const people = [
      { at: at('04-14'), by: 3 },
      { at: at('04-16'), by: -1 },
      { at: at('04-20'), by: 10 },
    ];
    const found = trigger(
      'contacts_in_pipeline',
      { people },
      { standing: { active_sqls: 0, clients: 0, people: 501 } },
    );
    expect(found).toMatchObject({ value: 501, fired: true, since: at('04-20') });
    expect(trend(found)).toEqual([489, 489, 489, 489, 489, 489, 489, 491]);
  });

  test('9.2, 9.6 rows: the event that brought each there, steps within the stages aside', () => {
    const rows = (name: Trigger['name'], of = arrivals) =>
      tracedTrigger(name, scaling({ arrivals: of })).map((each) => [each.account, each.at, each.in.join()]);
    expect(rows('active_sqls')).toEqual([]);
    expect(rows('active_sqls', arrivals.slice(0, 3))).toEqual([
      ['a.com', at('03-30'), 'numerator'],
      ['b.com', at('04-14'), 'numerator'],
    ]);
    expect(rows('clients')).toEqual([['a.com', at('04-21'), 'numerator']]);
    const back = [...arrivals.slice(0, 4), step('b.com', 'MQL', 'SQL', '04-22')];
    expect(rows('active_sqls', back)).toEqual([
      ['a.com', at('03-30'), 'numerator'],
      ['b.com', at('04-22'), 'numerator'],
    ]);
  });
});

describe('9.3 mails of a day', () => {
  const mails = (count: number, day: string): readonly Mail[] =>
    Array.from({ length: count }, () => mail({ at: at(day) }));

  test('9.3 today by what it wants, since the first of the days on end that were beyond it', () => {
    const of = (wanted: number, ...days: readonly (readonly Mail[])[]) =>
      trigger('emails_per_day', { mails: days.flat() }, { mails_wanted: wanted });
    expect([of(50).fired, of(50).value, of(51).fired, of(51).since]).toEqual([false, 50, true, at(today.slice(5), 4)]);
    expect(of(51, mails(51, '04-21'), mails(51, '04-20'), mails(51, '04-18')).since).toBe(at('04-20', 4));
    expect(of(51, mails(50, '04-21'), mails(51, '04-20')).since).toBe(at('04-22', 4));
    const over = of(0, mails(51, '04-21'));
    expect([over.fired, over.since]).toEqual([false, undefined]);
    // The busiest day of each week, its Sunday too.
    expect(trend(of(0, mails(2, '04-13'), mails(3, '04-19'), mails(9, '04-20'), mails(1, '04-06')))).toEqual([
      0, 0, 0, 0, 0, 0, 1, 3,
    ]);
  });

  test('9.3 rows: what was sent today, permitted, and is due', () => {
    const of = scaling(
      {
        mails: [
          mail({ account: 'yesterday.com', at: at('04-22', 3) }),
          mail({ account: 'sent.com', at: at('04-22', 4) }),
        ],
        permits: new Map([
          ['prm_1', { account: 'permitted.com', seq: 5, at: at('04-22', 15) }],
          ['prm_2', { account: 'used.com', seq: 6, at: at('04-22', 15) }],
        ]),
        running: [
          { account: 'due.com', seq: 7, at: at('04-01'), enrolment: 'enr_1', sequence: 'nurture' },
          { account: 'idle.com', seq: 8, at: at('04-01'), enrolment: 'enr_2', sequence: 'nurture' },
        ],
      },
      { permits_held: ['prm_1', 'prm_9'], due: ['enr_1'] },
    );
    expect(tracedTrigger('emails_per_day', of).map(({ account }) => account)).toEqual([
      'due.com',
      'sent.com',
      'permitted.com',
    ]);
  });
});

describe('9.5 types of sequences', () => {
  const live = (sequence: string, template: string, by: 1 | -1, day: string): LiveStep => ({
    at: at(day),
    by,
    sequence,
    template,
    seq: 3,
  });

  test('9.5 with a live template or somebody on the way through', () => {
    const types = ['a', 'b', 'c', 'd', 'e'].map((each) => live(each, `${each}_1_v1`, 1, '04-01'));
    const sequences = [
      { at: at('04-14'), sequence: 'f', by: 1 },
      { at: at('04-15'), sequence: 'a', by: 1 },
    ];
    const found = trigger('sequence_types', { sequences }, { live: types });
    expect(found).toMatchObject({ value: 6, fired: true, since: at('04-14') });
    expect(trend(found)).toEqual([0, 0, 0, 0, 0, 5, 5, 6]);
    expect(trigger('sequence_types', {}, { live: types })).toMatchObject({ value: 5, fired: false });
  });

  test('9.1, 9.4, 9.5 rows of what was counted', () => {
    const of = scaling(
      {
        running: [{ account: 'a.com', seq: 7, at: at('04-01'), enrolment: 'enr_1', sequence: 'nurture' }],
        people_now: [{ account: 'b.com', seq: 9, at: at('04-02'), value: 4 }],
        episodes: [
          episode({
            account: 'c.com',
            at: at('04-20', 4),
            first_touch: { signal: 'sig_1', type: 'E1', at: at('04-18') },
            touches: [touch('sig_1', 'E1', act('sig_1', 'E1', '18'))],
          }),
          episode({ account: 'd.com', at: at('04-21') }),
          episode({ account: 'e.com', at: at('04-20', 3) }),
          episode({ account: 'f.com', at: at('04-27', 4) }),
        ],
      },
      {
        live: [
          live('nurture', 'n1', 1, '04-03'),
          live('nurture', 'n2', 1, '04-04'),
          live('nurture', 'n1', -1, '04-05'),
        ],
      },
    );
    expect(tracedTrigger('sequence_types', of)).toEqual([
      { metric: 'sequence_types', account: 'a.com', event: 7, at: at('04-01'), in: ['numerator'], sequence: 'nurture' },
      {
        metric: 'sequence_types',
        account: 'desk',
        event: 3,
        at: at('04-04'),
        in: ['numerator'],
        sequence: 'nurture',
        template: 'n2',
      },
    ]);
    expect(tracedTrigger('contacts_in_pipeline', of)).toEqual([
      { metric: 'contacts_in_pipeline', account: 'b.com', event: 9, at: at('04-02'), in: ['numerator'], value: 4 },
    ]);
    expect(
      tracedTrigger('mqls_per_week', of).map(({ account, signal_type, observed_on }) => [
        account,
        signal_type,
        observed_on,
      ]),
    ).toEqual([
      ['c.com', 'E1', '2026-04-18'],
      ['d.com', undefined, undefined],
    ]);
  });
});
