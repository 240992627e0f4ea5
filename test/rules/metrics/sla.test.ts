import { describe, expect, test } from 'vitest';
import type { AccountEvent } from '../../../src/rules/aggregates/account-events.ts';
import type { Task } from '../../../src/rules/aggregates/task.ts';
import { dailyFigures, lateReviews } from '../../../src/rules/metrics/daily-check-in.ts';
import type { Case } from '../../../src/rules/metrics/history.ts';
import { casesWalked } from '../../../src/rules/metrics/sla-cases.ts';
import { endingOf, isOpenLate, shareOf, slaShares } from '../../../src/rules/metrics/sla-figures.ts';
import { byRole, byTask } from '../../../src/rules/metrics/sla-tables.ts';
import { justBefore, running, taking, task, weekBegins, weekEnds } from './history.ts';

const due = '2026-04-22T14:00:00.000Z';
const [early, late] = ['2026-04-22T13:59:59.999Z', '2026-04-22T14:00:00.001Z'];
const closed = (at: string, done = true, seq = 900) => ({ closed: { seq, at, done } });

describe('W8 how a task ends as a case', () => {
  const ended = (
    over: Partial<Case>,
    known: { until: string; passed: string } = { until: weekEnds, passed: weekEnds },
  ) => endingOf(task({ seq: 7, due_at: due, ...over }), known);

  test('W8 met at its due time, late after it, withdrawn before it, pending until it has passed', () => {
    expect(ended(closed(due))).toEqual({ as: 'met', at: due, seq: 900 });
    expect(ended(closed(early, false))).toEqual({ as: 'withdrawn', at: early, seq: 900 });
    expect(ended(closed(due, false)).as).toBe('withdrawn');
    expect(ended(closed(late))).toEqual({ as: 'late', at: due, seq: 7 });
    expect(ended({ ...closed(late, false), missed: 44 })).toEqual({ as: 'late', at: due, seq: 44 });
    expect(ended({})).toEqual({ as: 'late', at: due, seq: 7 });
    const at = (passed: string) => ended({}, { until: passed, passed }).as;
    expect([at(early), at(due), at(late)]).toEqual(['pending', 'pending', 'late']);
    expect(ended({}, { until: due, passed: due })).toEqual({ as: 'pending', at: due, seq: 7 });
  });

  test('W1 what was closed afterwards was open then', () => {
    const then = { until: early, passed: early };
    expect([ended(closed(early), then).as, ended(closed('2026-04-22T13:00:00.000Z'), then).as]).toEqual([
      'pending',
      'met',
    ]);
  });

  test('W8 late and open, until it is closed', () => {
    const open = (over: Partial<Case>, passed = weekEnds) =>
      isOpenLate(task({ due_at: due, ...over }), { until: weekEnds, passed });
    expect([open({}), open({}, due), open({}, late), open(closed(late)), open(closed(weekEnds))]).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });
});

