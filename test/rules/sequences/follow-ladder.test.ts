import { expect, test } from 'vitest';
import type { AccountState, Contact } from '../../../src/rules/aggregates/account.ts';
import type { Enrolment } from '../../../src/rules/aggregates/enrolment.ts';
import { entryObstacles, personObstacles } from '../../../src/rules/sequences/eligibility.ts';
import { followLadder } from '../../../src/rules/sequences/follow-ladder.ts';
import { idAt } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';
import { base, draftFrom, now } from '../ladder/taking.ts';

const context = new TestWorld(now).context('sales.ops');
const ana = idAt('con_1');
const bea = idAt('con_2');
const person = (id: string, over: Partial<Contact> = {}): Contact => ({
  id,
  email_domain: 'acme.com',
  has_profile: false,
  has_name: true,
  ...over,
});
const enrolment = (over: Partial<Enrolment> = {}): Enrolment => ({
  id: 'enr_1',
  contact: ana,
  sequence: 'nurture',
  versions: { 1: 'nurture_1_v1', 2: 'nurture_2_v1' },
  enrolled_at: '2026-04-13T14:00:00.000Z',
  touch: 1,
  due_on: '2026-04-22',
  sent: [],
  holds: [],
  ...over,
});
const over = { as: 'complete', at: '2026-04-15T14:00:00.000Z', because: 'every touch was sent' } as const;

/** An MQL without review; Ana is on her way through nurture, Bea is on file. */
const account = (state: Partial<AccountState> = {}): AccountState => ({
  ...base,
  name: 'Acme',
  stage: 'MQL',
  review: 'NONE',
  proposal: null,
  contacts: [person(ana), person(bea)],
  enrolments: [enrolment()],
  tasks: [],
  ...state,
});

/** Changes of the enrolments, as `enrolment: what, why`. */
function followed(state: Partial<AccountState>, suppressed: readonly string[] = []): readonly string[] {
  const draft = draftFrom(account(state));
  followLadder(draft, new Set(suppressed), context);
  return draft.pending.flatMap(({ event }) => {
    switch (event.type) {
      case 'enrolment_over':
        return `${event.enrolment}: ${event.as}, ${event.because}`;
      case 'enrolment_held':
        return `${event.enrolment}: held, ${event.hold.because}`;
      case 'enrolment_released':
        return `${event.enrolment}: released, ${event.why}`;
      case 'enrolment_handed_on':
        return `${event.enrolment}: handed on, ${event.contact}`;
      case 'task_opened':
        return `${event.task.kind} ${event.task.subject}`;
      default:
        return [];
    }
  });
}

const activation = (more: Partial<Enrolment> = {}) => ({
  enrolments: [enrolment({ sequence: 'activation', ...more })],
});
const quiet = { enrolments: [enrolment({ sequence: 're_engagement' })] };
const after = { enrolments: [enrolment({ sequence: 'post_briefing' })] };
const deal = { briefing_for: null, held_at: '2026-04-10T14:00:00.000Z', proposed_at: null };
const underReview = { why: 'review', because: 'the account is under review (DOSSIER_DUE)', at: now } as const;
const byHand = { why: 'hold', because: 'their fair is on', at: now } as const;

