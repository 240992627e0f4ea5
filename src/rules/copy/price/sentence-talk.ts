import type { Numeral } from '../../language/numbers.ts';
import { findPhrases, type Match } from '../../language/phrases.ts';
import { bare, isOneOf, setOf, tokenise, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { remembering } from '../../vocabulary/remembering.ts';
import type { CopyContext } from '../message.ts';

export interface Money extends Numeral {
  readonly currency: string | undefined;
}

/** Findings on a sentence that decide how its amounts are read. */
export interface SentenceTalk {
  readonly isCharged: boolean;
  readonly isHinted: boolean;
  readonly isTheirs: boolean;
  /** The sentence names what the sender sells. */
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

/** The talk of the sentence of a token; each sentence is read once, so that a text of amounts costs no more than any other. */
export function talkAt(words: Words, at: number, about: Given): SentenceTalk {
  const talks = known(words, () => talksIn(words, about), [about.rules, about.context]);
  return talks.get(words.tokens[at]?.sentence ?? 0) ?? silent;
}

function talksIn(words: Words, { rules, context }: Given): ReadonlyMap<number, SentenceTalk> {
  const holding = ({ value }: { readonly value: readonly string[] }): ReadonlySet<number> =>
    new Set(findPhrases(words, value, listsOf(rules)).map(({ sentence }) => sentence));
  const [charged, matched] = [holding(rules.charging), holding(rules.matching)];
  const offers = new Set(offersIn(words, rules).map(({ sentence }) => sentence));
  const company = companyOf(context);
  const said = new Map<number, string[]>();
  const acting = new Set<number>();
  words.tokens.forEach((token, at) => {
    const others = said.get(token.sentence);
    if (others) others.push(bare(token));
    else said.set(token.sentence, [bare(token)]);
    // As the one who acts, and not the one for whom it is.
    if (isCompany(words, at, company) && !isOneOf(words.tokens[at - 1], 'for to with at')) acting.add(token.sentence);
  });
  const talkOf = (sentence: number, spoken: readonly string[]): SentenceTalk => ({
    isCharged: charged.has(sentence),
    isHinted: isAny(spoken, rules.hints),
    isTheirs: isAny(spoken, rules.figure_hints) || acting.has(sentence),
    isOffer: offers.has(sentence),
    isMatched: matched.has(sentence),
  });
  return new Map([...said].map(([sentence, spoken]) => [sentence, talkOf(sentence, spoken)]));
}

/** Where a text names what the sender sells. */
export function offersIn(words: Words, rules: Rules): readonly Match[] {
  const { tokens } = words;
  return findPhrases(words, rules.offers.value).filter(({ from, to }) => {
    // `its own cloud security assessment`, `the assessment that your partner sells`.
    const isOwned = tokens.slice(Math.max(0, from - 4), from).some((token) => isOneOf(token, 'its their his her'));
    return !isOwned && !(isOneOf(tokens[to + 1], 'that which') && isIn(tokens[to + 2]?.text, rules.owners));
  });
}

/** The names of the company, and the words of longer ones, by each of which it may be called. */
export interface Company {
  readonly names: readonly (readonly string[])[];
  readonly shorts: readonly string[];
}

export function companyOf({ company }: CopyContext): Company {
  const names = [company?.name ?? '', ...(company?.aliases ?? [])].map((name) => tokenise(name).tokens.map(bare));
  return {
    names: names.filter(([first]) => first !== undefined),
    shorts: names.flat().filter((word) => word.length > 3),
  };
}

/** `Acme Cloud`, `Acme`: the whole name, or a word of it that is written as a name. */
export function isCompany({ text, tokens }: Words, at: number, { names, shorts }: Company): boolean {
  const isShort = isIn(bare(tokens[at]), shorts) && /^\p{Lu}/u.test(text.slice(tokens[at]?.start));
  return isShort || names.some((name) => name.every((word, i) => word === bare(tokens[at + i])));
}

/** Lists that phrases of the price rules name. */
export function listsOf(rules: Rules): Readonly<Record<string, readonly string[]>> {
  return { offers: rules.offers.value, price_words: rules.price_words.value };
}

type List = readonly string[] | { readonly value: readonly string[] };

export const bareOf = (word = ''): string => (word.endsWith("'s") ? word.slice(0, -2) : word);

/** Is it a word of one of the lists? */
export function isIn(word: string | undefined, ...lists: readonly List[]): boolean {
  const bared = bareOf(word);
  return lists.some((list) => setOf('value' in list ? list.value : list).has(bared));
}

export function isAny(said: readonly string[], ...lists: readonly List[]): boolean {
  return said.some((word) => isIn(word, ...lists));
}
