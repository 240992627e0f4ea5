import { isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import { type Delivered, deliver, type MailServer, type OutgoingMail } from './deliver.ts';

/** The ledger's side of sending. */
export interface PermittedMails {
  /** Permits that nobody used yet. */
  open(): Promise<readonly string[]>;
  /** M1: uses the permit up, once over all processes, after all that it was granted on is looked at anew. */
  redeem(permit: string): Promise<OutgoingMail | Refusal>;
  /** M2: a second report is answered with the first. */
  report(permit: string, delivered: Delivered): Promise<Refusal | null>;
}

export type Handled =
  | ({ readonly permit: string } & Delivered)
  | { readonly permit: string; readonly result: 'withheld'; readonly because: string };

export interface Sending {
  readonly server: MailServer;
  /** Permits that were tried: none is tried twice by one process. */
  readonly tried: Set<string>;
  readonly onHandled: (handled: Handled) => void;
  /** Asked before each mail. */
  readonly isEnding?: () => boolean;
}

/** How often a report is tried that the ledger can't take now, and the pause before each, in milliseconds. */
const reportPauses = [0, 500, 2000, 5000] as const;

/** One round: each mail that may go out is sent, one after another. */
export async function sendPermitted(mails: PermittedMails, sending: Sending): Promise<void> {
  for (const permit of await mails.open()) {
    if (sending.isEnding?.()) return;
    if (sending.tried.has(permit)) continue;
    sending.tried.add(permit);
    sending.onHandled(await sendOne(permit, mails, sending.server));
  }
}

/** A process that dies after the permit is used and before the report leaves it `unknown`, by time (M2). */
async function sendOne(permit: string, mails: PermittedMails, server: MailServer): Promise<Handled> {
  const mail = await mails.redeem(permit);
  if (isRefusal(mail)) return { permit, result: 'withheld', because: mail.found };
  return sendRedeemed(mail, mails, server);
}

/** Hands over a mail whose permit is used up, and reports what became of it. */
export async function sendRedeemed(
  mail: OutgoingMail,
  mails: Pick<PermittedMails, 'report'>,
  server: MailServer,
): Promise<Delivered & { readonly permit: string }> {
  const { permit } = mail;
  const delivered = await deliver(mail, server);
  const unreported = await reported(permit, delivered, mails);
  if (!unreported) return { permit, ...delivered };
  const { message_id, result } = delivered;
  const because = `${result === 'sent' ? 'the mail went out' : delivered.because}, and the ledger did not take the report: ${unreported.found}; ${unreported.next}`;
  return { permit, result: 'unknown', message_id, because };
}

async function reported(
  permit: string,
  delivered: Delivered,
  mails: Pick<PermittedMails, 'report'>,
): Promise<Refusal | null> {
  let last: Refusal | null = null;
  for (const pause of reportPauses) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    last = await mails.report(permit, delivered);
    if (last === null || last.code !== 'UNAVAILABLE') return last;
  }
  return last;
}
