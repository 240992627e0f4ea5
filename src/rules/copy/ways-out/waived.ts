/** What looks like a defect and is none: it is denied, or stands before the way out (K5). */

import { isListed, type Match } from '../../language/phrases.ts';
import { type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { isQuote, isSign, schemes } from './clauses.ts';
import type { Around } from './demands.ts';
import { type End, endsIn } from './ends.ts';

type Rules = CopyPolicy['optout'];

/** In a clause before the act that says nothing of leaving: `I'm no sequence robot: reply …`. */
export function isBeforeAll(
  { tokens }: Words,
  { from, to, sentence }: Match,
  { acts, ends, rules }: Around,
  only?: readonly string[],
): boolean {
  const isEdge = (at: number): boolean => tokens[at]?.sentence !== sentence || /^[,;:]$/.test(textOf(tokens[at]));
  let [start, end] = [from, to];
  while (!isEdge(start - 1)) start -= 1;
  while (!isEdge(end + 1)) end += 1;
  const isIn = (each: { readonly from: number; readonly to: number }): boolean => each.from <= end && each.to >= start;
  const isAbout = tokens
    .slice(start, end + 1)
    .some((token) => [rules.words.value.unsubscribed, rules.ifs.value].some((list) => isListed(token, list)));
  const isFollowed = acts.some((act) => act.sentence === sentence && act.from > end);
  const isIf = only && tokens.slice(start, end + 1).some((token) => isListed(token, rules.ifs.value));
  if (isIf)
    return (
      isFollowed &&
      ends.some(
        (each) =>
          !each.isDenied && acts.some((act) => act.sentence === sentence && act.from > end && each.from > act.from),
      )
    );
  const isSaid = !only || tokens.slice(start, from + 1).some((token) => isListed(token, only));
  return isFollowed && isSaid && !isAbout && !ends.some(isIn) && !acts.some(isIn);
}

const reach = 10;

/** `no login, no form`, `neither I nor my colleagues`, `you needn't call, sign in or fill in a form`. */
export function isWaived(words: Words, { from, to, sentence }: Match, rules: Rules): boolean {
  const { tokens } = words;
  // `give no reason`
  if (tokens.slice(from + 1, to).some((token) => isListed(token, rules.words.value.deny))) return true;
  // `password not required`, `einen Grund brauche ich nicht`
  const after = tokens.slice(to + 1, to + 6);
  const end = after.findIndex((token) => token.sentence !== sentence || !token.isWord);
  const isLater = (end < 0 ? after : after.slice(0, end)).some((token) =>
    isListed(token, rules.words.value.deny_after),
  );
  if (isLater || isListed(tokens[to + 1], rules.words.value.deny)) return true;
  const isNew = (at: number): boolean =>
    isListed(tokens[at], rules.authors.value) &&
    (isSign(tokens, at - 1) || isListed(tokens[at - 1], rules.sequels.value));
  if (isNew(from)) return false;
  // `to get no more mail, fill in a form`
  const first = tokens.findIndex((token) => token.sentence === sentence);
  const comma = first + tokens.slice(first).findIndex(({ text }) => text === ',');
  const ended = placedIn(
    endsIn(words, rules).filter(
      (end) =>
        end.sentence === sentence && end.to < comma && comma < from && isListed(tokens[first], rules.purposes.value),
    ),
  );
  for (let at = from - 1; at >= Math.max(0, from - reach); at -= 1) {
    const token = tokens[at];
    if (ended.has(at)) continue;
    const isLeft = token?.sentence !== sentence || isEdge(token) || isListed(token, rules.waiver_ends.value);
    if (isLeft || isNew(at)) return false;
    if (isListed(token, rules.waivers.value) || isListed(token, rules.words.value.deny)) return true;
  }
  return false;
}

/** `I won't write, now or later`. */
export function isNeither(words: Words, match: Match, rules: Rules): boolean {
  const before = words.tokens[match.from - 1];
  return (
    [rules.ors.value, rules.words.value.deny].some((list) => isListed(before, list)) && isWaived(words, match, rules)
  );
}

/** Tokens of what ends our mail. */
const placedIn = (ends: readonly End[]): ReadonlySet<number> =>
  new Set(
    ends.flatMap(({ from, to, isDenied }) =>
      isDenied ? [] : Array.from({ length: to - from + 1 }, (_, step) => from + step),
    ),
  );

/** A word to answer with, a link or a semicolon: what was said before it goes no further. */
const isEdge = (token: Token | undefined): boolean =>
  isQuote(token) || schemes.has(textOf(token)) || textOf(token) === ';';

/** `no digest`, and not `I don't want your digest`; `but you needn't`. */
export function isNone({ tokens }: Words, { from, to }: Match, rules: Rules): boolean {
  if (isListed(tokens[to + 1], rules.words.value.deny)) return true;
  return tokens.slice(Math.max(0, from - 2), from).some((token) => isListed(token, rules.waivers.value));
}
