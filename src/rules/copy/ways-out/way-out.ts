/** A way out in a text: an act of the reader's, the end of our mail, and nothing that spoils either (K5). */

import { findPhrases, isListed, type Match } from '../../language/phrases.ts';
import type { Token, Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { type Act, actsIn } from './acts.ts';
import { defectsIn, voidsIn } from './defects.ts';
import { type End, endsIn } from './ends.ts';
import { isErrand, refusalOf } from './labels.ts';
import { isPlain, opensTail, tailWords } from './tail.ts';

type Rules = CopyPolicy['optout'];

export interface WayOut {
  readonly act: Act;
  /** What says that our mail ends. */
  readonly ends: readonly string[];
  /** What spoils it, if anything does. */
  readonly defects: readonly string[];
}

/** A sentence as it bears on ways out. */
interface Sentence {
  readonly tokens: readonly Token[];
  /** Its first token among all. */
  readonly start: number;
  readonly acts: readonly Act[];
  /** What ends our mail, words to answer with aside. */
  readonly ends: readonly End[];
  /** What would, as a word to answer with. */
  readonly worded: readonly End[];
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
  const voids = voidsIn(words, rules);
  return sentences.flatMap((own, nth) => {
    const offered = own.acts.filter((act) => act.isOffered);
    const place: Place = { words, sentences, nth, rules, isAside };
    const tied = offered.map((act) => ({ act, ends: tiedTo(act, place) }));
    if (tied.every(({ act, ends }) => !ends && !act.word)) return [];
    const answers = answersOf(own);
    const isIn = ({ sentence }: Match): boolean => sentence === own.tokens[0]?.sentence;
    const isHeard = (match: Match): boolean => isIn(match) || !(isAside || asides.has(match.sentence));
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

function sentencesOf({ tokens }: Words, acts: readonly Act[], ends: readonly End[]): readonly Sentence[] {
  const starts = tokens.flatMap(({ sentence }, at) => (tokens[at - 1]?.sentence === sentence ? [] : [at]));
  const said = wordTokens(acts);
  return starts.map((start, nth) => {
    const sentence = tokens[start]?.sentence;
    return {
      tokens: tokens.slice(start, starts[nth + 1]),
      start,
      acts: acts.filter((act) => act.sentence === sentence),
      ends: ends.filter((end) => end.sentence === sentence && !said.has(end.from) && !said.has(end.to)),
      worded: ends.filter((end) => end.sentence === sentence && said.has(end.from)),
    };
  });
}

function wordTokens(acts: readonly Act[]): ReadonlySet<number> {
  return new Set(
    acts.flatMap(({ word }) => (word ? Array.from({ length: word.to - word.from + 1 }, (_, n) => word.from + n) : [])),
  );
}

interface Place {
  readonly words: Words;
  readonly sentences: readonly Sentence[];
  readonly nth: number;
  readonly rules: Rules;
  /** What follows is about something else. */
  readonly isAside: boolean;
}

/** A question, or what ends in a colon, says what the next sentence is about. */
const leadsOn = (sentence: Sentence | undefined): boolean =>
  sentence !== undefined &&
  (sentence.tokens.at(-1)?.text === ':' || sentence.tokens.some((token) => token.text === '?'));

/** What ties the act to the end of our mail, in words; nothing where it isn't. */
function tiedTo(act: Act, { words, sentences, nth, rules }: Place): readonly string[] | undefined {
  const [lead, own, next] = [sentences[nth - 1], sentences[nth], sentences[nth + 1]];
  const meant = (sentence: Sentence | undefined): readonly End[] => sentence?.ends.filter((end) => !end.isDenied) ?? [];
  const isElse = act.kind === 'link' && own !== undefined && own.ends.length === 0 && isErrand(own.tokens, rules);
  const isAhead = act.kind === 'link' && lead?.tokens.some((token) => isListed(token, rules.ahead.value));
  const isAsked = leadsOn(lead) || isAhead || (own?.ends.length === 0 && refersBack(own, words, rules));
  const asked = isAsked && !isElse ? meant(lead) : [];
  const before = meant(own).filter((end) => end.from < act.from);
  const after = meant(own).filter((end) => end.to > act.to);
  const word = act.word && isStop(act, { words, own, aims: before, rules }) ? [act.word.words] : [];
  const refused = act.kind === 'link' && own ? refusalOf(labelOf(own), words, rules) : [];
  const shown = [...word, ...refused, ...[...asked, ...before, ...after].map((end) => end.words)];
  const isAimed = before.length > 0 && opensTail(act, words, rules);
  if (act.word && after.length === 0 && !isAimed && !isPlain(act, words, rules)) return undefined;
  const follows = (act.word && after.length === 0) || act.kind === 'link';
  if (follows && next?.acts.length === 0) shown.push(...meant(next).map((end) => end.words));
  return shown.length > 0 ? shown : undefined;
}

/** What stands before the first act of a sentence. */
const labelOf = ({ tokens, start, acts }: Sentence): readonly Token[] =>
  tokens.slice(0, (acts[0]?.from ?? start) - start);

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
  const isForElse = own.tokens.some(
    (token, at) => own.start + at < from && (isMeans || (isListed(token, rules.purposes.value) && isHead(at))),
  );
  return isKnown && (aims.length > 0 || !isForElse);
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

/** Where the thought of the act begins: what stands before a `but` is left. */
function leftBefore(act: Act, { tokens, start }: Sentence, rules: Rules): number {
  // `all but the offers` leaves nothing.
  const isBut = (at: number): boolean =>
    isListed(tokens[at], rules.buts.value) && !isListed(tokens[at - 1], rules.of_us.value);
  const but = tokens.slice(0, Math.max(0, act.from - start)).findLastIndex((_, at) => isBut(at));
  return start + Math.max(0, but);
}

/** A word to answer with, and whether the sentence says what comes of it before the next. */
interface Answer {
  readonly act: Act;
  readonly hasTail: boolean;
}

function answersOf({ acts, tokens, start }: Sentence): readonly Answer[] {
  const worded = acts.filter(({ word }) => word);
  return worded.map((act, nth) => {
    const next = worded[nth + 1]?.from ?? start + tokens.length;
    return { act, hasTail: tokens.slice(act.to + 1 - start, next - start).filter(({ isWord }) => isWord).length > 2 };
  });
}

/** `"later" for a pause, or "stop"`: said of another answer, which asks for something else or has a promise of its own. */
function isOfAnother(other: Answer | undefined, own: Answer | undefined): boolean {
  if (!other || other.act.word?.from === own?.act.word?.from) return false;
  return !other.act.isOffered || (own !== undefined && other.hasTail && own.hasTail);
}
