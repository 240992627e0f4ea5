/** Sums that go from somebody else to somebody else: nothing of ours is named as what is paid for (K3). */

import { bare, isOneOf, isWord, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { type Clause, clauseAt, type Party } from './party.ts';
import type { Money, SentenceTalk } from './sentence-talk.ts';

type Rules = CopyPolicy['price'];

/** As far as a clause is read before an amount. */
const reach = 40;

/** `I paid $49 for the report`, `you said that a seat costs $300`, `Acme fined two resellers $900`. */
export function isElsewhere(
  words: Words,
  money: Money,
  { rules, clauses, sentence }: { rules: Rules; clauses: readonly Clause[]; sentence: SentenceTalk },
): boolean {
  const clause = clauseAt(clauses, money.from);
  if (!clause || sentence.isOffer) return false;
  const from = Math.max(clause.from, money.from - reach);
  const said = words.tokens.slice(from, money.from).map(bare);
  const named: (readonly [number, Party])[] = [];
  for (let at = from; at < money.from; at += 1) {
    const party = clause.parties.get(at);
    if (party) named.push([at - from, party]);
  }
  if (
    isSpent(said, named, rules) ||
    (isAmountOf(words, money, rules) && named.every(([, party]) => party === 'others'))
  )
    return true;
  if (named.length === 0 || isAskedAbroad(said, rules)) return isOwnAbroad(said, rules);
  if (isTold(said, named, { rules, isListed: money.readings.includes(rules.amount.value) })) return true;
  // `$900 with us`; and not `$900 a seat`.
  const isOurs = [...clause.parties.keys()].some(
    (at) => at > money.to && rules.parties.value.us.includes(words.tokens[at]?.text ?? ''),
  );
  return (
    (!sentence.isCharged && !isOurs && isActOfOthers(words, money, { said, named, rules })) || isOwnAbroad(said, rules)
  );
}

/** `I bought your book for $18`, `I have seen $180 at two peers`, `my train costs $64`: of us it is told only that we pay or look. */
function isSpent(said: readonly string[], named: readonly (readonly [number, Party])[], rules: Rules): boolean {
  const [at = -1] = named.findLast(([, party]) => party !== 'others') ?? [];
  const [us = '', ...rest] = said.slice(Math.max(0, at));
  const { auxiliaries } = rules.parties.value;
  const verb = rest.find((word) => !auxiliaries.includes(word) && !/^(?:have|had|once)$/.test(word)) ?? '';
  if (/^(?:my|our)$/.test(us)) return rules.own_expenses.value.includes(rest[0] ?? '');
  const isLast = named.at(-1)?.[0] === at;
  return (
    /^(?:i|we)(?:'ve)?$/.test(us) &&
    (rules.spending.value.includes(verb) || (isLast && rules.looking.value.includes(verb)))
  );
}

/** `$4.30 of services`, `$70 a share`: so much of a thing that is none of ours. */
function isAmountOf({ tokens }: Words, money: Money, rules: Rules): boolean {
  const [of, noun] = tokens.slice(money.to + 1, money.to + 3);
  if (isOneOf(of, 'a per') && isOneOf(noun, 'share')) return true;
  const ours = [
    ...rules.wares.value,
    ...rules.parties.value.determiners,
    ...rules.parties.value.us,
    ...rules.parties.value.anaphors,
  ];
  return (
    isOneOf(of, 'of') &&
    (isOneOf(noun, 'every each') ||
      (isWord(noun) && !ours.includes(textOf(noun)) && !isOneOf(noun, 'work time effort your')))
  );
}

/** `$900 was fine`, `yes to $900`: a sum that somebody agrees to is one that we asked. */
export function isAccepted({ tokens }: Words, money: Money): boolean {
  const said = tokens
    .slice(money.to + 1, money.to + 4)
    .map(({ text }) => text)
    .join(' ');
  const isAgreed = isOneOf(tokens[money.from - 1], 'to') && isOneOf(tokens[money.from - 2], 'yes agreed');
  return (
    isAgreed ||
    /^(?:(?:is|was|were|would be|seemed|sounds?) )?(?:fine|ok|okay|acceptable|doable|fair|fits|works|suits|too)\b/.test(
      said,
    )
  );
}

/** `your page says that an export costs $75`: somebody else's word, in which nothing of ours is named. */
function isTold(
  said: readonly string[],
  named: readonly (readonly [number, Party])[],
  { rules, isListed }: { rules: Rules; isListed: boolean },
): boolean {
  const told = said.findIndex((word) => rules.telling.value.includes(word));
  const isOfOthers = named.some(([at, party]) => party === 'others' && at < told);
  const acts = [...rules.states.value, ...rules.selling_acts.value, ...rules.paying.value];
  if (isListed && !said.slice(told + 1).some((word) => acts.includes(word))) return false;
  // `My clients say $900`.
  if (/^(?:my|our)$/.test(said[told - 2] ?? '')) return false;
  return told > 0 && isOfOthers && named.every(([at, party]) => party === 'others' || at < told);
}

/** Only others are named, none of them comes to have anything, and the sum is not what something is had for. */
function isActOfOthers(
  words: Words,
  money: Money,
  { said, named, rules }: { said: readonly string[]; named: readonly (readonly [number, Party])[]; rules: Rules },
): boolean {
  const { gains, us, anaphors } = rules.parties.value;
  const isLost = said.slice(-2).some((word) => rules.losing.value.includes(word));
  const isListed = money.readings.includes(rules.amount.value);
  const isThird = rules.third_parties.value.includes(said[0] ?? '');
  // `Partners spend it` may be said of what we ask; AWS buys nothing of ours.
  if (isListed && !isLost && (!isThird || rules.parties.value.others.includes(said[0] ?? ''))) return false;
  if (named.some(([, party]) => party !== 'others')) return false;
  const bought = [
    ...gains,
    ...rules.paying.value,
    ...rules.exchanging.value,
    ...us,
    ...anaphors,
    ...rules.wares.value,
    'one',
  ];
  if (said.some((word) => bought.includes(word))) return false;
  if (isOneOf(words.tokens[money.from - 1], 'for at :')) return false;
  // `An hour of your architect is $260`, `a day at the Azure roadshow was $450`; and neither `Acme is at $900` nor `Snyk's was $900`.
  const isOfThem = said.some((word, at) => word === 'of' && rules.owners.value.includes(said[at + 1] ?? ''));
  const isOver = said.at(-1) === 'was' && words.tokens[money.from - 2]?.text.endsWith("'s") !== true;
  if (/^(?:is|are|was|be|-)$/.test(said.at(-1) ?? ''))
    return (
      (isOfThem || isOver) &&
      !said.some((word) => [...rules.price_words.value, ...rules.own_nouns.value].includes(word))
    );
  // `The names of the partners cost $900`.
  if (said.some((word) => rules.states.value.includes(word)) && (named[0]?.[0] ?? 0) > 1) return false;
  return isThird || !isOneOf(words.tokens[money.to + 1], 'with for to');
}

/** `Ihre Gold-Partner zahlen 900 Euro`, `wer bei Ihnen wirbt`: it opens with what is theirs, and with no price. */
export function isOwnAbroad(said: readonly string[], rules: Rules): boolean {
  const [owner = '', noun = ''] = /^(?:i|il|la|le|gli|os|as|o|a)$/.test(said[0] ?? '') ? said.slice(1) : said;
  const ours = [...rules.hints.value, ...rules.wares.value, ...rules.own_abroad.value];
  if (isAskedAbroad(said, rules)) return false;
  if (
    said.some(
      (word, at) =>
        /^(?:bei|chez|da|con|bij)$/.test(word) &&
        /^(?:ihnen|vous|voi|ustedes|usted|jullie|u)$/.test(said[at + 1] ?? ''),
    )
  )
    return true;
  return (
    rules.owners_abroad.value.includes(owner) && /^\p{L}{3,}/u.test(noun) && !ours.some((word) => noun.endsWith(word))
  );
}

/** `ich`, `nous`, `serait`: somebody who writes it asks. */
function isAskedAbroad(said: readonly string[], rules: Rules): boolean {
  const asking = [...rules.own_acts.value, ...rules.us_abroad.value, ...rules.wares.value];
  return said.some((word) => asking.includes(word));
}
