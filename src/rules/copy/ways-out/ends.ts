/** Where a text says that our mail ends: a denial of contact, a verb that ends it, a removal, being out (K5). */

import type { Match } from '../../language/phrases.ts';
import { isOneOf, type Token, textOf } from '../../language/words.ts';
import { oncePerObject } from '../../vocabulary/remembering.ts';
import { clausesIn, find, is, type Name, schemes, stretch, type Text, wordsFrom } from './text.ts';

export interface End extends Match {
  /** `I will not take you off`. */
  readonly isDenied: boolean;
}

const none: readonly Match[] = [];

/** Words that end our mail, or would if they weren't denied; each word of `apart` is a clause of its own. */
export const endsIn = (text: Text, apart: readonly Match[] = none): readonly End[] => found(text, apart);

const found = oncePerObject((text: Text, apart: readonly Match[]): readonly End[] => {
  const clauses = clausesIn(text, apart);
  const said = find(clauses, 'ends').filter((match) => !isTurned(clauses, match));
  const own = new Set(said.flatMap(({ from, to }) => (is(clauses, from, 'deny') ? span(from, to) : [])));
  return [...said, ...verbsIn(clauses)].map((match) => ({
    ...match,
    sentence: text.tokens[match.from]?.sentence ?? 0,
    isDenied: isDenied(clauses, match, own),
  }));
});

const span = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** `won't stop writing`, `unsubscribe requests`, `if I don't hear from you`: no end of ours. */
function isTurned(text: Text, { from, to }: Match): boolean {
  const { tokens } = text;
  const isOfDenial =
    is(text, from, 'deny') && tokens.slice(from + 1, to + 1).some((token) => is(text, token, 'turned'));
  const ahead = tokens.slice(to + 1, to + 16).find((token) => token.text === '?' || schemes.has(token.text));
  // `unsubscribe link: https://…`
  const isLabel = schemes.has(textOf(ahead));
  const isOpen = is(text, to, 'determiners') || ((isLabel || isGerund(tokens[to])) && !is(text, to, 'unsubscribed'));
  const isTheirs = find(text, 'theirs').some((match) => match.from <= to + 1 && from - 1 <= match.to);
  // `customers can unsubscribe`
  const isTold = tokens
    .slice(Math.max(0, from - 8), from)
    .some((token) => token.sentence === tokens[from]?.sentence && is(text, token, 'members'));
  return (
    isOfDenial ||
    isTheirs ||
    isTold ||
    isOfThing(text, from, to) ||
    isOfChannel(text, from, to + 4) ||
    (is(text, to + 1, 'pages') && !isLabel) ||
    (isOpen && isOfElse(text, to))
  );
}

/** `remove the pricing section from our mails`, `never mention overlays again`. */
function isOfThing(text: Text, from: number, to: number): boolean {
  const inner = text.tokens.slice(from + 1, to + 1);
  const strange = inner.filter((token) => !is(text, token, ...small, ...ours, ...after));
  if (is(text, from, 'remove')) return inner.length > 2 && is(text, from + 1, 'articles') && strange[0] === inner[1];
  return (
    is(text, from, 'deny') &&
    is(text, to, 'more') &&
    strange.length > 1 &&
    !inner.some((token) => is(text, token, 'contact'))
  );
}

/** `no calls`, `won't write to you on LinkedIn`: our mail goes on. */
export function isOfChannel({ tokens, ...text }: Text, from: number, to: number): boolean {
  const said = tokens.slice(from, to + 1).filter(({ sentence }) => sentence === tokens[from]?.sentence);
  const isOf = (name: Name): boolean => said.some((token) => is({ tokens, ...text }, token, name));
  return isOf('channels') && !isOf('lists') && !isOf('ors');
}

const small: readonly Name[] = ['whole', 'determiners', 'froms', 'articles', 'fors', 'withs', 'reader'];
const ours: readonly Name[] = ['contact', 'lists', 'thing', 'of_us'];
const after: readonly Name[] = ['goes_on', 'authors', 'readers', 'pages', 'simple', 'aims', 'more', 'deny', 'read_by'];

/** A word that names the reader, our mail or nothing. */
export const isKnown = (text: Text, token: Token): boolean => is(text, token, ...small, ...ours, ...after);

/** `stop this offer`, `never send a report`: the object is none of our mail. */
export function isOfElse(text: Text, to: number): boolean {
  const isOurs = (token: Token): boolean => is(text, token, ...ours) && !is(text, token, 'determiners');
  const head = wordsFrom(text, to + 1, 4).find((token) => isOurs(token) || !is(text, token, ...small));
  // `unsubscribe free of charge`
  return head !== undefined && !is(text, head, ...ours, ...after, 'waivers');
}

/** A denial shortly before it in the clause that denies nothing else, and none of its own: `schreibe ich Ihnen nicht mehr`. */
function isDenied(text: Text, { from, to, sentence }: Match, own: ReadonlySet<number>): boolean {
  // `it costs nothing to leave`
  const isDenial = (at: number): boolean => is(text, at, 'deny') && !isOneOf(text.tokens[at - 1], 'cost costs takes');
  // `you are on no list of mine`
  const isOwn = span(is(text, to, 'lists') ? from : Math.max(from, to - 1), to).some(isDenial);
  const before = span(Math.max(0, from - (own.has(from) ? 1 : 3)), to);
  return !isOwn && before.some((at) => text.tokens[at]?.sentence === sentence && isDenial(at) && !own.has(at));
}

const isGerund = (token: Token | undefined): boolean => /.(?<!th)ing$/.test(textOf(token));

/** `I'll quit writing`, `my mails stop`, and not `stop losing deals`. */
function verbsIn(text: Text): readonly Match[] {
  return text.tokens.flatMap(({ sentence }, at) => {
    if (!is(text, at, 'ending')) return [];
    const rest = text.tokens.slice(at + 1, at + 9).filter((token) => token.isWord && token.sentence === sentence);
    const held = rest.findIndex((token) => is(text, token, 'contact'));
    const object = held < 5 ? held : -1;
    // `stop using your name in these mails`
    const isOther = held > 0 && isGerund(rest[0]) && !is(text, rest[0], 'read_by');
    const isAlone = rest.length === 0 || is(text, rest[0], 'goes_on');
    if (isOther || (object < 0 && !isAlone)) return [];
    const to = object < 0 ? at : at + 1 + (rest[object] ? text.tokens.slice(at + 1).indexOf(rest[object]) : 0);
    const isOfOther = isGerund(text.tokens[to]) && isOfElse(text, to);
    return isOfOther ? [] : [stretch(text, at, to)];
  });
}
