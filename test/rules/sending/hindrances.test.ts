import { describe, expect, test } from 'vitest';
import type { PolicyInForce } from '../../../src/ledger/port/ledger.ts';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import { emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import type { Enrolment } from '../../../src/rules/aggregates/enrolment.ts';
import { emptyDay, emptyMailbox } from '../../../src/rules/aggregates/mailbox.ts';
import type { Email, Permit } from '../../../src/rules/aggregates/permit.ts';
import type { Outgoing } from '../../../src/rules/sending/hindrance.ts';
import { hindrances, withheldMail } from '../../../src/rules/sending/hindrances.ts';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import { acmePending } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';
import { live } from '../templates/versions.ts';

const now = '2026-05-04T14:00:00.000Z';
const today = '2026-05-04';
const { values, ...rest } = testPolicy();
const value = {
  address: 'paul@acme.example',
  sender_name: 'Paul',
  postal_address: '1 Main Street, Ridley Park',
  warmup_started_on: '2026-04-13',
};
const configured = { ...rest, values: { ...values, mailbox: { ...values.mailbox, value } } };
const contextAt = (at: string, policy: PolicyInForce = configured) => new TestWorld(at, policy).context('sales.ops');

const pending = acmePending().account('acme.com');
const [ana] = pending.contacts;
if (!ana) throw new Error('nobody is at Acme');
const contact = ana.id;
const copy = live().copy;

const enrolment: Enrolment = {
  id: 'enr_1',
  contact,
  sequence: 'nurture',
  versions: { 1: 'nurture_1_v1', 2: 'nurture_2_v1' },
  enrolled_at: '2026-05-01T14:00:00.000Z',
  touch: 1,
  due_on: today,
  sent: [],
  holds: [],
};
const permit: Permit = {
  id: 'per_1',
  contact,
  enrolment: 'enr_1',
  touch: 1,
  hash: 'h',
  by: 'sales.ops',
  granted_at: now,
  expires_at: '2026-05-04T14:30:00.000Z',
  state: 'open',
};
const email: Email = {
  id: 'eml_1',
  hash: 'h',
  contact,
  template: 'nurture_1_v1',
  sequence: 'nurture',
  touch: 1,
  failing: [],
  names_price: false,
};
const direct: Outgoing = { contact, to: 'ana@acme.com', address: 'ana@acme.com' };
const nurture: Outgoing = { ...direct, email };

type Ground = Parameters<typeof hindrances>[1];

interface Over {
  readonly mail?: Outgoing;
  readonly state?: Partial<AccountState>;
  readonly ground?: Partial<Ground>;
  readonly context?: ReturnType<typeof contextAt>;
}

function found({ mail = nurture, state = {}, ground = {}, context = contextAt(now) }: Over = {}) {
  const account: AccountState = { ...pending, stage: 'MQL', review: 'NONE', enrolments: [enrolment], ...state };
  const standing = { state: account, suppressed: new Set<string>() };
  return hindrances(mail, { standing, copy, mailbox: emptyMailbox, desk: emptyDesk, ...ground }, context);
}

const said = (over: Over) => found(over).map(({ code, ruling, because, next }) => [code, ruling, because, next]);

const of = (over: Partial<Email>): Outgoing => ({ ...nurture, email: { ...email, ...over } });

test('5.5a M1 a live mail of the touch in turn, on its day, within the cap, is hindered by nothing', () => {
  expect(found()).toEqual([]);
  expect(found({ mail: direct, state: { enrolments: [] } })).toEqual([]);
});

describe('5.5a M1 the mailbox and the day', () => {
  test('K5 no mailbox is one reason, and the cap of none is not another', () => {
    expect(said({ mail: direct, context: contextAt(now, testPolicy()) })).toEqual([
      [
        'NOT_CONFIGURED',
        'K5',
        'no mailbox is configured',
        'set `mailbox` in the policy file: address, sender_name, postal_address, warmup_started_on',
      ],
    ]);
  });

  test('M7 L14 a stop and a restored ledger hold every mail, until somebody lifts and confirms', () => {
    const task = { id: 'tsk_1', kind: 'confirm_restored_ledger', opened_at: now, role: 'chief.staff' as const };
    const mailbox = { ...emptyMailbox, stopped: { at: now, why: 'a wrong list' } };
    const desk = { ...emptyDesk, tasks: [task as (typeof emptyDesk.tasks)[number]] };
    expect(said({ mail: direct, ground: { mailbox, desk } })).toEqual([
      ['RULE_REFUSED', 'M7', 'all sending is stopped: a wrong list', 'chief.staff or the cro lifts the stop'],
      [
        'RULE_REFUSED',
        'L14',
        'this copy of the ledger was restored, and sending is locked',
        'chief.staff closes confirm_restored_ledger with complete_task',
      ],
    ]);
    const closed = { ...emptyDesk, tasks: desk.tasks.map((each) => ({ ...each, closed_at: now })) };
    expect(found({ mail: direct, ground: { desk: closed } })).toEqual([]);
    const other = { ...emptyDesk, tasks: desk.tasks.map((each) => ({ ...each, kind: 'capacity_review' })) };
    expect(found({ mail: direct, ground: { desk: other } })).toEqual([]);
  });

  test('M4 C2 a paused mailbox and a day off hold sequences, not direct mail', () => {
    const mailbox = { ...emptyMailbox, paused: { at: now, because: 'bounces', by: 'sales.ops' as const } };
    const context = contextAt('2026-05-23T14:00:00.000Z');
    expect(said({ ground: { mailbox }, context })).toEqual([
      [
        'RULE_REFUSED',
        'M4',
        'the sequences of the mailbox are paused: bounces',
        'sales.ops resumes them with hold_sequence of the mailbox',
      ],
      ['RULE_REFUSED', 'C2', '2026-05-23 is no business day', 'ask again on 2026-05-26'],
    ]);
    expect(found({ mail: direct, ground: { mailbox }, context })).toEqual([]);
  });

  test('T1 a year without listed holidays holds sequences', () => {
    const [first] = found({ context: contextAt('2050-05-04T14:00:00.000Z') });
    expect(first).toMatchObject({
      code: 'NOT_CONFIGURED',
      clause: '5.5',
      ruling: 'T1',
      because: expect.stringMatching(/^permits would be granted .*2050/),
      next: 'add the year to business_time.holidays of the policy',
    });
  });

  test('M3 M6 a full day holds sequences five places before direct mail, and says when to ask again', () => {
    const used = (sent: number) => ({ mailbox: { ...emptyMailbox, days: { [today]: { ...emptyDay, sent } } } });
    const held = 'mails of 2026-05-04 are sent or permitted';
    expect(said({ ground: used(45) })).toEqual([
      [
        'CAP_REACHED',
        'M3',
        `45 of 50 ${held}, 5 of them kept for direct mail`,
        'ask again on 2026-05-05, which has room',
      ],
    ]);
    expect(found({ mail: direct, ground: used(49) })).toEqual([]);
    expect(said({ mail: direct, ground: used(50) })).toEqual([
      ['CAP_REACHED', 'M3', `50 of 50 ${held}`, 'ask again on 2026-05-05, which has room'],
    ]);
    // A permit that is redeemed holds a place already.
    expect(found({ mail: { ...nurture, permit: 'per_1' }, ground: used(50) })).toEqual([]);
    const friday = '2026-05-22';
    const days = { [friday]: { ...emptyDay, sent: 50 } };
    const [weekend] = found({
      ground: { mailbox: { ...emptyMailbox, days } },
      context: contextAt(`${friday}T14:00:00.000Z`),
    });
    expect(weekend?.next).toBe('ask again on 2026-05-26, which has room');
  });

  test('M1 reasons come in the order of their codes, whatever found them', () => {
    const mailbox = { ...emptyMailbox, days: { [today]: { ...emptyDay, sent: 50 } } };
    const state = { enrolments: [{ ...enrolment, sent: [{ touch: 1, permit: 'per_9', on: '2026-05-01' }], touch: 2 }] };
    const mail = of({ failing: ['k.length', 'k.links'] });
    expect(found({ mail, state, ground: { mailbox } }).map(({ code }) => code)).toEqual([
      'CONFLICT',
      'RULE_REFUSED',
      'CAP_REACHED',
    ]);
  });
});

test('M1 each reason names its clause and its ruling', () => {
  const clauses = (over: Over) => withheldMail('acc_1', over.mail ?? nurture, found(over))?.mails?.[0]?.hindrances;
  const holds = [{ why: 'hold' as const, because: 'a fair', at: now }];
  expect([
    clauses({ mail: of({ template: 'nurture_9_v1' }) }),
    clauses({ mail: of({ failing: ['k.length'], names_price: true }) }),
    clauses({ state: { enrolments: [{ ...enrolment, touch: 2, due_on: '2026-05-06', holds }] } }),
    clauses({ state: { enrolments: [{ ...enrolment, due_on: '2026-05-05' }], stage: 'SQL' } }),
    clauses({ state: { enrolments: [] } }),
    clauses({ state: { permits: [{ ...permit, touch: 2, state: 'unknown' }] } }),
    clauses({ state: { permits: [permit] } }),
    clauses({ state: { review: 'PENDING_CRO' } }),
    clauses({ mail: direct, context: contextAt(now, testPolicy()) }),
  ]).toEqual([
    ['RULE_REFUSED 5.4 Q3', 'RULE_REFUSED 5.4 Q4'],
    ['RULE_REFUSED 5.3 K1', 'RULE_REFUSED 5.3.2 K3'],
    ['RULE_REFUSED 5.2 C1', 'RULE_REFUSED 5.2 C4'],
    ['RULE_REFUSED 5.2 C4', 'RULE_REFUSED 5.2 C2'],
    ['RULE_REFUSED 5.2 Q4'],
    ['RULE_REFUSED 5.5 M2'],
    ['CONFLICT 5.5 M1'],
    ['RULE_REFUSED 5.2 C4'],
    ['NOT_CONFIGURED 5.5 K5'],
  ]);
});

describe('5.5a M1 the person', () => {
  test('L13 A3 K4 who is suppressed, a competitor or nameless gets no mail of a sequence', () => {
    const nameless = { contacts: [{ ...ana, has_name: false }] };
    expect(found({ state: nameless }).map(({ ruling }) => ruling)).toEqual(['K4']);
    expect(found({ mail: direct, state: nameless })).toEqual([]);
    const standing = { state: { ...pending, enrolments: [] }, suppressed: new Set([contact]) };
    expect(said({ mail: direct, ground: { standing } })).toEqual([
      [
        'SUPPRESSED',
        'L13',
        'the person is suppressed',
        'write to nobody under this name; legal.exec alone lifts a suppression',
      ],
    ]);
    expect(said({ mail: { ...direct, contact: 'con_9' } })).toEqual([
      [
        'RULE_REFUSED',
        'A2',
        'no contact of acme.com stands under con_9',
        'settle that first; explain_account shows the person and their tasks',
      ],
    ]);
  });

  test('M1 a mail to another address than the one on file is rendered anew', () => {
    const mail = { ...nurture, to: 'ana@old.example' };
    expect(said({ mail })).toEqual([
      [
        'RULE_REFUSED',
        'M1',
        'the address on file is another one than the mail names',
        'render the mail anew with render_sequence_email',
      ],
    ]);
    const kept = withheldMail('acc_1', mail, found({ mail }));
    expect(kept?.mails).toEqual([
      {
        account: 'acc_1',
        contact,
        email: 'eml_1',
        code: 'RULE_REFUSED',
        hindrances: ['RULE_REFUSED 5.5 M1'],
        other_address: true,
      },
    ]);
    expect(withheldMail('acc_1', nurture, [])).toBeNull();
  });
});

describe('5.5a M1 one permit a touch', () => {
  const states = (over: Partial<Permit>, mail: Outgoing = nurture) =>
    said({ mail, state: { permits: [{ ...permit, ...over }] } });

  test('M1 another permit for the touch stands in the way, and its own does not', () => {
    expect(states({})).toEqual([
      [
        'CONFLICT',
        'M1',
        'touch 1 of nurture has permit per_1 already (open)',
        'send by per_1 until 2026-05-04T14:30:00.000Z, then report it with record_delivery',
      ],
    ]);
    expect(states({}, { ...nurture, permit: 'per_1' })).toEqual([]);
    expect(states({ touch: 2 })).toEqual([]);
    expect(states({ enrolment: 'enr_2' })).toEqual([]);
  });

  test('M1 M7 a permit that is used up, or that the stop holds, is not told to be sent by', () => {
    const next = (rows: readonly (readonly string[])[]) => rows[0]?.[3];
    expect(next(states({ state: 'redeemed' }))).toBe(
      'it is used up; report per_1 with record_delivery once it is known how it went',
    );
    const mailbox = { ...emptyMailbox, stopped: { at: now, why: 'a wrong list' } };
    expect(next(said({ ground: { mailbox }, state: { permits: [permit] } }))).toBe(
      'wait until chief.staff or the cro lifts the stop; per_1 lets nothing out before',
    );
  });

  test('M2 where nobody knows whether a mail went, that is settled first, of this touch or another', () => {
    const settle = 'look for the mail in the sent folder, then report per_1 as sent or failed with record_delivery';
    expect(states({ state: 'unknown' })).toEqual([
      ['CONFLICT', 'M1', 'touch 1 of nurture may have gone out by per_1: nobody knows', settle],
    ]);
    const { touch: _, ...byHand } = permit;
    expect(said({ state: { permits: [{ ...byHand, state: 'unknown' }] } })).toEqual([
      ['RULE_REFUSED', 'M2', 'nobody knows yet whether per_1 went out', settle],
    ]);
    expect(said({ state: { permits: [{ ...byHand, state: 'unknown', contact: 'con_9' }] } })).toEqual([]);
    expect(said({ state: { permits: [{ ...byHand, state: 'open' }] } })).toEqual([]);
  });

  test('M1 a touch that was sent is not sent again', () => {
    const sent = [{ touch: 1, permit: 'per_9', on: '2026-05-01' }];
    const [first] = said({ state: { enrolments: [{ ...enrolment, touch: 2, due_on: '2026-05-06', sent }] } });
    expect(first).toEqual([
      'CONFLICT',
      'M1',
      'touch 1 of nurture was sent on 2026-05-01 by per_9',
      'nothing is to send; explain_account names the touch in turn',
    ]);
  });
});

describe('5.5a M1 the copy and the enrolment', () => {
  test('Q3 K1 K3 copy is live, passes its checks, and names a price only where it may', () => {
    const unknown = said({ mail: of({ template: 'nurture_9_v1' }) });
    expect(unknown[0]?.slice(1)).toEqual([
      'Q3',
      'the template nurture_9_v1 is not approved, or retired, not live',
      'read ladder://templates for where it stands; what is approved, load_template makes live',
    ]);
    const held = live();
    held.run('cmo', flagContent, { template: 'nurture_1', kind: 'brand_voice', why: 'it sells' });
    expect(found({ ground: { copy: held.copy } })[0]?.because).toBe('the template nurture_1_v1 is paused, not live');
    expect(said({ mail: of({ failing: ['voice.vendor_speak', 'pricing.gate'], names_price: true }) })).toEqual([
      ['RULE_REFUSED', 'K1', 'the mail fails voice.vendor_speak, pricing.gate', 'mend its slots and render it anew'],
      ['RULE_REFUSED', 'K3', 'the mail names a price and the account is MQL', 'render it without a price'],
    ]);
  });

  test('Q4 C1 C2 a mail is of the bound version, of the touch in turn, on its day', () => {
    expect(said({ state: { enrolments: [{ ...enrolment, versions: { 1: 'nurture_1_v2' } }] } })).toEqual([
      [
        'RULE_REFUSED',
        'Q4',
        'the enrolment is bound to nurture_1_v2, the mail is of nurture_1_v1',
        'render nurture_1_v2',
      ],
    ]);
    expect(said({ state: { enrolments: [{ ...enrolment, touch: 2 }] } })).toEqual([
      ['RULE_REFUSED', 'C1', 'touch 2 of nurture is in turn, not touch 1', 'render touch 2'],
    ]);
    expect(said({ state: { enrolments: [{ ...enrolment, due_on: '2026-05-05' }] } })).toEqual([
      ['RULE_REFUSED', 'C2', 'touch 1 of nurture is due on 2026-05-05, not on 2026-05-04', 'ask again on 2026-05-05'],
    ]);
    expect(found({ state: { enrolments: [{ ...enrolment, due_on: '2026-05-01' }] } })).toEqual([]);
  });

  test('C4 a hold, a review or another stage keeps nurture back', () => {
    const holds = [{ why: 'hold' as const, because: 'their fair is on', at: now }];
    expect(said({ state: { enrolments: [{ ...enrolment, holds }] } })).toEqual([
      [
        'RULE_REFUSED',
        'C4',
        'the enrolment is paused: their fair is on',
        'close what it waits for; a hold of sales.ops is lifted with hold_sequence',
      ],
    ]);
    expect(said({ state: { review: 'PENDING_CRO' } })).toEqual([
      [
        'RULE_REFUSED',
        'C4',
        'acme.com is under review (PENDING_CRO), which pauses nurture',
        'ask again once the review is over',
      ],
    ]);
    expect(said({ state: { stage: 'SQL' } })).toEqual([
      ['RULE_REFUSED', 'C4', 'the account is SQL, which nurture is not for', 'explain_account shows what fits'],
    ]);
  });

  test('Q4 who is not enrolled is named on a list first, and an enrolment that is over is none', () => {
    const named = [
      'RULE_REFUSED',
      'Q4',
      'they are not enrolled in nurture',
      'name them with propose_recipients, and start the list once the cro approved it',
    ];
    expect(said({ state: { enrolments: [] } })).toEqual([named]);
    const over = { as: 'ended' as const, at: now, because: 'the person moved' };
    expect(said({ state: { enrolments: [{ ...enrolment, over }] } })).toEqual([named]);
    expect(said({ state: { enrolments: [{ ...enrolment, sequence: 'activation' }] } })).toEqual([named]);
    expect(said({ state: { enrolments: [{ ...enrolment, contact: 'con_9' }] } })).toEqual([named]);
  });
});
