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

/** Y3: the types of reply whose answer colleagues wait for, too. */
export const colleaguesWait: readonly number[] = [1, 2, 3, 6, 7];

/** Y3: an answer that is owed, for which the sequences of a contact wait. */
interface Waiting {
  readonly why: 'reply' | 'colleague';
  readonly ref: string;
  readonly because: string;
}

/** Y3: what a contact waits for at their account: an answer owed to them, or to a colleague. */
export function waitingFor(state: AccountState, contact: string): readonly Waiting[] {
  return openTasks(state).flatMap(({ id: ref, kind, subject = '' }) => {
    const type = Object.keys(answerDuties)
      .map(Number)
      .find((each) => answerDuties[each] === kind);
    if (type === undefined) return [];
    const isOwn = bearerOf(state, subject) === bearerOf(state, contact);
    if (!isOwn && !colleaguesWait.includes(type)) return [];
    return [{ why: isOwn ? 'reply' : 'colleague', ref, because: waitsForAnswer(type) }] as const;
  });
}

export const waitsForAnswer = (type: number) => `a reply of type ${type} waits for its answer`;

/** C1: after the last touch the cro writes, as is done with an answer. */
const outreach = 'direct_outreach';

/** Of a person, by whichever contact of theirs. */
function owed(state: AccountState, contact: string): readonly Task[] {
  const who = bearerOf(state, contact);
  return openTasks(state).filter(({ subject }) => subject !== undefined && bearerOf(state, subject) === who);
}

/** The answers that are owed to a person. */
export const owedAnswers = (state: AccountState, contact: string): readonly Task[] =>
  owed(state, contact).filter(({ kind }) => kinds.has(kind));

/** Y3, S-1: a direct mail that went out to them answers them, and is the writing that was owed. */
export function closeAnswers(draft: AccountDraft, contact: string): void {
  for (const { id } of owed(draft.state, contact).filter(({ kind }) => kinds.has(kind) || kind === outreach))
    draft.emit({ type: 'task_closed', task: id, note: 'a direct mail to them was sent' });
}
