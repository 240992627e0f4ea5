import { expect, test } from 'vitest';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import { voidSuppression } from '../../../src/rules/suppression/void-suppression.ts';
import { con } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { twoStarted } from '../sequences/nurtured.ts';
import { type Over, reply } from './replying.ts';

const opened = (world: TestWorld, before: ReadonlySet<string>) =>
  world
    .account('acme.com')
    .tasks.filter(({ id, closed_at }) => !before.has(id) && closed_at === undefined)
    .map(({ kind, role, due_at }) => `${kind} ${role} ${due_at}`)
    .toSorted();
const holds = (world: TestWorld) =>
  (world.account('acme.com').enrolments ?? []).map(({ over, holds }) =>
    over
      ? `${over.as}: ${over.because}`
      : holds.map(({ why, until }) => [why, until].filter(Boolean).join(' ')).join(', '),
  );

/** The person, a colleague; the duties that the reply opens. */
test.each<[string, number, Over, readonly string[], readonly string[]]>([
  [
    '5.6.1 hot: both sequences end',
    1,
    {},
    ['ended: a reply of type 1 came', 'ended: a reply of type 1 came'],
    [
      'answer_briefing_request cro 2026-04-21T21:00:00.000Z',
      'answer_hot cro 2026-04-21T18:00:00.000Z',
      'classify sales.ops 2026-04-22T14:00:00.000Z',
    ],
  ],
  [
    '5.6.2 warm: both wait',
    2,
    {},
    ['reply', 'colleague'],
    ['answer_warm cro 2026-04-22T14:00:00.000Z', 'follow_up_warm cro 2026-04-26T14:00:00.000Z'],
  ],
  [
    '5.6.3 later: the person ends, the colleague waits; 42 days before the quarter it is taken up',
    3,
    { details: { timeline: '2026-Q3' } },
    ['ended: a reply of type 3 came', 'colleague'],
    [
      'answer_later cro 2026-04-23T14:00:00.000Z',
      'send_value_piece cro 2026-04-28T14:00:00.000Z',
      'timeline_trigger cro 2026-05-20T21:00:00.000Z',
    ],
  ],
  [
    '5.6.4 referral: the person ends, the colleague goes on',
    4,
    { details: { referred: { name: 'Cy Poe' } } },
    ['ended: a reply of type 4 came', ''],
    ['answer_referral cro 2026-04-22T14:00:00.000Z'],
  ],
  [
    '5.6.7 hostile: the person ends, the colleague waits, and sales.ops sees to it the same day',
    7,
    {},
    ['ended: a reply of type 7 came', 'colleague'],
    [
      'remove_everywhere category.positioning 2026-04-21T21:00:00.000Z',
      'see_to_hostility sales.ops 2026-04-21T21:00:00.000Z',
    ],
  ],
  [
    '5.6.5 wrong person: the person ends, the colleague goes on',
    5,
    {},
    ['ended: a reply of type 5 came', ''],
    ['answer_wrong_person sales.ops 2026-04-23T14:00:00.000Z'],
  ],
  [
    '5.6.6 objection: the person ends, the colleague waits',
    6,
    { details: { objection: 'no budget' } },
    ['ended: a reply of type 6 came', 'colleague'],
    ['answer_objection cro 2026-04-23T14:00:00.000Z'],
  ],
  [
    '5.6.8 opt-out: the person ends, the colleague goes on',
    8,
    { text: 'Please unsubscribe me.' },
    ['ended: a reply of type 8 came', ''],
    [],
  ],
  [
    '5.6.9 away until Wednesday the 29th: on two days later, a business day',
    9,
    { details: { return_date: '2026-04-29' } },
    ['away 2026-05-01', ''],
    [],
  ],
  [
    '5.6.9 away until Thursday the 30th: two days later is a Saturday',
    9,
    { details: { return_date: '2026-04-30' } },
    ['away 2026-05-04', ''],
    [],
  ],
  [
    '5.6.9 back since yesterday: two days later is tomorrow',
    9,
    { details: { return_date: '2026-04-20' } },
    ['away 2026-04-22', ''],
    [],
  ],
  ['5.6.9 back for two days: nothing waits', 9, { details: { return_date: '2026-04-19' } }, ['', ''], []],
  [
    '5.6.9 no date: sales.ops looks after five business days',
    9,
    { text: 'I am out of the office.' },
    ['away', ''],
    ['look_at_away sales.ops 2026-04-28T14:00:00.000Z'],
  ],
])('%s', (_, type, over, enrolments, duties) => {
  const world = twoStarted();
  const before = new Set(world.account('acme.com').tasks.map(({ id }) => id));
  const { outcome } = reply(world, type, over);
  expect(outcome).toBe('recorded');
  expect(holds(world)).toEqual(enrolments);
  expect(opened(world, before)).toEqual(duties);
});

