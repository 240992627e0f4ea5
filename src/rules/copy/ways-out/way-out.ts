/** A way out in a text: an act of the reader's, the end of our mail, and nothing that spoils either (K5). */

import type { Match } from '../../language/phrases.ts';
import { type Act, actsIn } from './acts.ts';
import { defectsIn } from './defects.ts';
import { endsIn } from './ends.ts';
import { askedBefore, type Nearby, nearbyOf, voidsIn } from './nearby.ts';
import { asks } from './sequel.ts';
import { tailWords } from './tail.ts';
import { is, type Text } from './text.ts';
import { type Place, type Sentence, sentencesOf, tiedTo } from './tied.ts';

export interface WayOut {
  readonly act: Act;
  /** Words that say that our mail ends. */
  readonly ends: readonly string[];
  /** Words that spoil it, if any do. */
  readonly defects: readonly string[];
}

/** Every act that the text ties to the end of our mail, or that has a word to answer with; in a body (`isAside`) by its own sentence. */
export function waysOutIn(text: Text, isAside: boolean): readonly WayOut[] {
  const acts = actsIn(text);
  if (!acts.some((act) => act.isOffered || act.word)) return [];
  const words = acts.flatMap(({ word }) => word ?? []);
  const sentences = sentencesOf(text, acts, endsIn(text, words)).map(granted(text));
  return sentences.flatMap((own, nth) => {
    const place: Place = { text, sentences, nth, isAside };
    const tied = own.acts.flatMap((act) => {
      const ends = act.isOffered ? tiedTo(act, place) : undefined;
      return act.isOffered && (ends || act.word) ? [{ act, ends }] : [];
    });
    if (tied.length === 0) return [];
    const isOwn = ({ sentence }: Match): boolean => sentence === own.tokens[0]?.sentence;
    const nearby = nearbyOf(own, place);
    const spoilers = [...askedBefore(place), ...voidsIn(nearby, text), ...spoilersIn(nearby, text)];
    return tied.map(({ act, ends }) => {
      const spoilt = spoilers.filter((match) => !isOwn(match) || isSaidOf(act, match, own, text));
      const isLoose = !ends && spoilt.length === 0;
      return { act, ends: ends ?? [], defects: isLoose ? [tailWords(act, text)] : spoilt.map((match) => match.words) };
    });
  });
}

/** `Shall I stop? Reply "yes".`, `"yes" and I'll never write again`: the answer grants an end. */
function granted(text: Text): (own: Sentence, nth: number, all: readonly Sentence[]) => Sentence {
  return (own, nth, all) => {
    const lead = all[nth - 1];
    const asked = lead?.tokens.at(-1)?.text === '?' ? lead.ends : [];
    const isPromised = ({ to }: Act, end: Match): boolean =>
      end.from > to && text.tokens.slice(to + 1, end.to + 1).some((token) => is(text, token, 'authors', 'readers'));
    const isAssent = (act: Act): boolean =>
      text.rules.assents.value.includes(act.word?.words.toLowerCase() ?? '') &&
      [...asked, ...own.ends.filter((end) => isPromised(act, end))].some((end) => !end.isDenied);
    return { ...own, acts: own.acts.map((act) => (isAssent(act) ? { ...act, isOffered: true } : act)) };
  };
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

/** Words that spoil a way out: said in its sentence, or in those beside it that are about it. */
function spoilersIn({ lead, own, after }: Nearby, text: Text): readonly Match[] {
  const near = [lead ?? [], own, after].flat();
  const start = near[0]?.start ?? 0;
  const acts = near.flatMap((sentence) => sentence.acts);
  const found = defectsIn(
    { ...text, tokens: near.flatMap(({ tokens }) => tokens) },
    acts.map((act) => ({ ...act, from: act.from - start, to: act.to - start })),
    new Set(after.filter((each) => !asks(each, text)).map(({ tokens }) => tokens[0]?.sentence)),
  );
  const denied = near.flatMap(({ ends }) => ends.filter((each) => each.isDenied));
  return [...denied, ...found.map((match) => ({ ...match, from: match.from + start, to: match.to + start }))];
}
