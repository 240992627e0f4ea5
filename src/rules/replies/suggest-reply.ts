/** Replies to mail: the type suggested, the effects, the day on which somebody who is away comes back (§5.6, Y2). */

import { asksToStop } from '../language/asks-to-stop.ts';
import { asWritten } from '../language/normalise.ts';
import { findPhrases, type Match } from '../language/phrases.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { type Language, languages } from '../policy/replies.ts';
import type { CalendarDate } from '../time/time.ts';
import { ownWords } from './own-words.ts';
import { languagesOfReturn, type ReturnDate, returnDate } from './return-date.ts';

/** A reply as it came; header fields only where the whole message was given. */
export interface ReceivedMail {
  readonly text: string;
  readonly subject?: string;
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
  /** A delivery status report (RFC 3464). */
  readonly report?: { readonly action: string; readonly status: string };
}

/** "Re:", "AW:", "Fwd:", "Automatic reply:": what follows is the subject of somebody else. */
const continued =
  /^\s*(?:\p{L}{1,3}|antw|antwort|antwoord|[\p{L} .-]{0,20}(?:auto|absen|abwes|office)[\p{L} .-]{0,20})(?:\[\d+\])?\s*:/iu;

/** K5, Y2: the subject is its author's where it continues none; our mailto way out is such a mail, its text often empty. */
function ownSubject({ subject = '', text }: ReceivedMail): string {
  const first = subject.replace(continued, '');
  return first === subject || !/\p{L}/u.test(ownWords(text)) ? first.trim() : (added.exec(first)?.[1] ?? '');
}

/** Words that an author adds behind the subject they continue: `Re: Partners - please remove me`. */
const added = /\s[-\u2013\u2014]+\s+([^-\u2013\u2014]{4,})$/u;

/** The author's own words, with their subject where it is their own. */
export const wordsOf = (mail: ReceivedMail): string =>
  [ownSubject(mail), ownWords(mail.text)].filter((part) => part !== '').join('\n\n');

/** Y1: when somebody is back who was recorded as away without saying that they are. */
export function returnToldBy({ text }: ReceivedMail, { replies }: Policy, today: CalendarDate): ReturnDate {
  const own = ownWords(text);
  return returnDate({ text: own, languages: languagesOfReturn(own, replies), today, words: replies });
}

type Kind = 'bounce_hard' | 'bounce_soft' | 'auto_reply' | 'opt_out' | 'hostile';

export interface Suggestion extends ReturnDate {
  /** 8 opt-out, 7 hostile, 9 out of office; null for bounces, acknowledgements and all else. */
  readonly type: 7 | 8 | 9 | null;
  readonly kind: Kind | null;
  /** The words it rests on. */
  readonly words: string | null;
}

type Policy = Pick<PolicyValues, 'replies' | 'stopping'>;

const nothing: Suggestion = { type: null, kind: null, words: null };

/** A suggestion, never an act: the role that records the reply says its type (Y2). `today` is the day on which it came. */
export function suggestReply(mail: ReceivedMail, policy: Policy, today: CalendarDate): Suggestion {
  const found = suggest(mail, policy, today);
  if (found.words === null) return found;
  return { ...found, words: asWritten(`${mail.subject ?? ''}\n\n${ownWords(mail.text)}`, found.words) };
}

function suggest(mail: ReceivedMail, { replies, stopping }: Policy, today: CalendarDate): Suggestion {
  const bounced = bounce(mail, replies);
  if (bounced) return bounced;
  const text = ownWords(mail.text);
  const whole = mail.subject === undefined ? text : `${mail.subject}\n\n${text}`;
  const machine = fromMachine(mail, whole, replies);
  const stop = machine === null ? asksToStop(text, stopping) : null;
  const asked = stop ?? asksToStop(ownSubject(mail), stopping);
  if (asked !== null) return { type: 8, kind: 'opt_out', words: asked };
  const away = absence(text, whole, replies, today);
  if (away) return { type: 9, kind: 'auto_reply', ...away };
  if (machine !== null) return { type: null, kind: 'auto_reply', words: machine };
  return hostility(text, replies);
}

