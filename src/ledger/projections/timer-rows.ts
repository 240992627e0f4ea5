import type { CopyState } from '../../rules/aggregates/copy.ts';
import type { PolicyChangesState } from '../../rules/aggregates/policy-change.ts';
import type { ListsState } from '../../rules/aggregates/recipient-list.ts';
import { addHours } from '../../rules/time/time.ts';
import type { Folded } from '../events/streams.ts';
import { type Row, row } from './tables.ts';

/** When time alone will next change an account or the desk. */
export function timerRows(stream: string, folded: Extract<Folded, { kind: 'account' | 'desk' }>): Row[] {
  const due = folded.state.alarm;
  return due === null ? [] : [row('timers', stream, folded.kind, due)];
}

/** I1: when the first open flag is over. */
export function flagTimer(stream: string, { flags = [] }: CopyState): Row[] {
  const [first] = flags.map(({ until }) => until).sort();
  return first === undefined ? [] : [row('timers', stream, 'copy', first)];
}

/** Q4: just after the first approval is over. */
export function listTimer(stream: string, { open }: ListsState): Row[] {
  const [first] = open.flatMap(({ approved }) => approved?.until ?? []).sort();
  return first === undefined ? [] : [row('timers', stream, 'lists', addHours(first, 1 / 3_600_000))];
}

/** P2: when the next change of the policy takes effect; at once while accounts are still looked at. */
export function policyTimer(stream: string, { ratified, look }: PolicyChangesState): Row[] {
  const ahead = ratified.filter(({ took_effect }) => !took_effect).map(({ effective_at }) => effective_at);
  const [first] = [...ahead, ...(look ? [look.at] : [])].sort();
  return first === undefined ? [] : [row('timers', stream, 'changes', first)];
}
