import type { Fields } from '../fields.ts';
import type { Calendar } from '../rules/time/time.ts';
import { leftLines, otherLine } from './other-lines.ts';
import { inWords } from './spoken.ts';

/** Whether an answer, kept under its key, was emptied since of somebody's words. */
export const isErased = (data: Fields): boolean => data.words_erased === true;

/** An answer whose words are erased: what is left of each field, under its name. */
export function erasedText(data: Fields, calendar: Calendar): string {
  const { outcome: _, summary, words_erased: __, left_out, ...rest } = data;
  const left = Object.entries(rest).flatMap(([name, value]) => otherLine(name, withoutEmpty(value)));
  return [String(summary), ...left, ...leftLines({ left_out })].map((line) => inWords(line, calendar)).join('\n');
}

/** Without the fields and rows that hold nothing; undefined where that is all of it. */
function withoutEmpty(value: unknown): unknown {
  if (value === '') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const rows = value.map(withoutEmpty).filter((each) => each !== undefined);
    return rows.length > 0 ? rows : undefined;
  }
  const full = Object.entries(value).flatMap(([name, each]) => {
    const told = withoutEmpty(each);
    return told === undefined ? [] : [[name, told] as const];
  });
  return full.length > 0 ? Object.fromEntries(full) : undefined;
}
