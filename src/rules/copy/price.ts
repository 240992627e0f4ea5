import type { Check } from '../check.ts';
import { finding } from './finding.ts';
import { type CopyContext, type CopyMessage, partsOf, sequenceOf } from './message.ts';
import { type Numeral, numeralAt } from './numbers.ts';
import { findPhrases } from './phrases.ts';
import type { CopyPolicy } from './policy.ts';
import { fold } from './normalise.ts';
import { bare, isWord, quote, tokenise, type Words } from './words.ts';

type Rules = CopyPolicy['price'];

/** An amount that is or may be a price of ours. */
interface Price {
  readonly words: string;
  /** The policy's amount in the policy's currency, once and for all. */
  readonly isListed: boolean;
}

interface Money extends Numeral {
  readonly currency: string | undefined;
}

/** What a sentence says about the amounts in it. */
interface Sentence {
  readonly isCharged: boolean;
  readonly isHinted: boolean;
  readonly isTheirs: boolean;
}

const silent: Sentence = { isCharged: false, isHinted: false, isTheirs: false };
const id = 'pricing.gate';

/** 5.3.2, ruling K3: a price of ours appears in activation only, from SQL on, and only the one of the policy. */
export function pricingGate(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const rules = policy.price;
  const texts = partsOf(message);
  const prices = texts.flatMap((text, part) => pricesIn(text, { rules, context, bareToo: part < 4 }));
  const talk = texts.flatMap((text) => findPhrases(text, rules.talk.value, listsOf(rules)).map((match) => match.words));
  const sequence = sequenceOf(context);
  const stage = (context.qualified ?? '').toUpperCase();
  const isOpen = sequence !== undefined && rules.sequences.value.includes(sequence) && rules.stages.value.includes(stage);
  const offending = prices.filter((price) => !isOpen || !price.isListed).map((price) => price.words);
  const found = isOpen ? offending : [...offending, ...talk];
  if (found.length === 0) return finding(id, rules.amount, { verdict: 'pass', because: isOpen ? 'no price but the policy\'s' : 'no price of ours' });
  const listed = `${rules.amount.value} ${rules.currency.value}`;
  return finding(id, rules.amount, {
    verdict: 'fail',
    because: isOpen
      ? `${list(found)} is not the price of the policy, ${listed}`
      : `${list(found)} in a ${sequence ?? 'mail of no sequence'} mail at stage ${stage || 'unknown'}; a price is for ${rules.sequences.value.join(', ')} at ${rules.stages.value.join(', ')}`,
    evidence: found,
    remedy: isOpen ? `state ${listed} or no price` : 'take the price out; an amount of the company\'s own needs a word that says so, such as revenue or ARR',
  });
}

/** Amounts of money in a text that are ours, or can't be told from ours. `bareToo`: also without a currency. */
export function pricesIn(text: string, about: { rules: Rules; context: CopyContext; bareToo: boolean }): readonly Price[] {
  const { rules, bareToo } = about;
  const words = tokenise(repair(fold(text)));
  const sentences = sentencesOf(words, about);
  const prices: Price[] = [];
  for (let at = 0; at < words.tokens.length; at += 1) {
    const numeral = numeralAt(words, at);
    if (!numeral) continue;
    const money = withCurrency(words, numeral, rules);
    const isOwn = money.readings.includes(rules.amount.value);
    const sentence = sentences.get(words.tokens[at]?.sentence ?? 0) ?? silent;
    const isPrice = isOwn && bareToo && readsAsPrice(words, money, { rules, sentence });
    const isOurs = money.currency === undefined ? isPrice : isOwn || !isCompanyFigure(words, money, { rules, sentence });
    if (isOurs) prices.push({ words: quote(words, money.from, money.to), isListed: isOwn && isWhole(words, money, rules) });
    at = numeral.to;
  }
  return prices;
}

/** Read once per sentence, so that a text of amounts only costs no more than any other. */
function sentencesOf(words: Words, about: { rules: Rules; context: CopyContext }): ReadonlyMap<number, Sentence> {
  const { rules, context } = about;
  const charged = new Set(findPhrases(words, rules.charging.value, listsOf(rules)).map((match) => match.sentence));
  const names = companyNames(context);
  const said = new Map<number, string[]>();
  for (const token of words.tokens) {
    const known = said.get(token.sentence);
    if (known) known.push(bare(token));
    else said.set(token.sentence, [bare(token)]);
  }
  return new Map([...said].map(([index, spoken]) => [index, {
    isCharged: charged.has(index),
    isHinted: spoken.some((word) => rules.hints.value.includes(word)),
    isTheirs: spoken.some((word) => rules.figure_hints.value.includes(word)) || namesCompany(spoken, names) || hasOtherOwner(spoken, rules),
  }]));
}

