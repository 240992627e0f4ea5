import type { Language } from '../policy/replies.ts';
import { type CalendarDate, calendarDate } from '../time/civil-date.ts';

/** A date in a text, or a range of dates; without `last` nobody can tell which date is meant. */
export interface Mention {
  readonly from: number;
  readonly to: number;
  readonly first?: CalendarDate;
  readonly last?: CalendarDate;
  /** The weekday, where no more than that is named; Sunday is 0. */
  readonly weekday?: number;
}

const written = /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?!\d|[/-]\d|\.\d)/g;

interface Written extends Pick<Mention, 'from' | 'to'> {
  readonly a: number;
  readonly b: number;
  readonly mark: string;
  readonly year: number | null;
}

/**
 * Dates in digits, `18.05.2026` or `5/18`. With points and outside English the day stands first; else the order is
 * what another such date of the text shows, and where none does nobody can tell: Y2 wants it asked back.
 */
export function numericDates(
  text: string,
  languages: readonly Language[],
  inYear: (month: number, day: number) => CalendarDate | null,
): readonly Mention[] {
  const found = [...text.matchAll(written)].flatMap((match) => read(match, text, languages));
  const dayFirst = (mark: string) =>
    (mark === '.' && !languages.includes('en')) || found.some((each) => each.mark === mark && each.a > 12);
  const monthFirst = (mark: string) => found.some((each) => each.mark === mark && each.b > 12);
  return found.flatMap(({ a, b, mark, year, from, to }) => {
    const isDayFirst = a > 12 || (b <= 12 && dayFirst(mark));
    if (a !== b && !isDayFirst && b <= 12 && !monthFirst(mark)) return [{ from, to }];
    const [day, month] = isDayFirst ? [a, b] : [b, a];
    const date = year === null ? inYear(month, day) : calendarDate(year, month, day);
    return date === null ? [] : [{ from, to, first: date, last: date }];
  });
}

function read(match: RegExpExecArray, text: string, languages: readonly Language[]): readonly Written[] {
  const [whole, first = '', mark = '', second = '', years] = match;
  const [a, b, from] = [Number(first), Number(second), match.index];
  const to = from + whole.length;
  const isPlain = years === undefined;
  if (Math.max(a, b) > 31 || Math.min(a, b) < 1 || Math.min(a, b) > 12) return [];
  if (isPlain && (mark === '-' || whole === '24/7')) return [];
  if (isPlain && mark === '.' && languages.every((each) => each === 'en') && text[to] !== '.') return [];
  const year = isPlain ? null : Number(years.length === 2 ? `20${years}` : years);
  return [{ a, b, mark, year, from, to: to + (mark === '.' && isPlain && text[to] === '.' ? 1 : 0) }];
}
