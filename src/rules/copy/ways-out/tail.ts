/** What stands after the word to answer with (K5). */

import { findPhrases, isListed, placed } from '../../language/phrases.ts';
import { quote, type Token, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Act } from './acts.ts';
import { isSign, schemes } from './clauses.ts';

type Rules = CopyPolicy['optout'];

/** Of a sentence that never ends, so many tokens are read. */
const longest = 80;

/** Up to the end of the sentence, or to a link. */
function tailOf({ to, sentence }: Act, { tokens }: Words): readonly Token[] {
  const rest = tokens.slice(to + 1, to + 1 + longest).filter((token) => token.sentence === sentence);
  const link = rest.findIndex(({ text }) => schemes.has(text));
  return link < 0 ? rest : rest.slice(0, link);
}

/** The answer and what follows it, as they stand. */
export function tailWords(act: Act, words: Words): string {
  return quote(words, act.from, act.to + tailOf(act, words).length);
}

/** Does the sentence go on and tell what comes of the answer? */
export function opensTail(act: Act, words: Words, rules: Rules): boolean {
  const rest = tailOf(act, words);
  const at = rest.findIndex((token) => token.isWord);
  const isParted = rest.slice(0, at).some((_, step) => isSign(words.tokens, act.to + 1 + step));
  return at >= 0 && (isParted || isListed(rest[at], rules.sequels.value));
}

/** It asks and promises nothing: `"stop" at any time`, `"stop" if this is a nuisance`. */
export function isPlain(act: Act, words: Words, rules: Rules): boolean {
  const rest = tailOf(act, words);
  const said = rest.filter((token) => token.isWord);
  if (said.length < 2) return true;
  const first = act.to + 1 + rest.findIndex((token) => token.isWord);
  const settled = placed(findPhrases(words, rules.settles.value));
  const isSettled = rest.some((_, step) => {
    const match = settled.get(act.to + 1 + step);
    return match !== undefined && match.to <= act.to + rest.length;
  });
  const isWish =
    isListed(said[0], rules.ifs.value) &&
    said.some((token) => isListed(token, rules.unwilling.value) || isListed(token, rules.words.value.deny)) &&
    !wantsElse(said, rules) &&
    (isListed(said[1], rules.authors.value) || !isName(said[1], words));
  const isWeak = act.word !== undefined && rules.weak.value.includes(act.word.words.toLowerCase());
  const isHung = placed(findPhrases(words, rules.hangs.value)).has(first);
  return (
    isSettled ||
    isHung ||
    isWish ||
    isListed(said.at(-1), rules.echoes.value) ||
    (!isWeak && !said.some((token) => isHot(token, rules)))
  );
}

/** It tells of something that is done, sent or wanted instead. */
function isHot(token: Token, rules: Rules): boolean {
  const { contact, ending, remove, remove_abroad } = rules.words.value;
  return [contact, ending, remove, remove_abroad, rules.ifs.value, rules.wants.value, rules.instead.value].some(
    (list) => isListed(token, list),
  );
}

/** `if Acme has no programme`. */
function isName(token: Token | undefined, { text }: Words): boolean {
  return token !== undefined && /^\p{Lu}\p{Ll}/u.test(text.slice(token.start, token.end));
}

/** `if you don't want the report`, `if you'd prefer a demo`: something else than the end of our mail. */
function wantsElse(said: readonly Token[], rules: Rules): boolean {
  const wish = said.findIndex((token) => isListed(token, rules.wants.value));
  if (wish < 0) return false;
  const { contact, lists, ending, more, unsubscribed } = rules.words.value;
  const rest = said.slice(wish + 1);
  const isDenied = said.some((token) => isListed(token, rules.words.value.deny));
  const article = said.findIndex((token, at) => at > 1 && isListed(token, rules.articles.value));
  const ours = [contact, lists, ending, rules.plain_answers.value];
  if (isDenied) return article > 0 && !ours.some((list) => isListed(said[article + 1], list));
  const isEnd = rest.some(
    (token, at) =>
      [ending, unsubscribed, rules.unwilling.value].some((list) => isListed(token, list)) &&
      !/.ing$/.test(rest[at + 1]?.text ?? ''),
  );
  return !isEnd && rest.some((token) => !isSmall(token, [more, ...ours], rules));
}

const isSmall = (token: Token, lists: readonly (readonly string[])[], rules: Rules): boolean =>
  [
    ...lists,
    rules.articles.value,
    rules.readers.value,
    rules.authors.value,
    rules.purposes.value,
    rules.of_us.value,
  ].some((list) => isListed(token, list));
