import {
  type Counted,
  type DeskCount,
  type DeskEvent,
  type DeskState,
  type DeskTaskEvent,
  emptyDesk,
  type IncidentEvent,
  type Month,
  type Week,
} from './desk.ts';
import type { Stamp } from './event-stamp.ts';
import { type Intent, settledIntent } from './intent.ts';
import { evolveNotices, type NoticesEvent } from './notices.ts';
import { closedTask, type Task } from './task.ts';

const noWeek: Week = { mqls: 0, decided: 0, entered: 0 };

const noMonth: Month = { met: 0, overridden: 0 };

/** How many of each count are kept: older ones decide nothing any more. */
const kept = { weeks: 60, months: 15, quarters: 40, missed: 100, evidence: 500 };

/** The desk as it stands after one more event. */
export function evolveDesk(state: DeskState | null, event: DeskEvent, stamp: Stamp): DeskState {
  const desk = state ?? emptyDesk;
  if (isNotice(event)) return { ...desk, notices: evolveNotices(desk.notices, event, stamp.at) };
  if (event.type === 'stages_compared') return { ...desk, discrepancies: event.discrepancies };
  if (isIncident(event)) return withIncident(desk, event, stamp);
  return isCount(event) ? evolveCounts(desk, event, stamp) : evolveTasks(desk, event, stamp);
}

const counted: ReadonlySet<string> = new Set<DeskCount['type']>([
  'duty_recurred',
  'week_counted',
  'week_closed',
  'month_counted',
  'dispute_counted',
  'miss_counted',
  'evidence_judged',
]);

function isNotice(event: DeskEvent): event is NoticesEvent {
  return event.type === 'notices_claimed' || event.type === 'notices_told' || event.type === 'notices_failed';
}

function isIncident(event: DeskEvent): event is IncidentEvent {
  return event.type === 'incident_opened' || event.type === 'incident_investigated' || event.type === 'incident_closed';
}

function withIncident(desk: DeskState, event: IncidentEvent, { at }: Stamp): DeskState {
  const { incidents = [], incidented = 0 } = desk;
  switch (event.type) {
    case 'incident_opened':
      return {
        ...desk,
        incidents: [...incidents, { ...event.incident, at, state: 'opened' }],
        incidented: incidented + 1,
      };
    case 'incident_investigated':
      return {
        ...desk,
        incidents: incidents.map((each) => (each.id === event.incident ? { ...each, state: 'investigated' } : each)),
      };
    case 'incident_closed':
      return { ...desk, incidents: incidents.filter(({ id }) => id !== event.incident) };
    default:
      return event satisfies never;
  }
}

function isCount(event: DeskEvent): event is DeskCount {
  return counted.has(event.type);
}

function evolveCounts(desk: DeskState, event: DeskCount, stamp: Stamp): DeskState {
  switch (event.type) {
    case 'duty_recurred':
      return { ...desk, recurred: { ...desk.recurred, [event.kind]: event.day } };
    case 'week_counted':
      return {
        ...desk,
        weeks: newest({ ...desk.weeks, [event.week]: plusOne(desk.weeks[event.week], event.what) }, kept.weeks),
      };
    case 'week_closed':
      return { ...desk, weeks_closed: event.week };
    case 'month_counted':
      return {
        ...desk,
        months: newest(
          { ...desk.months, [event.month]: oneMore(desk.months[event.month], event.overridden) },
          kept.months,
        ),
      };
    case 'dispute_counted': {
      const key = `${event.quarter} ${event.criterion}`;
      return { ...desk, disputes: newest({ ...desk.disputes, [key]: (desk.disputes[key] ?? 0) + 1 }, kept.quarters) };
    }
    case 'miss_counted':
      return { ...desk, missed: [...desk.missed, { role: event.role, at: stamp.at }].slice(-kept.missed) };
    case 'evidence_judged': {
      const { day, role, kind, verdict, signal } = event;
      const key = [day, role, kind, verdict, ...(signal ? [signal] : [])].join(' ');
      const evidence = { ...desk.evidence, [key]: (desk.evidence?.[key] ?? 0) + 1 };
      return { ...desk, evidence: newest(evidence, kept.evidence) };
    }
    default:
      return event satisfies never;
  }
}

function evolveTasks(desk: DeskState, event: DeskTaskEvent, stamp: Stamp): DeskState {
  switch (event.type) {
    case 'desk_opened':
      return { ...desk, opened_at: stamp.at };
    case 'line_queued':
      return {
        ...desk,
        batch: {
          closes_at: desk.batch?.closes_at ?? event.closes_at,
          lines: [...(desk.batch?.lines ?? []), event.line],
        },
      };
    case 'batch_posted':
      return { ...desk, batch: null };
    case 'task_opened':
      return {
        ...desk,
        tasks: [...desk.tasks.filter(isWorthKeeping), { ...event.task, opened_at: stamp.at }],
        minted: desk.minted + 1,
      };
    case 'task_closed':
      return {
        ...withTask(desk, event.task, (task) => closedTask(task, event, stamp)),
        confirmed_copy: confirmedBy(event.task, desk),
      };
    case 'task_missed':
      return withTask(desk, event.task, (task) => ({ ...task, missed: true }));
    case 'task_escalated':
      return withTask(desk, event.task, (task) => ({ ...task, escalated: true }));
    case 'intent_raised':
      return withRaised(desk, { ...event.intent, raised_at: stamp.at });
    case 'intent_claimed':
      return withIntent(desk, event.intent, (intent) => ({
        ...intent,
        claimed: { by: stamp.by, at: stamp.at, claim: event.claim },
      }));
    case 'intent_settled':
      return withIntent(desk, event.intent, (intent) => settledIntent(intent, event, stamp));
    case 'alarm_set':
      return { ...desk, alarm: event.at };
    case 'posted':
      return desk;
    default:
      return event satisfies never;
  }
}

function plusOne(week: Week | undefined, what: Counted): Week {
  const known = week ?? noWeek;
  return { ...known, [what]: known[what] + 1 };
}

function oneMore(month: Month | undefined, overridden: boolean): Month {
  const known = month ?? noMonth;
  return { met: known.met + 1, overridden: known.overridden + (overridden ? 1 : 0) };
}

/** Keys begin with their period, so the newest sort last. */
function newest<T>(record: Readonly<Record<string, T>>, most: number): Readonly<Record<string, T>> {
  const keys = Object.keys(record).sort();
  return keys.length <= most
    ? record
    : Object.fromEntries(
        keys
          .slice(-most)
          .map((key) => [key, record[key]])
          .filter((pair): pair is [string, T] => pair[1] !== undefined),
      );
}

function isWorthKeeping(task: Task): boolean {
  return task.closed_at === undefined;
}

function withTask(desk: DeskState, id: string, change: (task: Task) => Task): DeskState {
  return { ...desk, tasks: desk.tasks.map((task) => (task.id === id ? change(task) : task)) };
}

function confirmedBy(id: string, { tasks, confirmed_copy }: DeskState): string | null {
  const task = tasks.find((each) => each.id === id);
  return task?.kind === 'confirm_restored_ledger' ? (task.subject ?? null) : confirmed_copy;
}

function withRaised(desk: DeskState, intent: Intent): DeskState {
  const open = desk.intents.filter((each) => each.settled?.result !== 'done');
  return { ...desk, intents: [...open, intent], minted: desk.minted + 1 };
}

function withIntent(desk: DeskState, id: string, change: (intent: Intent) => Intent): DeskState {
  return { ...desk, intents: desk.intents.map((intent) => (intent.id === id ? change(intent) : intent)) };
}
