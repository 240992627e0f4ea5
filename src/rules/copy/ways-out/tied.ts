/** What ties an act of the reader's to the end of our mail (K5). */

import { findPhrases, isListed, type Match } from '../../language/phrases.ts';
import type { Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Act } from './acts.ts';
import type { End } from './ends.ts';
import { isErrand, refusalOf } from './labels.ts';
import { labelOf, leadsOn, type Sentence } from './sentences.ts';
import { isPlain, opensTail } from './tail.ts';

type Rules = CopyPolicy['optout'];

export interface Place {
  readonly words: Words;
  readonly sentences: readonly Sentence[];
  readonly nth: number;
  readonly rules: Rules;
  /** What follows is about something else. */
  readonly isAside: boolean;
}

/** What ties the act to the end of our mail, in words; nothing where it isn't. */
export function tiedTo(act: Act, { words, sentences, nth, rules }: Place): readonly string[] | undefined {
  const [lead, own, next] = [sentences[nth - 1], sentences[nth], sentences[nth + 1]];
  const meant = (sentence: Sentence | undefined): readonly End[] => sentence?.ends.filter((end) => !end.isDenied) ?? [];
  const isElse = act.kind === 'link' && own !== undefined && own.ends.length === 0 && isErrand(own.tokens, rules);
  const isAhead = act.kind === 'link' && lead?.tokens.some((token) => isListed(token, rules.ahead.value));
  const isAsked = leadsOn(lead) || isAhead || (own?.ends.length === 0 && refersBack(own, words, rules));
  const asked = isAsked && !isElse ? meant(lead) : [];
  const before = meant(own).filter((end) => end.from < act.from);
  const after = meant(own).filter((end) => end.to > act.to);
  const word = act.word && isStop(act, { words, own, aims: before, rules }) ? [act.word.words] : [];
  const isTold = act.kind === 'link' && own !== undefined && isListed(labelOf(own)[0], rules.errands.value);
  if (isTold) return undefined;
  const refused = act.kind === 'link' && own ? refusalOf(labelOf(own), words, rules) : [];
  const shown = [...word, ...refused, ...[...asked, ...before, ...after].map((end) => end.words)];
  const isAimed = before.length > 0 && opensTail(act, words, rules);
  if (act.word && after.length === 0 && !isAimed && !isPlain(act, words, rules)) return undefined;
  const follows = (act.word && after.length === 0) || act.kind === 'link';
  if (follows && next?.acts.length === 0) shown.push(...meant(next).map((end) => end.words));
  return shown.length > 0 ? shown : undefined;
}

/** `All it takes is a reply`: of what the sentence before said. */
function refersBack({ start, tokens }: Sentence, words: Words, rules: Rules): boolean {
  return findPhrases(words, rules.refers.value).some(({ from }) => from >= start && from < start + tokens.length);
}

interface About {
  readonly words: Words;
  readonly own: Sentence | undefined;
  readonly aims: readonly End[];
  readonly rules: Rules;
}

/** A word that asks for an end by itself, for no other purpose: not `to cancel our meeting, reply "cancel"`. */
function isStop({ from, word }: Act, { words, own, aims, rules }: About): boolean {
  if (!word || !own) return false;
  const isIn = (match: Match): boolean => match.from <= word.to && word.from <= match.to;
  const isDenial = findPhrases(words, rules.words.value.deny).some(isIn);
  const isKnown = isDenial || own.worded.some(isIn) || findPhrases(words, rules.stop_words.value).some(isIn);
  const isHead = (at: number): boolean =>
    at === 0 || words.text.slice(own.tokens[at - 1]?.end, own.tokens[at]?.start).includes('\n');
  const isMeans = isListed(words.tokens[from - 1], rules.means.value);
  const { ending, remove, remove_abroad } = rules.words.value;
  const isWeak = rules.weak.value.includes(word.words.toLowerCase());
  const isAboutEnd =
    isWeak ||
    own.tokens
      .slice(0, from - own.start)
      .some((token) => [ending, remove, remove_abroad, rules.instead.value].some((list) => isListed(token, list)));
  const isForElse = own.tokens.some(
    (token, at) =>
      own.start + at < from && (isMeans || (isListed(token, rules.purposes.value) && isHead(at) && isAboutEnd)),
  );
  return isKnown && (aims.length > 0 || !isForElse);
}
