import type { AccountEvent } from '../aggregates/account-events.ts';
import type { Delivery, MailEvent } from '../aggregates/permit.ts';
import type { Mail, Point } from './history.ts';

export interface Mails {
  take(event: AccountEvent, point: Point): void;
  all(): readonly Mail[];
  /** The grant of each permit. */
  permits(): ReadonlyMap<string, Point>;
}

/** A reply that a machine sent (5.6, type 9). */
const byMachine = 9;

/** W9: mails that were reported sent, and what came back; direct mail has no sequence (M6). */
export function mailsWalked(): Mails {
  const sequences = new Map<string, string>();
  const permits = new Map<string, string | null>();
  const granted = new Map<string, Point>();
  const mails: Mail[] = [];
  const replies: Reply[] = [];
  const became = new Map<string, string>();
  const newest = (fits: (mail: Mail) => boolean) => mails.findLast(fits);
  const delivered = ({ permit, contact, event, message_id, at: sent_at }: Delivery, point: Point) => {
    if (event === 'sent') {
      const sequence = permit === undefined ? null : (permits.get(permit) ?? null);
      const ids = { permit: permit ?? null, contact, sequence, message_id: message_id ?? null };
      mails.push({ ...point, ...ids, sent_at, bounced: false, opened: false, reply: null, auto: 0 });
      return;
    }
    const mail = newest((each) =>
      permit === undefined ? message_id !== undefined && each.message_id === message_id : each.permit === permit,
    );
    if (!mail) return;
    if (event === 'bounce_hard' || event === 'bounce_soft') mail.bounced = true;
    if (event === 'open') mail.opened = true;
  };
  const take = (event: AccountEvent, point: Point) => {
    if (event.type === 'email_rendered') sequences.set(event.email.id, event.email.sequence);
    if (event.type === 'permit_granted') {
      permits.set(event.permit.id, sequences.get(event.permit.email ?? '') ?? null);
      granted.set(event.permit.id, point);
    }
    if (event.type === 'delivery_recorded') delivered(event.delivery, point);
    if (event.type === 'reply_recorded') replies.push(event.reply);
    if (event.type === 'contacts_joined') became.set(event.same_as, event.contact);
    if (event.type === 'contact_left' && event.as !== undefined) became.set(event.contact, event.as);
  };
  return { take, all: () => answered(mails, replies, became), permits: () => granted };
}

type Reply = Extract<MailEvent, { readonly type: 'reply_recorded' }>['reply'];

/** A reply belongs to the last mail that its person was sent before it, direct mail too; joined and moved ones are one person (A2). */
function answered(
  mails: readonly Mail[],
  replies: readonly Reply[],
  became: ReadonlyMap<string, string>,
): readonly Mail[] {
  const personOf = (contact: string): string => {
    const next = became.get(contact);
    return next === undefined ? contact : personOf(next);
  };
  const told = mails.map((each) => ({ ...each }));
  const sent = new Map<string, Mail[]>();
  for (const mail of told) {
    const mine = sent.get(personOf(mail.contact));
    if (mine) mine.push(mail);
    else sent.set(personOf(mail.contact), [mail]);
  }
  for (const { contact, kind, received_at } of [...replies].sort((a, b) => (a.received_at < b.received_at ? -1 : 1))) {
    let last: Mail | null = null;
    for (const each of sent.get(personOf(contact)) ?? [])
      if (each.sent_at <= received_at && (last === null || each.sent_at >= last.sent_at)) last = each;
    if (last && kind === byMachine) last.auto += 1;
    else if (last) last.reply ??= kind;
  }
  return told;
}
