import type { PolicyValues } from '../policy/policy.ts';
import { addDays, type CalendarDate, type Instant, mondayOf, weekOf } from '../time/time.ts';
import type { Episode, Mail, NumberStep, SequenceStep } from './history.ts';
import { begun, type Taking } from './ladder-figures.ts';
import { backFrom, distinct, holdsSince, type Timeline, valueBefore } from './timeline.ts';

/** The ground of scaling triggers, which need more than the history of accounts. */
export interface Scaling extends Taking {
  readonly policy: PolicyValues;
  readonly today: CalendarDate;
  /** M3: sent today, permitted and due. */
  readonly mails_wanted: number;
  /** Permits that hold a place of today's. */
  readonly permits_held: readonly string[];
  /** Enrolments whose touch is due without a permit. */
  readonly due: readonly string[];
  /** Accounts at their stages and people of the pipeline, as they stand. */
  readonly standing: { readonly active_sqls: number; readonly clients: number; readonly people: number };
  /** The history is complete from this instant on; earlier states are known by what stands now. */
  readonly read_from: Instant;
  /** Versions of copy that went live, and that are so no more. */
  readonly live: readonly LiveStep[];
}

export type LiveStep = SequenceStep & { readonly template: string; readonly seq: number };

export interface Trigger {
  readonly clause: string;
  readonly name: keyof PolicyValues['scaling']['owners']['value'];
  readonly value: number;
  readonly operator: '>' | '>=';
  readonly threshold: number;
  readonly fired: boolean;
  readonly since?: Instant;
  readonly owner: string;
  readonly change: string;
  /** The eight weeks before this one, oldest first. */
  readonly trend: readonly { readonly week: string; readonly value: number }[];
}

type Name = Trigger['name'];

/** W10: the triggers; some fire beyond their threshold, some upon it. */
export const triggerRows: readonly {
  readonly clause: string;
  readonly name: Name;
  readonly operator: Trigger['operator'];
}[] = [
  { clause: '9.1', name: 'mqls_per_week', operator: '>' },
  { clause: '9.2', name: 'active_sqls', operator: '>' },
  { clause: '9.3', name: 'emails_per_day', operator: '>' },
  { clause: '9.4', name: 'contacts_in_pipeline', operator: '>' },
  { clause: '9.5', name: 'sequence_types', operator: '>=' },
  { clause: '9.6', name: 'clients', operator: '>=' },
];

export const weeksShown = 8;

export function isOver(name: Name, value: number, { scaling }: PolicyValues): boolean {
  const threshold = scaling[name].value;
  return triggerRows.find((each) => each.name === name)?.operator === '>' ? value > threshold : value >= threshold;
}

/** Section 9: always all six. */
export function triggers(taking: Scaling): readonly Trigger[] {
  const { policy } = taking;
  const found = figures(taking);
  return triggerRows.map(({ clause, name, operator }) => {
    const { value, fired, since, weekly } = found[name];
    return {
      clause,
      name,
      value,
      operator,
      threshold: policy.scaling[name].value,
      fired,
      ...(fired && since ? { since } : {}),
      owner: policy.scaling.owners.value[name].join(', '),
      change: policy.scaling.changes.value[name],
      trend: lastWeeks(taking.today).map((monday) => ({ week: weekOf(monday), value: weekly(monday) })),
    };
  });
}

interface Found {
  readonly value: number;
  readonly fired: boolean;
  readonly since: Instant | null;
  readonly weekly: (monday: CalendarDate) => number;
}

function figures(taking: Scaling): Readonly<Record<Name, Found>> {
  const { history, mails_wanted, standing, read_from: from, policy } = taking;
  const active = backFrom(standing.active_sqls, stageSteps(taking, ['SQL', 'BRIEFING_READY']), from);
  const clients = backFrom(standing.clients, stageSteps(taking, ['WON']), from);
  const people = backFrom(standing.people, history.people, from);
  const types = distinct([...history.sequences, ...taking.live]);
  const newest = (line: Timeline) => line.at(-1)?.value ?? 0;
  const stateOf = (name: Name, line: Timeline): Found => ({
    value: newest(line),
    fired: isOver(name, newest(line), policy),
    since: holdsSince(line, (each) => isOver(name, each, policy)),
    weekly: (monday) => valueBefore(line, taking.calendar.startOf(addDays(monday, 7))),
  });
  return {
    mqls_per_week: mqls(taking),
    active_sqls: stateOf('active_sqls', active),
    emails_per_day: mails(taking, mails_wanted),
    contacts_in_pipeline: stateOf('contacts_in_pipeline', people),
    sequence_types: stateOf('sequence_types', types),
    clients: stateOf('clients', clients),
  };
}

function lastWeeks(today: CalendarDate): readonly CalendarDate[] {
  const monday = mondayOf(today);
  return Array.from({ length: weeksShown }, (_, n) => addDays(monday, 7 * (n - weeksShown)));
}

function stageSteps({ history }: Scaling, stages: readonly string[]): readonly NumberStep[] {
  return history.arrivals.flatMap(({ at, from, to }) => {
    const by = Number(stages.includes(to)) - Number(stages.includes(from));
    return by === 0 ? [] : [{ at, by }];
  });
}

/** 9.1: the running week, or the last one; a week that fired goes on firing through the next. */
function mqls(taking: Scaling): Found {
  const { calendar, period, history, policy, today } = taking;
  const of = (monday: CalendarDate): readonly Episode[] =>
    begun({
      history,
      period: { ...period, from: calendar.startOf(monday), to: calendar.startOf(addDays(monday, 7)) },
    });
  const over = policy.scaling.mqls_per_week.value;
  const crossed = (monday: CalendarDate) => of(monday)[over]?.at ?? null;
  const monday = mondayOf(today);
  const last = addDays(monday, -7);
  let since = crossed(monday);
  let week = since === null ? last : addDays(monday, -7);
  for (let at = crossed(week); at !== null; at = crossed(week)) {
    since = at;
    week = addDays(week, -7);
  }
  return { value: of(monday).length, fired: since !== null, since, weekly: (each) => of(each).length };
}

/** 9.3: a past day by what it sent, today by what it wants; days on end that were beyond it are one. */
function mails({ history, calendar, today, policy }: Scaling, wanted: number): Found {
  const byDay = new Map<CalendarDate, number>();
  for (const { at } of history.mails satisfies readonly Mail[]) {
    const day = calendar.dateOf(at);
    byDay.set(day, (byDay.get(day) ?? 0) + 1);
  }
  const fired = isOver('emails_per_day', wanted, policy);
  let first = today;
  for (let day = addDays(today, -1); isOver('emails_per_day', byDay.get(day) ?? 0, policy); day = addDays(day, -1))
    first = day;
  return {
    value: wanted,
    fired,
    since: fired ? calendar.startOf(first) : null,
    weekly: (monday) => Math.max(...Array.from({ length: 7 }, (_, n) => byDay.get(addDays(monday, n)) ?? 0)),
  };
}
