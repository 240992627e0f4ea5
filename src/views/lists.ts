import type { Reader } from '../ledger/port/ledger.ts';
import type { Paging } from '../ledger/port/paging.ts';
import type { AccountQuery } from '../ledger/port/reader.ts';
import type { TaskRecord } from '../ledger/port/records.ts';
import type { AccountState } from '../rules/aggregates/account.ts';
import type { Applied } from '../rules/aggregates/event-stamp.ts';
import { explain } from '../rules/explain/explain-account.ts';
import type { Instant } from '../rules/time/time.ts';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { type AccountView, accountView, type TaskView, taskView, type Viewing } from './shared.ts';

const subjectOf = ({ account }: TaskRecord) =>
  account && { domain: account.domain, name: account.name ?? account.domain };

export function viewTask(record: TaskRecord, context: Viewing): TaskView {
  return taskView(record.task, subjectOf(record), context);
}

export interface Due {
  readonly kind: 'due';
  /** The kind under which a sweep will report it as applied. */
  readonly what: string;
  readonly summary: string;
  readonly account?: string;
  readonly due_at: Instant;
}

/** T6: what the next sweep of a role that acts will bring in. */
export function dueView(due: readonly Applied[]): readonly Due[] {
  return due.map(({ kind: what, account, due_at }) => ({
    kind: 'due',
    what,
    summary: `${account ? `${account}: ` : ''}${what} fell due at ${due_at}; the sweep of a role that acts brings it in`,
    ...(account ? { account } : {}),
    due_at,
  }));
}

function viewAccount(reader: Reader, { id }: AccountState, context: Viewing): readonly AccountView[] {
  const record = reader.account(id);
  return record ? [accountView(record, context)] : [];
}

function checksOf(reader: Reader, { id }: AccountState, context: Viewing) {
  const record = reader.account(id);
  return record ? explain(record, context).checks : [];
}

/** `full` adds every criterion of each account as a check. */
export function accountsView(
  reader: Reader,
  { detail, ...query }: AccountQuery & { readonly detail?: 'concise' | 'full' | undefined },
  context: Viewing,
) {
  const listed = reader.findAccounts(query);
  if (isRefusal(listed)) return listed;
  const { items, next_cursor, isNear } = listed;
  const people = query.query === undefined || query.cursor !== undefined ? [] : reader.findPeople(query);
  const full = (state: AccountState) =>
    viewAccount(reader, state, context).map((view) => ({ ...view, checks: checksOf(reader, state, context) }));
  return {
    accounts: items.flatMap((state) => (detail === 'full' ? full(state) : viewAccount(reader, state, context))),
    ...(isNear ? { near: true } : {}),
    ...(people.length > 0 ? { people } : {}),
    ...(next_cursor ? { next_cursor } : {}),
  };
}

export function channelView(reader: Reader, channel: string, paging: Paging) {
  const listed = reader.posts(channel, paging);
  if (isRefusal(listed)) return listed;
  const { items, next_cursor } = listed;
  return { posts: items.map(({ id, at, text }) => ({ id, at, text })), ...(next_cursor ? { next_cursor } : {}) };
}