describe('W8 shares of what was met in time', () => {
  const cases = [
    task({ account: 'met.com', ...closed(due) }),
    task({ account: 'late.com', seq: 7, ...closed(late) }),
    task({ account: 'open.com', seq: 8 }),
    task({ account: 'withdrawn.com', ...closed(early, false) }),
    task({ account: 'before.com', due_at: justBefore, ...closed(justBefore) }),
    task({ account: 'first.com', due_at: weekBegins, ...closed(weekBegins) }),
    task({ account: 'next.com', due_at: '2026-04-30T14:00:00.000Z', ...closed(weekEnds) }),
    task({ account: 'later.com', due_at: '2026-04-30T14:00:00.000Z' }),
    task({ account: 'dossier.com', kind: 'dossier', role: 'sales.ops', ...closed(due) }),
    task({ account: 'review.com', kind: 'cro_review', role: 'cro', ...closed(late) }),
  ];
  const named = { name: 'sla_signals', clause: '6.1', ruling: 'W8', owner: 'sales.ops', basis: 'ruling' } as const;

  test('W8 a case counts in the week in which it was met or fell due; who was withdrawn stands apart', () => {
    const { metric, traced } = shareOf(named, cases.slice(0, 8), taking());
    expect(metric).toEqual({
      ...named,
      unit: 'share',
      value: 0.5,
      numerator: 2,
      denominator: 4,
      parts: { open_late: 1, withdrawn: 1 },
    });
    expect(traced.map((each) => [each.account, each.at, each.in.join()])).toEqual([
      ['first.com', weekBegins, 'numerator,denominator'],
      ['withdrawn.com', early, 'apart'],
      ['late.com', due, 'denominator'],
      ['open.com', due, 'denominator'],
      ['met.com', due, 'numerator,denominator'],
    ]);
    expect(shareOf(named, cases.slice(7, 8), taking()).metric).toEqual({
      ...named,
      unit: 'share',
      value: null,
      numerator: 0,
      denominator: 0,
      parts: { open_late: 0, withdrawn: 0 },
      not_measurable: {
        why: 'no_cases',
        because: 'no task of the kind was done in the period or fell due in it',
      },
    });
  });

  test('W8 signals are classifications, MQLs dossiers, SQLs the reviews of the CRO', () => {
    const shares = slaShares(taking({ cases })).map(({ metric }) => [metric.name, metric.value, metric.denominator]);
    expect(shares).toEqual([
      ['sla_signals', 0.5, 4],
      ['sla_mqls', 1, 1],
      ['sla_sqls', 0, 1],
    ]);
    const [first] = slaShares(taking({ cases }));
    expect(first?.metric).toMatchObject(named);
  });

  test('W8 by task: what is late and open first, then what was late; medians in business hours, of what is due in hours in hours', () => {
    const none = { met: 0, late: 0, withdrawn: 0, pending: 0, open_late: 0, share: null, median_hours: null };
    const more = [
      ...cases,
      // Opened on Tuesday at 10:00, closed on Wednesday at 12:00: ten business hours, 26 elapsed ones.
      task({ kind: 'answer_hot', role: 'cro', clause: '5.6', due_at: weekEnds, ...closed('2026-04-22T16:00:00.000Z') }),
      task({ kind: 'cro_review', role: 'cro', clause: '4.3', opened_at: weekEnds, due_at: '2026-04-28T14:00:00.000Z' }),
      task({ kind: 'mend_gates', clause: '3.2', due_at: '2026-04-10T14:00:00.000Z', ...closed(weekBegins) }),
      task({ kind: 'find_contact', clause: '3.5', opened_at: justBefore, due_at: justBefore, ...closed(justBefore) }),
    ];
    const rows = byTask(taking({ cases: more }), undefined);
    expect(rows).toEqual([
      {
        ...none,
        role: 'sales.ops',
        kind: 'classify',
        clause: '4.2',
        met: 2,
        late: 2,
        withdrawn: 1,
        pending: 2,
        open_late: 1,
        share: 0.5,
        median_hours: 8,
      },
      { ...none, role: 'cro', kind: 'cro_review', clause: '4.3', late: 1, share: 0, median_hours: expect.closeTo(8) },
      { ...none, role: 'cro', kind: 'answer_hot', clause: '5.6', met: 1, share: 1, median_hours: 26 },
      { ...none, role: 'sales.ops', kind: 'dossier', clause: '4.2', met: 1, share: 1, median_hours: 8 },
      { ...none, role: 'sales.ops', kind: 'mend_gates', clause: '3.2', median_hours: 0 },
    ]);
    expect(byTask(taking({ cases: more }), 'cro').map(({ kind }) => kind)).toEqual(['cro_review', 'answer_hot']);
    expect(byRole(taking({ cases: more }), undefined)).toEqual([
      { ...none, role: 'cro', met: 1, late: 1, share: 0.5, median_hours: expect.closeTo(17) },
      {
        ...none,
        role: 'sales.ops',
        met: 3,
        late: 2,
        withdrawn: 1,
        pending: 2,
        open_late: 1,
        share: 0.6,
        median_hours: 8,
      },
    ]);
    expect(byRole(taking({ cases: more }), 'cro').map(({ role }) => role)).toEqual(['cro']);
  });
});

