/** Which words name somebody whom no list knows: by a capital, or by an act with money (K3). */

import { isOneOf, setOf, type Token, textOf, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { isIn } from './sentence-talk.ts';

const counts = 'two three four five six seven eight nine ten eleven twelve half most some few none both';

/** The first word of a sentence, and a verb of money in the third person. */
function isActing(tokens: readonly Token[], at: number, rules: Rules): boolean {
  const { us, heads, determiners, anaphors } = rules.parties.value;
  const isHelped = rules.helping.value.includes(textOf(tokens[at + 1]));
  const verb = textOf(tokens[isHelped ? at + 2 : at + 1]);
  const isVerb =
    (isHelped || /(?:s|ed|id)$/.test(verb) || rules.acting.value.includes(verb)) &&
    [rules.paying, rules.selling_acts, rules.acting].some((list) => setOf(list.value).has(verb));
  const word = textOf(tokens[at]);
  const isOne = isOneOf(word, 'another one each');
  // `Eight charge nothing`.
  if (isOneOf(word, counts) && isIn(verb, rules.selling_acts, rules.paying)) return true;
  // `Dealers get`.
  const ours = [rules.wares, rules.offers, rules.own_nouns, rules.hints, rules.price_words, rules.effort];
  if (/\p{L}{3}s$/u.test(word) && isIn(verb, rules.parties.value.gains) && !isIn(word, ...ours, heads, determiners))
    return true;
  return (
    isVerb && (isOne || ![...heads, ...determiners, ...anaphors, ...us, ...rules.readers_abroad.value].includes(word))
  );
}

/** A capital inside a sentence, where nothing of ours is so called. */
export function isName({ text, tokens }: Words, at: number, rules: Rules): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  const isCapital = /^\p{Lu}/u.test(text.slice(token?.start ?? 0, token?.end ?? 0));
  // `Okta pays`, `a TOTVS cobra`.
  if (token?.isWord && (isCapital || before?.sentence !== token.sentence) && isActing(tokens, at, rules)) return true;
  if (!token?.isWord || before?.sentence !== token.sentence || !before.isWord) return false;
  const isHead = isCapital && setOf(rules.opening_abroad.value).has(before.text);
  if (isHead) return !setOf(rules.wares.value).has(token.text) && !setOf(rules.parties.value.abroad).has(token.text);
  const isAbroad = (near: Token | undefined): boolean => setOf(rules.parties.value.abroad).has(textOf(near));
  // `in Austin`: a place.
  if ([before, token, tokens[at + 1]].some(isAbroad) || isOneOf(before, 'in em en')) return false;
  // `bekommt auf das Assessment zehn Prozent Nachlass`.
  if (tokens.slice(Math.max(0, at - 6), at + 7).filter(isAbroad).length > 1) return false;
  // `our Ledger plan`.
  if (setOf(rules.parties.value.us).has(before.text)) return false;
  const written = text.slice(token.start, token.end);
  if (!/^\p{Lu}\p{L}*\p{Ll}\p{L}*$/u.test(written)) return false;
  const known = [...rules.wares.value, ...rules.offers.value, ...rules.parties.value.calendar];
  return !known.includes(token.text) && !setOf(rules.hints.value).has(token.text);
}