test.each<[string, Partial<AccountState>, readonly string[]]>([
  ['C4 nurture goes on at MQL', {}, []],
  ['C4 nurture ends on SQL', { stage: 'SQL' }, ['enr_1: ended, the account is SQL']],
  ['C4 nurture ends on PROSPECT', { stage: 'PROSPECT' }, ['enr_1: ended, the account is PROSPECT']],
  ['C4 activation goes on at SQL', { ...activation(), stage: 'SQL' }, []],
  ['C4 activation ends on leaving SQL', activation(), ['enr_1: ended, the account is MQL']],
  ['C4 a re-engagement outlives the expiry of an MQL', { ...quiet, stage: 'PROSPECT' }, []],
  ['C5 a re-engagement goes on when recycled', { ...quiet, stage: 'RECYCLED' }, []],
  ['C5 SQL has no re-engagement', { ...quiet, stage: 'SQL' }, ['enr_1: ended, the account is SQL']],
  ['C1 a post-Briefing mail goes on after the Briefing', { ...after, stage: 'BRIEFING_READY', deal }, []],
  [
    'C1 an Assessment proposed ends it',
    { ...after, stage: 'BRIEFING_READY', deal: { ...deal, proposed_at: now } },
    ['enr_1: ended, the Assessment was proposed'],
  ],
  ['C1 so does a deal lost', { ...after, stage: 'RECYCLED', deal }, ['enr_1: ended, the account is RECYCLED']],
  [
    'C1 nurture is complete when all is sent',
    { enrolments: [enrolment({ due_on: null })] },
    ['enr_1: complete, every touch was sent'],
  ],
  [
    'C1 after activation the CRO writes',
    { ...activation({ due_on: null }), stage: 'SQL' },
    ['enr_1: complete, every touch was sent', `direct_outreach ${ana}`],
  ],
  ['C4 a review pauses nurture', { review: 'PENDING_CRO' }, ['enr_1: held, the account is under review (PENDING_CRO)']],
  ['C4 once', { review: 'DOSSIER_DUE', enrolments: [enrolment({ holds: [underReview] })] }, []],
  ['C4 and lets it go on', { enrolments: [enrolment({ holds: [byHand, underReview] })] }, ['enr_1: released, review']],
  ['C4 but not what is held by hand', { enrolments: [enrolment({ holds: [byHand] })] }, []],
  ['C4 no review pauses activation', { ...activation(), stage: 'SQL', review: 'DOSSIER_DUE' }, []],
  [
    'C4 who moved ends',
    { contacts: [person(ana, { left: { to: 'beta.com', at: now } })] },
    ['enr_1: ended, the person moved to beta.com'],
  ],
  ['C4 who was erased ends', { contacts: [person(ana, { erased: true })] }, ['enr_1: ended, the person was erased']],
  ['C4 who is nobody here ends', { contacts: [person(bea)] }, ['enr_1: ended, the person was erased']],
  [
    'A2 C4 who was joined hands on',
    { contacts: [person(ana, { part_of: bea }), person(bea)] },
    [`enr_1: handed on, ${bea}`],
  ],
  [
    'A2 C4 of joined people the one that stays goes on',
    {
      contacts: [person(ana, { part_of: bea }), person(bea)],
      enrolments: [enrolment(), enrolment({ id: 'enr_2', contact: bea })],
    },
    ['enr_1: ended, they were joined with who is on the way through a sequence already'],
  ],
  [
    'C4 what is over stays over, and each of several is looked at',
    {
      stage: 'SQL',
      enrolments: [enrolment({ id: 'enr_3', over }), enrolment(), enrolment({ id: 'enr_2', contact: bea })],
    },
    ['enr_1: ended, the account is SQL', 'enr_2: ended, the account is SQL'],
  ],
])('%s', (_, state, told) => {
  expect(followed(state)).toEqual(told);
});

test('C4 L13 who is suppressed ends; a colleague goes on', () => {
  expect(followed({}, [ana])).toEqual(['enr_1: ended, the person is suppressed']);
  expect(followed({}, [bea])).toEqual([]);
});

const because = (state: Partial<AccountState>, suppressed: readonly string[] = []) =>
  personObstacles({ state: account(state), suppressed: new Set(suppressed) }, ana, context).map((each) => [
    each.clause,
    each.ruling,
    each.because,
  ]);

test.each<[string, Partial<AccountState>, readonly (readonly string[])[]]>([
  ['Q4 somebody with name and address may be written to', {}, []],
  ['Q4 nobody', { contacts: [] }, [['3.1', 'A2', `no contact of acme.com stands under ${ana}`]]],
  ['C4 the erased', { contacts: [person(ana, { erased: true })] }, [['3.5', 'C4', 'the person was erased']]],
  [
    'A2 who moved',
    { contacts: [person(ana, { left: { to: 'beta.com', at: now } })] },
    [['3.1', 'A2', 'they moved to beta.com']],
  ],
  ['A2 the joined', { contacts: [person(ana, { part_of: bea })] }, [['3.1', 'A2', `they are one person with ${bea}`]]],
  [
    'K4 without a name, and without an address',
    { contacts: [person(ana, { has_name: false, email_domain: null })] },
    [
      ['5.2', 'A2', 'no e-mail address of theirs is on file'],
      ['5.3.4', 'K4', 'no first name of theirs is on file'],
    ],
  ],
  [
    "A3 a competitor's",
    { contacts: [person(ana, { email_domain: 'crossbeam.com' })] },
    [['3.2', 'A3', "their e-mail domain is a listed competitor's"]],
  ],
  [
    'Y2 a reply that asks to stop',
    { withheld: [{ id: 'wth_1', contact: ana, at: now }] },
    [['5.6', 'Y2', 'a reply of theirs asks to stop and was not recorded as that']],
  ],
  ["Y2 a colleague's reply that asks to stop", { withheld: [{ id: 'wth_1', contact: bea, at: now }] }, []],
])('%s', (_, state, told) => {
  expect(because(state)).toEqual(told);
});

test('L13 who is suppressed may not be written to, whatever else', () => {
  expect(because({}, [ana])).toEqual([['3.5', 'L13', 'the person is suppressed']]);
  expect(because({}, [bea])).toEqual([]);
});

const entry = (sequence: string, state: Partial<AccountState>) =>
  entryObstacles(sequence, { state: account({ enrolments: [], ...state }), suppressed: new Set() }, ana, context).map(
    (each) => each.because,
  );