describe('4.3e the day of the CRO', () => {
  const noon = '2026-04-22T16:00:00.000Z';
  const cases = [
    task({ account: 'b.com', kind: 'dossier', seq: 11, due_at: due, missed: 50 }),
    task({ account: 'a.com', kind: 'cro_review', seq: 12, due_at: '2026-04-21T14:00:00.000Z' }),
    task({ account: 'c.com', kind: 'dossier', seq: 13, due_at: noon }),
    task({ account: 'd.com', kind: 'dossier', seq: 14, due_at: due, ...closed(late) }),
    task({ account: 'e.com', kind: 'classify', seq: 15, due_at: due }),
    task({ account: 'f.com', kind: 'answer_briefing_request', seq: 16 }),
    task({ account: 'g.com', kind: 'answer_briefing_request', seq: 17, ...closed(noon) }),
    task({ account: 'h.com', kind: 'answer_briefing_request', seq: 18, ...closed('2026-04-22T17:00:00.000Z') }),
    task({ account: 'i.com', kind: 'answer_briefing_request', seq: 19, opened_at: '2026-04-22T16:00:00.001Z' }),
  ];
  const briefing = (account: string, seq: number, on: string | null, at = weekBegins) => ({ account, seq, at, on });
  const briefings = [
    briefing('a.com', 21, '2026-05-01T14:00:00.000Z'),
    briefing('a.com', 22, '2026-05-02T14:00:00.000Z'),
    briefing('b.com', 23, '2026-05-01T14:00:00.000Z'),
    briefing('b.com', 24, null),
    briefing('c.com', 25, '2026-04-22T16:00:00.001Z'),
    briefing('d.com', 26, noon),
    briefing('e.com', 27, null),
    briefing('e.com', 28, '2026-05-01T14:00:00.000Z', '2026-04-22T16:00:00.001Z'),
  ];

  test('4.3e dossiers and reviews that are late, the oldest first', () => {
    expect(lateReviews(running({ cases })).map(({ account }) => account)).toEqual(['a.com', 'b.com']);
  });

  test('4.3e figures of the day, as known by now', () => {
    const figures = dailyFigures(running({ cases, briefings }));
    const told = figures.map(({ metric, traced }) => [
      metric.name,
      metric.value,
      traced.map(({ account, event, at }) => [account, event, at]),
    ]);
    expect(told).toEqual([
      ['mqls_pending', 1, [['b.com', 50, due]]],
      ['sqls_pending', 1, [['a.com', 12, '2026-04-21T14:00:00.000Z']]],
      ['new_mqls', 0, []],
      ['sql_entries', 0, []],
      [
        'briefing_requests_open',
        2,
        [
          ['f.com', 16, '2026-04-21T14:00:00.000Z'],
          ['h.com', 18, '2026-04-21T14:00:00.000Z'],
        ],
      ],
      [
        'briefings_ahead',
        2,
        [
          ['a.com', 22, weekBegins],
          ['c.com', 25, weekBegins],
        ],
      ],
    ]);
    expect(figures[0]?.metric).toMatchObject({ clause: '4.3', ruling: 'W8', owner: 'cro', basis: 'ruling' });
  });
});