/** Letters and points that stand in for digits and thousands separators. */
function repair(text: string): string {
  return text.replace(/(?<=\d)[oO]+(?!\p{L})/gu, (zeros) => '0'.repeat(zeros.length)).replace(/(?<=\d)[·˙٬_ˌ](?=\d{3})/g, ',').replace(/(?<=\d)k(?=\p{L}{3})/giu, 'k ');
}

function withCurrency(words: Words, numeral: Numeral, rules: Rules): Money {
  const { tokens } = words;
  const codeOf = (at: number): string | undefined => rules.symbols.value[tokens[at]?.text ?? ''] ?? rules.currency_words.value[tokens[at]?.text ?? ''];
  const isSign = (at: number): boolean => /^[-:=~(]$/.test(tokens[at]?.text ?? '');
  const lead = isSign(numeral.from - 1) ? numeral.from - 2 : numeral.from - 1;
  const tail = isSign(numeral.to + 1) ? numeral.to + 2 : numeral.to + 1;
  // `grand` is scale and currency in one.
  const inside = rules.currency_words.value[tokens[numeral.to]?.text ?? ''];
  const before = codeOf(lead);
  const after = codeOf(tail);
  const currency = before ?? after ?? inside;
  return { ...numeral, from: before === undefined ? numeral.from : lead, to: before === undefined && after !== undefined ? tail : numeral.to, currency };
}

/** A number without currency is a price where its sentence speaks of one and no noun says what is counted. */
function readsAsPrice(words: Words, money: Money, about: { rules: Rules; sentence: Sentence }): boolean {
  const { tokens } = words;
  const next = tokens[money.to + 1];
  if (next?.text === '%' || next?.text === '+') return false;
  const isCounted = isWord(next) && next?.sentence === tokens[money.to]?.sentence;
  if (isCounted && !about.rules.after_amount.value.includes(next?.text ?? '')) return false;
  const near = tokens.slice(Math.max(0, money.from - 3), money.from).map((token) => token.text);
  return about.sentence.isHinted || near.some((word) => /^(?:it|it's|that's|this)$/.test(word));
}

/** Whose figure is it? A small amount is ours unless its words give it to the company; a large one only if we charge it. */
function isCompanyFigure(words: Words, money: Money, about: { rules: Rules; sentence: Sentence }): boolean {
  const { rules, sentence } = about;
  const [value = 0] = money.readings;
  if (value === 0) return true;
  const near = [...words.tokens.slice(Math.max(0, money.from - 3), money.from), ...words.tokens.slice(money.to + 1, money.to + 5)].map(bare);
  const isNamed = near.some((word) => rules.figure_words.value.includes(word));
  if (value >= rules.company_figure_from.value) return isNamed || !sentence.isCharged;
  return !sentence.isCharged && (isNamed || sentence.isTheirs);
}

/** `its price`, `your fee`: the price of somebody else. */
function hasOtherOwner(said: readonly string[], rules: Rules): boolean {
  return said.some((word, at) => rules.price_words.value.includes(word) && rules.owners.value.includes(said[at - 1] ?? ''));
}

/** The company as the one who acts, not the one for whom it is. */
function namesCompany(said: readonly string[], names: readonly (readonly string[])[]): boolean {
  return names.some((name) => said.some((_, at) => name.every((word, i) => said[at + i] === word) && !/^(?:for|to|with|at)$/.test(said[at - 1] ?? '')));
}

function companyNames(context: CopyContext): readonly (readonly string[])[] {
  const names = [context.company?.name ?? '', ...(context.company?.aliases ?? [])];
  return names.map((name) => tokenise(name).tokens.map(bare)).filter((name) => name.length > 0);
}

/** The price in its own currency, and not by the month or the seat. */
function isWhole(words: Words, money: Money, rules: Rules): boolean {
  const rest = words.tokens.slice(money.to + 1, money.to + 5);
  const start = rest[0]?.text === '/' ? rest.slice(1) : rest;
  const per = findPhrases({ text: words.text, tokens: start.slice(0, 2) }, rules.per_period.value);
  return (money.currency ?? rules.currency.value) === rules.currency.value && !per.some((match) => match.from === 0);
}

function listsOf(rules: Rules): Readonly<Record<string, readonly string[]>> {
  return { offers: rules.offers.value, price_words: rules.price_words.value };
}

function list(found: readonly string[]): string {
  return [...new Set(found)].map((words) => `\`${words}\``).join(', ');
}
