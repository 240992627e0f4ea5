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

function accountCounts(state: AccountState): readonly string[] {
  const { stage, review } = state;
  const filters = boardPrefixes(state).map((each) => `board ${each}`);
  return [`stage ${stage}`, `standing ${stage}/${review}`, ...filters, ...dutyCounts(state)];
}

function countedIn(folded: Folded): readonly string[] {
  const account = accountIn(folded);
  if (account) return accountCounts(account);
  if (folded.kind === 'waiting') return waitingCounts(folded.state);
  if (folded.kind === 'desk') return dutyCounts(folded.state);
  return folded.kind === 'person' && isSuppressed(folded.state) ? ['suppression all'] : [];
}

/** What a stream adds to the counts that are kept rather than scanned. */
export function countsOf(folded: Folded | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of folded ? countedIn(folded) : []) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

export interface CountChange {
  readonly kind: string;
  readonly key: string;
  readonly by: number;
}

/** By how much a stream's new events change each count. */
export function countChanges(before: Folded | null, after: Folded): readonly CountChange[] {
  const was = countsOf(before && apart(before, after));
  return changesOf(was, countsOf(before ? apart(after, before) : after));
}

/** What turns some counts into others. */
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

/** An account without the tasks and intents that are the same objects in the other: they count for as much in both. */
function apart(one: Folded, other: Folded): Folded {
  const [account, beside] = [accountIn(one), accountIn(other)];
  if (!account || !beside) return one;
  const tasks = account.tasks.filter((task, n) => task !== beside.tasks[n]);
  const intents = account.intents.filter((intent, n) => intent !== beside.intents[n]);
  return { kind: 'account', state: { ...account, tasks, intents } };
}
