import type { AccountState } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { Task } from '../aggregates/task.ts';
import type { AccountDraft } from '../command/world.ts';
import { owedWriting } from './answer-tasks.ts';
import { carriedTo, done, overtaken } from './closing.ts';
import { openTasks } from './tasks.ts';

const kind = 'look_at_stop';

interface Carried {
  readonly from: string;
  readonly to: string;
}

/** A9: the task to look at words that ask to stop goes with the person, due as it was; it ends where they are suppressed. */
export function carryLook(home: AccountDraft, draft: AccountDraft, { from, to }: Carried, isStopped: boolean): void {
  const open = openTasks(home.state, kind).find(({ subject }) => subject === from);
  if (!open) return;
  if (isStopped) home.emit({ type: 'task_closed', task: open.id, ...done('the person is suppressed') });
  else carryOn(home, draft, open, to);
}

/** Y3, A2: tasks owed by writing to a person move with them; the account's other people wait for them no more. */
export function carryWriting(home: AccountDraft, draft: AccountDraft, { from, to }: Carried): void {
  for (const open of owedWriting(home.state, from)) carryOn(home, draft, open, to);
}

/** One case for two tasks (W8). */
function carryOn(home: AccountDraft, draft: AccountDraft, open: Task, to: string): void {
  home.emit({ type: 'task_closed', task: open.id, ...carriedTo(to) });
  const { id: carries, kind, role, clause, due_at } = open;
  const known = openTasks(draft.state, kind).find(({ subject }) => subject === to);
  if (!known) {
    const task = { id: mint(draft, 'tsk'), kind, role, clause, due_at, subject: to, carries };
    draft.emit({ type: 'task_opened', task });
  } else if (due_at < known.due_at)
    draft.emit({ type: 'task_hastened', task: known.id, due_at, because: 'words of the same person asked before' });
}

/** Y2: a reply that asks to stop withholds the person wherever they stand, and as whom. */
export function carryWithholding(home: AccountDraft, draft: AccountDraft, { from, to }: Carried): void {
  for (const { id, contact } of home.state.withheld ?? []) {
    if (contact !== from || from === to) continue;
    home.emit({ type: 'withholding_ended', withholding: id, because: `it goes on for ${to}` });
    if (draft.state.withheld?.some((each) => each.contact === to)) continue;
    withhold(draft, to, id);
  }
}

/** Y2: once more at the account that took theirs over. */
export function takeWithholdings(draft: AccountDraft, { withheld = [] }: Pick<AccountState, 'withheld'>): void {
  for (const { id, contact } of withheld) withhold(draft, contact, id);
}

function withhold(draft: AccountDraft, contact: string, before: string): void {
  const withholding = { id: mint(draft, 'wth'), contact };
  draft.emit({ type: 'contact_withheld', withholding, sealed: { person: contact, fields: { words_of: before } } });
}

/** S-1: nobody is left to suppress. */
export function closeLooks(draft: AccountDraft): void {
  for (const { id, subject } of openTasks(draft.state, kind))
    if (isErased(draft.state, subject))
      draft.emit({ type: 'task_closed', task: id, ...overtaken('the person is erased') });
}

function isErased({ contacts }: AccountState, id: string | undefined): boolean {
  return contacts.some((each) => each.id === id && each.erased === true);
}
