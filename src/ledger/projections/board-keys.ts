import type { AccountState } from '../../rules/aggregates/account.ts';
import type { Stage } from '../../rules/vocabulary/stages.ts';
import type { BoardFilter } from '../port/reader.ts';

/** Where accounts stand on the board under a filter: the prefix of their keys, and the key of their count. */
export function boardPrefix({ signal_type, first_touch }: BoardFilter, stage: Stage): string {
  return `${signal_type ?? '*'}/${first_touch ?? '*'}/${stage}`;
}

/** Every filter under which an account is found: its live types of signals, its first touch, and both. */
export function boardPrefixes(state: AccountState): readonly string[] {
  const types = new Set(state.signals.filter(({ qualifies, gone }) => qualifies && !gone).map(({ type }) => type));
  const first_touch = state.first_touch?.type;
  const signals = [...types].map((signal_type) => ({ signal_type }));
  const filters = first_touch
    ? [...signals, { first_touch }, ...signals.map((each) => ({ ...each, first_touch }))]
    : signals;
  return filters.map((filter) => boardPrefix(filter, state.stage));
}
