import type { Numeral } from '../../language/numbers.ts';
import { findPhrases } from '../../language/phrases.ts';
import { bare, isOneOf, setOf, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { remembering } from '../../vocabulary/remembering.ts';
import type { CopyContext } from '../message.ts';

type Rules = CopyPolicy['price'];

export interface Money extends Numeral {
  readonly currency: string | undefined;
}

/** What a sentence says about the amounts in it. */
export interface SentenceTalk {
  readonly isCharged: boolean;
  readonly isHinted: boolean;
  readonly isTheirs: boolean;
  /** It names what we sell. */
  readonly isOffer: boolean;
  /** The reader would pay what somebody else paid. */
  readonly isMatched: boolean;
}

export const silent: SentenceTalk = {
  isCharged: false,
  isHinted: false,
  isTheirs: false,
  isOffer: false,
  isMatched: false,
};

const known = remembering<Words, ReadonlyMap<number, SentenceTalk>>();

/** Read once per sentence, so that a text of amounts only costs no more than any other. */
export function sentencesOf(
  words: Words,
  about: { rules: Rules; context: CopyContext },
): ReadonlyMap<number, SentenceTalk> {
  return known(words, () => talkOf(words, about), [about.rules, about.context]);
}

function talkOf(
  words: Words,
  { rules, context }: { rules: Rules; context: CopyContext },
): ReadonlyMap<number, SentenceTalk> {
  const charges = findPhrases(words, rules.charging.value, listsOf(rules));
  const charged = new Set(charges.map((match) => match.sentence));
  const offers = new Set(findPhrases(words, rules.offers.value).map((match) => match.sentence));
  const matched = new Set(findPhrases(words, rules.matching.value).map((match) => match.sentence));
  const names = companyNames(context);
  const said = new Map<number, string[]>();
  for (const token of words.tokens) {
    const others = said.get(token.sentence);
    if (others) others.push(bare(token));
    else said.set(token.sentence, [bare(token)]);
  }
  return new Map(
    [...said].map(([index, spoken]) => [
      index,
      {
        isCharged: charged.has(index),
        isHinted: spoken.some((word) => setOf(rules.hints.value).has(word)),
        isTheirs: spoken.some((word) => setOf(rules.figure_hints.value).has(word)) || namesCompany(spoken, names),
        isOffer: offers.has(index),
        isMatched: matched.has(index),
      },
    ]),
  );
}

/** The company as the one who acts, not the one for whom it is. */
function namesCompany(said: readonly string[], names: readonly (readonly string[])[]): boolean {
  return names.some((name) =>
    said.some((_, at) => name.every((word, i) => said[at + i] === word) && !isOneOf(said[at - 1], 'for to with at')),
  );
}

export function companyNames(context: CopyContext): readonly (readonly string[])[] {
  const names = [context.company?.name ?? '', ...(context.company?.aliases ?? [])];
  return names.map((name) => tokenise(name).tokens.map(bare)).filter((name) => name.length > 0);
}

/** What the phrases of the price rules refer to. */
export function listsOf(rules: Rules): Readonly<Record<string, readonly string[]>> {
  return { offers: rules.offers.value, price_words: rules.price_words.value };
}