const recorded = (world: TestWorld) =>
  world.events.map(({ event }) => JSON.parse(JSON.stringify(event))).find(({ type }) => type === 'reply_recorded');

test('5.6.6 the kind of an objection is kept, of no other reply', () => {
  const details = { objection: 'no budget' };
  const objecting = twoStarted();
  const { summary, extra } = reply(objecting, 6, { details });
  const [ana, bo] = [con(objecting), con(objecting, 2)];
  expect(recorded(objecting)).toMatchObject({
    reply: { id: extra.reply?.id, contact: ana, kind: 6, received_at: objecting.now, objection: 'no budget' },
    sealed: { person: ana, fields: { text: 'Thank you for writing.' } },
  });
  expect(summary).toBe(`Reply of type 6 of ${ana} at Acme is recorded. Paused: ${bo}. Ended: ${ana}.`);
  const warm = twoStarted();
  reply(warm, 2, { details });
  expect(recorded(warm).reply).not.toHaveProperty('objection');
  const silent = twoStarted();
  reply(silent, 6, { details: {} });
  expect(recorded(silent).reply).not.toHaveProperty('objection');
});

test('5.6.8 L13 an opt-out suppresses the person, and says so', () => {
  const world = twoStarted();
  const { summary } = reply(world, 8, { text: 'Please unsubscribe me.' });
  expect(summary).toContain('The person is suppressed (opt_out)');
  expect([...world.suppressed]).toEqual([con(world)]);
  const other = twoStarted();
  expect(reply(other, 5).summary).not.toContain('suppressed');
  expect([...other.suppressed]).toEqual([]);
});

test('5.6.9 away without a date: each waits for the look at themselves, whoever else is away', () => {
  const world = twoStarted();
  const away = { text: 'I am out of the office.' };
  const bo = reply(world, 9, { ...away, contact: 'bo@acme.com' });
  const ana = reply(world, 9, away);
  const looks = world.account('acme.com').tasks.filter(({ kind }) => kind === 'look_at_away');
  expect(looks.map(({ subject }) => subject)).toEqual([con(world, 2), con(world)]);
  expect(bo.extra).toMatchObject({ paused: [{ contact: con(world, 2) }] });
  expect(ana.extra.paused).toEqual([{ contact: con(world) }]);
  expect(ana.extra).not.toHaveProperty('resumes_on');
  const refs = (world.account('acme.com').enrolments ?? []).map(({ contact, holds }) => [
    contact,
    ...holds.map(({ ref }) => ref),
  ]);
  expect(refs).toEqual([
    [con(world), looks[1]?.id],
    [con(world, 2), looks[0]?.id],
  ]);
  const because = world.account('acme.com').enrolments?.[0]?.holds[0]?.because;
  expect(because).toBe('they are away, and do not say until when');
});

test('S-1 who is resumed or ended by hand is nobody to look for any more', () => {
  for (const action of ['resume', 'end'] as const) {
    const world = twoStarted();
    reply(world, 9, { text: 'I am out of the office.' });
    world.run('sales.ops', holdSequence, { contact: 'ana@acme.com', action, reason: 'she is back' });
    const looks = world.account('acme.com').tasks.filter(({ kind }) => kind === 'look_at_away');
    expect(looks.map(({ closed_at }) => closed_at)).toEqual([world.now]);
  }
});

test('5.6.9 away with a date nobody has to look, and who is on no sequence waits for nothing', () => {
  const dated = twoStarted();
  const { paused, resumes_on } = reply(dated, 9, { details: { return_date: '2026-04-29' } }).extra;
  expect([paused, resumes_on]).toEqual([[{ contact: con(dated), until: '2026-05-01' }], '2026-05-01']);
  const hold = dated.account('acme.com').enrolments?.[0]?.holds[0];
  expect(hold).toEqual({ why: 'away', because: 'they are away until 2026-04-29', until: '2026-05-01', at: dated.now });
  const ended = twoStarted();
  reply(ended, 5);
  const before = ended.account('acme.com').tasks.length;
  const { extra } = reply(ended, 9, { text: 'I am out of the office.' });
  expect([extra.paused, ended.account('acme.com').tasks.length]).toEqual([[], before]);
});

test('5.6.7 L14 the hostility of somebody else is nobody to see to, and the colleague goes on', () => {
  const world = twoStarted();
  reply(world, 7);
  world.run('legal.exec', voidSuppression, { contact: 'ana@acme.com', evidence: 'the reply was of another Ana' });
  const kinds = world.account('acme.com').tasks.filter(({ closed_at }) => closed_at === undefined);
  expect(kinds.map(({ kind }) => kind).filter((kind) => kind === 'see_to_hostility')).toEqual([]);
  expect(holds(world)).toEqual(['ended: a reply of type 7 came', '']);
});