describe('W8 tasks as they are walked', () => {
  const opened = (id: string, kind: string, over: Partial<Task> = {}): AccountEvent =>
    ({
      type: 'task_opened',
      task: { id, kind, role: 'sales.ops', clause: '4.2', due_at: due, ...over } as unknown as Task,
    }) as AccountEvent;
  const at = (seq: number, instant: string) => ({ account: 'acme.com', seq, at: instant });
  const event = (type: string, over: object = {}) => ({ type, task: 'tsk_1', ...over }) as unknown as AccountEvent;

  test('W8 the due time is the last one set; the event that missed it and the one that closed it are named', () => {
    const cases = casesWalked();
    cases.take(opened('tsk_1', 'find_contact'), at(1, 'a'), 'sales.ops');
    cases.take(opened('tsk_2', 'classify'), at(2, 'b'), 'sales.ops');
    const fresh = { account: 'acme.com', role: 'sales.ops', clause: '4.2', due_at: due, missed: null, closed: null };
    expect(cases.all()).toEqual([
      { ...fresh, seq: 1, kind: 'find_contact', opened_at: 'a' },
      { ...fresh, seq: 2, kind: 'classify', opened_at: 'b' },
    ]);
    cases.take(event('task_hastened', { due_at: early }), at(3, 'c'), 'sales.ops');
    cases.take(event('task_missed'), at(4, 'd'), 'sales.ops');
    cases.take(event('task_closed', { task: 'tsk_9' }), at(5, 'e'), 'sales.ops');
    cases.take(event('fact_recorded', { task: undefined }), at(5, 'e'), 'sales.ops');
    cases.take(event('task_closed', { note: 'it holds again, or no longer matters' }), at(6, 'f'), 'sales.ops');
    expect(cases.all()[0]).toMatchObject({ due_at: early, missed: 4, closed: { seq: 6, at: 'f', done: false } });
    expect(cases.all()[1]).toMatchObject({ due_at: due, missed: null, closed: null });
    const request = { task: 'tsk_2', note: 'a Briefing request made it SQL' };
    cases.take(event('task_closed', request), at(7, 'g'), 'cro');
    expect(cases.all()[1]?.closed).toEqual({ seq: 7, at: 'g', done: false });
    cases.take(event('task_closed', request), at(7, 'g'), 'sales.ops');
    expect(cases.all()[1]?.closed?.done).toBe(true);
  });

  test.each([
    ['after', [2, 3]],
    ['before', [3, 2]],
  ])('W8 a duty that goes on as another is one case, with the other opened %s its end', (_, [ends = 0, goesOn = 0]) => {
    const cases = casesWalked();
    const steps = [
      { n: ends, it: event('task_closed', { note: 'it goes on for con_b_1' }) },
      { n: goesOn, it: opened('tsk_2', 'answer_warm', { carries: 'tsk_1' }) },
    ];
    cases.take(opened('tsk_1', 'answer_warm'), at(1, 'a'), 'sales.ops');
    for (const { n, it } of steps.sort((a, b) => a.n - b.n)) cases.take(it, at(n, 'b'), 'sales.ops');
    expect(cases.all()).toMatchObject([{ seq: 1, opened_at: 'a', due_at: due, closed: null }]);
    cases.take(event('task_closed', { task: 'tsk_2' }), at(4, 'd'), 'sales.ops');
    expect(cases.all()).toMatchObject([{ closed: { seq: 4, done: true } }]);
  });

  const doneAs = (kind: string, closing: object, by: 'cro' | 'sales.ops' = 'sales.ops') => {
    const cases = casesWalked();
    cases.take(opened('tsk_1', kind), at(1, 'a'), 'sales.ops');
    cases.take(event('task_closed', closing), at(2, 'b'), by);
    return cases.all()[0]?.closed?.done;
  };

  test('W8 done or withdrawn by the reason of its closing, whatever the note beside it says', () => {
    const note = 'it holds again, or no longer matters';
    const reasons = ['done', 'overtaken', 'carried', 'silenced'];
    expect(reasons.map((reason) => doneAs('find_contact', { note, reason }))).toEqual([true, false, false, false]);
    expect(doneAs('dossier', { note: 'seen to', reason: 'done' }, 'cro')).toBe(true);
    expect(doneAs('classify', { note: 'a Briefing request made it SQL', reason: 'overtaken' })).toBe(false);
  });

  test('W8 of one that closed before there were reasons: by hand or by the act itself, unless the note says what overtook it', () => {
    expect([doneAs('find_contact', {}), doneAs('find_contact', { note: 'asked the front desk' })]).toEqual([
      true,
      true,
    ]);
    expect(['classify', 'dossier', 'cro_review'].map((kind) => doneAs(kind, { note: 'seen to' }))).toEqual([
      false,
      false,
      false,
    ]);
    expect(doneAs('dossier', { note: 'a Briefing request made it SQL' })).toBe(false);
    const overtaken = [
      'a review is due first',
      'a Briefing request made it SQL',
      'nothing is left to classify',
      'the request was retracted',
      'the note that they came back with was retracted',
      'acme.com is withdrawn',
      'it is a PROSPECT again',
      'it is MQL again',
      'it is DISQUALIFIED',
      'the proposal fell',
      'the account was disqualified',
      'the deal was won',
      'the deal was lost',
      'the step is closed',
      'the suppression was voided',
      'the person is erased',
      'the CRO reviews it first',
      'beta.com took the account over',
      'nobody is left who asked and may be written to',
      'the person is not to be written to any more',
      'what was found false stands no more',
      'it holds again, or no longer matters',
      'it moved, or somebody engaged',
      'they are one person now, or one of them stands here no more',
    ];
    expect(overtaken.filter((note) => doneAs('find_contact', { note }))).toEqual([]);
    const longer = overtaken.flatMap((note) => [`she wrote that ${note}`, `${note} as we heard`]);
    const ends = ['she wrote that acme.com is withdrawn', 'she wrote that beta.com took the account over'];
    expect(longer.filter((note) => !doneAs('find_contact', { note }))).toEqual(ends);
  });
});
