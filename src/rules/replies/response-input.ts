import type { Context } from '../command/context.ts';
import { type InputReader, inputReader, type PersonRead, readPerson } from '../command/input-reader.ts';
import type { Keys, PersonKey } from '../command/world.ts';
import { emailAddress } from '../identity/email-address.ts';
import { withoutControls } from '../identity/free-text.ts';
import { personKey } from '../suppression/person-ref.ts';
import { type CalendarDate, type Instant, isCalendarDate } from '../time/time.ts';
import { faulty, invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import {
  automaticHeader,
  type ReceivedMail,
  returnToldBy,
  type Suggestion,
  suggestReply,
  wordsOf,
} from './suggest-reply.ts';

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

interface Details {
  readonly return_date?: string | undefined;
  readonly timeline?: string | undefined;
  readonly referred?: { readonly name: string; readonly email?: string | undefined } | undefined;
  readonly objection?: string | undefined;
  readonly overrules?: { readonly words: string; readonly why: string } | undefined;
}

export interface ResponseRead {
  readonly type: number;
  readonly received_at: Instant;
  /** The part that is kept: the words as given; of a whole message or a long one the author's own. */
  readonly text: string;
  /** How long it was, where not all of it is kept. */
  readonly shortened: number | null;
  readonly suggested: Suggestion;
  /** Words that ask to stop, where the type is another and the CRO has not overruled them (Y2). */
  readonly asks: string | null;
  readonly isOverruled: boolean;
  /** The header field by which a program says that it wrote the message (RFC 3834). */
  readonly automatic: string | null;
  readonly details: Details;
  readonly referred: PersonRead | null;
  /** The writer, where an address or a profile names them. */
  readonly writer: PersonRead | null;
  /** The hash of bytes and time: with the writer, a reply is known by it again. */
  readonly print: string;
  /** The reply's, by the name that the call has for who wrote. */
  readonly id: string;
}

const types = 10;

const away = 9;

/** Types that say what they are of: nothing in their words can speak against them. */
export const stopping: readonly number[] = [7, 8];

/** A click, an empty mail and silence have no words. */
const wordless: readonly number[] = [8, 10];

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
  const read = inputReader(context);
  const received_at = read.past('received_at', args.received_at);
  const kept = keptOf(args, context.policy.limits.quote.value);
  const text = wordless.includes(type)
    ? (read.text('text', kept.text, 'quote') ?? '')
    : read.required('text', kept.text, 'quote');
  const writer = writerOf(key.key, read);
  const referred = details.referred ? readPerson('details.referred', details.referred, read) : null;
  if (read.refusal) return read.refusal;
  const said = saidIn(args, received_at, context);
  if ('refused' in said) return said;
  const print = `${received_at} ${args.text}`;
  const id = replyId(args.contact.trim().toLowerCase(), print, context);
  const { shortened } = kept;
  return {
    keys: {
      people: [key.key, ...(referred?.keys ?? [])],
      person: key.key,
      ...(writer ? { waiting: writer.keys, domains: domainsOf(key.key) } : {}),
    },
    input: { type, received_at, text, shortened, writer, ...said, details, referred, print, id },
  };
}

/** The id of a reply, from its writer, bytes and time. */
export function replyId(who: string, print: string, { fingerprint }: Pick<Context, 'fingerprint'>): string {
  return `rpl_${fingerprint(`${who} ${print}`).slice(0, 16)}`;
}

/** Y2: the suggested type, and the words that ask to stop. */
function saidIn(
  { type, mail, details = {} }: ResponseArgs,
  received_at: Instant,
  { policy, calendar }: Context,
): Pick<ResponseRead, 'suggested' | 'asks' | 'isOverruled' | 'automatic'> | Refusal {
  const today = calendar.dateOf(received_at);
  const found = suggestReply(mail, policy, today);
  const suggested = type === away && found.type === null ? { ...found, ...returnToldBy(mail, policy, today) } : found;
  const stop = suggested.kind === 'opt_out' ? suggested.words : null;
  const isOverruled = stop !== null && details.overrules !== undefined;
  const isUnquoted = isOverruled && !says(`${mail.subject ?? ''} ${mail.text}`, details.overrules?.words ?? '');
  if (isUnquoted)
    return invalid(
      'details.overrules.words',
      details.overrules?.words,
      'the words that ask to stop, as the reply says them',
    );
  const asks = stop !== null && !stopping.includes(type) && !isOverruled ? stop : null;
  return { suggested, asks, isOverruled, automatic: automaticHeader(mail, policy.replies) };
}

/** The writer, where the call gives more than an id. */
function writerOf({ email, profile }: PersonKey, read: InputReader): PersonRead | null {
  if (email === undefined && profile === undefined) return null;
  return readPerson('contact', { email, linkedin_url: profile }, read);
}

/** The company that an address is of. */
function domainsOf({ email }: PersonKey): readonly string[] {
  const read = email === undefined ? null : emailAddress(email);
  return read && 'registrable' in read ? [read.registrable] : [];
}

/** Room for the mark of a text that was cut. */
const markRoom = 80;

/** Y2: of a whole message, and of words that are longer than a quote may be, the author's own are kept. */
function keptOf(
  { text, mail }: ResponseArgs,
  most: number,
): { readonly text: string; readonly shortened: number | null } {
  const isWhole = mail.headers !== undefined;
  if (!isWhole && text.length <= most) return { text, shortened: null };
  const found = [wordsOf(mail), mail.text, mail.subject ?? '', text].map((each) => withoutControls(each).trim());
  const own = found.find((each) => each !== '') ?? '';
  if (own.length <= most) return { text: own, shortened: isWhole ? null : text.length };
  const cut = withoutControls(own.slice(0, most - markRoom)).trimEnd();
  return { text: `${cut}\n[cut: ${cut.length} of ${own.length} characters]`, shortened: own.length };
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

const quarter = /^(?:(?<year>\d{4})[ -]?Q(?<nth>[1-4])|Q(?<first>[1-4])[ -]?(?<then>\d{4}))$/i;

/** Y1: a date, or the first day of a quarter. */
export function timelineOf(given: string | undefined): CalendarDate | null {
  const said = quarter.exec(given?.trim() ?? '')?.groups ?? {};
  const [year, nth] = [said.year ?? said.then, said.nth ?? said.first];
  if (year && nth) return `${year}-${String(Number(nth) * 3 - 2).padStart(2, '0')}-01`;
  return given !== undefined && isCalendarDate(given) ? given : null;
}

/** The refusal of a reply that lacks a detail its type needs. */
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
  if (type !== away) return null;
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
