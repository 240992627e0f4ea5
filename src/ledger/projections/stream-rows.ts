import type { AccountState } from '../../rules/aggregates/account.ts';
import { type WaitingState, waitingNotes } from '../../rules/aggregates/unmatched-person.ts';
import { canonical } from '../events/canonical-json.ts';
import { type Folded, nameOf } from '../events/streams.ts';
import type { Person } from '../port/records.ts';
import { changedPartRows, partRows, restOf, taskRow } from './account-parts.ts';
import { accountGroups, changedGroups, ownRow, rowsOfGroups } from './account-rows.ts';
import { intentRows } from './sweep-rows.ts';
import { differing, keyOf, type Row, row } from './tables.ts';
import { flagTimer, listTimer, policyTimer, timerRows } from './timer-rows.ts';

export interface StreamFold {
  readonly stream: string;
  readonly version: number;
  readonly head: string;
  readonly folded: Folded;
}

type StreamContext = { readonly people: ReadonlyMap<string, Person>; readonly added: readonly Row[] };

/** All rows of one stream: the one place that says how events look in tables. */
export function rowsOf(standing: StreamFold, told: StreamContext): readonly Row[] {
  const account = accountIn(standing.folded);
  const whole = wholeRows(standing, { added: told.added });
  if (!account) return whole;
  const own = ownRow(account, standing.version, restOf(account));
  return [...whole, own, ...rowsOfGroups(accountGroups(account, told.people)), ...partRows(account)];
}

export interface RowDiff {
  readonly removed: readonly Row[];
  readonly put: readonly Row[];
}

/** The row changes of a stream's new events; rows of unchanged objects are not made. */
export function difference(
  before: (StreamFold & Pick<StreamContext, 'people'>) | null,
  after: StreamFold & StreamContext,
): RowDiff {
  // A changed state has its text put anew, so the old text needn't be made.
  const was = before ? wholeRows(before, { beside: after.folded, textOf: () => null }) : [];
  const [account, later] = [accountIn(before?.folded ?? null), accountIn(after.folded)];
  const parts = changedPartRows(account, later);
  const groups = changedGroups(
    account && before ? accountGroups(account, before.people) : [],
    later ? accountGroups(later, after.people) : [],
  );
  const ownWas = account && before ? [ownRow(account, before.version, null)] : [];
  const own = later ? [ownRow(later, after.version, restOf(later))] : [];
  const known = new Map([...was, ...ownWas, ...groups.before, ...parts.before].map((each) => [keyOf(each), each]));
  const [removed, put]: [Row[], Row[]] = [[], []];
  for (const each of [
    ...wholeRows(after, { beside: before?.folded ?? null, added: after.added }),
    ...own,
    ...groups.after,
    ...parts.after,
  ]) {
    const key = keyOf(each);
    const old = known.get(key);
    known.delete(key);
    const changed = old && differing(each, old);
    if (changed === 0) continue;
    // Two contacts that exchange an address must not have it at once.
    const anew = each.table === 'contacts';
    if (old && anew) removed.push(old);
    put.push(changed && !anew ? { table: each.table, values: each.values, changed } : each);
  }
  return { removed: [...removed, ...known.values()], put };
}

/** Null for a stream that is no account's, and for an account that another took over: nothing stands there any more. */
export function accountIn(folded: Folded | null): AccountState | null {
  return folded?.kind === 'account' && folded.state.absorbed_into === undefined ? folded.state : null;
}

interface Whole {
  /** Another state of the stream: elements that stand in both as the same object have the same rows, and none are made. */
  readonly beside?: Folded | null;
  readonly added?: readonly Row[];
  readonly textOf?: (state: unknown) => string | null;
}

/** The rows of a stream beside those that accounts alone have. */
function wholeRows(
  { stream, version, head, folded }: StreamFold,
  { beside = null, added = [], textOf = canonical }: Whole,
): Row[] {
  const own = (state: string | null) => row('streams', stream, version, head, state);
  switch (folded.kind) {
    case 'account':
      return [own(null), ...(accountIn(folded) ? timerRows(stream, folded) : []), ...added];
    case 'desk': {
      const { tasks, intents } = folded.state;
      const other = beside?.kind === 'desk' ? beside.state : null;
      return [
        own(textOf(folded.state)),
        ...without(tasks, other?.tasks).map((task) => taskRow('desk', task)),
        ...without(intents, other?.intents).flatMap((intent) => intentRows('desk', intent)),
        ...timerRows(stream, folded),
        ...added,
      ];
    }
    case 'piece':
      return [own(textOf(folded.state)), row('pieces', folded.state.id, stream, folded.state.published_at)];
    case 'person': {
      const { reason, contexts, since, voided_at } = folded.state;
      if (voided_at !== null) return [own(textOf(folded.state))];
      return [
        own(textOf(folded.state)),
        row('suppression', nameOf(stream), stream, reason, canonical(contexts), since),
      ];
    }
    case 'waiting':
      return [own(textOf(folded.state)), ...waitingRows(stream, folded.state, beside), ...added];
    case 'copy':
      return [own(textOf(folded.state)), ...flagTimer(stream, folded.state), ...added];
    case 'lists':
      return [own(textOf(folded.state)), ...listTimer(stream, folded.state), ...added];
    case 'mailbox':
      return [own(textOf(folded.state)), ...added];
    case 'changes':
      return [own(textOf(folded.state)), ...policyTimer(stream, folded.state), ...added];
    case 'policy':
    case 'refusals':
      return [own(null), ...added];
    default:
      return folded satisfies never;
  }
}

/** Rows of an unmatched person: the task to place them, and their Briefing requests. */
function waitingRows(stream: string, state: WaitingState, beside: Folded | null): Row[] {
  const other = beside?.kind === 'waiting' ? beside.state : null;
  const tasks = state.task && state.task !== other?.task ? [taskRow(stream, state.task)] : [];
  const notes = without(waitingNotes(state), other ? waitingNotes(other) : []);
  const noted = notes.map(({ id, signal, observed_at, filed_at }) =>
    row('signals', id, stream, waitingType(String(signal.type)), state.id, observed_at, filed_at),
  );
  return [...tasks, ...noted];
}

function without<T>(list: readonly T[], others: readonly T[] = []): readonly T[] {
  const known = new Set(others);
  return list.filter((each) => !known.has(each));
}

/** The type under which a note that waits is found: apart from signals on file. */
export function waitingType(type: string): string {
  return `waiting ${type}`;
}
