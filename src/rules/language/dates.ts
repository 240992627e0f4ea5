/** Dates in a text: a day with its month, in seven languages. */

import { textOf, type Words } from './words.ts';

const months = 'january february march april may june july august september october november december'.split(' ');

// In folded spelling, each language in the order of the year. Languages themselves, not the SOP: and so no policy data.
const abroad: ReadonlyMap<string, string> = new Map(
  [
    'januar februar marz april mai juni juli august september oktober november dezember',
    'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
    'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
    'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
    'januari februari maart april mei juni juli augustus september oktober november december',
    'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
  ].flatMap((names) => names.split(' ').map((name, at): [string, string] => [name, months[at] ?? name])),
);

const anyMonth = `(?:${[...months, ...abroad.keys(), ...months.map((month) => month.slice(0, 3)), 'sept'].join('|')})(?!\\p{L})`;
const dayOfMonth = new RegExp(`(?<![\\p{L}\\d])(\\d{1,2})(?:st|nd|rd|th|er)?(?: of| de)? (?=${anyMonth})`, 'giu');
const dayInGerman = new RegExp(`(?<!\\p{L})(am|vom|zum|seit|ab|bis|dem|den) (\\d{1,2})\\. (?=${anyMonth})`, 'giu');
const monthAndDay = new RegExp(`(?<!\\p{L})(${anyMonth}\\.?(?: the)? \\d{1,2})(?:st|nd|rd|th)(?!\\p{L})`, 'giu');

/** `2026-02-03`, `the 3rd of February` and `3 de febrero` as one form, so that their parts are no figures of their own. */
export function withSpokenDates(text: string): string {
  return text
    .replace(/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g, (whole, year: string, month: string, day: string) => {
      const name = months[Number(month) - 1];
      return name === undefined ? whole : `${name.charAt(0).toUpperCase()}${name.slice(1)} ${Number(day)}, ${year}`;
    })
    .replace(dayOfMonth, '$1 ')
    .replace(dayInGerman, '$1 $2 ')
    .replace(monthAndDay, '$1');
}

const wholeDate = new RegExp(
  `(?<![\\p{L}\\d])(?:\\d{1,2} ${anyMonth}|${anyMonth}(?: the)? \\d{1,2})(?:,? \\d{4})?(?!\\d)`,
  'giu',
);

/** The text with each day of a month taken out, and its year. */
export function withoutDates(text: string): string {
  return withSpokenDates(text).replace(wholeDate, ' ');
}

/** The month beside a number, and where it stands: `3` in `February 3` and in `3 February` belongs to a date. */
export function monthBeside(
  { tokens }: Words,
  from: number,
  to: number,
): { readonly month: string; readonly at: number } | undefined {
  const before = textOf(tokens[from - 1]);
  // `Feb. 3`; of `since March. Four resellers` the number begins another sentence.
  const isNear = before === 'the' || (before === '.' && /^\d/.test(textOf(tokens[from])));
  for (const at of [from - 1, ...(isNear ? [from - 2] : []), to + 1]) {
    const month = monthOf(textOf(tokens[at]));
    if (month !== undefined) return { month, at };
  }
  return undefined;
}

/** The English month that a word names, in full, in three letters or in another language. */
export function monthOf(word: string): string | undefined {
  const short = word === 'sept' ? 'sep' : word;
  return (
    months.find((month) => month === short || (short.length === 3 && short !== 'mar' && month.startsWith(short))) ??
    abroad.get(word)
  );
}
