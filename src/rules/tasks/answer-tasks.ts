import { type AccountState, bearerOf } from '../aggregates/account.ts';
import type { Task } from '../aggregates/task.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { closingReason, done, silenced } from './closing.ts';
import { openTask, openTasks } from './tasks.ts';

/** Kinds of the tasks to answer a reply, by its type (5.6). */
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

/** Y3: the open answers that a contact waits for at their account: to them, or to a colleague. */
export function waitingFor(state: AccountState, contact: string): readonly Waiting[] {
  return openTasks(state).flatMap(({ id: ref, kind, subject = '', carries }) => {
    const type = Object.keys(answerDuties)
      .map(Number)
      .find((each) => answerDuties[each] === kind);
    if (type === undefined) return [];
    const isOwn = bearerOf(state, subject) === bearerOf(state, contact);
    // A person who replied at another account was no colleague there.
    if (!isOwn && (carries !== undefined || !colleaguesWait.includes(type))) return [];
    return [{ why: isOwn ? 'reply' : 'colleague', ref, because: waitsForAnswer(type) }] as const;
  });
}

export const waitsForAnswer = (type: number) => `a reply of type ${type} waits for its answer`;

/** C1: after the last touch the cro writes, as is done with an answer. */
const outreach = 'direct_outreach';

/** Open tasks about a person, by whichever contact of theirs. */
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
    draft.emit({ type: 'task_closed', task: id, ...done('a direct mail to them was sent') });
}

/** Tasks that a mail to the person does. To find the right one (5.6.5) or to keep a hostile one out is owed without a mail, too. */
const writing: readonly string[] = [
  'answer_hot',
  'answer_warm',
  'answer_later',
  'answer_referral',
  'answer_objection',
  'follow_up_warm',
  'timeline_trigger',
  'send_value_piece',
  outreach,
];

/** The tasks owed to a person for what they wrote, wherever they go; after an activation they are owed to the account's people. */
export const owedWriting = (state: AccountState, contact: string): readonly Task[] =>
  owed(state, contact).filter(({ kind }) => writing.includes(kind) && kind !== outreach);

/** S-1, 3.5, L13: a suppressed or erased person is owed no mail. */
export function closeWriting(draft: AccountDraft, suppressed: ReadonlySet<string>): void {
  for (const { id, kind, subject } of openTasks(draft.state)) {
    if (subject === undefined || !writing.includes(kind)) continue;
    const who = bearerOf(draft.state, subject);
    const isErased = draft.state.contacts.find((each) => each.id === who)?.erased === true;
    if (!suppressed.has(who) && !isErased) continue;
    draft.emit({ type: 'task_closed', task: id, ...silenced('the person is not to be written to any more') });
  }
}

/** L14: opens again the tasks that a voided suppression had ended, due as they were. */
export function reopenWriting(draft: AccountDraft, contact: string, context: Context): void {
  for (const kind of writing) {
    const last = draft.state.tasks.filter((task) => task.kind === kind && task.subject === contact).at(-1);
    if (!last || closingReason(last) !== 'silenced') continue;
    openTask(draft, { kind, subject: contact, from: last.opened_at, dueAt: last.due_at }, context);
  }
}

/** L14: opens the answers to what they wrote while nobody could answer them (A11). */
export function openHeldBack(draft: AccountDraft, contact: string, context: Context): void {
  const who = bearerOf(draft.state, contact);
  const wrote = draft.state.answered?.[who];
  const kind = wrote && wrote.type !== 7 ? answerDuties[wrote.type] : undefined;
  if (!wrote || wrote.elsewhere || kind === undefined) return;
  const owedOnce = draft.state.tasks.some(
    (task) => task.kind === kind && task.opened_at >= wrote.at && bearerOf(draft.state, task.subject ?? '') === who,
  );
  if (!owedOnce) openTask(draft, { kind, subject: contact }, context);
}
