import type { Numeral } from '../../language/numbers.ts';
import { findPhrases } from '../../language/phrases.ts';
import { bare, isWord, type Token, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
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
  readonly isAddressed: boolean;
}

export const silent: SentenceTalk = {
  isCharged: false,
  isHinted: false,
  isTheirs: false,
  isOffer: false,
  isAddressed: false,
};
const reach = 12;

/** Read once per sentence, so that a text of amounts only costs no more than any other. */
export function sentencesOf(
  words: Words,
  about: { rules: Rules; context: CopyContext },
): ReadonlyMap<number, SentenceTalk> {
  const { rules, context } = about;
  const charged = new Set(findPhrases(words, rules.charging.value, listsOf(rules)).map((match) => match.sentence));
  const offers = new Set(findPhrases(words, rules.offers.value).map((match) => match.sentence));
  const names = companyNames(context);
  const said = new Map<number, string[]>();
  for (const token of words.tokens) {
    const known = said.get(token.sentence);
    if (known) known.push(bare(token));
    else said.set(token.sentence, [bare(token)]);
  }
  return new Map(
    [...said].map(([index, spoken]) => [
      index,
      {
        isCharged: charged.has(index),
        isHinted: spoken.some((word) => rules.hints.value.includes(word)),
        isTheirs:
          spoken.some((word) => rules.figure_hints.value.includes(word)) ||
          namesCompany(spoken, names) ||
          hasOtherOwner(spoken, rules),
        isOffer: offers.has(index),
        isAddressed: spoken.some((word) => /^(?:you|your|they|their|its)$/.test(word)),
      },
    ]),
  );
}

/** A number without currency is a price where its sentence speaks of one and no noun says what is counted. */
export function readsAsPrice(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): boolean {
  const { tokens } = words;
  const next = tokens[money.to + 1];
  if (next?.text === '%' || next?.text === '+') return false;
  const isCounted = isWord(next) && next?.sentence === tokens[money.to]?.sentence;
  // `2,500-seat`: joined by a hyphen without blanks.
  const isJoined =
    next?.text === '-' && next.start === tokens[money.to]?.end && tokens[money.to + 2]?.start === next.end;
  if (isJoined && isWord(tokens[money.to + 2])) return false;
  if (isCounted && !about.rules.after_amount.value.includes(next?.text ?? '')) return false;
  const near = tokens.slice(Math.max(0, money.from - 3), money.from).map((token) => token.text);
  if (near.some((word) => /^(?:it|it's|that's|this)$/.test(word))) return true;
  return about.sentence.isHinted || about.sentence.isCharged || isNobodys(words, money, about);
}

/** `2500 and you get the map`: nothing is counted by it, and it is no figure of anybody's. */
function isNobodys(words: Words, money: Money, { rules, sentence }: { rules: Rules; sentence: SentenceTalk }): boolean {
  if (sentence.isTheirs || isTheirAct(words, money, rules)) return false;
  const before = words.tokens.slice(Math.max(0, money.from - 3), money.from);
  // `RFC 2500`: an abbreviation that numbers something.
  const label = before.at(-1);
  if (/^\p{Lu}{2,5}$/u.test(words.text.slice(label?.start ?? 0, label?.end ?? 0))) return false;
  return !before.some((token) => rules.counting.value.includes(bare(token)));
}

/** Whose figure is it? A small amount is ours unless its words give it to the company; a large one only if we charge it. */
export function isCompanyFigure(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): boolean {
  const { rules, sentence } = about;
  const [value = 0] = money.readings;
  if (value === 0 || hasNamedPayee(words, money)) return true;
  const near = [
    ...words.tokens.slice(Math.max(0, money.from - 3), money.from),
    ...words.tokens.slice(money.to + 1, money.to + 5),
  ].map(bare);
  const isNamed = near.some((word) => rules.figure_words.value.includes(word));
  if (isOwnClause(words, money, rules)) return true;
  if (value >= rules.company_figure_from.value) return isNamed || !sentence.isCharged;
  if (sentence.isCharged) return false;
  return isNamed || (!sentence.isOffer && (sentence.isTheirs || isTheirAct(words, money, rules)));
}

