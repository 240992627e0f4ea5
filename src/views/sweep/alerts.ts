import { disputedCriteria, lowRate, lowVolume, missedSteps, overrideRate } from '../../rules/alerts/thresholds.ts';
import { holidaysLeft } from '../../rules/policy/holidays.ts';
import { buyingNamed } from '../../rules/policy/signals.ts';
import { policyChange, standingNote } from '../../rules/policy-changes/policy-on-record.ts';
import { isOpen } from '../../rules/tasks/tasks.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { type Role, roles } from '../../rules/vocabulary/roles.ts';
import { viewTask } from '../lists.ts';
import { mailAlerts } from './mail-alerts.ts';
import { scalingAlerts } from './scaling-alerts.ts';
import type { Alert, Sweeping } from './watch.ts';

/** Late accounts named one by one; more of them are counted. */
const lateShown = 5;

export function alertLines(sweeping: Sweeping): readonly Alert[] {
  return [
    ...offRecord(sweeping),
    ...restored(sweeping),
    ...mailAlerts(sweeping),
    ...changedPolicies(sweeping),
    ...holidays(sweeping),
    ...overdue(sweeping),
    ...late(sweeping),
    ...overdueByRole(sweeping),
    ...figures(sweeping),
    ...scalingAlerts(sweeping),
  ];
}

/** P2: first of all, for it says by which rules the rest was found. */
function offRecord({ reader, role }: Sweeping): readonly Alert[] {
  const summary = standingNote(reader.policyStanding(), role);
  return summary === null ? [] : [{ kind: 'policy_not_on_record', clause: '6.3', summary }];
}

/** P2: until chief.staff has acknowledged it; to those who may change it, too. */
function changedPolicies({ reader, role }: Sweeping): readonly Alert[] {
  if (role !== 'chief.staff' && role !== 'cro' && role !== 'cmo') return [];
  return reader
    .desk()
    .tasks.filter((task) => task.kind === policyChange && isOpen(task))
    .map(({ id, subject, opened_at }) => ({
      kind: 'policy_changed',
      clause: '6.3',
      summary: `The policy on record changed at ${opened_at}: ${subject}. chief.staff acknowledges it with complete_task (${id})`,
    }));
}

function restored({ reader }: Sweeping): readonly Alert[] {
  const lock = reader.sendingLock();
  if (!lock) return [];
  const task = lock.task ? ` (${lock.task})` : '';
  const summary = `Sending is locked: ${lock.because}. chief.staff closes confirm_restored_ledger${task} when this copy is the one to go on with`;
  return [{ kind: 'restored_copy', clause: '4.4', summary }];
}

/** T1: in time to list the next year before anything falls due in it. */
function holidays({ role, context: { policy, today } }: Sweeping): readonly Alert[] {
  if (role !== 'chief.staff') return [];
  const left = holidaysLeft(policy, today);
  const year = left === null ? today.slice(0, 4) : left.lacks;
  if (left !== null && left.days >= policy.alerts.holidays_sweep_days.value) return [];
  const stand =
    left === null
      ? `No holidays are listed for ${year}`
      : `Holidays are listed until ${left.until}, ${plural(left.days, 'day')} from now`;
  const summary = `${stand}; what falls due in ${year} is counted by weekdays alone until business_time.holidays of the policy file lists it`;
  return [{ kind: 'holidays_end', clause: '4', summary }];
}

/** S-3: one line for all that is the role's own; the tasks themselves say which. */
function overdue({ reader, role, context }: Sweeping): readonly Alert[] {
  const { open, overdue: late } = reader.taskCount(role, context.now);
  if (late === 0) return [];
  return [
    {
      kind: 'overdue',
      clause: '4.3',
      summary: `${late} of your ${plural(open, 'open task')} ${late === 1 ? 'is' : 'are'} overdue`,
    },
  ];
}

const watchedDuties = ['classify', 'dossier', 'cro_review'] as const;

