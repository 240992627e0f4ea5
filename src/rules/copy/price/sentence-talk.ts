import type { Numeral } from '../../language/numbers.ts';
import { findPhrases } from '../../language/phrases.ts';
import { bare, isOneOf, setOf, tokenise, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { remembering } from '../../vocabulary/remembering.ts';
import type { CopyContext } from '../message.ts';

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

/** A text is read under the rules of the policy, about a company. */
export interface Given {
  readonly rules: Rules;
  readonly context: CopyContext;
}

const known = remembering<Words, ReadonlyMap<number, SentenceTalk>>();
const silent: SentenceTalk = { isCharged: false, isHinted: false, isTheirs: false, isOffer: false, isMatched: false };

/** What the sentence of a token says: read once, so that a text of amounts costs no more than any other. */
export function talkAt(words: Words, at: number, about: Given): SentenceTalk {
  const talks = known(words, () => talksIn(words, about), [about.rules, about.context]);
  return talks.get(words.tokens[at]?.sentence ?? 0) ?? silent;
}

function talksIn(words: Words, { rules, context }: Given): ReadonlyMap<number, SentenceTalk> {
  const holding = (phrases: readonly string[]): ReadonlySet<number> =>
    new Set(findPhrases(words, phrases, listsOf(rules)).map(({ sentence }) => sentence));
  const [charged, offers, matched] = [rules.charging, rules.offers, rules.matching].map(({ value }) => holding(value));
  const names = companyNames(context);
  const said = new Map<number, string[]>();
  for (const token of words.tokens) {
    const others = said.get(token.sentence);
    if (others) others.push(bare(token));
    else said.set(token.sentence, [bare(token)]);
  }
  const talkOf = (sentence: number, spoken: readonly string[]): SentenceTalk => ({
    isCharged: charged?.has(sentence) === true,
    isHinted: isAny(spoken, rules.hints),
    isTheirs: isAny(spoken, rules.figure_hints) || namesCompany(spoken, names),
    isOffer: offers?.has(sentence) === true,
    isMatched: matched?.has(sentence) === true,
  });
  return new Map([...said].map(([sentence, spoken]) => [sentence, talkOf(sentence, spoken)]));
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

type List = readonly string[] | { readonly value: readonly string[] };

export const bareOf = (word = ''): string => (word.endsWith("'s") ? word.slice(0, -2) : word);

/** Is it a word of one of the lists? */
export function isIn(word: string | undefined, ...lists: readonly List[]): boolean {
  return lists.some((list) => setOf('value' in list ? list.value : list).has(bareOf(word)));
}

export function isAny(said: readonly string[], ...lists: readonly List[]): boolean {
  return said.some((word) => isIn(word, ...lists));
}
