import type { Reader } from '../ledger/port/ledger.ts';
import type { Paging } from '../ledger/port/paging.ts';
import type { AccountQuery } from '../ledger/port/reader.ts';
import type { TaskRecord } from '../ledger/port/records.ts';
import type { AccountState } from '../rules/aggregates/account.ts';
import type { Applied } from '../rules/aggregates/event-stamp.ts';
import type { Moment } from '../rules/command/context.ts';
import { explain } from '../rules/explain/explain-account.ts';
import { isProposal, toPropose } from '../rules/sequences/complete-proposal.ts';
import type { Instant } from '../rules/time/time.ts';
import { room } from '../rules/vocabulary/limits.ts';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { bounded, fittingRows, most } from './bounds.ts';
import { type AccountView, accountView, type TaskView, taskView } from './shared.ts';

const subjectOf = ({ account }: TaskRecord) =>
  account && { domain: account.domain, name: account.name ?? account.domain };

export function viewTask(record: TaskRecord, reader: Reader, context: Moment): TaskView {
  const view = taskView(record.task, subjectOf(record), context);
  return proposing(record, reader, context) ? { ...view, tool: 'propose_recipients' } : view;
}

/** C3: contacts that a task to propose is about, once copy is live for them. */
export function proposing({ task: { kind }, account }: TaskRecord, reader: Reader, context: Moment) {
  const record = account && isProposal(kind) ? reader.account(account.id) : null;
  return record && toPropose(kind, record, reader.copy(), context);
}

export interface Due {
  readonly kind: 'due';
  /** The kind under which a sweep will report it as applied. */
  readonly what: string;
  readonly summary: string;
  readonly account?: string;
  readonly due_at: Instant;
}

/** T6: changes that the next sweep of a role that acts will bring in. */
export function dueView(due: readonly Applied[]): readonly Due[] {
  return due.map(({ kind: what, account, due_at }) => ({
    kind: 'due',
    what,
    summary: `${account ? `${account}: ` : ''}${what.replaceAll('_', ' ')} fell due at ${due_at}; the sweep of a role that acts brings it in`,
    ...(account ? { account } : {}),
    due_at,
  }));
}

function viewAccount(reader: Reader, { id }: AccountState, context: Moment): readonly AccountView[] {
  const record = reader.account(id);
  return record ? [accountView(record, context)] : [];
}

function checksOf(reader: Reader, { id }: AccountState, context: Moment) {
  const record = reader.account(id);
  return record ? explain(record, context).checks : [];
}

type Find = AccountQuery & { readonly detail?: 'concise' | 'full' | undefined };

/** `full` adds every criterion of each account as a check. As many as there is room for, whatever is asked for. */
export function accountsView(reader: Reader, query: Find, context: Moment) {
  const asked = foundView(reader, query, context);
  if (isRefusal(asked)) return asked;
  const fit = fittingRows(
    asked.accounts.map((each) => [each, accountLine(each)]),
    most - room.people - 1600,
  );
  const whole = fit < asked.accounts.length ? foundView(reader, { ...query, limit: fit }, context) : asked;
  if (isRefusal(whole)) return whole;
  const { unlisted = 0, people } = asked;
  const found = people === undefined ? whole : { ...whole, people, unlisted: undefined };
  const shown = found.people === undefined ? undefined : bounded({ people: found.people }, room.people);
  const left = {
    // Names that are only nearly so have no page after the first.
    accounts: found.next_cursor === undefined ? asked.accounts.length - found.accounts.length : 0,
    people: unlisted + (found.people?.length ?? 0) - (shown?.people.length ?? 0),
  };
  const more = Object.fromEntries(Object.entries(left).filter(([, n]) => n > 0));
  return { ...found, ...shown, ...(Object.keys(more).length > 0 ? { left_out: more, rest: wayToRest } : {}) };
}

const wayToRest = 'narrow the query, or give a larger `limit`';

/** An account in one line of a text. */
export function accountLine({ name, domain, stage, review, flags, next }: AccountView): string {
  const flagged = flags.length > 0 ? `, flags ${flags.join(', ')}` : '';
  return `- ${name} (${domain}): ${stage}${review === 'NONE' ? '' : `, ${review}`}${flagged}. Next: ${next}`;
}

function foundView(reader: Reader, { detail, ...query }: Find, context: Moment) {
  const listed = reader.findAccounts(query);
  if (isRefusal(listed)) return listed;
  const { items, next_cursor, isNear } = listed;
  const isFirst = query.query !== undefined && query.cursor === undefined;
  const { people, more } = isFirst ? reader.findPeople(query) : { people: [], more: 0 };
  const full = (state: AccountState) =>
    viewAccount(reader, state, context).map((view) => ({ ...view, checks: checksOf(reader, state, context) }));
  return {
    accounts: items.flatMap((state) => (detail === 'full' ? full(state) : viewAccount(reader, state, context))),
    ...(isNear ? { near: true } : {}),
    ...(people.length > 0 ? { people, unlisted: more } : {}),
    ...(next_cursor ? { next_cursor } : {}),
  };
}

export function channelView(reader: Reader, channel: string, paging: Paging) {
  const listed = reader.posts(channel, paging);
  if (isRefusal(listed)) return listed;
  const { items, next_cursor } = listed;
  return { posts: items.map(({ id, at, text }) => ({ id, at, text })), ...(next_cursor ? { next_cursor } : {}) };
}
