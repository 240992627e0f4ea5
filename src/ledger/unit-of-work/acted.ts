import type { Task } from '../../rules/aggregates/task.ts';
import type { Decided } from '../../rules/command/command.ts';
import type { DeskDraft } from '../../rules/command/world.ts';
import { isOpen } from '../../rules/tasks/tasks.ts';
import type { Acted } from '../port/ledger.ts';
import type { TaskRecord } from '../port/records.ts';
import type { Aggregates } from './aggregates.ts';
import type { Append } from './recording.ts';

/** A decision, with what it was taken on. */
export interface TakenCommand<Extra> {
  readonly decided: Decided<Extra>;
  readonly aggregates: Aggregates;
  /** Contacts whom the answer names by what followed for them. */
  readonly named: readonly string[];
  /** The desk's tasks when time had been applied to it: what time opens there is nobody's act. */
  readonly deskTasks: readonly Task[];
  /** Unmatched people, named as before their personal data was deleted. */
  readonly waits: ReturnType<Aggregates['waits']['touched']>;
}

/** A decision as its caller is told of it. */
export function actedOf<Extra>(
  { decided, aggregates, deskTasks, waits }: TakenCommand<Extra>,
  changes: readonly Append[],
): Acted<Extra> {
  const { outcome, summary, checks, extra } = decided;
  const { main } = aggregates;
  const accounts = [...aggregates.accounts()].sort((a, b) => Number(b === main) - Number(a === main));
  const changed = [
    ...accounts.flatMap(({ draft: { before, state } }) => changedTasks(before?.tasks ?? [], state.tasks, state)),
    ...letGo(deskTasks, aggregates.single.desk),
    ...changedTasks(deskTasks, aggregates.single.desk.state.tasks, null),
    ...waits.flatMap(({ before, after }) => changedTasks(before, after, null)),
  ];
  return {
    outcome,
    summary,
    checks,
    extra,
    account: main?.record() ?? null,
    opened: changed.filter(({ task }) => isOpen(task)),
    closed: changed.filter(({ task }) => !isOpen(task)),
    born: () => bornIn(changes),
  };
}

/** Tasks that were opened, a wait's own anew too, and those that were open and are closed. */
function changedTasks(
  before: readonly Task[],
  after: readonly Task[],
  account: TaskRecord['account'],
): readonly TaskRecord[] {
  const wasOpen = new Set(before.filter(isOpen).map(({ id }) => id));
  return after.filter((task) => isOpen(task) !== wasOpen.has(task.id)).map((task) => ({ task, account }));
}

/** Tasks that the act closed, and that the desk let go when the act opened another. */
function letGo(before: readonly Task[], { pending, state }: DeskDraft): readonly TaskRecord[] {
  return pending.flatMap(({ event, at }) => {
    if (event.type !== 'task_closed' || state.tasks.some(({ id }) => id === event.task)) return [];
    const task = before.find(({ id }) => id === event.task);
    return task && isOpen(task) ? [{ task: { ...task, closed_at: at }, account: null }] : [];
  });
}

/** Fields under which an event names something new: its id, or a claim that was given out on it. */
const naming: ReadonlySet<string> = new Set(['id', 'claim']);

/** The ids that an act gave out: those of its events that no state had before it. */
function bornIn(changes: readonly Append[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { pending } of changes) for (const { event } of pending) gather(event, named);
  const known = JSON.stringify(changes.map(({ before }) => before));
  return new Set([...named].filter((id) => !known.includes(JSON.stringify(id))));
}

function gather(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (naming.has(field) && typeof inner === 'string') into.add(inner);
    else gather(inner, into);
  }
}