const nurturedOn = (day: string, contact = ana): Partial<AccountState> => ({
  entered_by: 'regress_sql',
  enrolments: [enrolment({ contact, over: { ...over, at: `${day}T14:00:00.000Z` } })],
});
const waits = (day: string) => [
  `the account fell back from SQL and they completed nurture on ${day}, within 180 days: they wait for re_engagement`,
];

const idleFor = (days: number): Partial<AccountState> => ({
  ...engagedNever,
  stage_since: new Date(Date.parse(now) - days * 86_400_000).toISOString(),
});
const engagedNever: Partial<AccountState> = { signals: base.signals.map((each) => ({ ...each, is_act: false })) };
const recycled = (cooldown_until: string): Partial<AccountState> => ({
  ...idleFor(0),
  stage: 'RECYCLED',
  cooldown_until,
});
const silentSince = (day: string, contact = ana): Partial<AccountState> => ({
  ...idleFor(0),
  ...nurturedOn(day, contact),
  stage: 'PROSPECT',
});
const answered = { answered: { [ana]: { reply: 'rpl_1', type: 6, at: '2026-04-13T14:00:00.000Z' } } };
const refused = (is: string): string =>
  `acme.com is ${is} without engagement; re_engagement is for an MQL idle for 60 days, a recycled account past its cool-down, or 30 days after a sequence that nobody answered`;

test.each<[string, string, Partial<AccountState>, readonly string[]]>([
  ['C3 nurture for an MQL', 'nurture', {}, []],
  ['C3 not for an SQL', 'nurture', { stage: 'SQL' }, ['acme.com is SQL; nurture is for MQLs that no review holds']],
  [
    'C3 not under review',
    'nurture',
    { review: 'DOSSIER_DUE' },
    ['acme.com is MQL, review DOSSIER_DUE; nurture is for MQLs that no review holds'],
  ],
  ['C3 activation for an SQL', 'activation', { stage: 'SQL' }, []],
  ['C3 activation not for an MQL', 'activation', {}, ['acme.com is MQL; activation is for SQLs']],
  ['C3 regressed, nurtured 180 days ago', 'nurture', nurturedOn('2025-10-24'), waits('2025-10-24')],
  ['C3 regressed, nurtured 181 days ago', 'nurture', nurturedOn('2025-10-23'), []],
  ['C3 regressed, a colleague was nurtured', 'nurture', nurturedOn('2026-03-02', bea), []],
  ['C3 nurtured, never regressed', 'nurture', { ...nurturedOn('2026-03-02'), entered_by: 'mql' }, []],
  ['C3 after a Briefing that was held', 'post_briefing', { stage: 'BRIEFING_READY', deal }, []],
  [
    'C3 before it was held',
    'post_briefing',
    { stage: 'BRIEFING_READY', deal: { ...deal, held_at: null } },
    [
      'acme.com is BRIEFING_READY; a post-Briefing mail is for a Briefing that was held, before an Assessment is proposed',
    ],
  ],
  ['C3 re-engagement of an MQL idle for 60 days', 're_engagement', idleFor(60), []],
  ['C3 re-engagement of an MQL idle for 59 days', 're_engagement', idleFor(59), [refused('MQL, 59 days')]],
  ['C3 re-engagement of a recycled MQL', 're_engagement', { ...idleFor(0), entered_by: 'recycle' }, []],
  ['L10 C3 past the cool-down', 're_engagement', recycled('2026-04-22'), []],
  ['L10 C3 a day before', 're_engagement', recycled('2026-04-23'), [refused('RECYCLED, 0 days')]],
  ['C5 30 days after nurture without an answer', 're_engagement', silentSince('2026-03-23'), []],
  ['C5 29 days after', 're_engagement', silentSince('2026-03-24'), [refused('PROSPECT, 0 days')]],
  ['C5 after an answer', 're_engagement', { ...silentSince('2026-03-23'), ...answered }, [refused('PROSPECT, 0 days')]],
  ['C5 at SQL', 're_engagement', { ...silentSince('2026-03-23'), stage: 'SQL' }, [refused('SQL, 0 days')]],
  ['C5 of a colleague', 're_engagement', silentSince('2026-03-23', bea), [refused('PROSPECT, 0 days')]],
  ['Q5 on the way already', 'nurture', { enrolments: [enrolment()] }, ['they are on the way through nurture already']],
  ['Q5 a colleague is on the way', 'nurture', { enrolments: [enrolment({ contact: bea })] }, []],
  ['K4 a company without a name', 'nurture', { name: null }, ['no name of the company acme.com is on file']],
])('%s', (_, sequence, state, told) => {
  expect(entry(sequence, state)).toEqual(told);
});

test('L13b a gate that fails keeps from a new enrolment, and ends none that runs', () => {
  const facts = base.facts.map((each) => (each.fact === 'employees' ? { ...each, value: 199 } : each));
  expect(entry('nurture', { facts })).toEqual([expect.stringMatching(/^gates do not hold \(.*G1/)]);
  expect(followed({ facts })).toEqual([]);
});
