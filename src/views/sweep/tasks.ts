import type { Reader } from '../../ledger/port/ledger.ts';
import type { TaskRecord } from '../../ledger/port/records.ts';
import type { AccountState } from '../../rules/aggregates/account.ts';
import type { Moment } from '../../rules/command/context.ts';
import { firstActOf } from '../../rules/command/first-act.ts';
import { room } from '../../rules/vocabulary/limits.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { viewTask } from '../lists.ts';
import { type Quoted, quoted } from '../quoted.ts';
import type { TaskView } from '../shared.ts';
import { type BriefDossier, briefDossier } from './dossier-brief.ts';
import { type UrgentTask, urgentTasks } from './order.ts';
import { type Hand, ownFirst } from './own-hand.ts';
import { aboutTask } from './task-context.ts';
import type { Sweeping } from './watch.ts';

export interface SweepTask extends TaskView {
  /** Main arguments of the task's tool. */
  readonly call?: Readonly<Record<string, string | readonly string[]>>;
  readonly proposal?: Readonly<Record<string, string | Quoted>>;
  /** Subject of the task, where its kind doesn't say it all. */
  readonly about?: string;
  /** The strongest live signal behind it, `E4 strong`. */
  readonly signal?: string;
}

export interface SweepTasks {
  readonly tasks: readonly SweepTask[];
  /** Dossiers of the first reviews among them. */
  readonly dossiers: readonly (BriefDossier & { readonly account: string })[];
  /** The cursor of the list after so many of them. */
  readonly cursorAfter: (shown: number) => string | undefined;
}

/** Reviews whose dossier is laid out, however many tasks there are; the next sweep brings the next ones. */
const fewestDossiers = 3;

/** The open tasks of a role, the most urgent first, each with its tool and subject. */
export function sweepTasks({ reader, role, limit, context, hand }: Sweeping): SweepTasks {
  const listed = urgentTasks(reader, { role, limit }, context);
  if (isRefusal(listed)) return { tasks: [], dossiers: [], cursorAfter: () => undefined };
  const { items, cursorAfter, isLast } = listed;
  const most = Math.max(fewestDossiers, Math.floor((limit - items.length) / 2));
  return {
    tasks: items.map((item) => sweepTask(item, reader, context, hand)),
    dossiers: items.flatMap((item) => dossierOf(item, reader, context)).slice(0, most),
    cursorAfter: (shown) => {
      const last = items[shown - 1];
      return last === undefined || (isLast && shown >= items.length) ? undefined : cursorAfter(last);
    },
  };
}

export function sweepTask(item: UrgentTask, reader: Reader, context: Moment, hand?: Hand): SweepTask {
  const view = viewTask(item, reader, context);
  const { signal } = item;
  const named = signal ? { signal: `${signal.type} ${signal.tier}` } : {};
  const { account, task } = item;
  const isAsked = isProposed(item) || (hand !== undefined && isReview(item));
  const state = account && isAsked ? reader.account(account.id)?.state : undefined;
  const grounds = isProposed(item) ? proposalOf(state) : isReview(item) ? {} : aboutTask(item, reader, context);
  const row: SweepTask = { ...view, ...callOf(view), ...named, ...grounds };
  const { subject, role } = task;
  const own = ownFirst(firstActOf({ tool: view.tool, subject, role }, state, reader), hand, context);
  return shortened(own === null ? row : withoutCall(row, own));
}

/** L16: a row whose act its reader is refused says who may take it; grounds of their own proposal leave it no room. */
function withoutCall({ tool: _, call: __, proposal: ___, about, ...row }: SweepTask, own: string): SweepTask {
  return { ...row, about: about === undefined ? own : `${own}; ${about}` };
}

/** Cuts a long subject to the length of a row; the account tells the rest. */
function shortened(row: SweepTask): SweepTask {
  const over = JSON.stringify(row).length - room.sweepTask;
  const { about } = row;
  if (over <= 0 || about === undefined) return row;
  return { ...row, about: `${about.slice(0, Math.max(20, about.length - over - 3))}...` };
}

/** The argument that a task's subject is to its tool, where the tool takes that instead of an account. */
const subjectIs: Readonly<Record<string, string>> = {
  suppress_contact: 'contact',
  ratify_policy_change: 'change',
  review_template: 'template',
  load_template: 'template',
  resolve_flag: 'flag',
};

function callOf({ kind, tool, account, subject, id }: TaskView): Pick<SweepTask, 'call'> {
  if (tool === 'complete_task') return { call: { task: id } };
  if (tool === 'pipeline_report') return { call: { kind } };
  const field = tool === undefined ? undefined : subjectIs[tool];
  if (field !== undefined) return subject === undefined ? {} : { call: { [field]: subject } };
  if (account === undefined) return {};
  if (tool === 'save_account') return { call: { domain: account } };
  if (tool !== 'propose_stage_change') return { call: { account } };
  return { call: { account, change: kind === 'recycle' ? 'recycle' : 'regress' } };
}

const isReview = ({ task }: TaskRecord) => task.kind.startsWith('cro_review');

function dossierOf(item: TaskRecord, reader: Reader, context: Moment): SweepTasks['dossiers'] {
  const record = item.account && isReview(item) ? reader.account(item.account.id) : null;
  const dossier = record ? briefDossier(record, context) : null;
  return record && dossier ? [{ account: record.state.domain, ...dossier }] : [];
}

/** Letters of a proposal's grounds that a row has room for. */
const shownGrounds = 60;

const isProposed = ({ task, account }: TaskRecord) => account !== null && task.kind.startsWith('confirm_');

function proposalOf(state: Pick<AccountState, 'proposal'> | undefined): Pick<SweepTask, 'proposal'> {
  const proposal = state?.proposal;
  if (!proposal) return {};
  const { change, trigger, reason, evidence, by } = proposal;
  return {
    proposal: {
      change,
      by,
      ...(trigger ? { trigger } : {}),
      reason: quoted(reason.slice(0, shownGrounds)),
      ...(evidence ? { evidence: quoted(evidence.slice(0, shownGrounds)) } : {}),
    },
  };
}
