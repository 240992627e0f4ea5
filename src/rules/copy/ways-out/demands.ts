/** Demands on the reader besides an answer, and on the end of our mail: a price, a span, a condition (K5). */

import { numeralAt } from '../../language/numbers.ts';
import { type Match, placed } from '../../language/phrases.ts';
import { isOneOf, type Token, textOf } from '../../language/words.ts';
import type { Act } from './acts.ts';
import type { End } from './ends.ts';
import { clausesIn, find, is, stretch, type Text } from './text.ts';

/** The sentences near a way out, and what they hold. */
export interface Around {
  readonly text: Text;
  readonly acts: readonly Act[];
  readonly ends: readonly End[];
}

const nearby = 4;

/** `"stop" and rate this mail`: a clause after the answer that begins with a verb and its object is one thing more to do. */
export function demandsIn({ text, acts, ends }: Around): readonly Match[] {
  const { tokens } = clausesIn(text);
  return tokens.flatMap(({ text: said }, at) => {
    // `j'en` is no `en`
    // `I then block your address`
    const isJoint = text.rules.joints.value.includes(said) && !is(text, at - 1, 'authors');
    if (!isJoint || !acts.some(({ to, isOffered }) => isOffered && to < at && at - to <= nearby)) return [];
    const clause = tokens.flatMap(({ sentence, isWord }, nth) =>
      nth > at && isWord && sentence === tokens[at]?.sentence ? [nth] : [],
    );
    const head = clause.findIndex((nth) => !is(text, nth, 'polite'));
    const [verb = -1, object = -1] = clause.slice(Math.max(0, head));
    const isAct = acts.some(({ from, isOffered }) => isOffered && from === verb);
    const isEnd = ends.some(({ from }) => clause.includes(from));
    const isAsked = is(text, object, 'things', 'objects') && !is(text, verb, 'subjects', 'deny');
    return isAsked && !isAct && !isEnd ? [stretch(text, at, object)] : [];
  });
}

/** Words that hang on the word to answer with: `"stop" before Friday`, `"stop" with your ID`, `"stop" indicando …`. */
export function boundTo({ from, to, sentence, word }: Act, { text, ends }: Around): readonly Match[] {
  const { tokens } = text;
  const at = to + 1 + Number(isOneOf(tokens[to + 1], ', -'));
  const next = tokens[at + 1];
  if (tokens[at]?.sentence !== sentence) return [];
  const isFor =
    (is(text, at, 'withs') && !is(text, at + 1, 'plain_answers')) ||
    (is(text, at, 'fors') && !is(text, at + 1, 'aims'));
  const isBy = /.[aei]ndo$/.test(textOf(tokens[at])) && !is(text, at, 'simple');
  // `after which`
  const isBound = placed(find(text, 'bound')).has(at) && !is(text, at + 1, 'relatives');
  // `"stop" to get no more mail`
  const isEnd = is(text, at, 'purposes', 'fors') && ends.some((end) => end.from >= at && end.from <= at + 3);
  return isBy || (word && ((isFor && next?.isWord) || isBound) && !isEnd) ? [stretch(text, from, at + 1)] : [];
}

/** `$5`, `a fee applies`. */
export const feesIn = (text: Text): readonly Match[] =>
  text.tokens.flatMap((_, at) => (is(text, at, 'money') ? [stretch(text, at, at + 1)] : []));

/** A number with so many days is none of a span, but of an address. */
const longest = 10_000;

/** `after 90 days`, `for two weeks`: the stop comes later than it may, or ends again. */
export function spansIn(text: Text): readonly Match[] {
  const { unit_days: units, most_days: most } = text.rules;
  return text.tokens.flatMap((_, at) => {
    const numeral = numeralAt(text, at);
    if (!numeral) return [];
    const unit = [1, 2].find((step) => units.value[textOf(text.tokens[numeral.to + step])] !== undefined) ?? 0;
    const days = (numeral.readings[0] ?? 0) * (units.value[textOf(text.tokens[numeral.to + unit])] ?? 0);
    const isLong = days > most.value || is(text, at - 1, 'pauses');
    return isLong && days > 0 && days < longest ? [stretch(text, at, numeral.to + unit)] : [];
  });
}

/** With a word or by a link: `unless you reply` hangs the mail on no answer at all. */
export const isAnswer = ({ isOffered, kind, word }: Act): boolean =>
  isOffered && (kind === 'link' || word !== undefined);

/** `if you are a customer`, `after you have met me`: a clause that makes a condition of something. */
export function conditionsIn({ text, acts, ends }: Around): readonly Match[] {
  const { tokens } = text;
  return tokens.flatMap((head, at) => {
    // `if once is enough`, `even after I've gone quiet`
    const isFirst = is(text, at, 'firsts') && !is(text, at - 1, 'ifs') && textOf(tokens[at - 1]) !== 'even';
    if (!isFirst && !is(text, at, 'ifs')) return [];
    const rest = tokens.slice(at + 1, at + 16);
    const isEdge = (token: Token, step: number): boolean =>
      token.sentence !== head.sentence ||
      isOneOf(token, ', ; : . " ( )') ||
      acts.some(({ from }) => from === at + 1 + step);
    const end = rest.findIndex(isEdge);
    const clause = end < 0 ? rest : rest.slice(0, end);
    // `unless you reply "stop"`, `once you've clicked https://…`
    const next = at + 1 + clause.length;
    const isOfAct =
      clause.every((token) => is(text, token, 'readers', 'simple', 'polite', 'of_us')) &&
      acts.some((act) => isAnswer(act) && act.from === next + Number(textOf(tokens[next]) === ':'));
    if (isOfAct) return [];
    // `if you want no mail from me or my company`
    const wish = ends.findLast(({ from, to }) => from > at && to <= at + clause.length);
    const isStanding = clause
      .slice(0, wish && !isFirst ? wish.from - at : undefined)
      .some((token) => is(text, token, 'standing'));
    // `"stop" once and it is over`, `at once`
    // `after it you hear no more`
    const isOfAnswer = is(text, at + 1, 'refers') && acts.some(({ to }) => to < at);
    const isAtOnce = isOfAnswer || is(text, at + 1, 'sequels') || textOf(tokens[at - 1]) === 'at';
    const isCondition = isFirst
      ? clause.length > 1 && !isAtOnce && !clause.some((token) => is(text, token, 'unwilling'))
      : isStanding || is(text, at, 'always');
    return isCondition ? [stretch(text, at, at + clause.length)] : [];
  });
}
