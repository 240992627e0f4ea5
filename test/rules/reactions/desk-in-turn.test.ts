import { expect, test } from 'vitest';
import { type DeskState, emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { emptyMailbox } from '../../../src/rules/aggregates/mailbox.ts';
import type { RecurringRule } from '../../../src/rules/policy/policy.ts';
import { applyDeskTimers, setDeskTimer } from '../../../src/rules/reactions/desk-timers.ts';
import { besideThen } from '../../../src/rules/simulation/recorded-world.ts';
import { start } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

/** The desk as time made it by then, where only these duties recur. */
function passed(over: Partial<DeskState>, now: string, recurring: readonly RecurringRule[] = []) {
  const { policy, ...rest } = new TestWorld(now).context('sales.ops');
  const context = { ...rest, policy: { ...policy, recurring: [...recurring] } };
  const state = { ...emptyDesk, opened_at: start, weeks_closed: '2026-04-20', ...over };
  const { desk } = besideThen({ desk: state, mailbox: emptyMailbox }, context);
  const applied = applyDeskTimers(desk, context).map(({ kind, due_at, noticed_at }) => [kind, due_at, noticed_at]);
  const events = desk.pending.map(({ event, at }) => [event.type, at]);
  setDeskTimer(desk, context);
  return { applied, events, state: desk.state };
}

const audit = testPolicy().values.recurring.filter(({ kind }) => kind === 'sla_audit');
const rule = (every: RecurringRule['every'], weekday?: number): readonly RecurringRule[] =>
  audit.map(({ weekday: _, ...each }) => ({ ...each, every, ...(weekday === undefined ? {} : { weekday }) }));
const batch = { closes_at: '2026-04-21T21:00:00.000Z', lines: ['Acme: MQL', 'Beta: MQL'] };
const step = { id: 'tsk_desk_1', kind: 'cro_review', role: 'cro', clause: '4.3', opened_at: start } as const;
const now = '2026-04-28T14:00:00.000Z';

test('T6 S-3 S-4 S-5 what fell due at the desk is done in its order, each dated at its instant', () => {
  const tasks = [{ ...step, due_at: '2026-04-24T10:00:00.000Z', subject: 'chg_1' }];
  const found = passed({ batch, tasks, weeks: {} }, now, rule('business_day'));
  expect(found.applied).toEqual([
    ['sla_audit', '2026-04-21T13:00:00.000Z', now],
    ['classifications_posted', '2026-04-21T21:00:00.000Z', now],
    ['step_missed', '2026-04-24T10:00:00.000Z', now],
    ['step_escalated', '2026-04-24T10:00:00.000Z', now],
    ['week_closed', '2026-04-27T04:00:00.000Z', now],
  ]);
  expect(found.events).toEqual([
    ['task_opened', '2026-04-21T13:00:00.000Z'],
    ['duty_recurred', '2026-04-21T13:00:00.000Z'],
    ['batch_posted', '2026-04-21T21:00:00.000Z'],
    ['intent_raised', '2026-04-21T21:00:00.000Z'],
    ['task_missed', '2026-04-24T10:00:00.000Z'],
    ['miss_counted', '2026-04-24T10:00:00.000Z'],
    ['task_escalated', '2026-04-24T10:00:00.000Z'],
    ['task_opened', '2026-04-24T10:00:00.000Z'],
    ['posted', '2026-04-24T10:00:00.000Z'],
    ['intent_raised', '2026-04-24T10:00:00.000Z'],
    ['week_closed', '2026-04-27T04:00:00.000Z'],
  ]);
  const { state } = found;
  expect(state.tasks.map(({ kind, role, subject }) => [kind, role, subject])).toEqual([
    ['cro_review', 'cro', 'chg_1'],
    ['sla_audit', 'chief.staff', undefined],
    ['escalated_step', 'chief.staff', 'tsk_desk_1'],
  ]);
  expect([state.missed, state.batch, state.weeks_closed, state.alarm]).toEqual([
    [{ role: 'cro', at: '2026-04-24T10:00:00.000Z' }],
    null,
    '2026-04-27',
    '2026-04-29T13:00:00.000Z',
  ]);
});

test('S-4 S-5 what is posted names the step, its subject or the desk, and every line of the day', () => {
  const texts = (subject: object) =>
    passed({ batch, tasks: [{ ...step, due_at: '2026-04-24T10:00:00.000Z', ...subject }] }, now).state.intents.map(
      ({ payload }) => payload.text,
    );
  const late =
    'overdue since 2026-04-24, 06:00, and escalated to chief.staff: cro is to confirm, dispute or flag the dossier.';
  const posted = 'Classified on 2026-04-21, 2 in all:\n- Acme: MQL\n- Beta: MQL';
  expect([texts({}), texts({ subject: 'chg_1' })]).toEqual([
    [posted, `the desk: ${late}`],
    [posted, `chg_1: ${late}`],
  ]);
});

test('T6 S-3 the desk is looked at next at the soonest of all that time will do', () => {
  const alarm = (over: Partial<DeskState>, recurring: readonly RecurringRule[] = []) =>
    passed({ alarm: '2026-04-21T13:00:00.000Z', ...over }, start, recurring).state.alarm;
  const tasks = (due_at: string) => [{ ...step, due_at }];
  expect([
    alarm({}),
    alarm({ batch }),
    alarm({ batch, tasks: tasks('2026-04-21T15:00:00.000Z') }),
    alarm({ tasks: tasks('2026-04-21T14:00:00.000Z') }),
    alarm({ recurred: { sla_audit: '2026-04-21' } }, rule('business_day')),
  ]).toEqual([
    '2026-04-27T04:00:00.000Z',
    '2026-04-21T21:00:00.000Z',
    '2026-04-21T15:00:00.001Z',
    '2026-04-21T14:00:00.001Z',
    '2026-04-22T13:00:00.000Z',
  ]);
});

test('T6 an instant that is yet to come, or that nobody set, is left alone where nothing fell due', () => {
  const set = (alarm: string | null) => passed({ alarm }, start).events;
  expect([set(null), set('2026-04-21T14:00:00.001Z'), set('2026-04-21T14:00:00.000Z')]).toEqual([
    [],
    [],
    [['alarm_set', start]],
  ]);
  expect(passed({ opened_at: null, weeks_closed: null }, start).events).toEqual([['desk_opened', start]]);
});

test.each<[string, readonly RecurringRule[], string, string, string, string]>([
  ['every business day', rule('business_day'), '2026-04-21', '2026-04-28', '2026-04-22', '2026-04-28'],
  ['over a weekend', rule('business_day'), '2026-04-24', '2026-04-27', '2026-04-27', '2026-04-27'],
  ['every Friday', rule('week', 5), '2026-04-24', '2026-05-12', '2026-05-01', '2026-05-08'],
  ['on its very Friday', rule('week', 5), '2026-04-23', '2026-04-24', '2026-04-24', '2026-04-24'],
  ['on Mondays, where no day is said', rule('week'), '2026-04-21', '2026-05-05', '2026-04-27', '2026-05-04'],
  ['on the day after a Monday off', rule('week', 1), '2026-05-19', '2026-05-26', '2026-05-26', '2026-05-26'],
  ['on the next Monday after that', rule('week', 1), '2026-05-26', '2026-06-01', '2026-06-01', '2026-06-01'],
  ['every quarter', rule('quarter'), '2026-04-21', '2026-10-02', '2026-07-01', '2026-10-01'],
  ['on its first day', rule('quarter'), '2026-06-30', '2026-07-01', '2026-07-01', '2026-07-01'],
  ['a quarter later', rule('quarter'), '2026-07-01', '2026-10-01', '2026-10-01', '2026-10-01'],
])(
  'S-1 a duty comes up %s: once for all days that passed, seen up to the last',
  (_, each, known, today, day, latest) => {
    const over = { recurred: { sla_audit: known }, weeks_closed: '2026-12-28' };
    const before = passed(over, `${day}T12:59:59.999Z`, each);
    const { state, applied } = passed(over, `${today}T14:00:00.000Z`, each);
    expect([before.applied, applied.map(([kind, at]) => [kind, at])]).toEqual([
      [],
      [['sla_audit', `${day}T13:00:00.000Z`]],
    ]);
    expect([state.recurred.sla_audit, state.tasks.map((task) => task.opened_at)]).toEqual([
      latest,
      [`${day}T13:00:00.000Z`],
    ]);
  },
);
