import type { Calendar } from '../../rules/time/time.ts';
import { writtenIn } from '../../rules/time/written-date.ts';
import { unescaped } from './html-text.ts';

/** A cell as data: trimmed, without the apostrophe that keeps a spreadsheet from reading it as a formula, and without the escapes of a web page. */
export function plainCell(cell: string, keepsLines: boolean): string {
  const data = unescaped(cell.trim().replace(/^'(?=[=+\-@\t\r])/, '')).trim();
  return keepsLines ? data : data.replace(/\s+/g, ' ');
}

/** An instant with its zone is taken as it is; a mere date is the start of that day in our zone. */
export function momentIn(cell: string, calendar: Pick<Calendar, 'startOf'>): string | undefined {
  const written = writtenIn(cell);
  return written && (written.instant ?? calendar.startOf(written.date));
}

/** `1,200`, `1 200`, `$1,200.50` and `62.500.000`; a span such as `201-500` is no number, and `80.000` may be two. */
export function numberIn(cell: string): number | undefined {
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(cell)) return Number(cell.replaceAll('.', ''));
  if (/^\D?\d{1,3}\.\d{3}$/.test(cell)) return undefined;
  const bare = cell.replace(/^\$/, '').replace(/(?<=\d)[, \u00a0](?=\d{3}(?:\D|$))/g, '');
  return /^\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : undefined;
}

export function truthIn(cell: string): boolean | undefined {
  const word = cell.toLowerCase();
  if (['true', 'yes', 'y', '1'].includes(word)) return true;
  return ['false', 'no', 'n', '0'].includes(word) ? false : undefined;
}
