import { findPhrases, type Match } from '../../language/phrases.ts';
import { bare, isOneOf, isWord, quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { AxisRules } from '../../policy/copy.ts';

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
export function ordersOf(words: Words, rules: AxisRules): readonly Match[] {
  const beside = besidesOf(words, rules);
  const ranks = findPhrases(words, rules.ranks.value, listsOf(rules));
  return pairsOf(words, rules, rules.ours.value, true)
    .filter((pair) => !isBeside(pair, beside))
    .flatMap((pair) => {
      const likened = isLikened(words, pair, rules) ? spanOf(words, pair) : undefined;
      if (likened || isPossession(words, pair.revops, rules)) return likened ?? [];
      const isOne = pair.own.sentence === pair.revops.sentence;
      const ranked = isOne ? ranks.find((match) => match.sentence === pair.own.sentence) : undefined;
      return [ranked, contrastOf(words, pair, rules)].flatMap((match) => match ?? []);
    });
}

/** One sentence names both and says neither that they stand side by side nor what each of them does. */
export function unplaced(words: Words, rules: AxisRules): readonly string[] {
  const beside = besidesOf(words, rules);
  const denied = denialsOf(words, rules);
  const neutral = new Set(findPhrases(words, rules.neutral.value, listsOf(rules)).map((match) => match.sentence));
  const loose = pairsOf(words, rules, rules.names.value).filter(({ revops, own }) => {
    if (own.sentence !== revops.sentence || isBeside({ revops, own }, beside)) return false;
    if (denied.has(own.sentence) || neutral.has(own.sentence) || isJoined(words, { revops, own }, rules)) return false;
    return !doesOwnPart(words, revops, rules) || !doesOwnPart(words, own, rules);
  });
  return quotesOf(words, loose);
}

/** The words of each sentence from one name to the other, once a sentence. */
function quotesOf(words: Words, pairs: readonly Pair[]): readonly string[] {
  const first = new Map(pairs.toReversed().map((pair) => [pair.revops.sentence, pair]));
  return [...first.values()].map(({ revops, own }) =>
    quote(words, Math.min(revops.from, own.from), Math.max(revops.to, own.to)),
  );
}

/** `RevOps optimized the funnel; the ecosystem era replaces it`: what takes over stands in the same sentence or the next. */
export function takeoversOf(words: Words, rules: AxisRules): readonly Match[] {
  const beside = besidesOf(words, rules);
  const named = findPhrases(words, rules.revops.value).filter((match) => !isPossession(words, match, rules));
  return findPhrases(words, rules.takeovers.value).filter(
    (match) =>
      !beside.has(match.sentence) &&
      named.some((revops) => revops.to < match.from && match.sentence - revops.sentence <= 1),
  );
}

/** Words: an ending so far from RevOps is another's. */
const reach = 8;

/** `RevOps wird bald niemand mehr brauchen`: an ending in the clause that names RevOps. */
export function endingsOf(words: Words, rules: AxisRules): readonly Match[] {
  const clauses = findPhrases(words, rules.revops.value).map((match) => ({ match, clause: clauseOf(words, match) }));
  return findPhrases(words, rules.endings.value).filter(({ from, to }) =>
    clauses.some(
      ({ match, clause }) =>
        clause.from <= from && to <= clause.to && from - match.to <= reach && match.from - to <= reach,
    ),
  );
}

/** Sentences that put the two side by side. */
export function placedBeside(words: Words, rules: AxisRules): readonly string[] {
  const beside = besidesOf(words, rules);
  return quotesOf(
    words,
    pairsOf(words, rules, rules.ours.value).filter((pair) => isBeside(pair, beside)),
  );
}

function listsOf(rules: AxisRules): Readonly<Record<string, readonly string[]>> {
  return { revops: rules.revops.value, ours: rules.ours.value };
}

/** `isAny`: what belongs to the company counts too. */
function pairsOf(words: Words, rules: AxisRules, names: readonly string[], isAny = false): readonly Pair[] {
  const ours = findPhrases(words, names);
  const theirs = findPhrases(words, rules.revops.value).filter((match) => isAny || !isPossession(words, match, rules));
  return theirs.flatMap((revops) => {
    const own =
      ours.find((each) => each.sentence === revops.sentence) ??
      ours.find((each) => Math.abs(each.sentence - revops.sentence) === 1);
    return own ? [{ revops, own }] : [];
  });
}

/** `your RevOps team`, `RevOps hires`: people and things of the company's. */
function isPossession(words: Words, match: Match, rules: AxisRules): boolean {
  const next = bare(words.tokens[match.to + 1]);
  return rules.persons.value.includes(next) || rules.things.value.includes(next);
}

/** The sentences that hold the frame which the clause wants: `one axis and the other`, `beside`. */
function besidesOf(words: Words, rules: AxisRules): ReadonlySet<number> {
  return new Set(findPhrases(words, rules.beside.value).map((match) => match.sentence));
}

/** The frame in the pair's own sentences, the one before or the one after, whatever else is said. */
function isBeside({ revops, own }: Pair, beside: ReadonlySet<number>): boolean {
  const [first, last] = [Math.min(revops.sentence, own.sentence), Math.max(revops.sentence, own.sentence)];
  return [first - 1, first, last, last + 1].some((sentence) => beside.has(sentence));
}

/** The sentences that deny something; `not just` and `why not` deny nothing. */
function denialsOf(words: Words, rules: AxisRules): ReadonlySet<number> {
  const undone = new Set(findPhrases(words, rules.not_negations.value).map((match) => match.sentence));
  const negations = words.tokens.filter((token) => rules.negations.value.includes(token.text));
  return new Set(negations.map((token) => token.sentence).filter((sentence) => !undone.has(sentence)));
}

/** `RevOps and ERI`, `ERI vs. RevOps`. */
function isJoined(words: Words, { revops, own }: Pair, rules: AxisRules): boolean {
  const [first, second] = revops.from < own.from ? [revops, own] : [own, revops];
  return words.tokens.slice(first.to + 1, second.from).every((token) => rules.joints.value.includes(token.text));
}

/** `RevOps counts direct deals, ERI counts partners`: each does something of its own. */
function doesOwnPart(words: Words, match: Match, rules: AxisRules): boolean {
  const next = words.tokens.slice(match.to + 1, match.to + 5).find(isWord);
  return next === undefined || rules.roles.value.includes(next.text);
}

/** RevOps with a word of the past and ours with one of what follows, each in its own clause. */
function contrastOf(words: Words, pair: Pair, rules: AxisRules): Match | undefined {
  const [one, other] = [clauseOf(words, pair.revops), clauseOf(words, pair.own)];
  if (one.from === other.from) return undefined;
  const isThere = (stretch: Stretch, list: readonly string[]): boolean =>
    words.tokens
      .slice(stretch.from, stretch.to + 1)
      .some((token, at) => list.includes(token.text) && !isDate(words.tokens[stretch.from + at + 1], rules));
  const isOrder = isThere(one, rules.earlier.value) && isThere(other, rules.later.value);
  return isOrder ? spanOf(words, pair) : undefined;
}

/** The clauses of both, and what stands between them. */
function spanOf(words: Words, { revops, own }: Pair): Match {
  const [one, other] = [clauseOf(words, revops), clauseOf(words, own)];
  const [from, to] = [Math.min(one.from, other.from), Math.max(one.to, other.to)];
  return { words: quote(words, from, to), from, to, sentence: revops.sentence };
}

/** `RevOps was the typewriter. ERI is the laptop`, `your RevOps stack is the old world. ERI is the new one`. */
function isLikened({ tokens }: Words, { revops, own }: Pair, rules: AxisRules): boolean {
  const start = revops.to + (rules.things.value.includes(bare(tokens[revops.to + 1])) ? 2 : 1);
  const [was, article, what] = tokens.slice(start, start + 3);
  const [is, other, next] = tokens.slice(own.to + 1, own.to + 4);
  const isOrder = rules.earlier.value.includes(textOf(what)) && rules.later.value.includes(textOf(next));
  return (
    (isOneOf(was, 'was were') || (isOneOf(was, 'is are') && isOrder)) &&
    isOneOf(is, 'is') &&
    isOneOf(article, 'the a an just only') &&
    isOneOf(other, 'the a an')
  );
}

/** `last quarter`: a date, and no epoch. */
function isDate(next: Token | undefined, rules: AxisRules): boolean {
  return rules.spans.value.includes(textOf(next));
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
