/** A way out in a text: an act of the reader's, the end of our mail, and nothing that spoils either (K5). */

import type { Match } from '../../language/phrases.ts';
import { type Act, actsIn } from './acts.ts';
import { defectsIn } from './defects.ts';
import { endsIn } from './ends.ts';
import { asks, goesOn, isIn } from './sequel.ts';
import { tailWords } from './tail.ts';
import { find, is, isQuoted, stretch, type Text } from './text.ts';
import { leadsOn, type Place, type Sentence, sentencesOf, tiedTo } from './tied.ts';

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
  // `anything else we might send`
  const voids = find(text, 'void').filter((match) => !isQuoted(text, match) && !is(text, match.from - 1, 'more'));
  return sentences.flatMap((own, nth) => {
    const place: Place = { text, sentences, nth, isAside };
    const tied = own.acts.flatMap((act) => {
      const ends = act.isOffered ? tiedTo(act, place) : undefined;
      return act.isOffered && (ends || act.word) ? [{ act, ends }] : [];
    });
    if (tied.length === 0) return [];
    const isOwn = ({ sentence }: Match): boolean => sentence === own.tokens[0]?.sentence;
    const about = isAside
      ? [own]
      : sentences.filter(
          (each, at) => (at === nth - 1 && isAbout(place)) || at === nth || (at > nth && goesOn(each, text)),
        );
    // `Introduce me first. After that, reply …`
    const first = sentences[nth - 1];
    const isLater = is(text, own.tokens[0], 'firsts') && is(text, own.tokens[1], 'these') && first?.ends.length === 0;
    const demand = isLater ? [stretch(text, first.start, first.start + first.tokens.length - 1)] : [];
    const spoilers = [
      ...demand,
      ...voids.filter((match) => about.some((each) => isIn(each, match))),
      ...spoilersOf(place),
    ];
    return tied.map(({ act, ends }) => {
      const spoilt = spoilers.filter((match) => !isOwn(match) || isSaidOf(act, match, own, text));
      const isLoose = !ends && spoilt.length === 0;
      return { act, ends: ends ?? [], defects: isLoose ? [tailWords(act, text)] : spoilt.map((match) => match.words) };
    });
  });
}

/** `Shall I stop? Reply "yes".`, `"yes" and I'll never write again`: the answer grants an end. */
function granted({ rules }: Text): (own: Sentence, nth: number, all: readonly Sentence[]) => Sentence {
  return (own, nth, all) => {
    const lead = all[nth - 1];
    const asked = lead?.tokens.at(-1)?.text === '?' ? lead.ends : [];
    const isAssent = ({ to, word }: Act): boolean =>
      rules.assents.value.includes(word?.words.toLowerCase() ?? '') &&
      [...asked, ...own.ends.filter(({ from }) => from > to)].some((end) => !end.isDenied);
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

/** Is the sentence before it about leaving: a question, its answer, or a condition of the end? */
function isAbout({ text, sentences, nth, isAside }: Place): boolean {
  const [first, lead, own] = [sentences[nth - 2], sentences[nth - 1], sentences[nth]];
  if (!lead) return false;
  const isHung =
    lead.ends.length > 0 &&
    (own?.ends.length === 0 || lead.tokens.some((token) => is(text, token, 'ifs', 'always', 'firsts')));
  return isHung || (!isAside && (leadsOn(lead) || (leadsOn(first) && goesOn(lead, text))));
}

/** Words that spoil a way out in this sentence: said in it, in the question before it, or in those after it that go on about it. */
function spoilersOf(place: Place): readonly Match[] {
  const { text, sentences, nth, isAside } = place;
  const [lead, own] = [sentences[nth - 1], sentences[nth]];
  const next = isAside ? [] : sentences.slice(nth + 1, nth + 3);
  const end = next.findIndex((each) => !goesOn(each, text));
  const after = end < 0 ? next : next.slice(0, end);
  const near = [...(isAbout(place) ? [lead] : []), own, ...after].flatMap((sentence) => sentence ?? []);
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
