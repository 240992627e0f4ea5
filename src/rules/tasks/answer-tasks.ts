import { type AccountState, bearerOf } from '../aggregates/account.ts';
import type { Task } from '../aggregates/task.ts';
import type { AccountDraft } from '../command/world.ts';
import { openTasks } from './tasks.ts';

/** The duties to answer a reply, by its type (5.6). */
export const answerDuties: Readonly<Record<number, string>> = {
  1: 'answer_hot',
  2: 'answer_warm',
  3: 'answer_later',
  4: 'answer_referral',
  5: 'answer_wrong_person',
  6: 'answer_objection',
  7: 'see_to_hostility',
};

const kinds = new Set(Object.values(answerDuties));

/** The answers that are owed to a person, by whichever contact of theirs they wrote. */
export function owedAnswers(state: AccountState, contact: string): readonly Task[] {
  const who = bearerOf(state, contact);
  return openTasks(state).filter(
    ({ kind, subject }) => kinds.has(kind) && subject !== undefined && bearerOf(state, subject) === who,
  );
}

/** Y3: a direct mail that went out to them answers them. */
export function closeAnswers(draft: AccountDraft, contact: string): void {
  for (const { id } of owedAnswers(draft.state, contact))
    draft.emit({ type: 'task_closed', task: id, note: 'a direct mail to them was sent' });
}