/** `You pay Crossbeam $40K`: the money goes to somebody named. */
function hasNamedPayee({ text, tokens }: Words, money: Money): boolean {
  const [verb, payee] = tokens.slice(Math.max(0, money.from - 2), money.from);
  return (
    /^(?:pay|pays|paying|owe|owes)$/.test(verb?.text ?? '') && /^\p{Lu}/u.test(text.slice(payee?.start ?? text.length))
  );
}

/** `Your average deal is $85,000, and ...`: a clause of theirs beside one of ours. */
function isOwnClause({ tokens }: Words, money: Money, rules: Rules): boolean {
  const isEdge = (token: Token): boolean =>
    /^[,;:]$/.test(token.text) || token.sentence !== tokens[money.from]?.sentence;
  const before = tokens.slice(Math.max(0, money.from - reach), money.from);
  const after = tokens.slice(money.to + 1, money.to + reach);
  const end = after.findIndex(isEdge);
  const said = before.slice(before.findLastIndex(isEdge) + 1).map(bare);
  const rest = (end < 0 ? after : after.slice(0, end)).map(bare);
  const names = [...rules.offers.value, 'it', 'this', 'that'];
  return (
    end >= 0 &&
    rules.owners.value.includes(said[0] ?? '') &&
    said.some((word) => rules.figure_words.value.includes(word)) &&
    ![...said, ...rest].some((word) => names.includes(word))
  );
}

/** `You committed $500K`, `AWS funds $25,000`, `Your deal desk approves $10,000`: somebody else does something with the amount. */
export function isTheirAct(words: Words, money: Money, rules: Rules): boolean {
  const sentence = words.tokens[money.from]?.sentence;
  const before = words.tokens
    .slice(Math.max(0, money.from - reach), money.from)
    .filter((token) => token.sentence === sentence);
  const clause = before.slice(before.findLastIndex((token) => /^[;:]$/.test(token.text)) + 1);
  const said = clause.filter(isWord).map(bare);
  if (said.some((word) => /^(?:i|we|me|us|my|our)(?:'\w+)?$/.test(word))) return false;
  if (said.slice(-3).some((word) => /^(?:it|this)$/.test(word))) return false;
  if (said.some((word, at) => /^(?:you|they)(?:'ve)?$/.test(word) && isPast(said.slice(at + 1), rules))) return true;
  const [subject = '', ...rest] = dropWhile(said, rules.determiners.value);
  if (rules.third_parties.value.includes(subject)) return true;
  const isPossessed = rules.owners.value.includes(said[0] ?? '') && rest.length > 0;
  const sells = [...rules.price_words.value, ...rules.offers.value, ...rules.own_nouns.value].includes(subject);
  return isPossessed && !sells && !rest.slice(-2).some((word) => rules.states.value.includes(word));
}

function isPast(after: readonly string[], rules: Rules): boolean {
  const verb = after.find((word) => !/^(?:have|already|also|just|only|recently|never|all|both|once)$/.test(word)) ?? '';
  return /[^e]ed$/.test(verb) || rules.past_acts.value.includes(verb);
}

function dropWhile(said: readonly string[], skipped: readonly string[]): readonly string[] {
  return said.slice(said.findIndex((word) => !skipped.includes(word)));
}

/** `its price`, `your fee`: the price of somebody else. */
function hasOtherOwner(said: readonly string[], rules: Rules): boolean {
  return said.some(
    (word, at) =>
      rules.price_words.value.includes(word) &&
      (rules.owners.value.includes(said[at - 1] ?? '') ||
        (rules.owners.value.includes(said[at - 2] ?? '') && !rules.offers.value.includes(said[at - 1] ?? ''))),
  );
}

/** The company as the one who acts, not the one for whom it is. */
function namesCompany(said: readonly string[], names: readonly (readonly string[])[]): boolean {
  return names.some((name) =>
    said.some(
      (_, at) => name.every((word, i) => said[at + i] === word) && !/^(?:for|to|with|at)$/.test(said[at - 1] ?? ''),
    ),
  );
}

function companyNames(context: CopyContext): readonly (readonly string[])[] {
  const names = [context.company?.name ?? '', ...(context.company?.aliases ?? [])];
  return names.map((name) => tokenise(name).tokens.map(bare)).filter((name) => name.length > 0);
}

/** What the phrases of the price rules refer to. */
export function listsOf(rules: Rules): Readonly<Record<string, readonly string[]>> {
  return { offers: rules.offers.value, price_words: rules.price_words.value };
}
