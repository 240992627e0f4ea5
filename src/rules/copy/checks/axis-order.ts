import { findPhrases, type Match } from '../../language/phrases.ts';
import { bare, isWord, quote, type Token, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';

type Rules = CopyPolicy['axis'];

/** The discipline and ours, in one sentence or in two that follow each other. */
interface Pair {
  readonly revops: Match;
  readonly own: Match;
}

/** A stretch of a text, in token indices (`to` included). */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * 5.3.8: RevOps and ours named together, one above the other or one after the other. Two sentences in a row count as one text,
 * since the contrast is often cut in two: `RevOps built the last decade. ERI builds the next.`
 */
export function ordersOf(words: Words, rules: Rules): readonly Match[] {
  const lists = listsOf(rules);
  return pairsOf(words, rules, rules.ours.value).flatMap((pair) => {
    if (isBeside(words, pair, rules)) return [];
    const isOne = pair.own.sentence === pair.revops.sentence;
    const ranks = findPhrases(words, rules.ranks.value, lists).filter((match) => match.sentence === pair.own.sentence);
    const contrast = contrastOf(words, pair, rules);
    return [...(isOne ? ranks : []), ...(contrast ? [contrast] : [])];
  });
}

/** One sentence names both and says neither that they stand side by side nor what each of them does. */
export function unplaced(words: Words, rules: Rules): readonly string[] {
  const lists = listsOf(rules);
  return pairsOf(words, rules, rules.names.value).flatMap(({ revops, own }) => {
    const sentence = words.tokens.filter((token) => token.sentence === revops.sentence);
    if (own.sentence !== revops.sentence || isBeside(words, { revops, own }, rules)) return [];
    if (isDenial(words, sentence, rules) || isJoined(words, { revops, own }, rules)) return [];
    if (doesOwnPart(words, revops, rules) && doesOwnPart(words, own, rules)) return [];
    const neutral = findPhrases(words, rules.neutral.value, lists);
    if (neutral.some((match) => match.sentence === own.sentence)) return [];
    return [quote(words, Math.min(revops.from, own.from), Math.max(revops.to, own.to))];
  });
}

/** Sentences that put the two side by side. */
export function placedBeside(words: Words, rules: Rules): readonly string[] {
  return pairsOf(words, rules, rules.ours.value)
    .filter((pair) => isBeside(words, pair, rules))
    .map(({ revops, own }) => quote(words, Math.min(revops.from, own.from), Math.max(revops.to, own.to)));
}

function listsOf(rules: Rules): Readonly<Record<string, readonly string[]>> {
  return { revops: rules.revops.value, ours: rules.ours.value };
}

function pairsOf(words: Words, rules: Rules, names: readonly string[]): readonly Pair[] {
  const ours = findPhrases(words, names);
  const theirs = findPhrases(words, rules.revops.value).filter((match) => !isPossession(words, match, rules));
  return theirs.flatMap((revops) => {
    const own =
      ours.find((each) => each.sentence === revops.sentence) ??
      ours.find((each) => Math.abs(each.sentence - revops.sentence) === 1);
    return own ? [{ revops, own }] : [];
  });
}

/** `your RevOps team`, `RevOps hires`: people and things of the company's. */
function isPossession(words: Words, match: Match, rules: Rules): boolean {
  const next = bare(words.tokens[match.to + 1]);
  return rules.persons.value.includes(next) || rules.things.value.includes(next);
}

/** `one axis and the other`, `beside`: the frame that the clause wants, whatever else is said. */
function isBeside(words: Words, pair: Pair, rules: Rules): boolean {
  return findPhrases(words, rules.beside.value).some(
    (match) => match.sentence === pair.revops.sentence || match.sentence === pair.own.sentence,
  );
}

function isDenial(words: Words, sentence: readonly Token[], rules: Rules): boolean {
  const text = { text: words.text, tokens: sentence };
  return (
    sentence.some((token) => rules.negations.value.includes(token.text)) &&
    findPhrases(text, rules.not_negations.value).length === 0
  );
}

/** `RevOps and ERI`, `ERI vs. RevOps`. */
function isJoined(words: Words, { revops, own }: Pair, rules: Rules): boolean {
  const [first, second] = revops.from < own.from ? [revops, own] : [own, revops];
  return words.tokens.slice(first.to + 1, second.from).every((token) => rules.joints.value.includes(token.text));
}

/** `RevOps counts direct deals, ERI counts partners`: each does something of its own. */
function doesOwnPart(words: Words, match: Match, rules: Rules): boolean {
  const next = words.tokens.slice(match.to + 1, match.to + 5).find(isWord);
  return next === undefined || rules.roles.value.includes(next.text);
}

/** RevOps with a word of the past and ours with one of what follows, each in its own clause. */
function contrastOf(words: Words, pair: Pair, rules: Rules): Match | undefined {
  const [one, other] = [clauseOf(words, pair.revops), clauseOf(words, pair.own)];
  if (one.from === other.from) return undefined;
  const isThere = (stretch: Stretch, list: readonly string[]): boolean =>
    words.tokens
      .slice(stretch.from, stretch.to + 1)
      .some((token, at) => list.includes(token.text) && !isDate(words.tokens[stretch.from + at + 1], rules));
  if (!isThere(one, rules.earlier.value) || !isThere(other, rules.later.value)) return undefined;
  const [from, to] = [Math.min(one.from, other.from), Math.max(one.to, other.to)];
  return { words: quote(words, from, to), from, to, sentence: pair.revops.sentence };
}

/** `last quarter`: a date, and no epoch. */
function isDate(next: Token | undefined, rules: Rules): boolean {
  return rules.spans.value.includes(next?.text ?? '');
}

const bounds = /^(?:[,;:.!?-]|and|but|while|whereas)$/;

function clauseOf(words: Words, match: Match): Stretch {
  const isEnd = (at: number): boolean => {
    const token = words.tokens[at];
    return token === undefined || token.sentence !== match.sentence || bounds.test(token.text);
  };
  let { from, to } = match;
  while (!isEnd(from - 1)) from -= 1;
  while (!isEnd(to + 1)) to += 1;
  return { from, to };
}
