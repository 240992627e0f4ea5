import type { Reader } from '../ledger/port/ledger.ts';
import type { Paging } from '../ledger/port/paging.ts';
import type { BoardFilter, BoardQuery } from '../ledger/port/reader.ts';
import type { AccountRecord } from '../ledger/port/records.ts';
import type { AccountState, Signal } from '../rules/aggregates/account.ts';
import type { Moment } from '../rules/command/context.ts';
import { liveSignals } from '../rules/criteria/engagement.ts';
import { idleDays } from '../rules/criteria/idleness.ts';
import { openTasks } from '../rules/tasks/tasks.ts';
import { type CalendarDate, daysBetween, type Instant } from '../rules/time/time.ts';
import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';
import type { Stage } from '../rules/vocabulary/stages.ts';
import { viewContacts } from './contacts.ts';
import { type AccountView, accountView, taskView } from './shared.ts';

export interface Idle {
  readonly days: number;
  /** Idle days after which it may step back (L9). */
  readonly limit: number;
}

/** A person whose acts count and lie within the window. */
export interface Engaged {
  readonly contact: string;
  readonly name: string;
  readonly types: readonly string[];
  readonly last: CalendarDate;
}

export interface BoardAccount extends AccountView {
  readonly days_in_stage: number;
  readonly idle?: Idle;
  readonly cooldown_until?: CalendarDate;
  /** The open task that is due first. */
  readonly due?: { readonly task: string; readonly role: string; readonly at: Instant; readonly overdue: boolean };
  readonly engaged: readonly Engaged[];
}

export interface BoardStage {
  readonly stage: Stage;
  readonly count: number;
  readonly accounts: readonly BoardAccount[];
  readonly next_cursor?: string;
  /** On the whole board: the address of the others. */
  readonly next?: string;
}

/** L9: idle days and their limit, where the stage has one. */
export function idleOf(record: AccountRecord, context: Moment): Idle | undefined {
  const { sql_idle_days, mql_idle_days } = context.policy.regression;
  const { stage } = record.state;
  const within = {
    MQL: mql_idle_days,
    SQL: sql_idle_days,
    BRIEFING_READY: sql_idle_days,
    ASSESSMENT_QUALIFIED: sql_idle_days,
  };
  const limit = Object.entries(within).find(([each]) => each === stage)?.[1];
  return limit && { days: idleDays(record, context), limit: limit.value };
}

/** The people who engaged within the window, the latest first. */
export function engagedOf(record: AccountRecord, context: Moment): readonly Engaged[] {
  const { contacts } = record.state;
  const acts = new Map<string, Signal[]>();
  for (const signal of liveSignals(record, context)) {
    const who = contacts.find(({ id }) => id === signal.contact)?.part_of ?? signal.contact;
    acts.set(who, [...(acts.get(who) ?? []), signal]);
  }
  return viewContacts(record, context)
    .flatMap(({ id, name }) => {
      const own = acts.get(id) ?? [];
      const last = own
        .map(({ on }) => on)
        .sort()
        .at(-1);
      return last === undefined
        ? []
        : [{ contact: id, name, types: [...new Set(own.map(({ type }) => type))].sort(), last }];
    })
    .sort((a, b) => (a.last < b.last ? 1 : -1));
}

/** People whom a row names; the account's page names them all. */
const named = 3;

function boardRow(record: AccountRecord, context: Moment): BoardAccount {
  const { state } = record;
  const idle = idleOf(record, context);
  const [first] = [...openTasks(state)].sort((a, b) => (a.due_at < b.due_at ? -1 : 1));
  const task = first && taskView(first, null, context);
  return {
    ...accountView(record, context),
    days_in_stage: daysBetween(context.calendar.dateOf(state.stage_since), context.today),
    ...(idle ? { idle } : {}),
    ...(state.cooldown_until ? { cooldown_until: state.cooldown_until } : {}),
    ...(task ? { due: { task: task.id, role: task.role, at: task.due_at, overdue: task.overdue } } : {}),
    engaged: engagedOf(record, context).slice(0, named),
  };
}

function rowsOf(reader: Reader, states: readonly AccountState[], context: Moment): readonly BoardAccount[] {
  return states.flatMap(({ id }) => {
    const record = reader.account(id);
    return record ? [boardRow(record, context)] : [];
  });
}

/** §6.2: every account by stage; counts are kept, the newest of each stage named, and where the others stand. */
export function boardView(reader: Reader, asked: BoardQuery, context: Moment) {
  const stages = reader.board(asked).map(({ accounts, ...rest }): BoardStage => {
    const next = onward(rest, accounts.length, asked);
    return { ...rest, accounts: rowsOf(reader, accounts, context), ...(next ? { next } : {}) };
  });
  return { stages };
}

/** The address that names the accounts of a stage which a board left out. */
function onward(
  { stage, count, next_cursor: cursor }: Omit<BoardStage, 'accounts'>,
  shown: number,
  filter: BoardFilter,
): string | undefined {
  return count <= shown ? undefined : stageAddress(stage, { ...filter, cursor });
}

/** The address of a stage under a filter, from a place on. */
export function stageAddress(
  stage: Stage,
  { signal_type, first_touch, cursor }: BoardFilter & { readonly cursor?: string | undefined },
): string {
  const query = Object.entries({ signal_type, first_touch, cursor }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return `ladder://board/${stage}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** One stage, the newest in it first, a page at a time. */
export function boardStageView(
  reader: Reader,
  { stage, ...paging }: Paging & BoardFilter & { readonly stage: Stage },
  context: Moment,
): BoardStage | Refusal {
  const listed = reader.stage(stage, paging);
  return isRefusal(listed) ? listed : { ...listed, accounts: rowsOf(reader, listed.accounts, context) };
}
