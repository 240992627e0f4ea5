import type { AccountState, Signal } from '../../rules/aggregates/account.ts';
import { onceAlong } from '../../rules/vocabulary/remembering.ts';
import type { SignalType } from '../../rules/vocabulary/signal-types.ts';
import type { Stage } from '../../rules/vocabulary/stages.ts';
import type { BoardFilter } from '../port/reader.ts';

/** Places of accounts on the board under a filter: the prefix of their keys, and the key of their count. */
export function boardPrefix({ signal_type, first_touch }: BoardFilter, stage: Stage): string {
  return `${signal_type ?? '*'}/${first_touch ?? '*'}/${stage}`;
}

/** The types of its signals that qualify and stand. */
export function liveTypes({ signals }: AccountState): ReadonlySet<SignalType> {
  return liveIn(signals);
}

const liveIn = onceAlong(
  new Set<SignalType>(),
  (found: ReadonlySet<SignalType>, more: readonly Signal[]): ReadonlySet<SignalType> => {
    const types = more.flatMap(({ qualifies, gone, type }) => (qualifies && !gone && !found.has(type) ? [type] : []));
    return types.length === 0 ? found : new Set([...found, ...types]);
  },
);

/** Every filter under which an account is found: its live types of signals, its first touch, and both. */
export function boardPrefixes(state: AccountState): readonly string[] {
  const first_touch = state.first_touch?.type;
  const signals = [...liveTypes(state)].map((signal_type) => ({ signal_type }));
  const filters = first_touch
    ? [...signals, { first_touch }, ...signals.map(({ signal_type }) => ({ signal_type, first_touch }))]
    : signals;
  return filters.map((filter) => boardPrefix(filter, state.stage));
}
