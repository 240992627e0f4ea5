import { findPhrases } from '../../language/phrases.ts';
import { bare, quote, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext } from '../message.ts';
import { listsOf, sentencesOf, silent } from './sentence-talk.ts';

type Rules = CopyPolicy['price'];

/** What is said of our price without an amount (5.3.2). */
export function talkIn(words: Words, about: { rules: Rules; context: CopyContext }): readonly string[] {
  return [...spokenIn(words, about.rules), ...comparisonsIn(words, about), ...sellingIn(words, about.rules)];
}

/** Words of our price without a number; `your fee` is the company's. */
function spokenIn(words: Words, rules: Rules): readonly string[] {
  const found = findPhrases(words, rules.talk.value, listsOf(rules));
  return found
    .filter(({ from, to }) => {
      const isOthers = rules.owners.value.includes(textOf(words.tokens[from - 1]));
      // `charge ahead`, `bill by usage`: no price.
      return !isOthers && !rules.no_charge.value.includes(textOf(words.tokens[to + 1]));
    })
    .map((match) => match.words);
}

/** `I will not charge you for the Assessment`: what we sell and a word of price, unless it shows what something else costs. */
function sellingIn({ text, tokens }: Words, rules: Rules): readonly string[] {
  const words = { text, tokens };
  return findPhrases(words, rules.offers.value).flatMap((offer) =>
    tokens.flatMap((token, at) => {
      if (token.sentence !== offer.sentence || !rules.selling_words.value.includes(token.text)) return [];
      const owner = tokens.slice(Math.max(0, at - 2), at).map(bare);
      const between = tokens.slice(Math.min(at, offer.to) + 1, Math.max(at, offer.from)).map((other) => other.text);
      const isOthers =
        owner.some((word) => rules.owners.value.includes(word)) || tokens[at - 1]?.text.endsWith("'s") === true;
      const isShown = at > offer.to && between.some((word) => rules.showing.value.includes(word));
      return isOthers || isShown || between.includes(';')
        ? []
        : [quote(words, Math.min(at, offer.from), Math.max(at, offer.to))];
    }),
  );
}

/** `a fraction of a hire's salary`, `cheaper than a booth`: a price told by what else costs as much. */
function comparisonsIn(words: Words, about: { rules: Rules; context: CopyContext }): readonly string[] {
  const { rules } = about;
  const found = findPhrases(words, rules.comparisons.value, { yardsticks: rules.yardsticks.value });
  if (found.length === 0) return [];
  const sentences = sentencesOf(words, about);
  const openers = new Map<number, string>();
  for (const token of words.tokens) if (!openers.has(token.sentence)) openers.set(token.sentence, token.text);
  const measured = new Set(findPhrases(words, rules.yardsticks.value).map((match) => match.sentence));
  return found
    .filter(({ sentence }) => {
      const { isOffer, isCharged } = sentences.get(sentence) ?? silent;
      const isOfIt = /^(?:it|it's|that|that's|this|all)$/.test(openers.get(sentence) ?? '');
      return isOffer || isCharged || (isOfIt && measured.has(sentence));
    })
    .map((match) => match.words);
}

/** What we sell, or a time of it, for nothing: `get the second free`, `a free trial`; what is theirs may be free. */
export function givenIn(words: Words, about: { rules: Rules; context: CopyContext }): readonly string[] {
  const { rules } = about;
  const { tokens } = words;
  const sentences = sentencesOf(words, about);
  const theirs = theirSentences(words, rules);
  const given = findPhrases(words, rules.giveaways.value).filter(({ from, sentence }) => {
    const before = tokens.slice(Math.max(0, from - 2), from).map(bare);
    const isOthers = tokens[from - 1]?.text.endsWith("'s") || before.some((word) => rules.owners.value.includes(word));
    return !isOthers && !theirs.has(sentence) && sentences.get(sentence)?.isTheirs !== true;
  });
  return [...given.map((match) => match.words), ...freeIn(words, rules)];
}

/** Sentences that begin with what is theirs: `Your page promises a free trial`. */
function theirSentences({ tokens }: Words, rules: Rules): ReadonlySet<number> {
  const others = [...rules.owners.value, ...rules.third_parties.value];
  return new Set(
    tokens.flatMap((token, at) =>
      token.sentence !== tokens[at - 1]?.sentence && others.includes(token.text) ? [token.sentence] : [],
    ),
  );
}

/** `the Assessment ... free`, in one sentence, where it isn't what the Assessment shows. */
function freeIn(words: Words, rules: Rules): readonly string[] {
  const { tokens } = words;
  const briefed = new Set(tokens.flatMap(({ text, sentence }) => (text === 'briefing' ? [sentence] : [])));
  const offers = findPhrases(words, rules.offers.value).filter(({ sentence }) => !briefed.has(sentence));
  return offers.flatMap((offer) =>
    tokens.flatMap((token, at) => {
      if (token.sentence !== offer.sentence || !isFree(words, at, rules)) return [];
      const between = tokens.slice(Math.min(at, offer.to) + 1, Math.max(at, offer.from)).map((other) => other.text);
      const isShown = at > offer.to && between.some((word) => rules.showing.value.includes(word));
      return isShown || between.includes(';') ? [] : [quote(words, Math.min(at, offer.from), Math.max(at, offer.to))];
    }),
  );
}

/** `free`, but neither `feel free` nor `free to` nor `risk-free`. */
function isFree({ tokens }: Words, at: number, rules: Rules): boolean {
  if (!rules.free.value.includes(textOf(tokens[at]))) return false;
  const before = textOf(tokens[at - 1]);
  const next = textOf(tokens[at + 1]);
  return (
    !/^(?:feel|feels|-|are)$/.test(before) &&
    !/^(?:to|up|hour|hours|agent|agents|slot|minutes|text|-|report|copy)$/.test(next)
  );
}
