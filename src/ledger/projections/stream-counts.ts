import type { AccountState } from '../../rules/aggregates/account.ts';
import { isOver } from '../../rules/aggregates/intent.ts';
import { isSuppressed } from '../../rules/aggregates/suppressed-person.ts';
import type { WaitingState } from '../../rules/aggregates/unmatched-person.ts';
import type { Folded } from '../events/streams.ts';
import { boardPrefixes } from './board-keys.ts';
import { accountIn } from './stream-rows.ts';

function waitingCounts({ ended, task }: WaitingState): readonly string[] {
  if (ended !== null) return [];
  return ['unmatched all', task ? `open_tasks ${task.role}` : 'unmatched untasked'];
}

function dutyCounts({ tasks, intents }: Pick<AccountState, 'tasks' | 'intents'>): readonly string[] {
  return [
    ...tasks.filter(({ closed_at }) => closed_at === undefined).map(({ role }) => `open_tasks ${role}`),
    ...intents.filter((intent) => !isOver(intent)).map(({ role }) => `open_intents ${role}`),
  ];
}

function standingCounts(state: AccountState): readonly string[] {
  const { stage, review } = state;
  const filters = boardPrefixes(state).map((each) => `board ${each}`);
  return [`stage ${stage}`, `standing ${stage}/${review}`, ...filters];
}

function countedIn(folded: Folded): readonly string[] {
  const account = accountIn(folded);
  if (account) return [...standingCounts(account), ...dutyCounts(account)];
  if (folded.kind === 'waiting') return waitingCounts(folded.state);
  if (folded.kind === 'desk') return dutyCounts(folded.state);
  return folded.kind === 'person' && isSuppressed(folded.state) ? ['suppression all'] : [];
}

/** A stream's share in the counts that are kept rather than scanned. */
export function countsOf(folded: Folded | null): ReadonlyMap<string, number> {
  return numbered(folded ? countedIn(folded) : []);
}

function numbered(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

export interface CountChange {
  readonly kind: string;
  readonly key: string;
  readonly by: number;
}

/** The change that a stream's new events make to each count. */
export function countChanges(before: Folded | null, after: Folded): readonly CountChange[] {
  const [account, later] = [accountIn(before), accountIn(after)];
  if (!account || !later) return changesOf(countsOf(before), countsOf(after));
  const standing = (state: AccountState) => (standAlike(account, later) ? [] : standingCounts(state));
  const of = (state: AccountState, other: AccountState) =>
    numbered([...standing(state), ...dutyCounts(apart(state, other))]);
  return changesOf(of(account, later), of(later, account));
}

/** The difference of two lists of counts. */
export function changesOf(was: ReadonlyMap<string, number>, is: ReadonlyMap<string, number>): readonly CountChange[] {
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [kind = '', key = ''] = name.split(' ');
    const by = (is.get(name) ?? 0) - (was.get(name) ?? 0);
    return by === 0 ? [] : [{ kind, key, by }];
  });
}

/** Changes of many streams, each count once. */
export function summed(changes: readonly CountChange[]): readonly CountChange[] {
  const sums = new Map<string, CountChange>();
  for (const { kind, key, by } of changes) {
    const name = `${kind} ${key}`;
    sums.set(name, { kind, key, by: (sums.get(name)?.by ?? 0) + by });
  }
  return [...sums.values()].filter(({ by }) => by !== 0);
}

function standAlike(one: AccountState, other: AccountState): boolean {
  const fields = ['stage', 'review', 'signals', 'first_touch'] as const;
  return fields.every((field) => one[field] === other[field]);
}

/** Tasks and intents without those that are the same objects in the other: they count for as much in both. */
function apart(one: AccountState, other: AccountState): Pick<AccountState, 'tasks' | 'intents'> {
  return {
    tasks: one.tasks.filter((task, n) => task !== other.tasks[n]),
    intents: one.intents.filter((intent, n) => intent !== other.intents[n]),
  };
}
