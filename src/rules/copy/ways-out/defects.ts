/** Defects of a way out near it: the end comes late, some mail goes on, or more is asked than an answer (K5). */

import type { Match } from '../../language/phrases.ts';
import { textOf } from '../../language/words.ts';
import type { Act } from './acts.ts';
import { type Around, boundTo, conditionsIn, demandsIn, feesIn, isAnswer, spansIn } from './demands.ts';
import { endsIn } from './ends.ts';
import { scopesIn } from './scope.ts';
import { find, is, isCapital, isQuoted, isWhole, type Name, type Text } from './text.ts';
import { isBeforeAll, isLabel, isNone, isOfUsBefore, isWaived } from './waived.ts';

/** `text` holds the sentences around the way out, with these acts; those of `beside` ask for something else. */
export function defectsIn(text: Text, acts: readonly Act[], beside: ReadonlySet<number | undefined>): readonly Match[] {
  const ends = endsIn(text);
  const around = { text, acts, ends };
  const said = (name: Name): readonly Match[] =>
    find(text, name).filter((match) => !isQuoted(text, match) && isWhole(text, match) && !isLabel(match, around));
  const isBeside = (name: Name): ((match: Match) => boolean) => {
    const beside = new Set(find(text, name).map(({ sentence }) => sentence));
    return ({ sentence }) => beside.has(sentence);
  };
  const isAll = isBeside('made_whole');
  const isFree = isBeside('voluntary');
  const isEnd = ({ from, to }: Match): boolean => ends.some((end) => !end.isDenied && end.from <= from && to <= end.to);
  // `Log in first.` asks it of the reader.
  const isElse = ({ from, sentence }: Match): boolean =>
    beside.has(sentence) && text.tokens[from - 1]?.sentence === sentence;
  const isOfLeaving = (match: Match): boolean => !isFree(match) && !isEnd(match) && !isElse(match);
  // `we tell you how`
  const isToldYou = ({ from }: Match): boolean => textOf(text.tokens[from]) === 'tell' && is(text, from + 1, 'readers');
  const waivable = [
    ...said('less').filter((match) => !isBeforeAll(match, around)),
    ...feesIn(text),
    ...said('asked').filter((match) => isOfLeaving(match) && !isToldYou(match)),
    ...said('others').filter((match) => !isAll(match) && !isFree(match)),
    // `the case studies go on`, and not `it stays that way`
    ...find(text, 'going').filter(({ to }) => !is(text, to + 1, 'away')),
  ];
  // `no more emails about events`, and not `no digest`
  const isOfEnd = ({ from, to }: Match): boolean =>
    ends.some((end) => end.from < from && from <= end.to && end.to < to);
  const parts = [
    ...said('part').filter(
      (match) => !isBeforeAll(match, around, 'deny', 'ifs') && (isOfEnd(match) || !isNone(text, match)),
    ),
    ...scopesIn(text, ends).filter((match) => !isNone(text, match) && !isLabel(match, around)),
  ];
  return [
    ...said('late').filter((match) => isLate(match, around)),
    ...waivable.filter((match) => !isWaived(match, around)),
    ...parts.filter((match) => !isAll(match)),
    ...demandsIn(around),
    ...spansIn(text),
    ...conditionsIn(around).filter(isOfLeaving),
    ...acts.flatMap((act) => (act.isOffered ? boundTo(act, around) : [])),
  ];
}

/** Not of what we do or of the answer itself; and `June Abernathy` names no month. */
function isLate(match: Match, around: Around): boolean {
  const { text, acts } = around;
  const isName = match.from === match.to && isCapital(text, text.tokens[match.to + 1]);
  const isOfAct = acts.some((act) => isAnswer(act) && act.from === match.to + 1);
  return !isName && !isOfAct && !isBeforeAll(match, around, 'deny') && !isOfUsBefore(match, around);
}
