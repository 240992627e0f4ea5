/** What makes a way out none: nobody reads it, it is not meant, it comes late, some mail goes on, or more is asked than an answer (K5). */

import { numeralAt } from '../../language/numbers.ts';
import { findPhrases, isListed, type Match } from '../../language/phrases.ts';
import { quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Act } from './acts.ts';
import { isQuote } from './clauses.ts';
import { type Around, boundTo, demandsIn, meansIn } from './demands.ts';
import { endsIn } from './ends.ts';
import { goingOnIn, toldOf } from './others.ts';
import { namedIn, scopesIn } from './scope.ts';
import { isBeforeAll, isNeither, isNone, isWaived } from './waived.ts';

type Rules = CopyPolicy['optout'];

/** Said anywhere in the text: it is not meant, not sure, or no longer so. */
export function voidsIn(words: Words, rules: Rules): readonly Match[] {
  return findPhrases(words, rules.defects.value.void).filter((match) => !isQuoted(words, match));
}

/** Nobody reads the answer. */
export function unreadIn(words: Words, rules: Rules): readonly Match[] {
  return findPhrases(words, rules.defects.value.unread).filter((match) => !isQuoted(words, match));
}

/** Said near a way out: `words` hold its sentences, with these acts. */
export function defectsIn(words: Words, acts: readonly Act[], rules: Rules): readonly Match[] {
  const { late, less, others, part, asked } = rules.defects.value;
  const find = (list: readonly string[]): readonly Match[] =>
    findPhrases(words, list, rules.words.value).filter((match) => !isQuoted(words, match) && isWhole(words, match));
  const sentencesWith = (list: readonly string[]): ReadonlySet<number> =>
    new Set(findPhrases(words, list).map((match) => match.sentence));
  const ends = endsIn(words, rules);
  const whole = sentencesWith(rules.made_whole.value);
  const free = sentencesWith(rules.voluntary.value);
  const isFree = ({ sentence }: Match): boolean => free.has(sentence);
  const isAll = ({ sentence }: Match): boolean => whole.has(sentence);
  const isIdle = (match: Match, only?: readonly string[]): boolean =>
    isBeforeAll(words, match, { acts, ends, rules }, only);
  const waivable = [
    ...find(less).filter((match) => !isIdle(match) && !isAlternative(words, match, rules)),
    ...find(asked).filter((match) => !isFree(match) && !isBeside(words, match, acts, rules)),
    ...find(others).filter((match) => !isIdle(match) && !isAll(match)),
    ...goingOnIn(words, rules),
  ];
  const parts = [
    ...find(part).filter((match) => !isIdle(match, rules.words.value.deny)),
    ...namedIn(words, rules),
    ...scopesIn(words, ends, rules),
  ];
  const more = [...demandsIn(words, { acts, ends, rules }), ...meansIn(words, acts, rules)];
  return [
    ...find(late).filter((match) => !isNeither(words, match, rules)),
    ...waivable.filter((match) => !isWaived(words, match, rules)),
    ...parts.filter((match) => !isAll(match) && !isNone(words, match, rules)),
    ...more.filter((match) => !isFree(match)),
    ...toldOf(words, ends, rules),
    ...feesIn(words, rules),
    ...spansIn(words, rules),
    ...conditionsIn(words, { acts, ends, rules }).filter((match) => !isFree(match)),
    ...acts.flatMap((act) => (act.word && act.isOffered ? boundTo(words, act, rules) : [])),
  ];
}

/** No sign stands within. */
const isWhole = ({ tokens }: Words, { from, to }: Match): boolean =>
  !tokens.slice(from, to).some(({ text }) => /^[,;:()]$/.test(text));

/** `reply "no" or call me` */
function isBeside({ tokens }: Words, { from }: Match, acts: readonly Act[], rules: Rules): boolean {
  const isNear = acts.some((act) => act.word && act.isOffered && act.to < from && from - act.to <= 3);
  return isNear && isListed(tokens[from - 1], rules.ors.value);
}

/** A word to answer with is no defect, nor is what stands before it, `only "stop"`, or goes on from it. */
function isQuoted({ tokens }: Words, { from, to }: Match): boolean {
  const isClosed = isQuote(tokens[to + 1]);
  const goesOn = tokens.slice(from, to).some(isQuote);
  return (isQuote(tokens[from - 1]) && (isClosed || goesOn)) || (isClosed && from === to);
}

