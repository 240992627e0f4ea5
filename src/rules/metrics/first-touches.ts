import { everySignalType, type SignalType } from '../vocabulary/signal-types.ts';
import { asLeft } from './episode-as-left.ts';
import type { Touched } from './history.ts';
import { begun, isPassThrough, type Taking } from './ladder-figures.ts';
import type { Restated } from './restated-figures.ts';

/** P6: the types of the policy in force, and those of an older one that a new MQL of the period rests on. */
export function typesIn(taking: Taking): readonly SignalType[] {
  const met = new Set(
    begun(taking).flatMap(({ first_touch, touches }) => [first_touch?.type, ...touches.map(({ type }) => type)]),
  );
  return everySignalType.filter((type) => taking.signal_types.includes(type) || met.has(type));
}

/** S-6: new MQLs by the type of their first touch as known by the period's end (W1), those without any too. */
export function firstTouches(taking: Taking) {
  const episodes = begun(taking).map((each) => asLeft(each, taking.until));
  return typesIn(taking).map((signal_type) => {
    const mine = episodes.filter(({ first_touch }) => first_touch?.type === signal_type);
    return { signal_type, mqls: mine.length, pass_through: mine.filter(isPassThrough).length };
  });
}

/** W1: new MQLs whose first touch was retracted after the period, with how many of that type there were and are. */
export function restatedFirstTouches(taking: Taking): readonly Restated[] {
  const known = begun({ ...taking, restated: true });
  const fixed = known.map((each) => asLeft(each, taking.until).first_touch);
  const left = known.map((each) => asLeft(each).first_touch);
  const countOf = (touches: readonly (Touched | null)[], type: SignalType) =>
    touches.filter((each) => each?.type === type).length;
  return known.flatMap(({ account }, n) => {
    const [was, is] = [fixed[n], left[n]];
    if (!was || !is || was.signal === is.signal) return [];
    const named = ({ type, signal, at }: Touched) => `${type} of ${taking.calendar.dateOf(at)} (${signal})`;
    return {
      metric: 'first_touch',
      account,
      was: countOf(fixed, was.type),
      is: countOf(left, was.type),
      because: `its ${named(was)} was retracted since, the earliest act that is left is ${named(is)}`,
    };
  });
}
