import type { Reader } from '../../ledger/port/ledger.ts';
import type { TaskRecord } from '../../ledger/port/records.ts';
import { unweighed } from '../../rules/criteria/spent-signals.ts';
import { openTasks } from '../../rules/tasks/tasks.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { viewTask } from '../lists.ts';
import { type Quoted, quoted } from '../quoted.ts';
import type { TaskView, Viewing } from '../shared.ts';
import { type BriefDossier, briefDossier } from './dossier-brief.ts';
import { aboutTask } from './task-context.ts';
import type { Sweeping } from './watch.ts';

export interface SweepTask extends TaskView {
  /** Main arguments of the task's tool. */
  readonly call?: Readonly<Record<string, string>>;
  readonly dossier?: BriefDossier;
  readonly proposal?: Readonly<Record<string, string | Quoted>>;
  /** What the duty is about, where its kind doesn't say it all. */
  readonly about?: string;
}

/** Reviews whose dossier is laid out, however many tasks there are; the next sweep brings the next ones. */
const fewestDossiers = 3;

/** The role's open duties, the most urgent first, with what is needed to do them. */
export function sweepTasks({ reader, role, limit, context }: Sweeping): readonly SweepTask[] {
  const listed = reader.tasks({ role, limit });
  if (isRefusal(listed)) return [];
  const most = Math.max(fewestDossiers, Math.floor((limit - listed.items.length) / 2));
  let dossiers = 0;
  return weighedFirst(listed.items, reader, context)
    .slice(0, limit)
    .map((item) => {
      const grounds = groundsOf(item, reader, context, dossiers < most);
      if ('dossier' in grounds) dossiers += 1;
      const view = viewTask(item, context);
      return { ...view, ...callOf(view), ...grounds };
    });
}

/** L2: a dossier waits for the classification of a strong signal, which stands above it, whatever their due times. */
function weighedFirst(items: readonly TaskRecord[], reader: Reader, context: Viewing): readonly TaskRecord[] {
  const ordered = [...items];
  for (const dossier of items.filter(({ task }) => task.kind === 'dossier')) {
    const record = dossier.account && reader.account(dossier.account.id);
    if (!record || unweighed(record, context).length === 0) continue;
    const owed = openTasks(record.state, 'classify')[0];
    const [from, to] = [ordered.findIndex(({ task }) => task.id === owed?.id), ordered.indexOf(dossier)];
    if (!owed || (from >= 0 && from < to)) continue;
    if (from >= 0) ordered.splice(from, 1);
    ordered.splice(to, 0, { task: owed, account: dossier.account });
  }
  return ordered;
}

function callOf({ kind, tool, account, id }: TaskView): Pick<SweepTask, 'call'> {
  if (tool === 'complete_task') return { call: { task: id } };
  if (account === undefined) return {};
  if (tool === 'save_account') return { call: { domain: account } };
  if (tool !== 'propose_stage_change') return { call: { account } };
  return { call: { account, change: kind === 'recycle' ? 'recycle' : 'regress' } };
}

type Grounds = Partial<Pick<SweepTask, 'dossier' | 'proposal' | 'about' | 'tool' | 'call'>>;

function groundsOf(item: TaskRecord, reader: Reader, context: Viewing, withDossier: boolean): Grounds {
  const { task, account } = item;
  const isReview = task.kind.startsWith('cro_review');
  const isConfirmation = task.kind.startsWith('confirm_');
  if (!account || !(isReview || isConfirmation)) return aboutTask(item, reader, context);
  const record = reader.account(account.id);
  if (!record) return {};
  if (isReview) {
    const dossier = withDossier ? briefDossier(record, context) : null;
    return dossier ? { dossier } : {};
  }
  const { proposal } = record.state;
  if (!proposal) return {};
  const { change, trigger, reason, evidence, by } = proposal;
  return {
    proposal: {
      change,
      by,
      ...(trigger ? { trigger } : {}),
      reason: quoted(reason.slice(0, 200)),
      ...(evidence ? { evidence: quoted(evidence.slice(0, 200)) } : {}),
    },
  };
}
