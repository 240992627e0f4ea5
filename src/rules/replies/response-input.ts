import type { Context } from '../command/context.ts';
import { type PersonRead, reading, readPerson } from '../command/input-reader.ts';
import type { Keys } from '../command/world.ts';
import { personKey } from '../suppression/person-ref.ts';
import { type CalendarDate, type Instant, isCalendarDate } from '../time/time.ts';
import { faulty, invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { type ReceivedMail, type Suggestion, suggestReply } from './suggest-reply.ts';

export interface ResponseArgs {
  readonly contact: string;
  /** 1 to 10 (5.6). */
  readonly type: number;
  readonly received_at: string;
  /** As it was given: the words, or the whole message. */
  readonly text: string;
  /** The same, its header fields apart. */
  readonly mail: ReceivedMail;
  readonly details?: Details | undefined;
}

export interface Details {
  readonly return_date?: string | undefined;
  readonly timeline?: string | undefined;
  readonly referred?: { readonly name: string; readonly email?: string | undefined } | undefined;
  readonly objection?: string | undefined;
  readonly overrules?: { readonly words: string; readonly why: string } | undefined;
}

export interface ResponseRead {
  readonly type: number;
  readonly received_at: Instant;
  readonly text: string;
  readonly suggested: Suggestion;
  /** Words that ask to stop, where the type is another and the CRO has not overruled them (Y2). */
  readonly asks: string | null;
  readonly isOverruled: boolean;
  readonly details: Details;
  readonly referred: PersonRead | null;
  /** Of contact, bytes and time: known by it again. */
  readonly id: string;
}

const types = 10;

/** Types that say what they are of: nothing in their words can speak against them. */
export const stopping: readonly number[] = [7, 8];

export function readResponse(
  args: ResponseArgs,
  context: Context,
): { readonly keys: Keys; readonly input: ResponseRead } | Refusal {
  const { type, details = {} } = args;
  const key = personKey(args.contact, context);
  const overruling = overrulingFault(details, context);
  if (overruling) return overruling;
  if (!Number.isInteger(type) || type < 1 || type > types) return invalid('type', type, 'a number from 1 to 10 (5.6)');
  if ('refused' in key) return key;
  const read = reading(context);
  const received_at = read.past('received_at', args.received_at);
  const text = read.required('text', args.text, 'quote');
  const referred = details.referred ? readPerson('details.referred', details.referred, read) : null;
  if (read.refusal) return read.refusal;
  const { policy, calendar, fingerprint } = context;
  const suggested = suggestReply(args.mail, policy, calendar.dateOf(received_at));
  const stop = suggested.kind === 'opt_out' ? suggested.words : null;
  const isOverruled = stop !== null && details.overrules !== undefined;
  const isUnquoted = isOverruled && !says(args.mail.text, details.overrules?.words ?? '');
  if (isUnquoted)
    return invalid(
      'details.overrules.words',
      details.overrules?.words,
      'the words that ask to stop, as the reply says them',
    );
  return {
    keys: { people: [key.key, ...(referred?.keys ?? [])], person: key.key },
    input: {
      type,
      received_at,
      text,
      suggested,
      asks: stop !== null && !stopping.includes(type) && !isOverruled ? stop : null,
      isOverruled,
      details,
      referred,
      id: `rpl_${fingerprint(`${args.contact.trim().toLowerCase()} ${received_at} ${args.text}`).slice(0, 16)}`,
    },
  };
}

function overrulingFault({ overrules }: Details, { role, policy }: Context): Refusal | null {
  if (!overrules) return null;
  if (role !== 'cro')
    return refuse('NOT_PERMITTED', {
      clause: '5.6',
      ruling: 'Y2',
      found: 'the CRO alone may say that words do not ask to stop',
      next: 'record it as type 8, or let the cro record it with `details.overrules`',
    });
  const most = policy.stopping.why_letters.value;
  const letters = overrules.why.match(/\p{L}/gu)?.length ?? 0;
  return letters >= most
    ? null
    : faulty('details.overrules.why', `says in ${letters} letters why the words don't ask to stop; ${most} are wanted`);
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

function says(text: string, words: string): boolean {
  return plain(words) !== '' && plain(text).includes(plain(words));
}

const quarter = /^(\d{4})-Q([1-4])$/;

/** Y1: a date, or the first day of a quarter. */
export function timelineOf(given: string | undefined): CalendarDate | null {
  const [, year, nth] = quarter.exec(given ?? '') ?? [];
  if (year && nth) return `${year}-${String(Number(nth) * 3 - 2).padStart(2, '0')}-01`;
  return given !== undefined && isCalendarDate(given) ? given : null;
}

/** What a type needs and is not given. */
export function neededFault({ type, details, suggested, referred }: ResponseRead): Refusal | null {
  if (type === 3 && timelineOf(details.timeline) === null)
    return invalid(
      'details.timeline',
      details.timeline,
      'when they may be interested: a date such as 2026-09-01, or 2026-Q3',
    );
  if (type === 4 && !referred?.has_name)
    return invalid(
      'details.referred',
      details.referred,
      'whom they named: a name, and an e-mail address where they gave one',
    );
  if (type !== 9) return null;
  const { return_date } = details;
  if (return_date !== undefined)
    return isCalendarDate(return_date)
      ? null
      : invalid('details.return_date', return_date, 'a date such as 2026-05-04');
  return suggested.ambiguous
    ? invalid(
        'details.return_date',
        undefined,
        'the first day back: in the date they give day and month can be exchanged',
      )
    : null;
}
