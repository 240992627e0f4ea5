import type { Email, MailEvent } from '../../rules/aggregates/permit.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { canonical } from '../events/canonical-json.ts';
import { type Row, row } from './tables.ts';

/** The account, the time and the role of a recorded event. */
interface MailStamp {
  readonly account: string;
  readonly seq: number;
  readonly at: Instant;
  readonly by: Role;
}

/** The row of a mail's event, without personal data: the mail, its step, the reply. */
export function mailRow(event: MailEvent, { account, seq, at, by }: MailStamp): Row | null {
  const step = (contact: string, what: string, { permit, hash, email, message_id, when = at }: Step) =>
    row(
      'mail_steps',
      seq,
      account,
      permit ?? null,
      contact,
      hash ?? null,
      email ?? null,
      what,
      message_id ?? null,
      when,
      by,
    );
  switch (event.type) {
    case 'email_rendered': {
      const { id, contact, hash, template, sequence, touch, ...found } = event.email;
      return row('emails', id, account, contact, hash, template, sequence, touch, ...checked(found), seq);
    }
    case 'permit_granted': {
      const { id: permit, contact, hash, email } = event.permit;
      return step(contact, 'granted', { permit, hash, email });
    }
    case 'permit_redeemed':
      return step(event.contact, 'redeemed', event);
    case 'permit_revoked':
      return step(event.contact, 'revoked', event);
    case 'permit_lapsed':
      return step(event.contact, 'lapsed', event);
    case 'delivery_recorded': {
      const { contact, event: what, permit, message_id, at: when } = event.delivery;
      return step(contact, what, { permit, message_id, when });
    }
    case 'reply_recorded': {
      const { id, contact, kind, received_at } = event.reply;
      return row('replies', id, account, contact, kind, received_at, at, by);
    }
    case 'permit_taken':
    case 'contact_withheld':
    case 'withholding_ended':
    case 'words_taken':
      return null;
    default:
      return event satisfies never;
  }
}

function checked({ failing, names_price }: Pick<Email, 'failing' | 'names_price'>): readonly [string, number] {
  return [canonical(failing), names_price ? 1 : 0];
}

interface Step {
  readonly permit?: string | undefined;
  readonly hash?: string;
  readonly email?: string | undefined;
  readonly message_id?: string | undefined;
  readonly when?: Instant;
}

/** The id under which a mail's sealed words are found. */
export function wordsId(event: MailEvent): string | null {
  switch (event.type) {
    case 'email_rendered':
      return event.email.id;
    case 'permit_granted':
      return event.sealed ? event.permit.id : null;
    case 'reply_recorded':
      return event.reply.id;
    case 'contact_withheld':
      return event.withholding.id;
    case 'words_taken':
      return event.of;
    default:
      return null;
  }
}