/** `$5`. */
function feesIn(words: Words, rules: Rules): readonly Match[] {
  return words.tokens.flatMap(({ text, sentence }, at) => {
    const isFee = rules.money.value.includes(text) && /\d/.test(textOf(words.tokens[at + 1]));
    return isFee ? [{ words: quote(words, at, at + 1), from: at, to: at + 1, sentence }] : [];
  });
}

/** A number with so many days is none of a span, but of an address. */
const longest = 10_000;

/** `for 30 days`, `after 90 days`: the stop ends again, or comes later than it may. */
function spansIn(words: Words, rules: Rules): readonly Match[] {
  const { tokens } = words;
  return tokens.flatMap(({ sentence }, at) => {
    const numeral = numeralAt(words, at);
    if (!numeral || numeralAt(words, at - 1)?.to === numeral.to) return [];
    const step = tokens
      .slice(numeral.to + 1, numeral.to + 3)
      .findIndex(({ text }) => rules.unit_days.value[text] !== undefined);
    if (step < 0) return [];
    const to = numeral.to + 1 + step;
    const days = (numeral.readings[0] ?? 0) * (rules.unit_days.value[textOf(tokens[to])] ?? 0);
    const isPause = isListed(tokens[at - 1], rules.pauses.value);
    return (isPause || days > rules.most_days.value) && days < longest
      ? [{ words: quote(words, at, to), from: at, to, sentence }]
      : [];
  });
}

const breaks: ReadonlySet<string> = new Set(',;:."()');

/** `if you are a customer`, `after you have met me`: a clause that makes a condition of something. */
function conditionsIn(words: Words, { acts, ends, rules }: Around): readonly Match[] {
  const { tokens } = words;
  const begun = new Set(acts.map(({ from }) => from));
  const ended = new Set(acts.map(({ to }) => to));
  return tokens.flatMap((head, at) => {
    const isFirst = isListed(head, rules.firsts.value);
    if (!isFirst && !isListed(head, rules.ifs.value)) return [];
    const said = clauseFrom(tokens, at, begun);
    // `if you want no mail from me or my company`
    const wish = ends.findLast(({ from, to, isDenied }) => !isDenied && from > at && to <= at + said.length);
    const clause = wish && !isFirst ? said.slice(0, wish.from - at) : said;
    const isAbout = (list: readonly string[]): boolean => clause.some((token: Token) => isListed(token, list));
    // `"stop" once and it is over`, `ends at once if`
    const isAtOnce = isFirst && (isListed(tokens[at + 1], rules.sequels.value) || tokens[at - 1]?.text === 'at');
    if (isAtOnce) return [];
    const isAlways = isListed(head, rules.always.value);
    const isCondition = isFirst
      ? isAbout(rules.standing.value) ||
        (clause.length > (ended.has(at - 1) ? 0 : 1) && !isAbout(rules.unwilling.value))
      : isAbout(rules.standing.value);
    return isAlways || isCondition
      ? [{ words: quote(words, at, at + clause.length), from: at, to: at + clause.length, sentence: head.sentence }]
      : [];
  });
}

/** What stands between a word that opens a clause and its end, or the next act. */
function clauseFrom(tokens: readonly Token[], at: number, begun: ReadonlySet<number>): readonly Token[] {
  const rest = tokens.slice(at + 1, at + 16);
  const end = rest.findIndex(
    (token, step) => token.sentence !== tokens[at]?.sentence || breaks.has(token.text) || begun.has(at + 1 + step),
  );
  return end < 0 ? rest : rest.slice(0, end);
}

/** `fewer mails or none`: the way out stands beside it. */
function isAlternative({ tokens }: Words, { to, sentence }: Match, rules: Rules): boolean {
  const rest = tokens.slice(to + 1, to + 9).filter((token) => token.sentence === sentence);
  const or = rest.findIndex((token) => isListed(token, rules.ors.value));
  const { deny, ending, unsubscribed } = rules.words.value;
  return or >= 0 && rest.slice(or + 1, or + 4).some((token) => isListed(token, [...deny, ...ending, ...unsubscribed]));
}