/** A reply whose author is away, or will be back on a day to come. */
function absence(
  text: string,
  whole: string,
  replies: Policy['replies'],
  today: CalendarDate,
): (ReturnDate & { readonly words: string }) | null {
  const told = (list: Policy['replies']['away']) =>
    languages.flatMap((language) => {
      const first = meantIn(whole, list.value[language], replies.not_away.value);
      return first ? [{ language, words: first.words }] : [];
    });
  const returns = languagesOfReturn(text, replies);
  const dated = (spoken: readonly { readonly language: Language }[]) => {
    const read = languages.filter((each) => returns.includes(each) || spoken.some(({ language }) => language === each));
    return returnDate({ text, languages: read, today, words: replies });
  };
  const away = told(replies.away);
  const [first] = away;
  if (first) return { words: first.words, ...dated(away) };
  const back = told(replies.returning);
  const [returning] = back;
  const date = dated(back);
  const isToCome = date.ambiguous === true || (date.return_date !== undefined && date.return_date > today);
  return returning && isToCome ? { words: returning.words, ...date } : null;
}

function hostility(text: string, { hostile, not_hostile }: Policy['replies']): Suggestion {
  const found = meantIn(text, hostile.value, not_hostile.value);
  return found ? { type: 7, kind: 'hostile', words: found.words } : nothing;
}

/** The first of the phrases that none of the others shows to be meant otherwise. */
function meantIn(text: string, phrases: readonly string[], otherwise: readonly string[]): Match | undefined {
  const others = findPhrases(text, otherwise);
  return findPhrases(text, phrases).find(({ from, to }) => !others.some((each) => each.from <= to && from <= each.to));
}

/** The header field or the words by which nobody wrote it; null where somebody may have. */
function fromMachine(mail: ReceivedMail, text: string, replies: Policy['replies']): string | null {
  return automaticHeader(mail, replies) ?? findPhrases(text, replies.automatic.phrases.value)[0]?.words ?? null;
}

/** The header field by which a program says that it wrote the message; null where none does. */
export function automaticHeader({ headers = {} }: ReceivedMail, { automatic }: Policy['replies']): string | null {
  for (const [name, starts] of Object.entries(automatic.headers.value)) {
    const value = headers[name]?.trim().toLowerCase();
    if (value !== undefined && starts.some((start) => start === '*' || value.startsWith(start)))
      return `${name}: ${value}`;
  }
  return null;
}

const statusCode = /\b[45]\.\d{1,3}\.\d{1,3}\b/;
const mailboxFull = /^5\.2\.2/;
const telling = 120;

/** §5.5: mail that a mail server sent back. Its text alone tells only where it opens with it or names a status code. */
function bounce(mail: ReceivedMail, { bounce: known }: Policy['replies']): Suggestion | null {
  const { report, from, subject } = mail;
  if (report && /^(?:failed|delayed)$/i.test(report.action)) {
    const isSoft = /^(?:delayed)$/i.test(report.action) || /^4/.test(report.status) || mailboxFull.test(report.status);
    return {
      type: null,
      kind: isSoft ? 'bounce_soft' : 'bounce_hard',
      words: `${report.action} ${report.status}`.trim(),
    };
  }
  const text = subject === undefined ? mail.text : `${subject}\n\n${mail.text}`;
  const under = titled(subject, known.subjects.value);
  const first = under ?? findPhrases(text, known.phrases.value)[0]?.words;
  if (first === undefined) return null;
  const sender = from?.split('@', 1)[0]?.toLowerCase();
  const code = statusCode.exec(text)?.[0];
  const fromServer = sender !== undefined && known.senders.value.includes(sender);
  const opens = from === undefined && findPhrases(text.slice(0, telling), known.phrases.value).length > 0;
  if (!fromServer && code === undefined && !opens && under === undefined) return null;
  const isSoft =
    code === undefined
      ? findPhrases(text, known.soft.value).length > 0
      : mailboxFull.test(code) || code.startsWith('4');
  return { type: null, kind: isSoft ? 'bounce_soft' : 'bounce_hard', words: first };
}

/** The part of a subject before its colon, where it is the whole of one of the phrases: `Undeliverable: Partners`. */
function titled(subject: string | undefined, phrases: readonly string[]): string | undefined {
  const title = /^\s*([^:]{1,60}?)\s*:/.exec(subject ?? '')?.[1];
  const [found] = title === undefined ? [] : findPhrases(title, phrases);
  return found?.words.length === title?.length ? title : undefined;
}
