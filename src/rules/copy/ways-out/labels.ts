/** What stands before a link and says what it is for (K5). */

import { isListed } from '../../language/phrases.ts';
import type { Token, Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';

type Rules = CopyPolicy['optout'];

/** `Not at all: LINK`. */
export function refusalOf(label: readonly Token[], { text }: Words, rules: Rules): readonly string[] {
  const { deny, more } = rules.words.value;
  const said = label.filter(({ isWord }) => isWord);
  const isRefusal =
    isListed(said[0], deny) &&
    said.every((token) => [deny, more, rules.refusals.value].some((list) => isListed(token, list)));
  return isRefusal ? [text.slice(said[0]?.start, said.at(-1)?.end)] : [];
}

/** `Rate this mail: LINK`: what the link is for, and no way out. */
export function isErrand(tokens: readonly Token[], rules: Rules): boolean {
  const [verb, ...rest] = tokens;
  const object = rest.find((token) => !isListed(token, rules.readers.value));
  const isPlainLink = tokens.some((token) => isListed(token, rules.pages.value)) || isListed(verb, rules.simple.value);
  return !isListed(verb, rules.subjects.value) && isListed(object, rules.things.value) && !isPlainLink;
}
