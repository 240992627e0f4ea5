import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import { stopSending } from '../../../src/rules/sending/stop-sending.ts';
import { entryObstacles } from '../../../src/rules/sequences/eligibility.ts';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import type { HoldArgs } from '../../../src/rules/sequences/hold-types.ts';
import { proposeRecipients } from '../../../src/rules/sequences/propose-recipients.ts';
import { reviewRecipients } from '../../../src/rules/sequences/review-recipients.ts';
import { takeSilence } from '../../../src/rules/sequences/silence-timers.ts';
import { startSequence } from '../../../src/rules/sequences/start-sequence.ts';
import { accountDraft } from '../../../src/rules/simulation/recorded-world.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { con, put, start } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { mailing } from '../sending/mailing.ts';
import { acmeNurtured, enrolmentOf, started, twoStarted } from './nurtured.ts';

const list = 'lst_copy_1';
const propose = (world: TestWorld, contacts: readonly string[]) =>
  world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts }).extra.list;
/** Acme with Bo, Cy and Dee beside Ana. */
function four(): TestWorld {
  const world = acmeNurtured();
  const contacts = ['bo', 'cy', 'dee'].map((each) => ({ name: `${each} Lind`, email: `${each}@acme.com` }));
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
  return world;
}
const [ana, bo, cy, dee] = ['ana', 'bo', 'cy', 'dee'].map((each) => `${each}@acme.com`) as [
  string,
  string,
  string,
  string,
];
const full = '3 contacts of the account are active or named before, 3 may be';

describe('5.4c C3 Q5 who of those named is taken', () => {
  test('Q5 in the order given, nobody twice, as many as the account has places for; the rest is told in that order', () => {
    const world = four();
    expect(propose(world, [dee, ' DEE@acme.com', 'nobody@acme.com', cy, 'the boss', bo, ana])).toEqual({
      id: list,
      sequence: 'nurture',
      contacts: [con(world, 4), con(world, 3), con(world, 2)],
      versions: [1, 2, 3, 4, 5].map((touch) => `nurture_${touch}_v1`),
      refused: [
        { contact: ' DEE@acme.com', because: 'they are named twice' },
        { contact: 'nobody@acme.com', because: 'no contact stands under it; save_account adds them' },
        { contact: 'the boss', because: 'a contact is named by its id, its e-mail address or its profile' },
        { contact: ana, because: full },
      ],
    });
  });

  test('Q5 who is on the way counts among them, and takes no place twice', () => {
    const world = twoStarted();
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [
        { name: 'Cy Lind', email: cy },
        { name: 'Dee Lind', email: dee },
      ],
    });
    expect(propose(world, [ana, cy, dee])).toMatchObject({
      contacts: [con(world, 3)],
      refused: [
        { contact: ana, because: 'they are on the way through nurture already' },
        { contact: dee, because: full },
      ],
    });
  });

  test('L13 who is suppressed is told so, of an address that nobody is on file under too', () => {
    const world = four();
    world.run('sales.ops', suppressContact, { contact: bo, reason: 'opt_out' });
    world.run('sales.ops', suppressContact, { contact: 'gone@acme.com', reason: 'opt_out' });
    expect(propose(world, [bo, 'gone@acme.com', ana]).refused).toEqual([
      { contact: bo, because: 'the person is suppressed' },
      { contact: 'gone@acme.com', because: 'the person is suppressed' },
    ]);
    const none = (contacts: readonly string[]) =>
      world.refused('sales.ops', proposeRecipients, { template: 'nurture_1', contacts }).code;
    expect([none([bo, 'gone@acme.com']), none([bo, 'nobody@acme.com'])]).toEqual(['SUPPRESSED', 'RULE_REFUSED']);
  });
});

