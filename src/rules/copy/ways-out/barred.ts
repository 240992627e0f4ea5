/** An answer that is forbidden, somebody else's, or to something else than our mail (K5). */

import type { Match } from '../../language/phrases.ts';
import { clausesIn, is, isQuote, type Text } from './text.ts';

/** `never reply`, `other readers reply`, `schreibe ich`; not `I won't write if you reply`. */
export function isBarred(text: Text, { from }: Match): boolean {
  const { tokens } = clausesIn(text);
  // `not with "stop"`
  const isOpened = isQuote(tokens[from - 1]) && text.tokens[from - 2]?.sentence === text.tokens[from]?.sentence;
  const end = isOpened ? from - 1 : from;
  const clause = tokens[isOpened ? from - 2 : from]?.sentence;
  const said = tokens.slice(Math.max(0, end - 8), end).filter(({ sentence }) => sentence === clause);
  const before = said.slice(said.findLastIndex((token) => is(text, token, 'ifs')) + 1);
  const other = before.findLastIndex((token) => is(text, token, 'bystanders', 'members'));
  const isTold = other > before.findLastIndex((token) => is(text, token, 'readers'));
  return isTold || before.slice(-4).some((token) => is(text, token, 'deny'));
}

export const isConsent = ({ rules }: Text, { words }: Match): boolean =>
  rules.consents.value.includes(words.toLowerCase());

/** `reply with a time`, `a reply from your boss`, `reply to our survey`: an answer to something else than our mail. */
export function isForElse(text: Text, { to, sentence }: Match): boolean {
  const rest = text.tokens.slice(to + 1, to + 6).filter((token) => token.sentence === sentence);
  const [link, next] = rest;
  if (is(text, link, 'withs')) return !is(text, next, 'plain_answers') && rest[2]?.text.length !== 1;
  if (is(text, link, 'froms') && is(text, next, 'possessives'))
    return !is(text, rest[2], 'thing', 'lists', 'readers', 'plain_answers');
  if (is(text, link, 'objects')) return true;
  const isTo = is(text, link, 'purposes');
  if (!is(text, isTo ? next : link, 'determiners') || is(text, link, 'relatives')) return false;
  const noun = rest.slice(Number(isTo)).find((token) => !is(text, token, 'determiners'));
  return noun?.isWord === true && !is(text, noun, 'contact', 'lists', 'plain_answers');
}
