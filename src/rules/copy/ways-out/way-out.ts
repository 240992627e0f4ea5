/** A way out in a text: an act of the reader's, the end of our mail, and nothing that spoils either (K5). */

import type { Match } from '../../language/phrases.ts';
import { type Act, actsIn } from './acts.ts';
import { defectsIn } from './defects.ts';
import { endsIn } from './ends.ts';
import { tailWords } from './tail.ts';
import { find, is, isQuoted, type Text } from './text.ts';
import { leadsOn, type Place, type Sentence, sentencesOf, tiedTo } from './tied.ts';

export interface WayOut {
  readonly act: Act;
  /** What says that our mail ends. */
  readonly ends: readonly string[];
  /** What spoils it, if anything does. */
  readonly defects: readonly string[];
}

/** Every act that the text ties to the end of our mail, or that has a word to answer with; in a body (`isAside`) by its own sentence. */
export function waysOutIn(text: Text, isAside: boolean): readonly WayOut[] {
  const acts = actsIn(text);
  if (!acts.some((act) => act.isOffered)) return [];
  const words = acts.flatMap(({ word }) => word ?? []);
  const sentences = sentencesOf(text, acts, endsIn(text, words));
  const voids = find(text, 'void').filter((match) => !isQuoted(text, match));
  return sentences.flatMap((own, nth) => {
    const place: Place = { text, sentences, nth, isAside };
    const tied = own.acts.flatMap((act) => {
      const ends = act.isOffered ? tiedTo(act, place) : undefined;
      return act.isOffered && (ends || act.word) ? [{ act, ends }] : [];
    });
    if (tied.length === 0) return [];
    const isIn = ({ sentence }: Match): boolean => sentence === own.tokens[0]?.sentence;
    const spoilers = [
      ...voids.filter((match) => isIn(match) || (!isAside && match.from >= (sentences[nth - 1]?.start ?? 0))),
      ...spoilersOf(place),
    ];
    return tied.map(({ act, ends }) => {
      const spoilt = spoilers.filter((match) => !isIn(match) || isSaidOf(act, match, own, text));
      const isLoose = !ends && spoilt.length === 0;
      return { act, ends: ends ?? [], defects: isLoose ? [tailWords(act, text)] : spoilt.map((match) => match.words) };
    });
  });
}

/** Not before a `but`, and not of another answer: `"later" for a pause, or "stop"`. */
function isSaidOf(act: Act, { from }: Match, { acts, tokens, start }: Sentence, text: Text): boolean {
  const before = tokens.slice(0, Math.max(0, act.from - start));
  // `all but the offers` leaves nothing.
  const but = before.findLastIndex((token, at) => is(text, token, 'buts') && !is(text, before[at - 1], 'of_us'));
  const other = acts.findLast(({ word, from: begun }) => word && begun <= from);
  const isOther = other && other.word?.from !== act.word?.from && (!other.isOffered || act.word);
  return from >= start + but && !isOther;
}

/** What spoils a way out in this sentence: said in it, in the question before it, or after it up to the next question. */
function spoilersOf({ text, sentences, nth, isAside }: Place): readonly Match[] {
  const [lead, own] = [sentences[nth - 1], sentences[nth]];
  const follow = isAside ? [] : sentences.slice(nth + 1, nth + 3);
  const end = follow.findIndex((each) => each.acts.some((act) => act.isOffered || act.word) || leadsOn(each));
  const isAbout = (leadsOn(lead) && !isAside) || (lead?.ends.length ?? 0) > 0;
  const near = [...(isAbout ? [lead] : []), own, ...(end < 0 ? follow : follow.slice(0, end))].flatMap(
    (sentence) => sentence ?? [],
  );
  const start = near[0]?.start ?? 0;
  const acts = near.flatMap((sentence) => sentence.acts);
  const beside = follow.filter((each) => isBeside(each, text));
  const found = defectsIn(
    { ...text, tokens: near.flatMap(({ tokens }) => tokens) },
    acts.map((act) => ({ ...act, from: act.from - start, to: act.to - start })),
    new Set(beside.map(({ tokens }) => tokens[0]?.sentence)),
  );
  const denied = near.flatMap(({ ends }) => ends.filter((each) => each.isDenied));
  return [...denied, ...found.map((match) => ({ ...match, from: match.from + start, to: match.to + start }))];
}

/** Does a sentence after the way out ask nothing of who leaves? `Requests for your data need a proof`, `To book a seat, log in`. */
function isBeside({ tokens }: Sentence, text: Text): boolean {
  const [head, object] = tokens;
  const isAimed = is(text, head, 'purposes', 'fors');
  // `Send a copy.`
  const isOrder = is(text, object, 'things') && !is(text, head, 'subjects', 'deny');
  const isTold = isOrder || tokens.some((token) => is(text, token, 'readers', 'polite', 'money'));
  return (isAimed || !isTold) && !tokens.some((token) => is(text, token, 'unsubscribed'));
}
