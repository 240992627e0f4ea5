/** What spoils a way out near it: it comes late, some mail goes on, or more is asked than an answer (K5). */

import type { Match } from '../../language/phrases.ts';
import type { Act } from './acts.ts';
import { boundTo, conditionsIn, demandsIn, feesIn, spansIn } from './demands.ts';
import { endsIn } from './ends.ts';
import { scopesIn } from './scope.ts';
import { find, is, isQuoted, isWhole, type Name, type Text } from './text.ts';
import { isBeforeAll, isNone, isWaived } from './waived.ts';

/** `text` holds the sentences around the way out, with these acts. */
export function defectsIn(text: Text, acts: readonly Act[]): readonly Match[] {
  const ends = endsIn(text);
  const around = { text, acts, ends };
  const said = (name: Name): readonly Match[] =>
    find(text, name).filter((match) => !isQuoted(text, match) && isWhole(text, match));
  const isBeside = (name: Name): ((match: Match) => boolean) => {
    const beside = new Set(find(text, name).map(({ sentence }) => sentence));
    return ({ sentence }) => beside.has(sentence);
  };
  const isAll = isBeside('made_whole');
  const isFree = isBeside('voluntary');
  const waivable = [
    ...said('less').filter((match) => !isBeforeAll(match, around)),
    ...said('asked').filter((match) => !isFree(match)),
    ...said('others').filter((match) => !isAll(match)),
    // `the case studies go on`, and not `it stays that way`
    ...find(text, 'going').filter(({ to }) => !is(text, to + 1, 'away')),
  ];
  const parts = [
    ...said('part').filter((match) => !isBeforeAll(match, around, 'deny', 'ifs')),
    ...scopesIn(text, ends),
  ];
  return [
    ...said('late').filter((match) => !isBeforeAll(match, around, 'deny')),
    ...waivable.filter((match) => !isWaived(match, around)),
    ...parts.filter((match) => !isAll(match) && !isNone(text, match)),
    ...demandsIn(around),
    ...feesIn(text),
    ...spansIn(text),
    ...conditionsIn(around).filter((match) => !isFree(match)),
    ...acts.flatMap((act) => (act.isOffered ? boundTo(act, around) : [])),
  ];
}
