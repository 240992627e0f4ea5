/** A way out in a text: an act of the reader's, the end of our mail, and nothing that spoils either (K5). */

import type { Match } from '../../language/phrases.ts';
import type { Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { type Act, actsIn } from './acts.ts';
import { defectsIn, voidsIn } from './defects.ts';
import { endsIn } from './ends.ts';
import { answersOf, isOfAnother, leadsOn, leftBefore, type Sentence, sentencesOf } from './sentences.ts';
import { tailWords } from './tail.ts';
import { type Place, tiedTo } from './tied.ts';

type Rules = CopyPolicy['optout'];

export interface WayOut {
  readonly act: Act;
  /** What says that our mail ends. */
  readonly ends: readonly string[];
  /** What spoils it, if anything does. */
  readonly defects: readonly string[];
}

/** Every act that the text ties to the end of our mail, or that has a word to answer with; in a body (`isAside`) by its own sentence. */
export function waysOutIn(words: Words, rules: Rules, isAside: boolean): readonly WayOut[] {
  const acts = actsIn(words, rules);
  if (!acts.some((act) => act.isOffered)) return [];
  const sentences = sentencesOf(
    words,
    acts,
    endsIn(
      words,
      rules,
      acts.flatMap(({ word }) => word ?? []),
    ),
  );
  // What is said where another answer is offered alone bears on no other sentence.
  const asides = new Set(
    sentences.flatMap(({ acts: [first] }) => (first?.word && !first.isOffered ? [first.sentence] : [])),
  );
  // `perhaps thirty people a month`, long before the act
  const isStory = (sentence: Sentence): boolean =>
    sentence.acts.length === 0 && sentence.ends.length === 0 && !leadsOn(sentence);
  const began = sentences.find((each) => !isStory(each))?.tokens[0]?.sentence ?? 0;
  const voids = voidsIn(words, rules);
  return sentences.flatMap((own, nth) => {
    const offered = own.acts.filter((act) => act.isOffered);
    const place: Place = { words, sentences, nth, rules, isAside };
    const tied = offered.map((act) => ({ act, ends: tiedTo(act, place) }));
    if (tied.every(({ act, ends }) => !ends && !act.word)) return [];
    const answers = answersOf(own);
    const isIn = ({ sentence }: Match): boolean => sentence === own.tokens[0]?.sentence;
    const isOfStory = ({ sentence }: Match): boolean => sentence < began;
    const isHeard = (match: Match): boolean =>
      !isOfStory(match) && (isIn(match) || !(isAside || asides.has(match.sentence)));
    const spoilers = [...voids.filter(isHeard), ...spoilersOf(place)].map((match) => ({
      match,
      of: isIn(match) ? answers.findLast(({ act }) => act.from <= match.from) : undefined,
    }));
    return tied.flatMap(({ act, ends }) => {
      if (!ends && !act.word) return [];
      const left = leftBefore(act, own, rules);
      const answer = answers.find((each) => each.act === act);
      const spoilt = spoilers
        .filter(({ match, of }) => !isIn(match) || (match.from >= left && !isOfAnother(of, answer)))
        .map(({ match }) => match.words);
      const isLoose = !ends && spoilt.length === 0;
      return [{ act, ends: ends ?? [], defects: isLoose ? [tailWords(act, words)] : spoilt }];
    });
  });
}

/** What spoils a way out in this sentence: said in it, in the question before it, or after it up to the next act. */
function spoilersOf({ words, sentences, nth, rules, isAside }: Place): readonly Match[] {
  const [lead, own] = [sentences[nth - 1], sentences[nth]];
  const follow = isAside ? [] : sentences.slice(nth + 1, nth + 3);
  const end = follow.findIndex((sentence) => sentence.acts.length > 0 || leadsOn(sentence));
  const isAbout = (leadsOn(lead) && !isAside) || (lead?.ends.length ?? 0) > 0;
  const near = [...(isAbout ? [lead] : []), own, ...(end < 0 ? follow : follow.slice(0, end))].flatMap(
    (sentence) => sentence ?? [],
  );
  const start = near[0]?.start ?? 0;
  const text = { text: words.text, tokens: near.flatMap(({ tokens }) => tokens) };
  const acts = near.flatMap((sentence) => sentence.acts);
  const found = defectsIn(
    text,
    acts.map((act) => ({ ...act, from: act.from - start, to: act.to - start })),
    rules,
  );
  const denied = near.flatMap(({ ends }) => ends.filter((each) => each.isDenied));
  return [...denied, ...found.map((match) => ({ ...match, from: match.from + start, to: match.to + start }))];
}
