/** The sending of mail: permits, caps, reports, bounces, the sent folder, the stop (§5.5, M1 to M7). */

import type { DeskState } from '../aggregates/desk.ts';
import type { MailboxState } from '../aggregates/mailbox.ts';
import type { Context } from '../command/context.ts';
import { personObstacles } from '../sequences/eligibility.ts';
import { addDays, weekdaysAlone } from '../time/time.ts';
import { type Code, type Refusal, type RefusedMail, refuse } from '../vocabulary/refusal.ts';
import { type Cap, capOf, isFull } from './caps.ts';
import { type Hindrance, type HindranceGround, no, type Outgoing } from './hindrance.ts';
import { ofSequence } from './touch-hindrances.ts';

const order: readonly Code[] = ['NOT_FOUND', 'SUPPRESSED', 'NOT_CONFIGURED', 'CONFLICT', 'RULE_REFUSED', 'CAP_REACHED'];

/** M1: everything that keeps a mail from going out at this moment, in the order of an answer. */
export function hindrances(mail: Outgoing, ground: HindranceGround, context: Context): readonly Hindrance[] {
  const found = [
    ...ofPerson(mail, ground, context),
    ...ofPlace(mail, ground, context),
    ...(mail.email ? ofSequence({ ...mail, email: mail.email }, ground, context) : []),
    ...ofCap(mail, ground, context),
  ];
  return inOrder(found);
}

/** The contract's order of codes. */
export function inOrder(found: readonly Hindrance[]): readonly Hindrance[] {
  return order.flatMap((code) => found.filter((each) => each.code === code));
}

export function refusalOf({ code, clause, ruling, because, next }: Hindrance): Refusal {
  return refuse(code, { clause, ruling, found: because, next });
}

/** A mail that is kept back, with all that a replay needs to ask for it again. */
export function withheldMail(
  account: string,
  { contact, email, to, address }: Outgoing,
  found: readonly Hindrance[],
): Refusal | null {
  const [first] = found;
  if (!first) return null;
  const mail: RefusedMail = {
    account,
    contact,
    ...(email ? { email: email.id } : {}),
    code: first.code,
    hindrances: found.map((each) => `${each.code} ${each.clause} ${each.ruling}`),
    ...(to === address ? {} : { other_address: true }),
  };
  return { ...refusalOf(first), mails: [mail] };
}

/** L13, A9, Y2; direct mail wants no first name and looks at no competitor (M6). */
function ofPerson(
  { contact, email, to, address }: Outgoing,
  { standing }: HindranceGround,
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

/** K5, T1, C2, M4, M7: obstacles of the mailbox, or of the day. */
function ofPlace({ email }: Outgoing, { mailbox, desk }: HindranceGround, context: Context): readonly Hindrance[] {
  const { stopped } = mailbox;
  const lift = 'chief.staff or the cro lifts the stop';
  const confirm = 'chief.staff closes confirm_restored_ledger with complete_task';
  return [
    ...unconfigured(context),
    ...(stopped ? [no('5.5', 'M7', `all sending is stopped: ${stopped.why}`, lift)] : []),
    ...(isUnconfirmed(desk)
      ? [no('4.4', 'L14', 'this copy of the ledger was restored, and sending is locked', confirm)]
      : []),
    ...(email ? ofDay(mailbox, context) : []),
  ];
}

function unconfigured({ policy }: Context): readonly Hindrance[] {
  if (policy.mailbox.value) return [];
  const next = 'set `mailbox` in the policy file: address, sender_name, postal_address, warmup_started_on';
  return [{ code: 'NOT_CONFIGURED', clause: '5.5', ruling: 'K5', because: 'no mailbox is configured', next }];
}

/** Obstacles of sequences alone. */
function ofDay({ paused }: MailboxState, { calendar, now, today }: Context): readonly Hindrance[] {
  const years = calendar.unlistedYears(now, now);
  const resume = 'sales.ops resumes them with hold_sequence of the mailbox';
  const found: Hindrance[] = [];
  if (years.length > 0)
    found.push({
      code: 'NOT_CONFIGURED',
      clause: '5.5',
      ruling: 'T1',
      because: `permits would be granted ${weekdaysAlone(years)}`,
      next: 'add the year to business_time.holidays of the policy',
    });
  if (paused) found.push(no('5.5', 'M4', `the sequences of the mailbox are paused: ${paused.because}`, resume));
  if (!calendar.isBusinessDay(today)) {
    const next = `ask again on ${calendar.nextBusinessDay(today)}`;
    found.push(no('5.2', 'C2', `${today} is no business day`, next));
  }
  return found;
}

/** L14: the copy was restored; what was recorded after its backup is not in it. */
export function isUnconfirmed({ tasks }: DeskState): boolean {
  return tasks.some(({ kind, closed_at }) => kind === 'confirm_restored_ledger' && closed_at === undefined);
}

function ofCap({ email, permit }: Outgoing, { mailbox }: HindranceGround, context: Context): readonly Hindrance[] {
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
