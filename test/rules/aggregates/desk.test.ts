import { describe, expect, test } from 'vitest';
import { type DeskEvent, type DeskState, emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { evolveDesk } from '../../../src/rules/aggregates/evolve-desk.ts';
import { evolveMailbox } from '../../../src/rules/aggregates/evolve-mailbox.ts';
import { emptyDay, emptyMailbox, type MailboxEvent, type MailboxState } from '../../../src/rules/aggregates/mailbox.ts';
import { evolveNotices, type NoticesEvent, noNotices } from '../../../src/rules/aggregates/notices.ts';

const at = '2026-04-21T14:00:00.000Z';
const later = '2026-04-21T15:00:00.000Z';
const desk = (events: readonly DeskEvent[], from: DeskState | null = null, by: 'cro' | 'sales.ops' = 'sales.ops') =>
  events.reduce<DeskState | null>((state, event) => evolveDesk(state, event, { at, by }), from) ?? emptyDesk;
const mailbox = (events: readonly MailboxEvent[], from: MailboxState | null = null) =>
  events.reduce<MailboxState | null>((state, event) => evolveMailbox(state, event, { at, by: 'sales.ops' }), from) ??
  emptyMailbox;

describe('the desk', () => {
  const task = { id: 'tsk_desk_1', kind: 'weekly_close', role: 'cro' as const, clause: '6.1', due_at: later };

  test('4.2c lines wait for one post, by the close of the first', () => {
    const queued = desk([
      { type: 'desk_opened' },
      { type: 'line_queued', line: 'Acme', closes_at: at },
      { type: 'line_queued', line: 'Beta', closes_at: later },
    ]);
    expect(queued).toEqual({ ...emptyDesk, opened_at: at, batch: { closes_at: at, lines: ['Acme', 'Beta'] } });
    expect(desk([{ type: 'batch_posted', channel: 'x', text: 't', lines: 2 }], queued).batch).toBeNull();
    expect(desk([{ type: 'posted', channel: 'x', text: 't' }], queued)).toEqual(queued);
  });

  test('S-1 a task is opened, missed, escalated and closed, and one that is closed is kept until the next opens', () => {
    const opened = desk([{ type: 'task_opened', task }]);
    expect(opened).toEqual({ ...emptyDesk, minted: 1, tasks: [{ ...task, opened_at: at }] });
    const other = { ...task, id: 'tsk_desk_2' };
    const two = desk([{ type: 'task_opened', task: other }], opened);
    const late = desk(
      [
        { type: 'task_missed', task: task.id },
        { type: 'task_escalated', task: task.id },
      ],
      two,
    );
    expect(late.tasks).toEqual([
      { ...task, opened_at: at, missed: true, escalated: true },
      { ...other, opened_at: at },
    ]);
    const closed = desk(
      [
        { type: 'task_closed', task: task.id, note: 'seen to', reason: 'done' },
        { type: 'task_closed', task: other.id },
      ],
      two,
      'cro',
    );
    expect(closed.tasks).toEqual([
      { ...task, opened_at: at, closed_at: at, closed_by: 'cro', note: 'seen to', reason: 'done' },
      { ...other, opened_at: at, closed_at: at, closed_by: 'cro' },
    ]);
    expect(
      desk([{ type: 'task_opened', task: { ...task, id: 'tsk_desk_3' } }], closed).tasks.map(({ id }) => id),
    ).toEqual(['tsk_desk_3']);
  });

  test('L14 the copy that chief.staff confirmed is the subject of the task that asked', () => {
    const kind = 'confirm_restored_ledger';
    const asked = desk([
      { type: 'task_opened', task: { ...task, kind, subject: 'checkpoint 7' } },
      { type: 'task_opened', task: { ...task, id: 'tsk_desk_2' } },
    ]);
    const other = desk([{ type: 'task_closed', task: 'tsk_desk_2' }], asked);
    expect(other.confirmed_copy).toBeNull();
    const confirmed = desk([{ type: 'task_closed', task: task.id }], other);
    expect(confirmed.confirmed_copy).toBe('checkpoint 7');
    expect(desk([{ type: 'task_closed', task: 'tsk_desk_2' }], confirmed).confirmed_copy).toBe('checkpoint 7');
    const bare = desk(
      [
        { type: 'task_opened', task: { ...task, kind } },
        { type: 'task_closed', task: task.id },
      ],
      confirmed,
    );
    expect(bare.confirmed_copy).toBeNull();
  });

  test('4.4a an intent is raised, claimed and settled; what is done leaves with the next', () => {
    const intent = {
      id: 'int_desk_1',
      role: 'sales.ops',
      target: 'slack',
      action: 'post',
      payload: { text: 't' },
    } as const;
    const raised = desk([
      { type: 'intent_raised', intent },
      { type: 'intent_raised', intent: { ...intent, id: 'int_desk_2' } },
    ]);
    expect([raised.minted, raised.intents]).toEqual([
      2,
      [
        { ...intent, raised_at: at },
        { ...intent, id: 'int_desk_2', raised_at: at },
      ],
    ]);
    const claimed = desk([{ type: 'intent_claimed', intent: intent.id, claim: 'c' }], raised);
    expect(claimed.intents[0]?.claimed).toEqual({ by: 'sales.ops', at, claim: 'c' });
    expect(claimed.intents[1]?.claimed).toBeUndefined();
    const done = desk([{ type: 'intent_settled', intent: intent.id, result: 'done', reference: 'p' }], claimed);
    expect(done.intents[0]?.settled).toEqual({ result: 'done', at, reference: 'p' });
    expect(
      desk([{ type: 'intent_raised', intent: { ...intent, id: 'int_desk_3' } }], done).intents.map(({ id }) => id),
    ).toEqual(['int_desk_2', 'int_desk_3']);
  });

  test('W1 G-4 P3 figures are counted by their period, the newest of them kept', () => {
    const counted = desk([
      { type: 'week_counted', week: '2026-W17', what: 'mqls' },
      { type: 'week_counted', week: '2026-W17', what: 'mqls' },
      { type: 'week_counted', week: '2026-W17', what: 'decided' },
      { type: 'week_counted', week: '2026-W18', what: 'entered' },
      { type: 'month_counted', month: '2026-04', overridden: true },
      { type: 'month_counted', month: '2026-04', overridden: false },
      { type: 'dispute_counted', criterion: 'G1', quarter: '2026-Q2' },
      { type: 'dispute_counted', criterion: 'G1', quarter: '2026-Q2' },
      { type: 'dispute_counted', criterion: 'G2', quarter: '2026-Q2' },
      { type: 'miss_counted', role: 'cmo' },
      { type: 'duty_recurred', kind: 'sla_audit', day: '2026-04-21' },
      { type: 'week_closed', week: '2026-04-27' },
      { type: 'alarm_set', at: later },
    ]);
    expect(counted).toEqual({
      ...emptyDesk,
      weeks: { '2026-W17': { mqls: 2, decided: 1, entered: 0 }, '2026-W18': { mqls: 0, decided: 0, entered: 1 } },
      months: { '2026-04': { met: 2, overridden: 1 } },
      disputes: { '2026-Q2 G1': 2, '2026-Q2 G2': 1 },
      missed: [{ role: 'cmo', at }],
      recurred: { sla_audit: '2026-04-21' },
      weeks_closed: '2026-04-27',
      alarm: later,
    });
    const weeks = Array.from(
      { length: 61 },
      (_, n) => `20${String(10 + Math.floor(n / 52))}-W${String(1 + (n % 52)).padStart(2, '0')}`,
    );
    const many = desk(weeks.toReversed().map((week) => ({ type: 'week_counted', week, what: 'mqls' })));
    expect(Object.keys(many.weeks).toSorted()).toEqual(weeks.slice(1));
    const months = Array.from(
      { length: 16 },
      (_, n) => `20${10 + Math.floor(n / 12)}-${String(1 + (n % 12)).padStart(2, '0')}`,
    );
    const year = desk(months.map((month) => ({ type: 'month_counted', month, overridden: false })));
    expect(Object.keys(year.months)).toEqual(months.slice(1));
    const misses = desk(
      Array.from({ length: 101 }, (_, n) => ({ type: 'miss_counted', role: n === 0 ? 'cmo' : 'cro' })),
    );
    expect([misses.missed.length, misses.missed.some(({ role }) => role === 'cmo')]).toEqual([100, false]);
  });

  test('S-7 verdicts on evidence are counted by day, filer, kind and verdict, and by signal where there is one', () => {
    const judged = {
      type: 'evidence_judged',
      day: '2026-04-21',
      kind: 'signal',
      role: 'mining.mind',
      verdict: 'held',
    } as const;
    expect(desk([judged, judged, { ...judged, signal: 'E1' }, { ...judged, verdict: 'false' }]).evidence).toEqual({
      '2026-04-21 mining.mind signal held': 2,
      '2026-04-21 mining.mind signal held E1': 1,
      '2026-04-21 mining.mind signal false': 1,
    });
  });

  test('7.3 an incident is opened, investigated and closed, and numbered on', () => {
    const incident = { severity: 'SEV2', kind: 'suppressed_recipient', because: 'b' } as const;
    const two = desk([
      { type: 'incident_opened', incident: { ...incident, id: 'inc_desk_1' } },
      { type: 'incident_opened', incident: { ...incident, id: 'inc_desk_2' } },
      { type: 'incident_investigated', incident: 'inc_desk_2', found: 'f' },
    ]);
    expect([two.incidented, two.incidents]).toEqual([
      2,
      [
        { ...incident, id: 'inc_desk_1', at, state: 'opened' },
        { ...incident, id: 'inc_desk_2', at, state: 'investigated' },
      ],
    ]);
    const one = desk([{ type: 'incident_closed', incident: 'inc_desk_1', found: 'f' }], two);
    expect([one.incidented, one.incidents?.map(({ id }) => id)]).toEqual([2, ['inc_desk_2']]);
    const discrepancies = [{ contact: 'con_1', account: 'acc_1', apollo: 'SQL' as const }];
    expect(desk([{ type: 'stages_compared', discrepancies }]).discrepancies).toEqual(discrepancies);
  });
});

describe('S-5 notices', () => {
  const told = (...events: readonly NoticesEvent[]) =>
    events.reduce((state, event) => evolveNotices(state, event, at), noNotices);
  const claimed = (claim: string, keys: readonly string[], more: object = {}) =>
    ({ type: 'notices_claimed', claim, keys, over: [], lapsed: [], ...more }) as const;

  test('S-5 are claimed, told once each, or open again', () => {
    const open = told(claimed('c1', ['a', 'b']), claimed('c2', ['d']));
    expect(open).toEqual({
      told: [],
      claims: [
        { claim: 'c1', keys: ['a', 'b'], at },
        { claim: 'c2', keys: ['d'], at },
      ],
    });
    const said = evolveNotices(open, { type: 'notices_told', claim: 'c1' }, at);
    expect(said).toEqual({ told: ['a', 'b'], claims: [{ claim: 'c2', keys: ['d'], at }] });
    expect(evolveNotices(said, { type: 'notices_failed', claim: 'c2' }, at)).toEqual({ told: ['a', 'b'], claims: [] });
    expect(evolveNotices(said, { type: 'notices_told', claim: 'c9' }, at)).toEqual(said);
    const anew = evolveNotices(said, claimed('c3', ['a', 'e'], { over: ['b'], lapsed: ['c2'] }), later);
    expect(anew).toEqual({ told: ['a'], claims: [{ claim: 'c3', keys: ['a', 'e'], at: later }] });
    expect(evolveNotices(anew, { type: 'notices_told', claim: 'c3' }, at).told).toEqual(['a', 'e']);
    expect(desk([claimed('c1', ['a'])]).notices).toEqual({ told: [], claims: [{ claim: 'c1', keys: ['a'], at }] });
    expect(desk([claimed('c1', ['a']), { type: 'notices_told', claim: 'c1' }]).notices?.told).toEqual(['a']);
    expect(desk([claimed('c1', ['a']), { type: 'notices_failed', claim: 'c1' }]).notices?.claims).toEqual([]);
  });
});

describe('M3 M4 M7 the mailbox', () => {
  const slot = (permit: string, until = later) =>
    ({ type: 'slot_taken', permit, day: '2026-04-21', is_direct: true, until }) as const;

  test('M3 a place is taken, kept, returned or used up, and one whose time is over goes with the next', () => {
    const held = { day: '2026-04-21', is_direct: true, until: later };
    const two = mailbox([
      slot('p1'),
      slot('p2', at),
      { type: 'slot_kept', permit: 'p1' },
      { type: 'slot_kept', permit: 'p9' },
    ]);
    expect(two.slots).toEqual({ p1: { ...held, until: null }, p2: { ...held, until: at } });
    expect(mailbox([slot('p3')], two).slots).toEqual({ p1: { ...held, until: null }, p3: held });
    expect(mailbox([{ type: 'slot_returned', permit: 'p1' }], two).slots).toEqual({ p2: { ...held, until: at } });
    const used = mailbox([{ type: 'mail_counted', what: 'direct', day: '2026-04-21', permit: 'p1' }], two);
    expect(used).toEqual({ slots: { p2: { ...held, until: at } }, days: { '2026-04-21': { ...emptyDay, direct: 1 } } });
  });

  test('M4 mails are counted by day, the newest forty of them kept', () => {
    const day = (n: number) => `2026-0${n < 30 ? 4 : 5}-${String(1 + (n % 30)).padStart(2, '0')}`;
    const days = Array.from({ length: 41 }, (_, n) => day(n));
    const counted = mailbox(days.toReversed().map((each) => ({ type: 'mail_counted', what: 'sent', day: each })));
    expect(Object.keys(counted.days)).toEqual(days.slice(1));
    const more = mailbox([{ type: 'mail_counted', what: 'bounced', day: '2026-05-02' }], counted);
    expect(more.days['2026-05-02']).toEqual({ ...emptyDay, sent: 1, bounced: 1 });
  });

  test('M4 M7 it is paused and stopped, each until that is over', () => {
    const held = mailbox([
      { type: 'mailbox_paused', because: 'bounces' },
      { type: 'sending_stopped', why: 'a wrong list' },
      { type: 'sent_folder_reconciled', until: later },
    ]);
    expect(held).toEqual({
      ...emptyMailbox,
      paused: { at, because: 'bounces', by: 'sales.ops' },
      stopped: { at, why: 'a wrong list' },
      reconciled_until: later,
    });
    expect(
      mailbox(
        [
          { type: 'mailbox_resumed', because: 'x' },
          { type: 'stop_lifted', because: 'x' },
        ],
        held,
      ),
    ).toEqual({
      ...emptyMailbox,
      reconciled_until: later,
    });
  });
});
