/** What the end of our mail is made to wait for: a price, a span of time, a condition (K5). */

import { numeralAt } from '../../language/numbers.ts';
import type { Match } from '../../language/phrases.ts';
import { isOneOf, type Token, textOf } from '../../language/words.ts';
import type { Around } from './demands.ts';
import { is, stretch, type Text } from './text.ts';

/** `$5`. */
export const feesIn = (text: Text): readonly Match[] =>
  text.tokens.flatMap((token, at) => (text.rules.money.value.includes(token.text) ? [stretch(text, at, at + 1)] : []));

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

/** `if you are a customer`, `after you have met me`: a clause that makes a condition of something. */
export function conditionsIn({ text, acts, ends }: Around): readonly Match[] {
  const { tokens } = text;
  return tokens.flatMap((head, at) => {
    const isFirst = is(text, at, 'firsts');
    if (!isFirst && !is(text, at, 'ifs')) return [];
    const rest = tokens.slice(at + 1, at + 16);
    const isEdge = (token: Token, step: number): boolean =>
      token.sentence !== head.sentence ||
      isOneOf(token, ', ; : . " ( )') ||
      acts.some(({ from }) => from === at + 1 + step);
    const end = rest.findIndex(isEdge);
    const clause = end < 0 ? rest : rest.slice(0, end);
    // `if you want no mail from me or my company`
    const wish = ends.findLast(({ from, to }) => from > at && to <= at + clause.length);
    const isStanding = clause
      .slice(0, wish && !isFirst ? wish.from - at : undefined)
      .some((token) => is(text, token, 'standing'));
    // `"stop" once and it is over`, `at once`
    const isAtOnce = is(text, at + 1, 'sequels') || textOf(tokens[at - 1]) === 'at';
    const isCondition = isFirst
      ? clause.length > 1 && !isAtOnce && !clause.some((token) => is(text, token, 'unwilling'))
      : isStanding || is(text, at, 'always');
    return isCondition ? [stretch(text, at, at + clause.length)] : [];
  });
}
