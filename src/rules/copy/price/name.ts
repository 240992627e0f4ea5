/** Names of people and companies that no list knows: told by a capital, or by an act with money (K3). */

import { isOneOf, type Token, textOf, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { isIn } from './sentence-talk.ts';

export const counts = 'two three four five six seven eight nine ten eleven twelve half most some few none both';

/** No word of its sentence stands before it. */
export function isHead(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return !before?.isWord || before.sentence !== tokens[at]?.sentence;
}

/** A word, and a verb of money in the third person: `Okta pays`, `Eight charge nothing`, `Quill gives resellers`. */
function isActing(tokens: readonly Token[], at: number, rules: Rules): boolean {
  const { parties, paying, selling_acts, acting, helping, readers_abroad } = rules;
  const { us, heads, determiners, anaphors, gains } = parties.value;
  const isHelped = isIn(textOf(tokens[at + 1]), helping);
  const place = isHelped ? at + 2 : at + 1;
  const [word, verb] = [textOf(tokens[at]), textOf(tokens[place])];
  if (isOneOf(word, counts) && isIn(verb, selling_acts, paying)) return true;
  // `Dealers get`.
  const ours = [rules.wares, rules.offers, rules.own_nouns, rules.hints, rules.price_words, rules.effort];
  const isNone = isIn(word, ...ours, heads, determiners);
  if (/\p{L}{3}s$/u.test(word) && isIn(verb, gains) && !isNone) return true;
  const isThird = isHelped || /(?:s|ed|id)$/.test(verb) || isIn(verb, acting);
  const isMoney = isIn(verb, paying, selling_acts, acting) || (!isNone && isOneOf(tokens[place + 1], 'its their'));
  const isOther = isOneOf(word, 'another one each') || !isIn(word, heads, determiners, anaphors, us, readers_abroad);
  return isThird && isMoney && isOther;
}

/** A capital inside a sentence, where nothing of ours is so called. */
export function isName({ text, tokens }: Words, at: number, rules: Rules): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (!token?.isWord) return false;
  const { wares, offers, opening_abroad, hints } = rules;
  const { abroad, us, calendar } = rules.parties.value;
  const written = text.slice(token.start, token.end);
  const isCapital = /^\p{Lu}/u.test(written);
  // `Okta pays`, `a TOTVS cobra`.
  if ((isCapital || before?.sentence !== token.sentence) && isActing(tokens, at, rules)) return true;
  if (isHead(tokens, at)) return false;
  if (isCapital && isIn(before?.text, opening_abroad)) return !isIn(token.text, wares, abroad);
  const isAbroad = (near: Token | undefined): boolean => isIn(textOf(near), abroad);
  // `in Austin`: a place.
  if ([before, token, tokens[at + 1]].some(isAbroad) || isOneOf(before, 'in em en')) return false;
  // `bekommt auf das Assessment zehn Prozent Nachlass`.
  if (tokens.slice(Math.max(0, at - 6), at + 7).filter(isAbroad).length > 1) return false;
  // `our Ledger plan`.
  if (isIn(before?.text, us)) return false;
  return /^\p{Lu}\p{L}*\p{Ll}\p{L}*$/u.test(written) && !isIn(token.text, wares, offers, calendar, hints);
}
