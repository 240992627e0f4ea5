import type { AccountQuery, Paging, TaskRecord } from '../ledger/reader.ts';
import type { Reader } from '../ledger/port.ts';
import type { AccountState } from '../rules/account.ts';
import { isRefusal, type Refusal } from '../rules/refusal.ts';
import type { Role } from '../rules/roles.ts';
import type { Instant } from '../rules/time.ts';
import { type AccountView, accountView, type TaskView, taskView, type Viewing } from './written.ts';

export interface TasksView {
  readonly tasks: readonly TaskView[];
  readonly next_cursor?: string;
}

export interface Alert {
  readonly kind: string;
  readonly clause: string;
  readonly summary: string;
  readonly account?: string;
}

function viewTask({ task, account }: TaskRecord, context: Viewing): TaskView {
  return taskView(task, account && { domain: account.domain, name: account.name ?? account.domain }, context);
}

/** Open duties by due time, most urgent first. */
export function tasksView(reader: Reader, query: Paging & { readonly role?: Role }, context: Viewing): TasksView | Refusal {
  const listed = reader.tasks(query);
  if (isRefusal(listed)) return listed;
  const { items, next_cursor } = listed;
  return { tasks: items.map((item) => viewTask(item, context)), ...(next_cursor ? { next_cursor } : {}) };
}

/** §6.2: every account by stage; counts are kept, the newest of each stage named. */
export function boardView(reader: Reader, perStage: number, context: Viewing) {
  const stages = reader.board(perStage).map(({ stage, count, accounts }) => ({ stage, count, accounts: accounts.flatMap((state) => viewAccount(reader, state, context)) }));
  return { stages };
}

export interface Due {
  readonly kind: 'due';
  readonly account?: string;
  readonly due_at: Instant;
}

/** T6: what the next sweep of a role that acts will bring in. */
export function dueView(reader: Reader, limit: number, { now }: Viewing): readonly Due[] {
  return reader.due(now, limit).map(({ stream, due_at }) => {
    const domain = stream.startsWith('account:') ? reader.account(stream.slice('account:'.length))?.state.domain : undefined;
    return { kind: 'due', ...(domain ? { account: domain } : {}), due_at };
  });
}

/** What a role should see at the start of a session (§4.1). */
export function sweepView(reader: Reader, role: Role, limit: number, context: Viewing) {
  const own = tasksView(reader, { role, limit }, context);
  const tasks = isRefusal(own) ? [] : own.tasks;
  const alerts: readonly Alert[] = [...tasks.filter((task) => task.overdue).map(overdueAlert), ...lateReviews(reader, role, limit, context)];
  return { tasks, alerts, watch: [], intents: [] };
}

function overdueAlert(task: TaskView): Alert {
  return { kind: 'overdue', clause: task.clause, summary: `${task.do}: was due ${task.due_at}`, ...(task.account ? { account: task.account } : {}) };
}

const watchedDuties: readonly string[] = ['classify', 'dossier', 'cro_review'];

/** §4.3: late classifications, dossiers and reviews stand in the CRO's check-in and the chief of staff's audit. */
function lateReviews(reader: Reader, role: Role, limit: number, context: Viewing): readonly Alert[] {
  if (role !== 'cro' && role !== 'chief.staff') return [];
  const all = tasksView(reader, { limit: Math.min(100, limit * 5) }, context);
  if (isRefusal(all)) return [];
  const late = all.tasks.filter((task) => task.overdue && task.role !== role && watchedDuties.includes(task.kind));
  return late.map((task) => ({ ...overdueAlert(task), kind: 'late', clause: '4.3', summary: `${task.role} is late: ${task.do}, due ${task.due_at}` }));
}

function viewAccount(reader: Reader, { id }: AccountState, context: Viewing): readonly AccountView[] {
  const record = reader.account(id);
  return record ? [accountView(record, context)] : [];
}

export function accountsView(reader: Reader, query: AccountQuery, context: Viewing) {
  const listed = reader.findAccounts(query);
  if (isRefusal(listed)) return listed;
  const { items, next_cursor } = listed;
  return { accounts: items.flatMap((state) => viewAccount(reader, state, context)), ...(next_cursor ? { next_cursor } : {}) };
}

export function channelView(reader: Reader, channel: string, paging: Paging) {
  const listed = reader.posts(channel, paging);
  if (isRefusal(listed)) return listed;
  const { items, next_cursor } = listed;
  return { posts: items.map(({ id, at, text }) => ({ id, at, text })), ...(next_cursor ? { next_cursor } : {}) };
}
