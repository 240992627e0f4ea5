import type { AccountState } from '../rules/aggregates/account.ts';
import type { Permit } from '../rules/aggregates/permit.ts';
import type { Moment } from '../rules/command/context.ts';
import type { MailOnFile } from '../rules/command/mail-on-file.ts';
import { messageIdOf } from '../rules/sending/permit-bytes.ts';
import { openTasks } from '../rules/tasks/tasks.ts';
import type { Instant } from '../rules/time/time.ts';

/** Keys to find a mail in the sent folder by (M4b). */
export interface LookFor {
  readonly since: Instant;
  readonly to?: string;
  readonly subject?: string;
  /** The message id under which `ladder send` sent it. */
  readonly message_id?: string;
}

/** Leave to send that stands: unused, used and unreported, or with an unknown outcome (M1, M2). */
export interface PermitView {
  readonly id: string;
  readonly contact: string;
  readonly state: Permit['state'];
  /** No sequence for direct mail. */
  readonly sequence?: string;
  readonly touch?: number;
  /** The instant by which it must be used. */
  readonly expires_at?: Instant;
  readonly look_for?: LookFor;
}

/** The reason why no mail is permitted to a person, and the way to end that (A9, Y2). */
export interface WithheldView {
  readonly contact: string;
  readonly since: Instant;
  readonly because: string;
  readonly ends_with: string;
}

/** The permits of an account that are neither settled nor over. */
export function viewPermits(
  state: AccountState,
  mail: Pick<MailOnFile, 'wordsOf'>,
  { policy }: Moment,
): readonly PermitView[] {
  const { permits = [], enrolments = [] } = state;
  return permits.map((permit) => {
    const { id, contact, touch, expires_at, enrolment } = permit;
    const sequence = enrolments.find((each) => each.id === enrolment)?.sequence;
    const isUnknown = permit.state === 'unknown';
    return {
      id,
      contact,
      state: permit.state,
      ...(sequence === undefined ? {} : { sequence }),
      ...(touch === undefined ? {} : { touch }),
      ...(permit.state === 'open' ? { expires_at } : {}),
      ...(isUnknown ? { look_for: lookFor(permit, mail, policy.mailbox.value) } : {}),
    };
  });
}

/** M4b: recipient, subject and id by which a mail of unknown outcome can be looked up. */
export function lookFor(
  { id, email, redeemed, granted_at }: Permit,
  mail: Pick<MailOnFile, 'wordsOf'>,
  mailbox: Moment['policy']['mailbox']['value'],
): LookFor {
  const { to, subject } = mail.wordsOf(email ?? id);
  return {
    since: redeemed?.at ?? granted_at,
    ...(to === undefined ? {} : { to }),
    ...(subject === undefined ? {} : { subject }),
    ...(mailbox?.smtp ? { message_id: messageIdOf(id, mailbox.address) } : {}),
  };
}

/** Contacts to whom no mail is permitted, though they are not suppressed. */
export function viewWithheld(state: AccountState): readonly WithheldView[] {
  const refused = (state.withheld ?? []).map(({ contact, at }) => ({
    contact,
    since: at,
    because: 'a reply of theirs asks to stop and was not recorded as that',
    ends_with: 'record_response with type 8 or 7, or the cro with details.overrules',
  }));
  const looked = openTasks(state, 'look_at_stop').map(({ id, subject = '', opened_at }) => ({
    contact: subject,
    since: opened_at,
    because: 'words of theirs that ask to stop wait to be looked at',
    ends_with: `suppress_contact; the cro alone overrules, closing ${id}`,
  }));
  return [...refused, ...looked];
}

/** One line of a text. */
export function permitLine({ id, contact, state, sequence, touch, expires_at, look_for }: PermitView): string {
  const what = sequence === undefined ? 'direct mail' : `touch ${touch} of ${sequence}`;
  const of = `Permit ${id}: ${what} to ${contact}`;
  if (look_for)
    return `${of}: nobody knows whether it went out; ${searchText(look_for)}, then report it with record_delivery`;
  return state === 'open' ? `${of}, until ${expires_at}` : `${of}: used; its report is awaited`;
}

export function searchText({ since, to, subject, message_id }: LookFor): string {
  const found = [
    ...(message_id === undefined ? [] : [message_id]),
    ...(subject === undefined ? [] : [JSON.stringify(subject)]),
    ...(to === undefined ? [] : [`to ${to}`]),
  ];
  return `search the sent folder since ${since} for ${found.join(' ') || 'a mail to them'}`;
}

export function withheldLine({ contact, since, because, ends_with }: WithheldView): string {
  return `Withheld ${contact} since ${since}: ${because}; ${ends_with}`;
}
