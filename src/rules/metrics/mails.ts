import type { AccountEvent } from '../aggregates/account-events.ts';
import type { Delivery, MailEvent } from '../aggregates/permit.ts';
import type { Mail, Point } from './history.ts';

export interface Mails {
  take(event: AccountEvent, point: Point): void;
  all(): readonly Mail[];
  /** Where each permit was granted. */
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
  const newest = (fits: (mail: Mail) => boolean) => mails.findLast(fits);
  const delivered = ({ permit, contact, event, message_id }: Delivery, point: Point) => {
    if (event === 'sent') {
      const sequence = permit === undefined ? null : (permits.get(permit) ?? null);
      const ids = { permit: permit ?? null, contact, sequence, message_id: message_id ?? null };
      mails.push({ ...point, ...ids, bounced: false, opened: false, reply: null, auto: 0 });
      return;
    }
    const mail = newest((each) =>
      permit === undefined ? message_id !== undefined && each.message_id === message_id : each.permit === permit,
    );
    if (!mail) return;
    if (event === 'bounce_hard' || event === 'bounce_soft') mail.bounced = true;
    if (event === 'open') mail.opened = true;
  };
  const replied = ({ contact, kind, received_at }: Reply) => {
    const mail = newest((each) => each.contact === contact && each.at <= received_at && each.sequence !== null);
    if (!mail) return;
    if (kind === byMachine) mail.auto += 1;
    else mail.reply ??= kind;
  };
  const take = (event: AccountEvent, point: Point) => {
    if (event.type === 'email_rendered') sequences.set(event.email.id, event.email.sequence);
    if (event.type === 'permit_granted') {
      permits.set(event.permit.id, sequences.get(event.permit.email ?? '') ?? null);
      granted.set(event.permit.id, point);
    }
    if (event.type === 'delivery_recorded') delivered(event.delivery, point);
    if (event.type === 'reply_recorded') replied(event.reply);
  };
  return { take, all: () => mails, permits: () => granted };
}

type Reply = Extract<MailEvent, { readonly type: 'reply_recorded' }>['reply'];
