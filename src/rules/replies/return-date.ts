import { de, en, es, fr, it, nl, type ParsedComponents, type ParsedResult, pt } from 'chrono-node';
import { DateTime } from 'luxon';
import { findPhrases } from '../language/phrases.ts';
import { tokenise } from '../language/words.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { type Language, languages } from '../policy/replies.ts';
import { calendarDate } from '../time/civil-date.ts';
import { addDays, type CalendarDate, daysBetween } from '../time/time.ts';
import { type Mention, numericDates } from './numeric-dates.ts';

type ReplyWords = PolicyValues['replies'];

/** The first day back; `ambiguous` where day and month can be exchanged. */
export interface ReturnDate {
  readonly return_date?: CalendarDate;
  readonly ambiguous?: true;
}

interface Reading {
  readonly text: string;
  readonly languages: readonly Language[];
  readonly today: CalendarDate;
  readonly words: ReplyWords;
}

const parsers = { en, de, fr, es, it, nl, pt } as const satisfies Readonly<Record<Language, Pick<typeof de, 'parse'>>>;

/** A date without a year lies at most so many days back; else it is one of the next year. */
const lookBack = 60;

/** "4 to 15 May": the library takes such a range only where the month stands twice or the words are its own. */
const dayBeforeRange =
  /\b\d{1,2}(?:\.|st|nd|rd|th|er|º)?(?=\s*(?:-|–|to|till|until|through|bis|al|au|a|tot(?:\s+en\s+met)?|t\/m|até)\s+(?:(?:zum|le|el|il|de|o)\s+)?\d{1,2}(?:\.|st|nd|rd|th|er|º)?\s+(?:(?:de|of)\s+)?\p{L}{3})/giu;

/** "from 18 May to 25 May": the library takes the 18 for an hour. */
const fromBeforeDay = /\bfrom(?=\s+\d)/gi;

const blank = (part: string): string => '|'.repeat(part.length);

/** Languages in whose words somebody says when they are back. */
export const languagesOfReturn = (text: string, { back }: Pick<ReplyWords, 'back'>): readonly Language[] =>
  languages.filter((each) => findPhrases(text, back.value[each]).length > 0);

/** Y1: the day on which somebody is back who says that they are away; of an absence the day after its last one. */
export function returnDate(reading: Reading): ReturnDate {
  const mentions = ofAuthor(mentionsIn(reading), reading);
  const read = mentions.map((mention, index) =>
    roleOf(mention, { before: mentions[index - 1], after: mentions[index + 1] }, reading),
  );
  const aways = read.filter(({ role }) => role === 'away');
  const ended = aways
    .flatMap(({ day }) => day ?? [])
    .sort()
    .at(-1);
  const backs = read.filter(({ role }) => role === 'back').map((each) => afterAbsence(each, ended));
  const telling = backs.length > 0 ? backs : aways;
  const dates = telling.flatMap(({ day }) => (day !== undefined && day >= reading.today ? [day] : [])).sort();
  const latest = dates.at(-1);
  if (latest !== undefined) return { return_date: latest };
  return telling.some(({ day }) => day === undefined) ? { ambiguous: true } : {};
}

/** Dates of the author: those of sentences that tell of somebody else are left out, where others remain. */
function ofAuthor(mentions: readonly Mention[], { text, languages, words }: Reading): readonly Mention[] {
  const own = mentions.filter(({ from, to }) => {
    const sentence = `${lastSentence(text.slice(0, from))} ${firstSentence(text.slice(to))}`;
    return !languages.some((each) => findPhrases(sentence, words.others.value[each]).length > 0);
  });
  return own.length > 0 ? own : mentions;
}

function mentionsIn({ text, languages, today }: Reading): readonly Mention[] {
  const numeric = numericDates(text, languages, (month, day) => inYear(month, day, today));
  let rest = text.replace(dayBeforeRange, blank).replace(fromBeforeDay, blank);
  for (const { from, to } of numeric) rest = `${rest.slice(0, from)}${blank(rest.slice(from, to))}${rest.slice(to)}`;
  const instant = DateTime.fromISO(`${today}T12:00Z`).toJSDate();
  const spoken = languages.flatMap((language) =>
    parsers[language].parse(rest, { instant, timezone: 0 }).flatMap((found) => mentionOf(found, today)),
  );
  const kept: Mention[] = [];
  for (const each of [...numeric, ...spoken].sort((a, b) => b.to - b.from - (a.to - a.from)))
    if (!kept.some(({ from, to }) => each.from < to && from < each.to)) kept.push(each);
  return joined(
    kept.sort((a, b) => a.from - b.from),
    rest,
  );
}

