/** What is asked of the reader besides an answer (K5). */

import { findPhrases, isListed, type Match, placed } from '../../language/phrases.ts';
import { quote, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Act } from './acts.ts';
import { clausesIn } from './clauses.ts';
import { type End, endsIn } from './ends.ts';

type Rules = CopyPolicy['optout'];

/** What the sentences hold. */
export interface Around {
  readonly acts: readonly Act[];
  readonly ends: readonly End[];
  readonly rules: Rules;
}

/** `by filling in a form`, `risponda allegando …`: more than an answer or a click. */
export function meansIn({ text, tokens }: Words, acts: readonly Act[], rules: Rules): readonly Match[] {
  const begun = new Set(acts.map(({ from }) => from));
  const ended = new Set(acts.map(({ to }) => to));
  return tokens.flatMap((token, at) => {
    const before = tokens[at - 1];
    const isMeans = isListed(before, rules.means.value) && /.ing$/.test(token.text);
    const isGerund = ended.has(at - 1) && /.[aei]ndo$/.test(token.text);
    const isFrench = before?.text === 'en' && ended.has(at - 2) && /.ant$/.test(token.text);
    const isBy = before?.sentence === token.sentence && (isMeans || isGerund || isFrench);
    if (!isBy || begun.has(at) || isListed(token, rules.simple.value)) return [];
    return [{ words: quote({ text, tokens }, at - 1, at), from: at - 1, to: at, sentence: token.sentence }];
  });
}

/** Between an answer and what goes on from it. */
const nearby = 4;

/** `"stop" and rate this mail`, `Then enclose a copy`: a clause that begins with a verb and its object is one thing more to do. */
export function demandsIn(words: Words, { acts, ends, rules }: Around): readonly Match[] {
  const { tokens } = clausesIn(words, rules);
  const begun = new Set(acts.map(({ from }) => from));
  const offered = acts.filter((act) => act.isOffered);
  return words.tokens.flatMap((token, at) => {
    const isFirst = at > 0 && words.tokens[at - 1]?.sentence !== token.sentence;
    // `j'en` is no `en`
    const isJoint = rules.joints.value.includes(token.text);
    const isAfter = offered.some(
      ({ to }) => to < at && at - to <= nearby && words.tokens[to]?.sentence === token.sentence,
    );
    // `To hear no more, finish the course: LINK`
    const isAim = token.text === ',' && isAimed(words, at, acts, rules);
    if (!isAim && !(isJoint && (isAfter || isFirst)) && !(isFirst && isListed(token, rules.polite.value))) return [];
    const clause = tokens.flatMap(({ sentence, isWord }, nth) =>
      nth > at && isWord && sentence === tokens[at + Number(isAim)]?.sentence ? [nth] : [],
    );
    const head = clause.findIndex((nth) => !isListed(tokens[nth], rules.polite.value));
    const [verb = -1, object = -1] = clause.slice(Math.max(0, head), head + 2);
    const isPromise = [rules.subjects.value, rules.words.value.deny].some((list) => isListed(tokens[verb], list));
    const isEnd = ends.some(({ from }) => clause.includes(from));
    const isAsked = isListed(tokens[object], rules.objects.value);
    const isThing =
      isAsked ||
      isListed(tokens[object], rules.things.value) ||
      (isFirst && isListed(tokens[object], rules.through.value));
    // `and send it`
    const isAnswer = isListed(tokens[verb], rules.writes.value) && textOf(tokens[object]) === 'it';
    const isSimple = isAim && isListed(tokens[verb], rules.simple.value);
    const isOther = isSimple || isAnswer || isPromise || (isEnd && !isAsked) || begun.has(verb) || !isThing;
    return isOther ? [] : [{ words: quote(words, at, object), from: at, to: object, sentence: token.sentence }];
  });
}

/** Does the sentence begin with what it is for, and is this the first sign after it, and no act before? */
function isAimed({ tokens }: Words, at: number, acts: readonly Act[], rules: Rules): boolean {
  const { sentence } = tokens[at] ?? {};
  const start = tokens.findIndex((token) => token.sentence === sentence);
  const isFirst = tokens.slice(start, at).every(({ text }) => text !== ',');
  return (
    isFirst && isListed(tokens[start], rules.purposes.value) && !acts.some(({ from }) => start <= from && from < at)
  );
}

const pauses: ReadonlySet<string> = new Set(',-');

/** What hangs on the word to answer with: `"stop" before Friday`, `"stop" in German`, `"stop" for a discount`. */
export function boundTo(words: Words, { from, to, sentence }: Act, rules: Rules): readonly Match[] {
  const { text, tokens } = words;
  const at = to + 1 + Number(pauses.has(textOf(tokens[to + 1])));
  const [link, next] = tokens.slice(at, at + 2);
  if (link?.sentence !== sentence) return [];
  const goesOn = next?.sentence === sentence && next.isWord;
  const isNamed =
    goesOn && isListed(link, rules.intos.value) && /^\p{Lu}\p{Ll}/u.test(text.slice(next.start, next.end));
  const isFor =
    goesOn &&
    ((isListed(link, rules.fors.value) && !isListed(next, rules.aims.value)) ||
      (isListed(link, rules.withs.value) && !isListed(next, rules.plain_answers.value)));
  // `after which`
  const isThen = isListed(next, rules.relatives.value);
  const bound = !isThen && placed(findPhrases(words, rules.bound.value, { days: rules.days.value })).has(at);
  const isFree = isListed(link, rules.purposes.value) || isListed(link, rules.fors.value);
  const isEnd = endsIn(words, rules).some((end) => isFree && !end.isDenied && end.from >= at && end.from <= at + 3);
  return !isEnd && (isNamed || isFor || bound)
    ? [{ words: quote(words, from, at + 1), from, to: at + 1, sentence }]
    : [];
}
