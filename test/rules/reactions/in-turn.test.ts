import { expect, test } from 'vitest';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import { emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { emptyMailbox } from '../../../src/rules/aggregates/mailbox.ts';
import { applyAccountTimers, setTimer } from '../../../src/rules/reactions/account-timers.ts';
import { accountDraft, besideThen } from '../../../src/rules/simulation/recorded-world.ts';
import { acmeMql, con, file, score, signal, start, twoHigh } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const world = acmeMql();
file(world, signal.comment(2), { contact: { name: 'Bo Lind', email: 'bo@acme.com' }, ago: 30 });
score(world, twoHigh());
const [ana, bo] = [con(world), con(world, 2)];
const enrolment = {
  id: 'enr_1',
  contact: ana,
  sequence: 'nurture',
  versions: { 1: 'nurture_1_v1' },
  enrolled_at: start,
  touch: 1,
  due_on: '2026-06-01',
  sent: [],
  holds: [],
};
const permit = { id: 'prm_1', contact: ana, hash: 'h', by: 'cro', granted_at: start, state: 'open' } as const;
const step = { kind: 'cro_review', role: 'cro', clause: '4.3', opened_at: start } as const;
const quiet = { ...world.account('acme.com'), tasks: [], alarm: null } as AccountState;
const nobody = new Set<string>();

/** The account as time made it by then: duties that fell due in their order, their record, and when to look again. */
function passed(over: Partial<AccountState>, now: string) {
  const context = new TestWorld(now).context('sales.ops');
  const draft = accountDraft({ ...quiet, ...over }, context);
  const beside = besideThen({ desk: emptyDesk, mailbox: emptyMailbox }, context);
  const applied = applyAccountTimers(draft, nobody, beside, context);
  const events = draft.pending.map(({ event, at }) => [event.type, at]);
  setTimer(draft, nobody, context);
  return {
    applied: applied.map(({ kind, due_at }) => [kind, due_at]),
    noticed: new Set(applied.map(({ noticed_at }) => noticed_at)),
    events,
    missed: beside.desk.state.missed,
    alarm: draft.state.alarm,
    draft,
  };
}

const holds = [
  { why: 'away', because: 'they are away', at: start, until: '2026-04-25' },
  { why: 'hold', because: 'their fair is on', at: start, until: '2026-04-23', ref: 'nurture_1_v1' },
] as const;
const silent = {
  ...enrolment,
  id: 'enr_2',
  contact: bo,
  due_on: null,
  over: { as: 'complete', at: start, because: 'every touch was sent' },
} as const;
const everything: Partial<AccountState> = {
  enrolments: [{ ...enrolment, holds }, silent],
  permits: [
    { ...permit, expires_at: '2026-04-22T10:00:00.000Z' },
    { ...permit, id: 'prm_2', expires_at: '2026-04-21T18:00:00.000Z', state: 'redeemed' },
    { ...permit, id: 'prm_3', expires_at: '2026-04-21T17:00:00.000Z', state: 'unknown' },
  ],
  tasks: [{ ...step, id: 'tsk_1', due_at: '2026-04-24T10:00:00.000Z' }],
};

test('T6 C4 C5 M1 M2 S-3 S-4 what fell due is done in its order, each dated at its instant, however late it is noticed', () => {
  const found = passed(everything, '2026-05-22T14:00:00.000Z');
  const inTurn = [
    ['send_unknown', '2026-04-21T18:00:00.000Z'],
    ['permit_lapsed', '2026-04-22T10:00:00.000Z'],
    ['enrolment_resumed', '2026-04-23T04:00:00.000Z'],
    ['step_missed', '2026-04-24T10:00:00.000Z'],
    ['step_escalated', '2026-04-24T10:00:00.000Z'],
    ['enrolment_resumed', '2026-04-25T04:00:00.000Z'],
    ['propose_re_engagement', '2026-05-21T04:00:00.000Z'],
  ];
  expect([found.applied, [...found.noticed]]).toEqual([inTurn, ['2026-05-22T14:00:00.000Z']]);
  expect(found.events).toEqual([
    ['delivery_recorded', '2026-04-21T18:00:00.000Z'],
    ['permit_lapsed', '2026-04-22T10:00:00.000Z'],
    ['enrolment_released', '2026-04-23T04:00:00.000Z'],
    ['task_missed', '2026-04-24T10:00:00.000Z'],
    ['task_escalated', '2026-04-24T10:00:00.000Z'],
    ['task_opened', '2026-04-24T10:00:00.000Z'],
    ['posted', '2026-04-24T10:00:00.000Z'],
    ['enrolment_released', '2026-04-25T04:00:00.000Z'],
    ['task_opened', '2026-05-21T04:00:00.000Z'],
  ]);
  expect(found.missed).toEqual([{ role: 'cro', at: '2026-04-24T10:00:00.000Z' }]);
  expect(found.draft.state.tasks.map(({ kind, role, subject }) => [kind, role, subject])).toEqual([
    ['cro_review', 'cro', undefined],
    ['escalated_step', 'chief.staff', 'tsk_1'],
    ['propose_re_engagement', 'sales.ops', undefined],
  ]);
});

test('T6 S-3 the next look is at the soonest of all that time will do, at it or just after it', () => {
  const at = (over: Partial<AccountState>) => passed(over, start).alarm;
  const hold = { enrolments: [{ ...enrolment, holds: holds.slice(0, 1) }] };
  expect([
    at(everything),
    at({ permits: everything.permits?.slice(0, 1) ?? [] }),
    at({ permits: everything.permits?.slice(2) ?? [] }),
    at(hold),
    at({ enrolments: [silent] }),
    at({ tasks: everything.tasks ?? [] }),
    at({}),
    at({ stage: 'WON', signals: [] }),
  ]).toEqual([
    '2026-04-21T18:00:00.000Z',
    '2026-04-22T10:00:00.000Z',
    '2026-07-20T04:00:00.000Z',
    '2026-04-25T04:00:00.000Z',
    '2026-05-21T04:00:00.000Z',
    '2026-04-24T10:00:00.001Z',
    '2026-07-20T04:00:00.000Z',
    null,
  ]);
});

test('S-3 T6 at its due time a step is in time still, and a hold is over', () => {
  const kinds = (over: Partial<AccountState>, now: string) => passed(over, now).applied.map(([kind]) => kind);
  const due = '2026-04-24T10:00:00.000Z';
  expect([
    kinds({ tasks: everything.tasks ?? [] }, due),
    kinds({ tasks: everything.tasks ?? [] }, '2026-04-24T10:00:00.001Z'),
    kinds({ permits: everything.permits?.slice(0, 1) ?? [] }, '2026-04-22T09:59:59.999Z'),
    kinds({ permits: everything.permits?.slice(0, 1) ?? [] }, '2026-04-22T10:00:00.000Z'),
  ]).toEqual([[], ['step_missed', 'step_escalated'], [], ['permit_lapsed']]);
});

test('3.5f L14 T6 an idle MQL, then criteria that lapse, each on its day', () => {
  const found = passed({}, '2026-12-01T14:00:00.000Z');
  expect(found.applied).toEqual([
    ['revert_idle_mql', '2026-07-20T04:00:00.000Z'],
    ['criteria_lapsed', '2026-10-18T04:00:00.000Z'],
  ]);
  expect(found.events).toEqual([
    ['task_opened', '2026-07-20T04:00:00.000Z'],
    ['flag_raised', '2026-10-18T04:00:00.000Z'],
    ['task_opened', '2026-10-18T04:00:00.000Z'],
    ['task_closed', '2026-10-18T04:00:00.000Z'],
  ]);
  expect([found.draft.state.flags, found.alarm]).toEqual([['criteria_lapsed'], null]);
});