/** §4.3, S-3: late classifications, dossiers and reviews of others, in the CRO's check-in; in chief.staff's audit late approval steps too. */
function late({ reader, role, context, limit }: Sweeping): readonly Alert[] {
  if (role !== 'cro' && role !== 'chief.staff') return [];
  const { duties } = context.policy;
  const steps = Object.keys(duties).filter((kind) => duties[kind]?.approval === true);
  const kinds = role === 'cro' ? watchedDuties : [...new Set([...watchedDuties, ...steps])];
  const found = kinds
    .flatMap((kind) => reader.late(kind, context.now, limit + 1))
    .filter(({ task }) => task.role !== role)
    .sort((a, b) => (a.task.due_at < b.task.due_at ? -1 : 1))
    .map((item) => viewTask(item, reader, context));
  const named = found.slice(0, lateShown).map((task) => ({
    kind: 'late',
    clause: '4.3',
    summary: `${task.role} is late: ${task.do}${task.subject ? `, ${task.subject}` : ''}, due ${task.due_at}`,
    ...(task.account ? { account: task.account } : {}),
  }));
  const others = found.slice(lateShown);
  const rest = others.length;
  if (rest === 0) return named;
  const lists = [...new Set(others.map((task) => `ladder://tasks/${task.role}`))].join(', ');
  const many = found.length > limit ? `${limit} or more` : String(rest);
  return [
    ...named,
    {
      kind: 'late',
      clause: '4.3',
      summary: `${many} more ${role === 'cro' ? 'MQL and SQL ' : ''}${many === '1' ? 'step is' : 'steps are'} late: ${lists}`,
    },
  ];
}

function overdueByRole({ reader, role, context }: Sweeping): readonly Alert[] {
  if (role !== 'chief.staff') return [];
  const counts = roles.map((each) => ({ each, ...reader.taskCount(each, context.now) }));
  const behind = counts.filter((count) => count.overdue > 0 && count.each !== role);
  if (behind.length === 0) return [];
  const told = behind.map(({ each, open, overdue: n }) => `${each} ${n} of ${open}`).join(', ');
  return [{ kind: 'overdue_by_role', clause: '4.3', summary: `Overdue by role: ${told}` }];
}

/** §7: the alerts on qualification, for the roles that each concerns. */
function figures(sweeping: Sweeping): readonly Alert[] {
  const { role } = sweeping;
  const to = (...concerned: readonly Role[]) => concerned.includes(role);
  return [
    ...(to('cmo', 'cro') ? volume(sweeping) : []),
    ...(to('cro', 'cmo', 'chief.staff') ? conversion(sweeping) : []),
    ...(to('cro', 'chief.staff') ? overrides(sweeping) : []),
    ...missed(sweeping),
    ...(to('chief.staff', 'cmo', 'cro') ? disputes(sweeping) : []),
  ];
}

function volume({ reader, context, saysUnset }: Sweeping): readonly Alert[] {
  const found = lowVolume(reader.desk(), context);
  const line = { kind: 'mql_volume', clause: '7' };
  if (found === 'not_configured') {
    if (!saysUnset) return [];
    return [
      { ...line, summary: 'MQL volume: not configured; no threshold is supplied (alerts.mql_volume of the policy)' },
    ];
  }
  if (!found) return [];
  const told = found.weeks.map(({ week, mqls }) => `${week}: ${mqls}`).join(', ');
  const summary = `MQL volume below ${found.threshold} a week: ${told}. CMO and CRO review why`;
  return [{ ...line, summary }];
}

function conversion({ reader, context }: Sweeping): readonly Alert[] {
  const low = lowRate(reader.desk(), context);
  if (!low) return [];
  const floor = 100 * context.policy.alerts.conversion_floor.value;
  const summary = `MQL to SQL below ${floor} % in ${context.policy.alerts.conversion_weeks.value} weeks running (entered of decided): ${low}. The CRO reviews ${buyingNamed(context.policy.buying)}`;
  return [{ kind: 'sql_conversion', clause: '7', summary }];
}

function overrides({ reader, context }: Sweeping): readonly Alert[] {
  const { month, met, overridden, limit, over } = overrideRate(reader.desk(), context);
  if (!over) return [];
  const summary = `Overrides in ${month}: ${overridden} of ${plural(met, 'classification')}, more than ${100 * limit} %. The gates are reviewed`;
  return [{ kind: 'override_rate', clause: '7', summary }];
}

function missed({ reader, role, context }: Sweeping): readonly Alert[] {
  const found = missedSteps(reader.desk(), context);
  return found
    .filter((each) => role === 'chief.staff' || each.role === role)
    .map(({ role: who, count, needed, days }) => ({
      kind: 'missed_steps',
      clause: '7',
      summary: `${who} missed ${plural(count, 'approval step')} in ${days} days; ${needed} open a capacity review`,
    }));
}

function disputes({ reader, context }: Sweeping): readonly Alert[] {
  const needed = context.policy.alerts.disputes_needed.value;
  return disputedCriteria(reader.desk(), context)
    .filter(({ count }) => count >= needed)
    .map(({ criterion, quarter, count }) => ({
      kind: 'repeated_dispute',
      clause: '7',
      summary: `${criterion} was disputed at ${count} accounts in ${quarter}: its definition is to be amended`,
    }));
}
