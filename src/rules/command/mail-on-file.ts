import type { DeliveryEvent } from '../aggregates/permit.ts';
import type { Instant } from '../time/time.ts';

/** A step of a permit, or of a mail without one. */
export interface MailStep {
  readonly permit: string | null;
  /** The account's id. */
  readonly account: string;
  readonly contact: string;
  readonly step: 'granted' | 'redeemed' | 'revoked' | 'lapsed' | DeliveryEvent;
  readonly at: Instant;
  readonly message_id: string | null;
  /** The rendered mail that was permitted; null for direct mail. */
  readonly email: string | null;
}

/** Mails that went out or may go out, as far as they are on file. */
export interface MailOnFile {
  /** Steps of one permit, the newest last. */
  stepsOf(permit: string): readonly MailStep[];
  /** Steps reported under a message id, the newest last. */
  stepsOfMessage(message_id: string): readonly MailStep[];
  /** Permits for a contact and exactly these bytes, the newest last. */
  permitsFor(contact: string, hash: string): readonly MailStep[];
  /** Steps of a contact's permits and mails, the newest last. */
  stepsOfContact(contact: string): readonly MailStep[];
  /** Mails that were reported as sent at a time after the one instant, up to the other. */
  sentBetween(after: Instant, until: Instant): readonly MailStep[];
  /** The bytes of a permit: those of its mail, or of direct mail; none once the person is erased. */
  wordsOf(id: string): Readonly<Record<string, string>>;
  /** The text of a version, by its id. */
  copyOf(version: string): { readonly subject: string; readonly body: string } | undefined;
  /** The type under which a reply is on file (5.6). */
  replyKind(id: string): number | undefined;
}
