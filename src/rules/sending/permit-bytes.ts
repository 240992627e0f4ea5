import type { AccountState } from '../aggregates/account.ts';
import type { Permit } from '../aggregates/permit.ts';
import type { AccountDraft, World } from '../command/world.ts';

/** The parts of a mail that a mail tool takes. */
export interface MailBytes {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly in_reply_to?: string | undefined;
}

/** Without the angle brackets that some mail tools leave out. */
export const bareMessageId = (message_id: string): string => message_id.replace(/^<(.*)>$/, '$1');

/** A permit that stands, with the account it was granted at. */
export interface PermitAt {
  readonly permit: Permit;
  readonly account: AccountDraft;
  readonly suppressed: ReadonlySet<string>;
}

/** A person's permits that are neither settled nor over. */
export function permitsOf({ person }: Pick<World, 'person'>): readonly PermitAt[] {
  return (person?.contacts ?? []).flatMap(({ account, contact, suppressed }) =>
    permitsAt(account.state, contact).map((permit) => ({ permit, account, suppressed })),
  );
}

function permitsAt({ permits = [] }: AccountState, contact: string): readonly Permit[] {
  return permits.filter((each) => each.contact === contact);
}

/** The bytes that leave was given for. */
export function bytesOf(
  permit: Pick<Permit, 'id' | 'email' | 'in_reply_to'>,
  { mail }: Pick<World, 'mail'>,
): MailBytes {
  const { to = '', subject = '', text = '', in_reply_to } = mail.wordsOf(permit.email ?? permit.id);
  return { to, subject, text, in_reply_to: permit.in_reply_to ?? in_reply_to };
}

/** Lines may end as the mail tool ends them; nothing else is made equal. */
const lines = (text: string) => text.replaceAll('\r\n', '\n');

/** The first difference between two mails; null where they are one, byte for byte. */
export function differs(given: MailBytes, permitted: MailBytes): string | null {
  if (given.to !== permitted.to) return 'the recipient';
  if (lines(given.subject) !== lines(permitted.subject)) return 'the subject';
  if (lines(given.text) !== lines(permitted.text)) return 'the body';
  return (given.in_reply_to ?? '') === (permitted.in_reply_to ?? '') ? null : 'the message that it answers to';
}

/** M2: the message id under which `ladder send` sends; the sent folder can be searched for it where the outcome is unknown. */
export function messageIdOf(permit: string, mailbox: string): string {
  return `<${permit}@${mailbox.slice(mailbox.lastIndexOf('@') + 1)}>`;
}
