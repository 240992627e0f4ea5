import { findPhrases, type Match } from '../../language/phrases.ts';
import { bare, quote, type Token, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';

type Rules = CopyPolicy['axis'];

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
  const lists = { revops: rules.revops.value, ours: rules.ours.value };
  const theirs = findPhrases(words, rules.revops.value).filter((match) => !isPossession(words, match, rules));
  const ours = findPhrases(words, rules.ours.value);
  return theirs.flatMap((revops) => {
    const pair = ours.find((own) => Math.abs(own.sentence - revops.sentence) <= 1);
    if (!pair || isBeside(words, [revops, pair], rules)) return [];
    const ranks = findPhrases(words, rules.ranks.value, lists).filter((match) => match.sentence === pair.sentence);
    const contrast = contrastOf(words, { revops, own: pair }, rules);
    const named = pair.sentence === revops.sentence ? ranks : [];
    return contrast ? [...named, contrast] : named;
  });
}

/** `your RevOps team`, `RevOps hires`: people and things of the company's. */
function isPossession(words: Words, match: Match, rules: Rules): boolean {
  const next = bare(words.tokens[match.to + 1]);
  return rules.persons.value.includes(next) || rules.things.value.includes(next);
}

/** `one axis and the other`, `beside`: the frame that the clause wants, whatever else is said. */
function isBeside(words: Words, pair: readonly Match[], rules: Rules): boolean {
  return words.tokens.some(
    (token) =>
      pair.some((match) => Math.abs(match.sentence - token.sentence) <= 1) && rules.beside.value.includes(token.text),
  );
}

/** RevOps with a word of the past and ours with one of what follows, each in its own clause. */
function contrastOf(words: Words, pair: { revops: Match; own: Match }, rules: Rules): Match | undefined {
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
