import type { Reader } from '../ledger/port.ts';
import { type Role, stages } from '../rules/roles.ts';
import { accountHead, type TaskView, taskView, type Viewing } from './written.ts';

/** Open duties by due time, most urgent first. */
export function tasksView(reader: Reader, filter: { readonly role?: Role; readonly limit: number; readonly cursor?: string }, context: Viewing) {
  const { tasks, next_cursor } = reader.tasks(filter);
  const views: readonly TaskView[] = tasks.map(({ task, of }) => taskView(task, of, context));
  return { tasks: views, ...(next_cursor ? { next_cursor } : {}) };
}

/** §6.2: every account by stage; counts are kept, the newest of each stage named. */
export function boardView(reader: Reader, perStage: number, context: Viewing) {
  const board = reader.board(perStage);
  return {
    stages: stages.map((stage) => ({
      stage,
      count: board.get(stage)?.count ?? 0,
      accounts: (board.get(stage)?.accounts ?? []).map((state) => accountHead(state, context)),
    })),
  };
}

/** What a role should see at the start of a session (§4.1). */
export function sweepView(reader: Reader, role: Role, limit: number, context: Viewing) {
  const { tasks } = tasksView(reader, { role, limit }, context);
  const alerts = tasks
    .filter((task) => task.overdue)
    .map((task) => ({ kind: 'overdue', clause: task.clause, summary: `${task.do}: was due ${task.due_at}`, ...(task.account ? { account: task.account } : {}) }));
  return { tasks, alerts: [...alerts, ...lateReviews(reader, role, limit, context)], watch: [], intents: [] };
}

/** §4.3: late classifications, dossiers and reviews stand in the CRO's check-in and the chief of staff's audit. */
function lateReviews(reader: Reader, role: Role, limit: number, context: Viewing) {
  if (role !== 'cro' && role !== 'chief.staff') return [];
  const watched = ['classify', 'dossier', 'cro_review'];
  const { tasks } = tasksView(reader, { limit: Math.min(100, limit * 5) }, context);
  return tasks
    .filter((task) => task.overdue && task.role !== role && watched.includes(task.kind))
    .map((task) => ({ kind: 'late', clause: '4.3', summary: `${task.role} is late: ${task.do}, due ${task.due_at}`, ...(task.account ? { account: task.account } : {}) }));
}

export function accountsView(reader: Reader, filter: Parameters<Reader['findAccounts']>[0], context: Viewing) {
  const { accounts, next_cursor } = reader.findAccounts(filter);
  return { accounts: accounts.map((state) => accountHead(state, context)), ...(next_cursor ? { next_cursor } : {}) };
}

export function channelView(reader: Reader, channel: string, limit: number, cursor?: string) {
  const { posts, next_cursor } = reader.posts({ channel, limit, ...(cursor ? { cursor } : {}) });
  return { posts, ...(next_cursor ? { next_cursor } : {}) };
}