describe('5.4c Q4 from the list to the way', () => {
  test('Q4 who fails since is dropped and told, at the review and at the start', () => {
    const world = four();
    propose(world, [ana, bo, cy]);
    world.run('sales.ops', suppressContact, { contact: bo, reason: 'opt_out' });
    const approved = world.run('cro', reviewRecipients, { list, decision: 'approve' });
    expect([approved.outcome, approved.checks, approved.extra.list.contacts, approved.extra.list.refused]).toEqual([
      'approved',
      [],
      [con(world), con(world, 3)],
      [{ contact: con(world, 2), because: 'the person is suppressed' }],
    ]);
    expect(approved.summary).toBe(
      'lst_copy_1 is approved for nurture, 2 contacts; sales.ops starts it with start_sequence by 2026-04-28T14:00:00.000Z. Left out: 1; `refused` says why.',
    );
    world.run('sales.ops', suppressContact, { contact: cy, reason: 'opt_out' });
    const begun = world.run('sales.ops', startSequence, { list });
    expect([begun.outcome, begun.checks, begun.summary, begun.extra]).toEqual([
      'started',
      [],
      'nurture is started from lst_copy_1 for 1 contact; touch 1 is due on 2026-04-21. Left out: 1; `refused` says why.',
      {
        enrolled: [{ contact: con(world), touch: 1, due_on: '2026-04-21' }],
        refused: [{ contact: con(world, 3), because: 'the person is suppressed' }],
      },
    ]);
    const reviewed = world.events
      .map(({ event }) => event as { readonly type: string })
      .find(({ type }) => type === 'recipients_reviewed');
    expect(reviewed).toMatchObject({ dropped: [con(world, 2)], until: '2026-04-28T14:00:00.000Z' });
  });

  test('Q4 a list that is over is not answered, and a reason is a text', () => {
    const world = four();
    propose(world, [ana]);
    const answer = (args: object) =>
      world.refused('cro', reviewRecipients, { list, decision: 'reject', ...args } as never);
    expect([answer({ list: 'lst_copy_7' }).code, answer({ reason: 'a\u0000b' }).found]).toEqual([
      'NOT_FOUND',
      expect.stringMatching(/^`reason`/),
    ]);
    const rejected = world.run('cro', reviewRecipients, { list, decision: 'reject' });
    expect([rejected.outcome, rejected.checks, rejected.extra.list.refused]).toEqual(['rejected', [], []]);
    expect(answer({})).toMatchObject({
      code: 'RULE_REFUSED',
      clause: '5.4',
      ruling: 'Q4',
      found: 'lst_copy_1 is rejected',
    });
    propose(world, [bo]);
    world.run('cro', reviewRecipients, { list: 'lst_copy_2', decision: 'approve' });
    expect(answer({ list: 'lst_copy_2' })).toMatchObject({ code: 'CONFLICT', clause: '5.4', ruling: 'Q4' });
  });
});

describe('C3 L10 C5 who may be re-engaged', () => {
  const { account, context } = (() => {
    const world = acmeNurtured();
    return { account: world.account('acme.com'), context: world.context('sales.ops') };
  })();
  const may = (over: Partial<AccountState>) =>
    entryObstacles(
      're_engagement',
      { state: { ...account, ...over }, suppressed: new Set() },
      account.contacts[0]?.id ?? '',
      context,
    ).length === 0;
  const idle = { signals: [], stage_since: '2026-02-20T15:00:00.000Z' };

  test('C3 L10 by the stage that it stands at, and by no other', () => {
    expect([
      may({ ...idle, stage: 'MQL' }),
      may({ ...idle, stage: 'MQL', stage_since: '2026-02-21T15:00:00.000Z' }),
      may({ ...idle, stage: 'PROSPECT' }),
      may({ ...idle, stage: 'SQL', entered_by: 'recycle' }),
      may({ stage: 'MQL', entered_by: 'recycle' }),
      may({ stage: 'RECYCLED', cooldown_until: '2026-04-21' }),
      may({ stage: 'RECYCLED', cooldown_until: '2026-04-22' }),
      may({ stage: 'RECYCLED', cooldown_until: null }),
      may({ stage: 'PROSPECT', cooldown_until: '2026-04-01' }),
    ]).toEqual([true, false, false, false, true, true, false, false, false]);
  });
});

