import { mint } from '../aggregates/ids.ts';
import type { Permit } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, MailboxDraft } from '../command/world.ts';
import { addHours, type Instant } from '../time/time.ts';

/** The bytes of a mail, as the gate compares them. */
export interface Payload {
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly in_reply_to?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface GrantedPermit {
  readonly permit: { readonly id: string; readonly expires_at: Instant; readonly to: string; readonly hash: string };
  readonly payload: Payload;
}

interface Wanted {
  readonly draft: AccountDraft;
  readonly mailbox: MailboxDraft;
  readonly of: Pick<Permit, 'contact' | 'email' | 'enrolment' | 'touch' | 'hash' | 'in_reply_to'>;
  readonly payload: Payload;
}

/** M1, M3: a permit for these bytes, once, and its place in the day's cap. */
export function grantPermit({ draft, mailbox, of, payload }: Wanted, { policy, now, today }: Context): GrantedPermit {
  const expires_at = addHours(now, policy.sending.permit_minutes.value / 60);
  const id = mint(draft, 'prm');
  const is_direct = of.email === undefined;
  const permit = { ...of, id, expires_at };
  // The bytes of a rendered mail stand with it.
  const sealed = is_direct ? { sealed: { person: of.contact, fields: wordsOf(payload) } } : {};
  draft.emit({ type: 'permit_granted', permit, ...sealed });
  mailbox.emit({ type: 'slot_taken', permit: id, day: today, is_direct, until: expires_at });
  return { permit: { id, expires_at, to: payload.to[0] ?? '', hash: of.hash }, payload };
}

/** A mail's bytes as they are sealed. */
function wordsOf({ to, subject, body, headers, in_reply_to }: Payload): Readonly<Record<string, string>> {
  const thread = in_reply_to === undefined ? {} : { in_reply_to };
  return { to: to[0] ?? '', subject, text: body, headers: JSON.stringify(headers), ...thread };
}

/** ... and as they are read again; null once the person is erased. */
export function payloadOf(words: Readonly<Record<string, string>>): Payload | null {
  const { to, subject, text, headers = '{}', in_reply_to } = words;
  if (to === undefined || subject === undefined || text === undefined) return null;
  const read: Readonly<Record<string, string>> = JSON.parse(headers);
  return { to: [to], subject, body: text, ...(in_reply_to === undefined ? {} : { in_reply_to }), headers: read };
}
