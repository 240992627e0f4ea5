/** Where in a mail a way out may stand (K5). */

import { findPhrases } from '../../language/phrases.ts';
import { tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyMessage } from '../message.ts';
import { actsIn } from './acts.ts';
import { unreadIn } from './defects.ts';
import { type WayOut, waysOutIn } from './way-out.ts';

type Rules = CopyPolicy['optout'];

/** Lines of the body, in which a way out may stand too; what a mail quotes is not its own. */
function linesOf({ body, signoff }: CopyMessage): readonly string[] {
  return [body, signoff]
    .flatMap((text) => text.split(/\n(?=\s*\n)|(?<!(?:^|\n)[^\S\n]*[pn]\.?\s?[sdb]\b(?:[^\n]|\n(?!\s*\n))*)\n/i))
    .filter((line) => !/^\s*(?:>|&gt;)/.test(line));
}

/** What follows in it is about the same. */
const postscript = /^\s*(?:p\.?\s?[sd]|n\.?\s?b)\b/i;

export interface Way extends WayOut {
  /** The text from the act on, where it is a link. */
  readonly link: string;
}

export function waysOutOf(message: CopyMessage, rules: Rules): readonly Way[] {
  // Nobody reads the answer: that spoils a reply, and no link.
  const unread = [message.footer, message.signoff].flatMap((text) =>
    unreadIn(tokenise(text), rules).map((match) => match.words),
  );
  return [
    ...waysIn(message.footer, rules),
    ...linesOf(message).flatMap((text) => waysIn(text, rules, !postscript.test(text))),
  ].map((way) => (way.act.kind === 'reply' ? { ...way, defects: [...unread, ...way.defects] } : way));
}

function waysIn(text: string, rules: Rules, isAside = false): readonly Way[] {
  const words = withoutProvisos(withoutSeparate(withoutPaths(tokenise(shown(text))), rules), rules);
  return waysOutIn(words, rules, isAside).map((way) => ({
    ...way,
    link: way.act.kind === 'link' ? words.text.slice(words.tokens[way.act.from]?.start) : '',
  }));
}

/** What a mail program that takes the text for HTML hides is no offer. */
function shown(text: string): string {
  return text.replace(
    /<!--[^<>]{0,400}(?:-->)?|<[^<>]{0,200}(?:display\s*:\s*none|hidden)[^<>]{0,200}>[^<>]{0,400}/gi,
    '',
  );
}

/** Of a link its scheme alone: the letters of a token say nothing. */
function withoutPaths({ text, tokens }: Words): Words {
  const paths = [...text.matchAll(/(?<=\bhttps?):\/\/[^\s<>"()]+/gi)].map(
    ({ index, 0: path }) => [index, index + path.length] as const,
  );
  const isPath = (at: number): boolean => paths.some(([from, to]) => from <= at && at < to);
  if (paths.length === 0) return { text, tokens };
  // A link at the end of a line ends its sentence.
  const ends = paths.flatMap(([, end]) => (/^[^\S\n]*\n\s*\p{Lu}/u.test(text.slice(end)) ? [end] : []));
  return {
    text,
    tokens: tokens
      .filter(({ start }) => !isPath(start))
      .map((token) => ({ ...token, sentence: token.sentence + ends.filter((end) => end <= token.start).length })),
  };
}

/** A sentence about another consent, such as a newsletter's, says nothing of our mail, unless it tells what to do. */
function withoutSeparate(words: Words, rules: Rules): Words {
  const apart = new Set(
    words.tokens.flatMap((token) => (rules.separate.value.includes(token.text) ? [token.sentence] : [])),
  );
  for (const { sentence } of actsIn(words, rules)) apart.delete(sentence);
  return { text: words.text, tokens: words.tokens.filter((token) => !apart.has(token.sentence)) };
}

/** `Unless you write to me first`: no condition of leaving. */
function withoutProvisos(words: Words, rules: Rules): Words {
  const provisos = findPhrases(words, rules.provisos.value);
  const tokens = words.tokens.filter((_, at) => !provisos.some(({ from, to }) => from <= at && at <= to));
  return { text: words.text, tokens };
}