test('C5 thirty days after an activation that nobody answered somebody may be re-engaged, after another kind not', () => {
  const world = acmeNurtured();
  const [contact] = world.account('acme.com').contacts;
  if (!contact) throw new Error('nobody');
  const over = { as: 'complete', at: '2026-03-22T14:00:00.000Z', because: 'every touch was sent' } as const;
  const may = (sequence: string, at: string = over.at) => {
    const enrolment = {
      id: 'enr_1',
      contact: contact.id,
      sequence,
      versions: {},
      enrolled_at: '2026-03-01T14:00:00.000Z',
      touch: 6,
      due_on: null,
      sent: [],
      holds: [],
      over: { ...over, at },
    };
    const state = { ...world.account('acme.com'), stage: 'PROSPECT' as const, enrolments: [enrolment] };
    return (
      entryObstacles('re_engagement', { state, suppressed: new Set() }, contact.id, world.context('sales.ops'))
        .length === 0
    );
  };
  expect([
    may('activation'),
    may('nurture'),
    may('post_briefing'),
    may('activation', '2026-03-23T14:00:00.000Z'),
  ]).toEqual([true, true, false, false]);
});

describe('C4 M4 M7 what is held', () => {
  const hold = (world: TestWorld, args: Partial<HoldArgs>) =>
    world.run('sales.ops', holdSequence, { action: 'pause', reason: 'their fair is on', ...args });
  const refused = (world: TestWorld, args: Partial<HoldArgs>) => {
    const { code, clause, ruling, found, next } = world.refused('sales.ops', holdSequence, {
      action: 'pause',
      reason: 'r',
      ...args,
    });
    return [code, clause, ruling, found, next];
  };

  test('C4 an answer says of whom, of what and until when', () => {
    const world = started();
    expect(hold(world, { contact: ` ${con(world)} `, until: '2026-04-23' })).toMatchObject({
      outcome: 'paused',
      checks: [],
      extra: { contacts: [con(world)], until: '2026-04-23' },
    });
    expect(hold(world, { contact: con(world) }).extra).toStrictEqual({ contacts: [con(world)] });
    expect(hold(world, { template: ' nurture_1_v1 ' }).extra).toStrictEqual({ contacts: [con(world)] });
    expect(hold(world, { template: 'nurture_1_v1', until: '2026-04-23' })).toMatchObject({
      checks: [],
      extra: { until: '2026-04-23' },
    });
  });

  test('C4 of two ways both are told, and of two things that hold both are closed first', () => {
    const world = started();
    const one = enrolmentOf(world);
    const holds = (['review', 'flag', 'review'] as const).map((why, n) => ({
      why,
      because: `ground ${n}`,
      at: start,
      ref: `ref_${n}`,
    }));
    put(world, {
      enrolments: [
        { ...one, holds },
        { ...one, id: 'enr_9', sequence: 'activation', touch: 2 },
      ],
    });
    expect(refused(world, { contact: con(world), action: 'resume' })).toEqual([
      'RULE_REFUSED',
      '5.2',
      'C4',
      `Ana Ruiz of Acme (${con(world)}) is held by something else: ground 0; ground 1; ground 2`,
      'the review is decided first: score_dossier, then cro_decide; the flag is decided first: resolve_flag of category.positioning and cmo',
    ]);
    expect(hold(world, { contact: con(world) }).summary).toBe(
      `Ana Ruiz of Acme (${con(world)}): nurture, touch 1; activation, touch 2 is paused. The nurture of Ana Ruiz (${con(world)}) stays paused, though no review holds it: ground 0; ground 1; ground 2; their fair is on. The activation of Ana Ruiz (${con(world)}) ends: the account is MQL.`,
    );
    expect(refused(world, { template: 'nurture_2_v1', action: 'resume' })).toEqual([
      'RULE_REFUSED',
      '5.2',
      'C4',
      'nurture_2_v1 is not paused',
      'nothing is to be resumed',
    ]);
  });

  test('C4 a version that the touches yet to be sent do not stand on holds nobody', () => {
    const world = twoStarted();
    const [one, other] = world.account('acme.com').enrolments ?? [];
    if (!one || !other) throw new Error('nobody is enrolled');
    put(world, { enrolments: [one, { ...other, touch: 2 }] });
    expect(hold(world, { template: 'nurture_1_v1' }).extra.contacts).toEqual([one.contact]);
    expect(enrolmentOf(world).holds).toMatchObject([{ why: 'hold', ref: 'nurture_1_v1' }]);
  });

  test('M4 the mailbox is paused once and resumed once, by its name or by true', () => {
    const world = mailing();
    const address = world.context('sales.ops').policy.mailbox.value?.address ?? 'none';
    expect(refused(world, { mailbox: true, action: 'resume' })).toEqual([
      'CONFLICT',
      '5.5',
      'M4',
      'the mailbox is not paused',
      'nothing is to be resumed',
    ]);
    expect(refused(world, { mailbox: true, action: 'end' })).toEqual([
      'INVALID_INPUT',
      '5.5',
      'M4',
      'a mailbox is paused or resumed, never ended',
      'give action pause or resume',
    ]);
    expect(refused(world, { mailbox: 'other@else.example' })).toEqual([
      'NOT_FOUND',
      '5.5',
      'M4',
      'that is not the mailbox of the policy',
      `give mailbox: true, or its address ${address}`,
    ]);
    expect(hold(world, { mailbox: ` ${address.toUpperCase()} ` })).toMatchObject({
      outcome: 'paused',
      summary: 'The mailbox is paused: sequences send nothing until it is resumed.',
      checks: [],
      extra: { contacts: [] },
    });
    expect(refused(world, { mailbox: true })).toEqual([
      'CONFLICT',
      '5.5',
      'M4',
      `the mailbox is paused since ${start}`,
      'resume it with hold_sequence',
    ]);
    expect(hold(world, { mailbox: true, action: 'resume' }).summary).toBe('The mailbox is resumed: sequences go on.');
  });

  test('M7 a stop is no pause: it stays when the mailbox is resumed, and is not resumed by itself', () => {
    const world = mailing();
    hold(world, { mailbox: true });
    world.run('chief.staff', stopSending, { why: 'a complaint' });
    expect(hold(world, { mailbox: true, action: 'resume' }).summary).toBe(
      'The mailbox is resumed: sequences go on. Sending stays stopped until chief.staff or cro lifts that.',
    );
    expect(refused(world, { mailbox: true, action: 'resume' })).toEqual([
      'RULE_REFUSED',
      '5.5',
      'M4',
      `sending is stopped since ${start}`,
      'chief.staff or cro lifts the stop',
    ]);
  });
});

test('C5 silence archives with why and without evidence, dated when it was over', () => {
  const world = acmeNurtured();
  const enrolment = {
    id: 'enr_1',
    contact: con(world),
    sequence: 're_engagement',
    versions: { 1: 're_engagement_1_v1' },
    enrolled_at: '2026-02-01T14:00:00.000Z',
    touch: 2,
    due_on: null,
    sent: [],
    holds: [],
    over: { as: 'complete', at: '2026-03-01T14:00:00.000Z', because: 'every touch was sent' },
  } as const;
  const draft = accountDraft(
    { ...world.account('acme.com'), signals: [], enrolments: [enrolment] },
    world.context('sales.ops'),
  );
  const at = '2026-04-20T04:00:00.000Z';
  takeSilence(draft, new Set(), { kind: 'archived_by_silence', at }, world.context('sales.ops'));
  expect(draft.pending[0]).toMatchObject({
    event: {
      type: 'moved',
      to: 'ARCHIVED',
      arrow: 'archive_silent',
      because: 're-engagement ran to its end, and nobody answered',
      evidence: [],
    },
    at,
  });
});
