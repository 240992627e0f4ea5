/** Money in a subject line, and whether it is the money that the body tells of (K3). */

import { textOf, type Words } from '../../language/words.ts';
import { clausesOf } from './party.ts';
import { type Given, isAny, isIn } from './sentence-talk.ts';

/** A subject line that names nothing of ours, above a body that tells of the same sums, or of money where it gives none. */
export function isToldBelow(heading: Words, body: Words, about: Given & { readonly sums: readonly string[] }): boolean {
  const { selling_words: selling, free, hints, wares, offers, symbols, parties } = about.rules;
  const named = clausesOf(heading, about).flatMap((clause) => [...clause.parties.values()]);
  if (named.some((party) => party !== 'others')) return false;
  if (isAny(heading.tokens.map(textOf), offers, parties.value.us)) return false;
  const below = body.text.toLowerCase();
  if (about.sums.length > 0) return about.sums.every((sum) => below.includes(sum.toLowerCase()));
  const isMoney = (word: string): boolean =>
    symbols.value[word] !== undefined || (isIn(word, selling, free, hints) && !isIn(word, wares, offers));
  return body.tokens.some((token) => isMoney(textOf(token)));
}
