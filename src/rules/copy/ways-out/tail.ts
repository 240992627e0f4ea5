/** Words after the word to answer with (K5). */

import { placed } from '../../language/phrases.ts';
import { quote, type Token, textOf } from '../../language/words.ts';
import type { Act } from './acts.ts';
import { find, is, isSign, type Name, schemes, type Text } from './text.ts';

/** Of a sentence that never ends, so many tokens are read. */
const longest = 80;

/** Up to the end of the sentence, or to a link. */
function tailOf({ to, sentence }: Act, { tokens }: Text): readonly Token[] {
  const rest = tokens.slice(to + 1, to + 1 + longest);
  const end = rest.findIndex((token) => token.sentence !== sentence || schemes.has(token.text));
  return end < 0 ? rest : rest.slice(0, end);
}

/** The answer and what follows it, as they stand. */
export const tailWords = (act: Act, text: Text): string => quote(text, act.from, act.to + tailOf(act, text).length);

/** Does the sentence go on and tell what comes of the answer? */
export function opensTail(act: Act, text: Text): boolean {
  const rest = tailOf(act, text);
  const at = rest.findIndex((token) => token.isWord);
  return (
    at >= 0 && (is(text, rest[at], 'sequels') || rest.slice(0, at).some((_, n) => isSign(text.tokens, act.to + 1 + n)))
  );
}

/** Whether the words after an act ask and promise nothing: `"stop" at any time`, `"stop" if this is a nuisance`. */
export function isPlain(act: Act, text: Text): boolean {
  const rest = tailOf(act, text);
  const said = rest.filter((token) => token.isWord);
  const first = act.to + 1 + rest.findIndex((token) => token.isWord);
  const settled = placed(find(text, 'settles'));
  const isSettled = rest.some((_, step) => settled.has(act.to + 1 + step));
  const isHung = placed(find(text, 'hangs')).has(first);
  const isUnwilling = said.some((token) => is(text, token, 'unwilling', 'deny'));
  const isWish = is(text, said[0], 'ifs') && isUnwilling && !wantsElse(said, text);
  const isWeak = text.rules.weak.value.includes(act.word?.words.toLowerCase() ?? '');
  // The words tell of something that is done, sent or wanted instead.
  const isHot = said.some((token) =>
    is(text, token, 'contact', 'ending', 'remove', 'remove_abroad', 'ifs', 'wants', 'instead', 'channels'),
  );
  // `or visit https://…`
  const isOther = is(text, said[0], 'ors') && schemes.has(textOf(text.tokens[act.to + 1 + rest.length]));
  const isDone = isSettled || isHung || isWish || isOther || is(text, said.at(-1), 'echoes');
  return said.length < 2 || isDone || (!isWeak && !isHot);
}

/** `if you don't want the report`, `if you'd prefer a demo`: something else than the end of our mail. */
function wantsElse(said: readonly Token[], text: Text): boolean {
  const wish = said.findIndex((token) => is(text, token, 'wants'));
  const article = said.findIndex((token, at) => at > 1 && is(text, token, 'articles'));
  const ours: readonly Name[] = ['contact', 'lists', 'ending', 'plain_answers'];
  if (said.some((token) => is(text, token, 'deny')))
    return wish >= 0 && article > 0 && !is(text, said[article + 1], ...ours);
  // `wenn Sie Ihre Bestellung stornieren möchten`
  const rest = wish === said.length - 1 ? said.slice(1, wish) : said.slice(wish + 1);
  const isEnd = rest.some((token, at) => {
    const [next, object] = rest.slice(at + 1);
    const isOfElse = is(text, next, 'articles', 'possessives') && !is(text, object, ...ours);
    return is(text, token, 'ending', 'unsubscribed') && !isOfElse && !/.ing$/.test(textOf(next));
  });
  const small: readonly Name[] = ['articles', 'readers', 'authors', 'purposes', 'of_us', 'more'];
  return wish >= 0 && !isEnd && rest.some((token) => !is(text, token, ...small, ...ours));
}
