/** Money in a subject line, and whether it is the money that the body tells of (K3). */

import { numeralAt } from '../../language/numbers.ts';
import { findPhrases } from '../../language/phrases.ts';
import { textOf, type Words } from '../../language/words.ts';
import type { Price } from './exchange.ts';
import { clausesOf } from './party.ts';
import { repaired } from './prices.ts';
import { type Given, isAny, isIn } from './sentence-talk.ts';
import type { Terms } from './terms.ts';

/** A part of a mail, read. */
export interface PartRead extends Terms {
  readonly words: Words;
  readonly prices: readonly Price[];
}

/** A subject line that names nothing of ours, above a body that has no price and tells of the same sums and terms, or of money where it gives no sum. */
export function isToldBelow([subject, ...rest]: readonly PartRead[], about: Given): boolean {
  const body = rest[1]?.words;
  if (!subject || !body || rest.some(({ prices, given, taken }) => prices.length + given.length + taken.length > 0))
    return false;
  const { selling_words: selling, free, hints, wares, offers, symbols, against, parties } = about.rules;
  const { tokens } = subject.words;
  const named = clausesOf(subject.words, about).flatMap((clause) => [...clause.parties.values()]);
  if (named.some((party) => party !== 'others') || isAny(tokens.map(textOf), offers, parties.value.us)) return false;
  // `Twelve labs for $900`.
  if (tokens.some(({ text }, at) => isIn(text, against) && numeralAt(subject.words, at + 2))) return false;
  if (subject.prices.length > 0) {
    const told = new Set(numbersIn(body));
    return subject.prices.every(({ words }) => numbersIn(repaired(words)).some((value) => told.has(value)));
  }
  const below = body.text.toLowerCase();
  const isMoney = (word: string): boolean =>
    symbols.value[word] !== undefined || (isIn(word, selling, free, hints) && !isIn(word, wares, offers));
  const terms = [...subject.given, ...subject.taken];
  const isRepeated = terms.every((term) => below.includes(term.toLowerCase()));
  // `Our work with firms of your size` may hide a price of ours.
  if (isRepeated && findPhrases(body, offers.value).length === 0) return true;
  return body.tokens.some(({ text }) => isMoney(text));
}

function numbersIn(words: Words): readonly number[] {
  return words.tokens.flatMap((_, at) => numeralAt(words, at)?.readings ?? []);
}
