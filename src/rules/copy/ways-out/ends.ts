/** Where a text says that our mail ends (K5). */

import { findPhrases, isListed, type Match, placed } from '../../language/phrases.ts';
import { quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { oncePerObject } from '../../vocabulary/remembering.ts';
import { clausesIn, isSign, schemes } from './clauses.ts';

type Rules = CopyPolicy['optout'];

export interface End extends Match {
  /** `I will not take you off`. */
  readonly isDenied: boolean;
}

const none: readonly Match[] = [];

/** What ends our mail, or would if it weren't denied: a denial of contact, a verb that ends it, a removal, being out. */
export const endsIn = (words: Words, rules: Rules, apart: readonly Match[] = none): readonly End[] =>
  found(words, rules, apart);

const found = oncePerObject((words: Words, rules: Rules, apart: readonly Match[]): readonly End[] => {
  const clauses = clausesIn(words, rules, apart);
  const lists = rules.words.value;
  const said = findPhrases(clauses, rules.ends.value, lists).filter((match) => !isTurned(clauses, match, rules));
  const { deny } = rules.words.value;
  const own = new Set(said.flatMap(({ from, to }) => (isListed(clauses.tokens[from], deny) ? span(from, to) : [])));
  return [...said, ...verbsIn(clauses, rules)].map((match) => ({
    ...match,
    sentence: words.tokens[match.from]?.sentence ?? 0,
    isDenied: isDenied(clauses, match, { own, rules }),
  }));
});

/** `won't stop writing`, `never miss a mail`, `if I don't hear from you`, `no more missed deals`: no end of ours. */
function isTurned({ tokens }: Words, { from, to }: Match, rules: Rules): boolean {
  const { deny, turned, unsubscribed } = rules.words.value;
  const isHead = isListed(tokens[from], deny);
  const inner = tokens.slice(from + 1, to + 1);
  if (isHead && inner.some((token) => isListed(token, turned))) return true;
  const clause = tokens[from]?.sentence;
  const around = tokens.slice(Math.max(0, from - 2), to + 4).filter(({ sentence }) => sentence === clause);
  const own = quoteOf(around);
  const next = tokens[to + 1];
  const isLabel = schemes.has(
    textOf(tokens.slice(to + 1, to + longest).find(({ text }) => text === '?' || schemes.has(text))),
  );
  // `unsubscribe requests`, but `unsubscribe link: https://…`
  const isThing = isListed(next, rules.pages.value) && !(isLabel && isListed(next, rules.buttons.value));
  // What one unsubscribes from is read with the rest of our mail.
  const isDone =
    (isVerb(tokens[to]) && !isListed(tokens[to], unsubscribed)) || isListed(tokens[to], rules.determiners.value);
  const isOpen = isDone || (isLabel && !isListed(tokens[to], unsubscribed));
  const isOther = isOpen && isOfElse(tokens, to, rules);
  // `how to unsubscribe`
  const asked = tokens[from - 1 - Number(isListed(tokens[from - 1], rules.purposes.value))];
  // `customers can unsubscribe`
  const said = tokens.slice(Math.max(0, from - 8), from).filter(({ sentence }) => sentence === clause);
  const isTold = said.some((token) => isListed(token, rules.members.value)) && !isHead;
  const isAbroad = rules.theirs.value.some((phrase) => own.includes(` ${phrase} `));
  if (isOfThing(tokens.slice(from, to + 1), isLabel, rules)) return true;
  return isThing || isOther || isTold || isListed(asked, rules.asking.value) || isAbroad;
}

/** Between the label of a link and the link. */
const longest = 16;

/** `remove the pricing section from our mails`, `take Dana's name out of them`, `never mention overlays again`: what it holds is none of our mail. */
function isOfThing([head, ...inner]: readonly Token[], isLabel: boolean, rules: Rules): boolean {
  const { thing, contact, lists, remove, deny, reader, more } = rules.words.value;
  const ours = [thing, contact, lists];
  if (isListed(head, remove)) {
    const noun = inner.find((token) => !isIn(token, [rules.articles.value, reader]));
    const isNamed = inner.some(({ text }) => text.endsWith("'s"));
    return isNamed || (isListed(inner[0], rules.articles.value) && inner.length > 2 && !isIn(noun, ours));
  }
  const isDenial = isListed(head, deny) && isListed(inner.at(-1), more);
  if (!isDenial || inner.some((token) => isListed(token, contact))) return false;
  const known = [...ours, ...smallOf(rules), ...freeOf(rules), reader, rules.of_us.value];
  const strange = inner.map((token) => !isIn(token, known));
  return strange.some((isStrange, at) => isStrange && (isLabel || strange[at + 1] === true));
}

/** `writing`, `sending`. */
const isVerb = (token: Token | undefined): boolean => /.(?<!th)ing$/.test(textOf(token));

const isIn = (token: Token | undefined, lists: readonly (readonly string[])[]): boolean =>
  lists.some((list) => isListed(token, list));

const smallOf = (rules: Rules): readonly (readonly string[])[] =>
  [rules.whole, rules.determiners, rules.froms, rules.articles, rules.fors, rules.withs].map(({ value }) => value);

function freeOf(rules: Rules): readonly (readonly string[])[] {
  const said = [rules.goes_on, rules.authors, rules.readers, rules.pages, rules.simple, rules.aims];
  const links = [rules.means, rules.purposes, rules.joints, rules.ors];
  const { more, deny, read_by } = rules.words.value;
  return [more, deny, read_by, ...[...said, ...links].map(({ value }) => value)];
}

/** `stop this offer`, `never write a report`: the object is none of our mail. */
function isOfElse(tokens: readonly Token[], to: number, rules: Rules): boolean {
  const { contact, lists, thing, reader } = rules.words.value;
  const ours = [contact, lists, thing, rules.of_us.value];
  const rest = tokens.slice(to + 1, to + 5);
  const end = rest.findIndex((token) => token.sentence !== tokens[to]?.sentence || !token.isWord);
  const clause = end < 0 ? rest : rest.slice(0, end);
  const isOfOurs = isListed(tokens[to], contact) && isListed(clause[0], rules.froms.value);
  const head = clause.find(
    (token) =>
      (isIn(token, ours) && !isListed(token, rules.determiners.value)) || !isIn(token, [...smallOf(rules), reader]),
  );
  return head !== undefined && !isOfOurs && !isIn(head, [...ours, ...freeOf(rules)]);
}

const span = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

const quoteOf = (tokens: Words['tokens']): string => ` ${tokens.map(({ text }) => text).join(' ')} `;

/** A denial shortly before it in the clause that denies nothing else, and none of its own. */
function isDenied(
  { tokens }: Words,
  { from, to, sentence }: Match,
  { own, rules }: { own: ReadonlySet<number>; rules: Rules },
): boolean {
  const isDenial = (at: number): boolean => isListed(tokens[at], rules.words.value.deny);
  // Its own denial opens or closes it: `never hear`, `schreibe ich Ihnen nicht mehr`.
  if (isDenial(from) || (to > from && isDenial(to)) || (to - 1 > from && isDenial(to - 1))) return false;
  // `you are on no list of mine`
  if (isListed(tokens[to], rules.words.value.lists) && span(from, to).some(isDenial)) return false;
  const start = Math.max(0, from - 3);
  return tokens
    .slice(start, to)
    .some((token, step) => token.sentence === sentence && isDenial(start + step) && !own.has(start + step));
}

/** `I'll quit writing`, `my mails stop`, and not `stop losing deals`. */
function verbsIn(clauses: Words, rules: Rules): readonly Match[] {
  const { tokens } = clauses;
  const { ending, contact, read_by } = rules.words.value;
  return tokens.flatMap((verb, at) => {
    if (!isListed(verb, ending) || isSign(tokens, at + 1, true) || isSign(tokens, at - 1, true)) return [];
    const rest = tokens.slice(at + 1, at + 9).filter(({ sentence, isWord }) => sentence === verb.sentence && isWord);
    const found = rest.findIndex((token) => isListed(token, contact));
    const isNear =
      found < 5 || rest.slice(0, found).every((token) => isIn(token, smallOf(rules)) || token.text === 'e');
    const object = isNear ? found : -1;
    const isAlone =
      rest[0] === undefined ||
      (isListed(rest[0], rules.goes_on.value) && !isVerb(rest[0]) && !isElsewhere(clauses, at, rules));
    const to = object < 0 ? at : tokens.indexOf(rest[object] ?? verb, at);
    // `stop using your name in these mails`, `stop sending charts`
    const isOther = object > 0 && isVerb(rest[0]) && !isListed(rest[0], read_by);
    if (isOther || (object < 0 && !isAlone) || (isVerb(tokens[to]) && isOfElse(tokens, to, rules))) return [];
    return [{ words: quote(clauses, at, to), from: at, to, sentence: verb.sentence }];
  });
}

/** `stop at our booth`. */
export function isElsewhere(words: Words, at: number, rules: Rules): boolean {
  return placed(findPhrases(words, rules.elsewhere.value)).has(at + 1);
}
