import type { Contact } from '../aggregates/account.ts';
import type { Closing, Task } from '../aggregates/task.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { nameKey } from '../identity/company-name.ts';
import { done, overtaken } from '../tasks/closing.ts';
import { openTask, openTasks } from '../tasks/tasks.ts';
import { oncePerObject } from '../vocabulary/remembering.ts';

const kind = 'look_at_namesakes';

/** How many of a crowd of one name each is compared with: a task for each pair would grow with the square. */
const mostPairs = 3;

/** Names of contacts, by their ids. */
export type NamesById = Pick<ReadonlyMap<string, { readonly name?: string | undefined }>, 'get'>;

type Named = NonNullable<ReturnType<NamesById['get']>>;

/** Keys of names, kept: most contacts of an account are the same objects from one act to the next. */
const keyOf = oncePerObject(({ name }: Named) => nameKey(name ?? ''));

/** The two contacts that a task to look at namesakes is about. */
export function pairOf({ subject = '' }: Task): readonly string[] {
  return subject.split(' ');
}

/** Whether something gave a contact a name. */
export function namesSomebody({ pending }: AccountDraft): boolean {
  return newlyNamed(pending).size > 0;
}

/** A2: two contacts of one name are looked at once; who were told apart stay so, and whom a correction named apart are. */
export function updateNamesakes(draft: AccountDraft, names: NamesById, context: Context): void {
  const key = (id: string) => {
    const named = names.get(id);
    return named ? keyOf(named) : '';
  };
  for (const task of openTasks(draft.state, kind)) {
    const [one = '', other = ''] = pairOf(task);
    if (key(one) !== key(other)) close(draft, task, done('they are called otherwise now'));
  }
  const here = draft.state.contacts.filter(isHere);
  for (const id of newlyNamed(draft.pending)) {
    if (key(id) === '' || !here.some((each) => each.id === id)) continue;
    const namesakes = here.filter((other) => other.id !== id && key(other.id) === key(id));
    for (const other of namesakes.slice(0, mostPairs)) {
      const subject = [other.id, id].sort((a, b) => place(a) - place(b)).join(' ');
      const isKnown = draft.state.tasks.some((task) => task.kind === kind && task.subject === subject);
      if (!isKnown) openTask(draft, { kind, subject }, context);
    }
  }

  function place(id: string): number {
    return draft.state.contacts.findIndex((each) => each.id === id);
  }
}

/** S-1: one of the two was joined, moved or erased. */
export function closeNamesakes(draft: AccountDraft): void {
  if (draft.before?.contacts === draft.state.contacts) return;
  const here = new Set(draft.state.contacts.filter(isHere).map(({ id }) => id));
  for (const task of openTasks(draft.state, kind))
    if (!pairOf(task).every((id) => here.has(id)))
      close(draft, task, overtaken('they are one person now, or one of them stands here no more'));
}

function close(draft: AccountDraft, { id }: Task, closing: Closing): void {
  draft.emit({ type: 'task_closed', task: id, ...closing });
}

function isHere({ left, erased, part_of }: Contact): boolean {
  return !left && !erased && part_of === undefined;
}

function newlyNamed(pending: AccountDraft['pending']): ReadonlySet<string> {
  return new Set(
    pending.flatMap(({ event }) => {
      const isNaming =
        event.type === 'contact_added' || event.type === 'contact_changed' || event.type === 'contact_taken';
      return isNaming && event.sealed?.fields.name !== undefined ? [event.contact.id] : [];
    }),
  );
}
