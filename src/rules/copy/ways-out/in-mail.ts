/**
 * Where in a mail a way out may stand (K5). One is there where, in the footer or in a line of the body, (a) an act of the
 * reader's reaches us: a reply, with or without a word to answer with, or a link (`acts`); (b) the same sentence, the
 * one before it or the one after it says that our mail ends (`ends`, `tied`), or the word does by itself
 * (`tail`); and (c) nothing near spoils it (`defects`): it comes late, hangs on something or asks more (`demands`), or it
 * isn't all of our mail (`scope`), unless that is denied (`waived`).
 */

import { linksIn } from '../../language/links.ts';
import { type Token, tokenise, type Words } from '../../language/words.ts';
import type { OptOutRules } from '../../policy/copy.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { find, isQuote, isQuoted, schemes, type Text } from './text.ts';
import { type WayOut, waysOutIn } from './way-out.ts';

/** Lines of the body, in which a way out may stand too; what a mail quotes is not its own. */
function linesOf({ body, signoff }: CopyMessage): readonly string[] {
  return [body, signoff]
    .flatMap((text) => text.split(/\n\s*\n/))
    .flatMap((paragraph) => {
      const lines = paragraph.split('\n');
      const at = lines.findIndex((line) => postscript.test(line));
      return at < 0 ? lines : [...lines.slice(0, at), lines.slice(at).join('\n')];
    })
    .filter((line) => !quoted.test(line));
}

const quoted = /^\s*(?:>|&gt;)/;
/** The lines after it in its paragraph are about the same. */
const postscript = /^\s*(?:p\.?\s?[sd]|n\.?\s?b)\b/i;

export interface Way extends WayOut {
  /** The text from the act on, where it is a link. */
  readonly link: string;
}

export function waysOutOf(message: CopyMessage, context: CopyContext, policy: OptOutRules): readonly Way[] {
  const rules = withNames(message, context, policy);
  // Nobody reads the answer: that spoils a reply, and no link.
  const unread = [message.footer, message.signoff].flatMap((part) => {
    const text = { ...tokenise(part), rules };
    return find(text, 'unread')
      .filter((match) => !isQuoted(text, match))
      .map((match) => match.words);
  });
  return [
    ...waysIn(message.footer, rules),
    ...linesOf(message).flatMap((text) => waysIn(text, rules, !postscript.test(text))),
  ].map((way) => (way.act.kind === 'reply' ? { ...way, defects: [...unread, ...way.defects] } : way));
}

/** The lists, with the sender's names, those of its hosts and of what stands before its address: `no more mail from Acme`. */
function withNames({ footer }: CopyMessage, { sender, optout }: CopyContext, rules: OptOutRules): OptOutRules {
  const before = footer.slice(0, Math.max(0, footer.indexOf(sender?.postal_address || '\0')));
  const hosts = [...linksIn(`${footer} ${optout?.url ?? ''}`).map(({ host }) => host), sender?.email?.split('@')[1]];
  const said = [sender?.name, /(?:\p{Lu}[^\s,.:;]*[\s,.]*){1,6}$/u.exec(before)?.[0], ...hosts].join(' ');
  const names = tokenise(said).tokens.flatMap(({ text }) => (text.length > 2 ? [text] : []));
  const added = <List extends { value: string[] }>(list: List): List => ({ ...list, value: [...list.value, ...names] });
  return { ...rules, of_us: added(rules.of_us), whole: added(rules.whole) };
}

function waysIn(text: string, rules: OptOutRules, isAside = false): readonly Way[] {
  const words = withoutAsides({ ...withoutPaths(tokenise(shown(text))), rules });
  return waysOutIn(words, isAside).map((way) => ({
    ...way,
    link: way.act.kind === 'link' ? words.text.slice(words.tokens[way.act.from]?.start) : '',
  }));
}

/** Text that a mail program hides, taking it for HTML, and text below a screen of empty lines are no offer. */
function shown(text: string): string {
  return text.replace(
    /<!--[^<>]{0,400}(?:-->)?|<[^<>]{0,200}(?:display\s*:\s*none|hidden)[^<>]{0,200}>[^<>]{0,400}|\n(?:[^\S\n]*\n){11}[\s\S]*/gi,
    '',
  );
}

/** Of a link its scheme alone: the letters of a token say nothing. */
function withoutPaths({ text, tokens }: Words): Words {
  const paths = [...text.matchAll(/(?<=\bhttps?):\/\/[^\s<>"()]+/gi)].map(
    ({ index, 0: path }) => [index, index + path.length] as const,
  );
  const isPath = (at: number): boolean => paths.some(([from, to]) => from <= at && at < to);
  // A heading ends its sentence, and so does a link at the end of a line.
  const ends = [
    ...paths.flatMap(([, end]) => (/^[^\S\n]*\n\s*\p{Lu}/u.test(text.slice(end)) ? [end] : [])),
    ...[...text.matchAll(/[\p{L}\p{N}][^\S\n]*\n\s*(?=\p{Lu}\p{L})/gu)].map(
      ({ index, 0: { length } }) => index + length,
    ),
  ];
  return {
    text,
    tokens: tokens
      .filter(({ start }) => !isPath(start))
      .map((token) => ({ ...token, sentence: token.sentence + ends.filter((end) => end <= token.start).length })),
  };
}

/** `Unless you write to me first` is no condition of leaving, and another consent, such as a newsletter's, none of our mail. */
function withoutAsides(text: Text): Text {
  // `unless you tell me "stop"`
  const provisos = find(text, 'provisos').filter(({ to }) => !isQuote(text.tokens[to + 1]));
  const consents = find(text, 'separate');
  const separate = new Set(consents.map(({ sentence }) => sentence));
  for (const token of text.tokens) if (schemes.has(token.text) || isQuote(token)) separate.delete(token.sentence);
  const bracketed = bracketsIn(text).filter((each) => consents.some(({ from }) => isWithin(from, each)));
  const isAside = ({ sentence }: Token, at: number): boolean =>
    separate.has(sentence) || [...provisos, ...bracketed].some((each) => isWithin(at, each));
  return { ...text, tokens: text.tokens.filter((token, at) => !isAside(token, at)) };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const isWithin = (at: number, { from, to }: Stretch): boolean => from <= at && at <= to;

/** Each pair of brackets, from the one to the other. */
function bracketsIn({ tokens }: Words): readonly Stretch[] {
  return tokens.flatMap((token, from) => {
    const to =
      token.text === '(' ? from + tokens.slice(from, from + longest).findIndex((each) => each.text === ')') : -1;
    return to > from ? [{ from, to }] : [];
  });
}

/** Of a bracket that is never closed, so many tokens are read. */
const longest = 60;
