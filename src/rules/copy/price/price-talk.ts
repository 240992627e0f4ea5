import { findPhrases, type Match } from '../../language/phrases.ts';
import { bare, isOneOf, quote, setOf, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext } from '../message.ts';
import { quotedIn } from './party.ts';
import { listsOf, sentencesOf, silent } from './sentence-talk.ts';

type Rules = CopyPolicy['price'];

/** What is said of our price without an amount (5.3.2). */
export function talkIn(words: Words, about: { rules: Rules; context: CopyContext }): readonly string[] {
  return [...spokenIn(words, about.rules), ...comparisonsIn(words, about), ...sellingIn(words, about.rules)];
}

/** Words of our price without a number; `your fee` is the company's. */
function spokenIn(words: Words, rules: Rules): readonly string[] {
  const found = findPhrases(words, rules.talk.value, listsOf(rules));
  const quoted = quotedIn(words, rules);
  return found
    .filter(({ from, to }) => {
      if (quoted.has(from)) return false;
      const isOthers = setOf(rules.owners.value).has(textOf(words.tokens[from - 1]));
      // `charge ahead`, `bill by usage`: no price.
      return !isOthers && !setOf(rules.no_charge.value).has(textOf(words.tokens[to + 1]));
    })
    .map((match) => match.words);
}

/** How far a word of price may stand from what we sell. */
const reach = 40;

/** Each word near what we sell that `isMeant` takes, in one clause, unless it tells what that shows. */
function besideOffers(
  words: Words,
  offers: readonly Match[],
  { rules, isMeant }: { rules: Rules; isMeant: (at: number) => boolean },
): readonly string[] {
  const { tokens } = words;
  return offers.flatMap((offer) => {
    const from = Math.max(0, offer.from - reach);
    return tokens.slice(from, offer.to + reach).flatMap((token, step) => {
      const at = from + step;
      if (token.sentence !== offer.sentence || !isMeant(at)) return [];
      const between = tokens.slice(Math.min(at, offer.to) + 1, Math.max(at, offer.from)).map((other) => other.text);
      const isShown = at > offer.to && between.some((word) => setOf(rules.showing.value).has(word));
      return isShown || between.includes(';') ? [] : [quote(words, Math.min(at, offer.from), Math.max(at, offer.to))];
    });
  });
}

/** `I will not charge you for the Assessment`: what we sell and a word of price, unless it shows what something else costs. */
function sellingIn(words: Words, rules: Rules): readonly string[] {
  const { tokens } = words;
  const isMeant = (at: number): boolean => {
    if (!setOf(rules.selling_words.value).has(textOf(tokens[at]))) return false;
    const owner = tokens.slice(Math.max(0, at - 2), at).map(bare);
    return !owner.some((word) => setOf(rules.owners.value).has(word)) && tokens[at - 1]?.text.endsWith("'s") !== true;
  };
  return besideOffers(words, findPhrases(words, rules.offers.value), { rules, isMeant });
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
    .filter(({ from, sentence }) => {
      const { isOffer, isCharged } = sentences.get(sentence) ?? silent;
      const near = words.tokens.slice(Math.max(0, from - 4), from).filter((token) => token.sentence === sentence);
      const isOfIt = [openers.get(sentence), ...near].some((word) => isOneOf(word, "it it's that that's this all"));
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
    const isOthers =
      tokens[from - 1]?.text.endsWith("'s") || before.some((word) => setOf(rules.owners.value).has(word));
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
  const briefed = new Set(words.tokens.flatMap(({ text, sentence }) => (text === 'briefing' ? [sentence] : [])));
  const offers = findPhrases(words, rules.offers.value).filter(({ sentence }) => !briefed.has(sentence));
  return besideOffers(words, offers, { rules, isMeant: (at) => isFree(words, at, rules) });
}

/** `free`, but neither `feel free` nor `free to` nor `risk-free`. */
function isFree({ tokens }: Words, at: number, rules: Rules): boolean {
  if (!setOf(rules.free.value).has(textOf(tokens[at]))) return false;
  return (
    !isOneOf(tokens[at - 1], 'feel feels - are') &&
    !isOneOf(tokens[at + 1], 'to up hour hours agent agents slot minutes text - report copy')
  );
}
