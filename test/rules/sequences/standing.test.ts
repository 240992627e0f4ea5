import { expect, test } from 'vitest';
import type { Enrolment } from '../../../src/rules/aggregates/enrolment.ts';
import type { Permit } from '../../../src/rules/aggregates/permit.ts';
import { reviewRecipients } from '../../../src/rules/sequences/review-recipients.ts';
import {
  activeTouches,
  enrolmentStanding,
  runningEnrolments,
  standsOn,
  versionsAhead,
} from '../../../src/rules/sequences/standing.ts';
import { proposed } from './nurtured.ts';

const at = '2026-04-21T14:00:00.000Z';
const enrolment = (over: Partial<Enrolment> = {}): Enrolment => ({
  id: 'enr_1',
  contact: 'con_1',
  sequence: 'nurture',
  versions: { 1: 'nurture_1_v1', 2: 'nurture_2_v1', 3: 'nurture_3_v2' },
  enrolled_at: at,
  touch: 2,
  due_on: '2026-04-24',
  sent: [],
  holds: [],
  ...over,
});
const permit = (over: Partial<Permit> = {}): Permit => ({
  id: 'prm_1',
  contact: 'con_1',
  enrolment: 'enr_1',
  hash: 'ab',
  by: 'sales.ops',
  granted_at: at,
  expires_at: '2026-04-21T14:30:00.000Z',
  state: 'open',
  ...over,
});
const over = { as: 'ended', at, because: 'the account is SQL' } as const;
const away = { why: 'away', because: 'they are away', at } as const;
const byHand = { why: 'hold', because: 'their fair is on', at } as const;

test.each([
  ['C4 nothing holds it', enrolment(), [], { state: 'active' }],
  [
    'C4 over',
    enrolment({ over, holds: [byHand] }),
    [permit({ state: 'unknown' })],
    { state: 'ended', because: over.because },
  ],
  [
    'M2 its last mail is unknown',
    enrolment({ holds: [byHand] }),
    [permit(), permit({ state: 'unknown' })],
    { state: 'waiting', because: 'nobody can say whether its last mail went out' },
  ],
  ['M2 a mail on its way out', enrolment(), [permit({ state: 'redeemed' })], { state: 'active' }],
  [
    "M2 another's mail is unknown",
    enrolment(),
    [permit({ enrolment: 'enr_2', state: 'unknown' })],
    { state: 'active' },
  ],
  ['C4 held by hand', enrolment({ holds: [byHand] }), [], { state: 'paused', because: 'their fair is on' }],
  [
    'C4 held until the later of two days, each ground once',
    enrolment({
      holds: [
        { ...away, until: '2026-05-04' },
        { ...byHand, until: '2026-04-30' },
        { ...away, until: '2026-04-29' },
      ],
    }),
    [],
    { state: 'paused', because: 'they are away; their fair is on', until: '2026-05-04' },
  ],
  [
    'C4 held by something without a day, no day is told',
    enrolment({ holds: [{ ...away, until: '2026-05-04' }, byHand] }),
    [],
    { state: 'paused', because: 'they are away; their fair is on' },
  ],
] as const)('%s', (_, each, permits, told) => {
  expect(enrolmentStanding(each, { permits })).toEqual(told);
});

test('C4 an account without enrolments, or permits, has none', () => {
  expect([runningEnrolments({}), activeTouches({})]).toEqual([[], []]);
  expect(enrolmentStanding(enrolment(), {})).toEqual({ state: 'active' });
  expect(runningEnrolments({ enrolments: [enrolment({ over }), enrolment({ id: 'enr_2' })] })).toMatchObject([
    { id: 'enr_2' },
  ]);
});

test('I1 an enrolment stands on the touch in turn and those after it', () => {
  expect(versionsAhead(enrolment())).toEqual(['nurture_2_v1', 'nurture_3_v2']);
  const stands = ['nurture_1_v1', 'nurture_2_v1', 'nurture_3_v2', 'nurture_3_v1'].map((each) =>
    standsOn(enrolment(), each),
  );
  expect(stands).toEqual([false, true, true, false]);
});

test('M2 a touch is ahead while nothing holds it and no permit for it stands', () => {
  const ahead = (each: Enrolment, permits?: readonly Permit[]) =>
    activeTouches({ enrolments: [each], ...(permits ? { permits } : {}) }).map(({ due_on }) => due_on);
  expect(ahead(enrolment())).toEqual(['2026-04-24']);
  expect(ahead(enrolment(), [permit({ enrolment: 'enr_2' })])).toEqual(['2026-04-24']);
  expect(ahead(enrolment(), [permit({ enrolment: 'enr_2' }), permit()])).toEqual([]);
  expect(ahead(enrolment({ holds: [byHand] }))).toEqual([]);
  expect(ahead(enrolment({ due_on: null }))).toEqual([]);
  expect(ahead(enrolment({ over }))).toEqual([]);
});

test.each([
  ['they were asked last week', { reason: 'they were asked last week' }],
  [undefined, {}],
  ['', {}],
])('Q4 a rejection with the reason %j keeps it on record', (reason, kept) => {
  const world = proposed();
  world.run('cro', reviewRecipients, { list: ' lst_copy_1 ', decision: 'reject', reason });
  const event = world.events
    .map((each) => each.event)
    .find((each) => JSON.stringify(each).includes('recipients_reviewed'));
  expect(event).toEqual({ type: 'recipients_reviewed', list: 'lst_copy_1', decision: 'reject', dropped: [], ...kept });
});
