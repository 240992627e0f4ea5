/** What lets a mail out: permits, caps, reports, bounces, the sent folder, the stop (§5.5, M1 to M7). */

import { type CopyState, heldTemplates } from '../aggregates/copy.ts';
import type { DeskState } from '../aggregates/desk.ts';
import { type Enrolment, isRunning } from '../aggregates/enrolment.ts';
import type { MailboxState } from '../aggregates/mailbox.ts';
import type { Email, Permit } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import type { Standing } from '../criteria/engagement.ts';
import { entryObstacles, personObstacles } from '../sequences/eligibility.ts';
import { sequenceRule } from '../templates/flow.ts';
import { addDays, weekdaysAlone } from '../time/time.ts';
import { type Code, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { type Cap, capOf, isFull } from './caps.ts';

/** One reason why a mail may not go out now. */
export interface Hindrance {
  readonly code: Code;
  readonly clause: string;
  readonly ruling: string;
  readonly because: string;
  readonly next: string;
}

/** A mail that is to go out: a rendered one, or direct mail. */
export interface Outgoing {
  readonly contact: string;
  /** None for direct mail. */
  readonly email?: Email | undefined;
  /** Address that the bytes name, and the one on file now. */
  readonly to: string | undefined;
  readonly address: string | undefined;
  /** The permit that covers it already: at redeeming. */
  readonly permit?: string | undefined;
}

/** All that M1's tests look at beside the mail. */
export interface Ground {
  readonly standing: Standing;
  readonly copy: CopyState;
  readonly mailbox: MailboxState;
  readonly desk: DeskState;
}

const order: readonly Code[] = ['NOT_FOUND', 'SUPPRESSED', 'NOT_CONFIGURED', 'CONFLICT', 'RULE_REFUSED', 'CAP_REACHED'];

/** M1: everything that keeps a mail from going out at this moment, in the order of an answer. */
export function hindrances(mail: Outgoing, ground: Ground, context: Context): readonly Hindrance[] {
  const found = [
    ...ofPerson(mail, ground, context),
    ...ofPlace(mail, ground, context),
    ...(mail.email ? ofSequence(mail.email, mail, ground, context) : []),
    ...ofCap(mail, ground, context),
  ];
  return order.flatMap((code) => found.filter((each) => each.code === code));
}

export function refusalOf({ code, clause, ruling, because, next }: Hindrance): Refusal {
  return refuse(code, { clause, ruling, found: because, next });
}

const no = (clause: string, ruling: string, because: string, next: string): Hindrance => ({
  code: 'RULE_REFUSED',
  clause,
  ruling,
  because,
  next,
});

/** L13, A9, Y2; direct mail wants no first name and looks at no competitor (M6). */
function ofPerson(
  { contact, email, to, address }: Outgoing,
  { standing }: Ground,
  context: Context,
): readonly Hindrance[] {
  const obstacles = personObstacles(standing, contact, context).filter(
    ({ ruling }) => email !== undefined || (ruling !== 'K4' && ruling !== 'A3'),
  );
  const found = obstacles.map((each) => ({
    ...each,
    next:
      each.code === 'SUPPRESSED'
        ? 'write to nobody under this name; legal.exec alone lifts a suppression'
        : 'settle that first; explain_account shows the person and their tasks',
  }));
  if (found.length === 0 && to !== address)
    return [
      no(
        '5.5',
        'M1',
        'the address on file is another one than the mail names',
        'render the mail anew with render_sequence_email',
      ),
    ];
  return found;
}

/** K5, T1, C2, M4, M7: what holds the mailbox, or the day. */
function ofPlace({ email }: Outgoing, { mailbox, desk }: Ground, context: Context): readonly Hindrance[] {
  const { policy, calendar, now, today } = context;
  const years = email ? calendar.unlistedYears(now, now) : [];
  const unset = (because: string, next: string, ruling: string): Hindrance => ({
    code: 'NOT_CONFIGURED',
    clause: '5.5',
    ruling,
    because,
    next,
  });
  return [
    ...(policy.mailbox.value
      ? []
      : [
          unset(
            'no mailbox is configured',
            'set `mailbox` in the policy file: address, sender_name, postal_address, warmup_started_on',
            'K5',
          ),
        ]),
    ...(years.length > 0
      ? [
          unset(
            `permits would be granted ${weekdaysAlone(years)}`,
            'add the year to business_time.holidays of the policy',
            'T1',
          ),
        ]
      : []),
    ...(mailbox.stopped
      ? [no('5.5', 'M7', `all sending is stopped: ${mailbox.stopped.why}`, 'chief.staff or the cro lifts the stop')]
      : []),
    ...(isUnconfirmed(desk)
      ? [
          no(
            '4.4',
            'L14',
            'sending is locked: this copy of the ledger was restored',
            'chief.staff closes confirm_restored_ledger with complete_task',
          ),
        ]
      : []),
    ...(email && mailbox.paused
      ? [
          no(
            '5.5',
            'M4',
            `sequences of the mailbox are paused: ${mailbox.paused.because}`,
            'sales.ops resumes them with hold_sequence of the mailbox',
          ),
        ]
      : []),
    ...(email && !calendar.isBusinessDay(today)
      ? [
          no(
            '5.2',
            'C2',
            `${today} is no business day`,
            `ask again on ${calendar.nextBusinessDay(today)}; direct mail may go any day`,
          ),
        ]
      : []),
  ];
}

function isUnconfirmed({ tasks }: DeskState): boolean {
  return tasks.some(({ kind, closed_at }) => kind === 'confirm_restored_ledger' && closed_at === undefined);
}

/** Q3, Q5, C3, C4, K3: what keeps this touch from this contact. */
function ofSequence(email: Email, mail: Outgoing, ground: Ground, context: Context): readonly Hindrance[] {
  const { state } = ground.standing;
  const enrolment = enrolmentFor(email, state.enrolments);
  return [
    ...ofTouch(email, mail, state.permits, state.enrolments),
    ...ofCopy(email, ground, context),
    ...ofStage(email, ground, context),
    ...(enrolment ? ofEnrolment(email, enrolment, mail, state.permits ?? [], context) : unenrolled(email, ground, context)),
  ];
}

/** The enrolment that a mail belongs to: the running one of its contact and sequence. */
export function enrolmentFor(
  { contact, sequence }: Pick<Email, 'contact' | 'sequence'>,
  enrolments: readonly Enrolment[] = [],
): Enrolment | undefined {
  return enrolments.find((each) => isRunning(each) && each.contact === contact && each.sequence === sequence);
}

/** One permit a touch, whatever the bytes. */
function ofTouch(
  { contact, sequence, touch }: Email,
  { permit: own }: Outgoing,
  permits: readonly Permit[] = [],
  enrolments: readonly Enrolment[] = [],
): readonly Hindrance[] {
  const of = enrolments.filter((each) => each.contact === contact && each.sequence === sequence);
  const held = permits.find(
    (each) => each.id !== own && each.touch === touch && of.some(({ id }) => id === each.enrolment),
  );
  const current = of.at(-1);
  const sent = current?.sent.find((each) => each.touch === touch);
  const conflict = (because: string, next: string): Hindrance => ({
    code: 'CONFLICT',
    clause: '5.5',
    ruling: 'M1',
    because,
    next,
  });
  if (held)
    return [
      conflict(
        `${sequence} touch ${touch} has permit ${held.id} (${held.state}) already`,
        held.state === 'unknown'
          ? `look for the mail in the sent folder, then report ${held.id} with record_delivery`
          : `send by ${held.id} until ${held.expires_at}, then report it with record_delivery`,
      ),
    ];
  return sent
    ? [conflict(`${sequence} touch ${touch} was sent on ${sent.on} by ${sent.permit}`, 'nothing is to send; explain_account shows the touch in turn')]
    : [];
}

function ofCopy({ template, failing, names_price }: Email, { copy, standing }: Ground, { policy }: Context) {
  const held = heldTemplates(copy).find(({ id }) => id === template);
  const { stages } = policy.copy.price;
  return [
    ...(held?.state === 'live'
      ? []
      : [
          no(
            '5.4',
            'Q3',
            `the template ${template} is ${held?.state ?? 'no version that was approved, or retired'}, not live`,
            'read ladder://templates for where it stands; what is approved, load_template makes live',
          ),
        ]),
    ...(failing.length > 0
      ? [no('5.3', 'K1', `the mail fails ${failing.join(', ')}`, 'mend the slots and render the mail anew')]
      : []),
    ...(names_price && !stages.value.includes(standing.state.stage)
      ? [no('5.3.2', 'K3', `the mail names a price and the account is ${standing.state.stage}`, 'render a mail without price')]
      : []),
  ];
}

function ofStage({ sequence }: Email, { standing }: Ground, context: Context): readonly Hindrance[] {
  const { state } = standing;
  const kind = sequenceRule(sequence, context)?.checked_as;
  const isFitting =
    kind === 'nurture'
      ? state.stage === 'MQL' && state.review === 'NONE'
      : kind === 'activation'
        ? state.stage === 'SQL'
        : kind === 'post_briefing'
          ? state.deal.held_at !== null && state.deal.proposed_at === null
          : ['PROSPECT', 'MQL', 'RECYCLED'].includes(state.stage);
  if (isFitting) return [];
  const review = state.review === 'NONE' ? '' : `, review ${state.review}`;
  return [no('5.2', 'C4', `${state.domain} is ${state.stage}${review}, which ${sequence} is not for`, 'explain_account shows what fits')];
}

function ofEnrolment(
  { template, touch, sequence }: Email,
  enrolment: Enrolment,
  { permit: own }: Outgoing,
  permits: readonly Permit[],
  { today }: Context,
): readonly Hindrance[] {
  const version = enrolment.versions[touch];
  const unknown = permits.find(
    ({ id, contact, state, touch: of }) => id !== own && contact === enrolment.contact && state === 'unknown' && of !== touch,
  );
  return [
    ...(version !== undefined && version !== template
      ? [no('5.4', 'Q4', `the enrolment is bound to ${version}, and this is ${template}`, `render ${sequence}_${touch} anew`)]
      : []),
    ...(enrolment.touch !== touch && !enrolment.sent.some((each) => each.touch === touch)
      ? [no('5.2', 'C1', `touch ${enrolment.touch} of ${sequence} is in turn, this is touch ${touch}`, `render touch ${enrolment.touch}`)]
      : []),
    ...(enrolment.touch === touch && enrolment.due_on !== null && enrolment.due_on > today
      ? [no('5.2', 'C2', `touch ${touch} of ${sequence} is due on ${enrolment.due_on}, today is ${today}`, `ask again on ${enrolment.due_on}`)]
      : []),
    ...enrolment.holds.map(({ because }) =>
      no('5.2', 'C4', `the enrolment is paused: ${because}`, 'close what it waits for; hold_sequence resumes a hold of its own'),
    ),
    ...(unknown
      ? [no('5.5', 'M2', `nobody knows yet whether ${unknown.id} went out`, `look in the sent folder, then report ${unknown.id} with record_delivery`)]
      : []),
  ];
}

/** C1: a post-Briefing mail needs no list; its permit enrols whom C3 admits. */
function unenrolled({ sequence, contact }: Email, { standing }: Ground, context: Context): readonly Hindrance[] {
  if (sequenceRule(sequence, context)?.checked_as === 'post_briefing')
    return entryObstacles(sequence, standing, contact, context)
      .filter(({ ruling }) => ruling === 'C3' || ruling === 'Q5')
      .map(({ clause, ruling, because }) => no(clause, ruling, because, 'the cro looks at explain_account'));
  return [
    no('5.2', 'Q4', `they are not enrolled in ${sequence}`, 'propose them with propose_recipients, and start the list once the cro approved it'),
  ];
}

function ofCap({ email, permit }: Outgoing, { mailbox }: Ground, context: Context): readonly Hindrance[] {
  if (permit !== undefined || !context.policy.mailbox.value) return [];
  const cap = capOf(mailbox, context);
  const isDirect = email === undefined;
  return isFull(cap, isDirect) ? [full(cap, isDirect, context)] : [];
}

function full({ most, used, reserve }: Cap, isDirect: boolean, { calendar, today }: Context): Hindrance {
  const room = isDirect ? addDays(today, 1) : calendar.nextBusinessDay(addDays(today, 1));
  const kept = isDirect ? '' : `, ${reserve} of them kept for direct mail`;
  return {
    code: 'CAP_REACHED',
    clause: '5.5',
    ruling: 'M3',
    because: `${used} of ${most} mails of ${today} are sent or permitted${kept}`,
    next: `ask again on ${room}, which has room`,
  };
}
