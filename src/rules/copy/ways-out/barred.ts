/** An answer that is forbidden, somebody else's, or to something else than our mail (K5). */

import { isListed, type Match } from '../../language/phrases.ts';
import type { Token, Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { clausesIn, isQuote } from './clauses.ts';
import { endsIn } from './ends.ts';

type Rules = CopyPolicy['optout'];

/** `never reply`, `other readers reply`, `schreibe ich`. */
export function isBarred(words: Words, { from, to }: Match, rules: Rules): boolean {
  const { tokens } = clausesIn(words, rules);
  const clause = tokens[from]?.sentence;
  // `not with "stop"`
  const open = isQuote(tokens[from - 1]) ? from - 1 : from;
  const about = open < from && words.tokens[open - 1]?.sentence === words.tokens[from]?.sentence ? open - 1 : from;
  const said = tokens
    .slice(Math.max(0, open - 8), open)
    .filter(({ sentence }) => sentence === tokens[about]?.sentence && sentence !== undefined);
  // `I won't write if you reply`
  const before = said.slice(said.findLastIndex((token) => isListed(token, rules.ifs.value)) + 1);
  const next = tokens[to + 1];
  const own = before.findLastIndex((token) => isListed(token, rules.readers.value));
  const isOther = (token: Token): boolean =>
    [rules.bystanders, rules.members].some(({ value }) => isListed(token, value));
  // `we act on any reply`
  const isNoun =
    !isListed(before.at(-1), rules.bystanders.value) &&
    [rules.articles, rules.waivers, rules.single].some(({ value }) => isListed(before.at(-1), value));
  const isTold = !isNoun && before.findLastIndex(isOther) > own;
  const ended = endsIn(words, rules).filter(({ isDenied }) => !isDenied);
  const isOfEnd = (at: number): boolean => ended.some((end) => end.from <= at && at <= end.to && end.to < from);
  const isDenied = before
    .slice(-4)
    .some((token, n, { length }) => isListed(token, rules.words.value.deny) && !isOfEnd(from - length + n));
  // `our lawyer answers`
  const isSubject =
    before.at(-1)?.isWord === true &&
    !isNoun &&
    !isListed(before.at(-1), rules.determiners.value) &&
    !isListed(before.at(-1), rules.anybody.value);
  const isDropped =
    isListed(before.at(-1), rules.dropping.value) || (isSubject && isListed(tokens[from], rules.told.value));
  return isTold || isDenied || isDropped || (next?.sentence === clause && isListed(next, rules.bystanders.value));
}

export function isConsent(words: Words, { from, to }: Pick<Match, 'from' | 'to'>, rules: Rules): boolean {
  const said = words.tokens.slice(from, to + 1).map(({ text }) => text);
  return rules.consents.value.includes(said.join(' '));
}

/** `reply with a time`, `let me know what you think`, `reply to win`, `answer my question`: an answer to something else than our mail. */
export function isForElse(words: Words, match: Match, rules: Rules): boolean {
  const { tokens } = words;
  const rest = tokens.slice(match.to + 1, match.to + 6).filter((token) => token.sentence === match.sentence);
  const [link, next] = rest;
  if (isListed(link, rules.objects.value))
    return !endsIn(words, rules).some((end) => end.from > match.to && end.from <= match.to + 4);
  if (isListed(link, rules.withs.value)) {
    const isAny = isListed(next, rules.single.value) && !isListed(rest[2], rules.asked_for.value);
    const isEnded = endsIn(words, rules).some((end) => !end.isDenied && end.sentence === match.sentence);
    return !isListed(next, rules.plain_answers.value) && !(isAny && isEnded);
  }
  if (isListed(link, rules.fors.value)) return !isListed(next, rules.aims.value);
  const isAt = (token: Token | undefined): boolean => isListed(token, rules.determiners.value);
  const isObject = isAt(link) && !isListed(link, rules.relatives.value);
  const isTo = isListed(link, rules.purposes.value);
  if (!isObject && !(isTo && isAt(next))) return false;
  const noun = rest.slice(Number(isTo)).find((token) => !isAt(token));
  const { contact, lists } = rules.words.value;
  return noun?.isWord === true && ![contact, lists, rules.plain_answers.value].some((list) => isListed(noun, list));
}
