import { type Calendar, type CalendarDate, isCalendarDate } from '../../rules/time/time.ts';

/** A cell as data: trimmed, and without the apostrophe that keeps a spreadsheet from reading it as a formula. */
export function plainCell(cell: string, keepsLines: boolean): string {
  const data = cell.trim().replace(/^'(?=[=+\-@\t\r])/, '');
  return keepsLines ? data : data.replace(/\s+/g, ' ');
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const wordy = [
  /^(?<day>\d{1,2})[ -](?<month>[a-z]{3})[a-z]*\.?[ -,](?<year>\d{4})\b/i,
  /^(?<month>[a-z]{3})[a-z]*\.? (?<day>\d{1,2}),? (?<year>\d{4})\b/i,
];

/** The date a cell names beyond doubt: `2026-04-21`, with or without a time, `21 Apr 2026`, `Apr 21, 2026`. 4/5/26 is none. */
export function dateIn(cell: string): CalendarDate | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}(?=$|[ T])/.exec(cell)?.[0];
  if (iso !== undefined) return isCalendarDate(iso) ? iso : undefined;
  for (const form of wordy) {
    const { day = '', month = '', year = '' } = form.exec(cell)?.groups ?? {};
    const n = months.indexOf(month.toLowerCase()) + 1;
    const date = `${year}-${String(n).padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (n > 0 && isCalendarDate(date)) return date;
  }
  return undefined;
}

/** An instant with its offset is taken as it is; a mere date is the start of that day in our zone. */
export function momentIn(cell: string, calendar: Pick<Calendar, 'startOf'>): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(cell)) return cell.replace(' ', 'T');
  const date = dateIn(cell);
  return date === undefined ? undefined : calendar.startOf(date);
}

/** `1,200`, `1 200` and `$1,200.50`; a span such as `201-500` is no number. */
export function numberIn(cell: string): number | undefined {
  const bare = cell.replace(/^\$/, '').replace(/(?<=\d)[, \u00a0](?=\d{3}(?:\D|$))/g, '');
  return /^\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : undefined;
}

export function truthIn(cell: string): boolean | undefined {
  const word = cell.toLowerCase();
  if (['true', 'yes', 'y', '1'].includes(word)) return true;
  return ['false', 'no', 'n', '0'].includes(word) ? false : undefined;
}
