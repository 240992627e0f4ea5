/** What makes a way out none: nobody reads it, it is not meant, it comes late, some mail goes on, or more is asked than an answer (K5). */

import { findPhrases, type Match } from '../../language/phrases.ts';
import { quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { isDenial } from './ends.ts';
import type { Answer } from './offer.ts';

type Rules = CopyPolicy['optout'];

export function defectsIn(words: Words, answers: readonly Answer[], rules: Rules): readonly string[] {
  const { doubtful, later, instead, part, asked } = rules.defects.value;
  const { tokens } = words;
  const whole = new Set(findPhrases(words, rules.made_whole.value).map((match) => match.sentence));
  const starts = firstOffers(words, answers);
  const asking = new Set(tokens.flatMap(({ text, sentence }) => (text === '?' ? [sentence] : [])));
  const isNear = ({ sentence }: Match): boolean =>
    starts.has(sentence) || starts.has(sentence - 1) || (asking.has(sentence) && starts.has(sentence + 1));
  const isAfter = ({ sentence, from }: Match): boolean =>
    from > (starts.get(sentence) ?? starts.get(sentence - 1) ?? tokens.length);
  // A word to answer with waives nothing: `"no" and my colleague writes`.
  const isWaived = ({ from, to }: Match): boolean => {
    const before = tokens.slice(Math.max(0, from - 3), from);
    const said = before.slice(before.findLastIndex((token) => /^["']$/.test(token.text)) + 1);
    return [...said, tokens[to]].some((token) => isWaiver(token, rules));
  };
  const isQuoted = ({ from, to }: Match): boolean =>
    [tokens[from - 1], tokens[to + 1]].every((token) => /^["']$/.test(textOf(token)));
  return [
    ...findPhrases(words, doubtful).filter((match) => isNear(match) || starts.has(match.sentence + 1)),
    ...findPhrases(words, later).filter(isAfter),
    ...findPhrases(words, instead).filter((match) => isAfter(match) && !isWaived(match)),
    ...findPhrases(words, part).filter((match) => isNear(match) && !whole.has(match.sentence) && !isWaived(match)),
    ...findPhrases(words, asked).filter((match) => isNear(match) && !isWaived(match)),
    ...namedIn(words, starts, rules),
  ]
    .filter((match) => !isQuoted(match))
    .map((match) => match.words)
    .concat(unreadIn(words, rules));
}

/** Nobody reads the answer: said in the sign-off it counts as well. */
export function unreadIn(words: Words, { defects }: Rules): readonly string[] {
  return findPhrases(words, defects.value.unread).map((match) => match.words);
}

/** Where in each sentence the first answer or link stands. */
function firstOffers({ tokens }: Words, answers: readonly Answer[]): ReadonlyMap<number, number> {
  const links = tokens.flatMap(({ text, sentence }, from) => (/^https?$/.test(text) ? [{ from, sentence }] : []));
  const offered = [...answers.filter((answer) => answer.isOffered), ...links].sort(
    (one, other) => other.from - one.from,
  );
  return new Map(offered.map(({ sentence, from }) => [sentence, from]));
}

function isWaiver(token: Token | undefined, rules: Rules): boolean {
  return (
    isDenial(token) || rules.waivers.value.includes(textOf(token)) || /^(?:every|any|all|each)$/.test(textOf(token))
  );
}

/** `the AWS list`, `stop Azure emails`: a name before a list or mail says which of it. */
function namedIn(words: Words, starts: ReadonlyMap<number, number>, rules: Rules): readonly Match[] {
  const nouns = [...rules.lists.value, ...rules.mail.value].filter((noun) => !/^(?:eco|monetize)$/.test(noun));
  return words.tokens.flatMap((token, at) => {
    const before = words.tokens[at - 1];
    const isName =
      before?.isWord === true &&
      before.sentence === token.sentence &&
      words.tokens[at - 2]?.sentence === token.sentence &&
      /^\p{Lu}/u.test(words.text.slice(before.start, before.end)) &&
      !rules.whole.value.includes(before.text) &&
      !before.text.endsWith("'s");
    if (!nouns.includes(token.text) || !isName || !starts.has(token.sentence)) return [];
    return [{ words: quote(words, at - 1, at), from: at - 1, to: at, sentence: token.sentence }];
  });
}