const betweenDayAndDate = /^[\s,(]*(?:the|dem|den|der|le|el|il|de|o|dia|dag)?[\s,]*$/iu;

/** "Monday the 15th of June" is one date. */
function joined(mentions: readonly Mention[], text: string): readonly Mention[] {
  return mentions.flatMap((each, n) => {
    const [before, after] = [mentions[n - 1], mentions[n + 1]];
    const isSame = (day: Mention | undefined, date: Mention | undefined) =>
      day?.weekday !== undefined && date !== undefined && betweenDayAndDate.test(text.slice(day.to, date.from));
    if (isSame(each, after) && after?.weekday === undefined) return [];
    return [before && isSame(before, each) && each.weekday === undefined ? { ...each, from: before.from } : each];
  });
}

function mentionOf(found: ParsedResult, today: CalendarDate): readonly Mention[] {
  const first = dayOf(found.start, today);
  if (first === null) return [];
  const last = found.end ? dayOf(found.end, today) : first;
  const weekday = found.start.isCertain('day') ? null : found.start.get('weekday');
  const place = { from: found.index, to: found.index + found.text.length };
  return [{ ...place, first, last: last ?? first, ...(weekday === null ? {} : { weekday }) }];
}

/** Null where it names a time of day, or a month alone. */
function dayOf(parts: ParsedComponents, today: CalendarDate): CalendarDate | null {
  const weekday = parts.get('weekday');
  if (!parts.isCertain('day'))
    return parts.isCertain('weekday') && weekday !== null ? nextWeekday(weekday, today) : null;
  const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
  if (year === null || month === null || day === null) return null;
  if (parts.isCertain('year')) return calendarDate(year, month, day);
  return inYear(month, day, today);
}

/** A date that names no year. */
function inYear(month: number, day: number, today: CalendarDate): CalendarDate | null {
  const year = Number(today.slice(0, 4));
  const near = calendarDate(year, month, day);
  return near !== null && daysBetween(near, today) <= lookBack ? near : calendarDate(year + 1, month, day);
}

/** The library counts from Sunday, 0. */
function nextWeekday(weekday: number, today: CalendarDate): CalendarDate {
  const wanted = weekday === 0 ? 7 : weekday;
  const now = DateTime.fromISO(today).weekday;
  return addDays(today, ((wanted - now + 6) % 7) + 1);
}

interface AbsenceDay {
  readonly role: 'back' | 'away' | 'start';
  /** Missing where it can't be told. */
  readonly day?: CalendarDate;
  readonly weekday?: number;
}

/** A weekday alone is the first one that the absence leaves. */
function afterAbsence(told: AbsenceDay, ended: CalendarDate | undefined): AbsenceDay {
  if (told.weekday === undefined || ended === undefined) return told;
  return { ...told, day: nextWeekday(told.weekday, addDays(ended, -1)) };
}

/** The role of a date in an absence, from the words around it: its start, its last day, the return. */
function roleOf(
  { from, to, first, last, weekday }: Mention,
  near: { readonly before: Mention | undefined; readonly after: Mention | undefined },
  { text, languages, words }: Reading,
): AbsenceDay {
  const before = lastSentence(text.slice(near.before?.to ?? 0, from));
  const rest = firstSentence(text.slice(to, near.after?.from));
  const isLast = near.after === undefined || rest.length < near.after.from - to;
  const ends = (list: ReplyWords['until']) => languages.some((each) => endsWith(before, list.value[each]));
  const says = (part: string) => languages.some((each) => findPhrases(part, words.back.value[each]).length > 0);
  const told = (role: AbsenceDay['role'], day: CalendarDate | undefined) =>
    day === undefined ? { role } : { role, day };
  const next = last === undefined ? undefined : addDays(last, 1);
  const back = { ...told('back', first), ...(weekday === undefined ? {} : { weekday }) };
  if (ends(words.after)) return told('back', next);
  if (ends(words.back)) return back;
  if (ends(words.until)) return told('away', next);
  if (says(before) || (isLast && first === last && says(rest))) return back;
  if (ends(words.from) && first === last) return told('start', first);
  return told('away', next);
}

/** Whether a phrase stands at the very end. */
function endsWith(text: string, phrases: readonly string[]): boolean {
  const words = tokenise(text);
  const last = words.tokens.findLastIndex(({ isWord }) => isWord);
  return findPhrases(words, phrases).some(({ to }) => to === last);
}

const sentenceEnd = /[!?;\n]|\.(?=\s+\p{Lu}|\s*$)/u;

const lastSentence = (text: string): string => text.split(sentenceEnd).at(-1) ?? '';

const firstSentence = (text: string): string => text.split(sentenceEnd, 1)[0] ?? '';
