import type { Intent, Task } from './account.ts';
import type { Role } from './roles.ts';
import type { Stamp } from './stamp.ts';
import type { CalendarDate, Instant } from './time.ts';

/** One week's figures of qualification (W1): `decided` are dossiers confirmed, disputed or fallen short. */
export interface Week {
  readonly mqls: number;
  readonly decided: number;
  readonly entered: number;
}

/** One month's classifications that met the MQL criteria, and how many of them stood on an override (G-4). */
export interface Month {
  readonly met: number;
  readonly overridden: number;
}

/** What concerns no single account: the day's post, recurring duties, counts that alarms rest on. */
export interface DeskState {
  /** Where time began for it: nothing recurring is older. */
  readonly opened_at: Instant | null;
  /** One line an account waits for the day's post to the sales channel (S-5). */
  readonly batch: { readonly closes_at: Instant; readonly lines: readonly string[] } | null;
  readonly tasks: readonly Task[];
  readonly intents: readonly Intent[];
  /** The newest day on which each recurring duty came up. */
  readonly recurred: Readonly<Record<string, CalendarDate>>;
  /** By quarter and criterion. */
  readonly disputes: Readonly<Record<string, number>>;
  /** By ISO week. */
  readonly weeks: Readonly<Record<string, Week>>;
  /** Weeks up to here were looked at. */
  readonly weeks_closed: string | null;
  /** By calendar month. */
  readonly months: Readonly<Record<string, Month>>;
  /** Missed approval steps by role, the newest last. */
  readonly missed: readonly { readonly role: Role; readonly at: Instant }[];
  /** When time alone will next change something here. */
  readonly alarm: Instant | null;
  readonly minted: number;
}

export type Counted = 'mqls' | 'decided' | 'entered';

export type DeskEvent =
  | { readonly type: 'desk_opened' }
  | { readonly type: 'line_queued'; readonly line: string; readonly closes_at: Instant }
  | { readonly type: 'batch_posted'; readonly channel: string; readonly text: string; readonly lines: number }
  | { readonly type: 'alarm_set'; readonly at: Instant | null }
  | { readonly type: 'posted'; readonly channel: string; readonly text: string }
  | { readonly type: 'duty_recurred'; readonly kind: string; readonly day: CalendarDate }
  | { readonly type: 'week_counted'; readonly week: string; readonly what: Counted }
  | { readonly type: 'week_closed'; readonly week: string }
  | { readonly type: 'month_counted'; readonly month: string; readonly overridden: boolean }
  | { readonly type: 'dispute_counted'; readonly criterion: string; readonly quarter: string }
  | { readonly type: 'miss_counted'; readonly role: Role }
  | { readonly type: 'task_opened'; readonly task: Omit<Task, 'opened_at'> }
  | { readonly type: 'task_closed'; readonly task: string; readonly note?: string }
  | { readonly type: 'intent_raised'; readonly intent: Omit<Intent, 'raised_at'> }
  | { readonly type: 'intent_claimed'; readonly intent: string; readonly claim: string }
  | {
      readonly type: 'intent_settled';
      readonly intent: string;
      readonly result: 'done' | 'failed' | 'unknown';
      readonly reference?: string;
    };

export const emptyDesk: DeskState = {
  opened_at: null,
  batch: null,
  tasks: [],
  intents: [],
  recurred: {},
  disputes: {},
  weeks: {},
  weeks_closed: null,
  months: {},
  missed: [],
  alarm: null,
  minted: 0,
};

const noWeek: Week = { mqls: 0, decided: 0, entered: 0 };
const noMonth: Month = { met: 0, overridden: 0 };

/** How many of each count are kept: older ones decide nothing any more. */
const kept = { weeks: 60, months: 15, quarters: 40, missed: 100 };

export function evolveDesk(state: DeskState | null, event: DeskEvent, stamp: Stamp): DeskState {
  const desk = state ?? emptyDesk;
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
    case 'task_opened':
      return {
        ...desk,
        tasks: [...desk.tasks.filter(isWorthKeeping), { ...event.task, opened_at: stamp.at }],
        minted: desk.minted + 1,
      };
    case 'task_closed':
      return {
        ...desk,
        tasks: desk.tasks.map((task) => (task.id === event.task ? closed(task, event.note, stamp) : task)),
      };
    case 'intent_raised':
      return {
        ...desk,
        intents: [
          ...desk.intents.filter((each) => each.settled?.result !== 'done'),
          { ...event.intent, raised_at: stamp.at },
        ],
        minted: desk.minted + 1,
      };
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

function closed(task: Task, note: string | undefined, { at, by }: Stamp): Task {
  return { ...task, closed_at: at, closed_by: by, ...(note === undefined ? {} : { note }) };
}

function withIntent(desk: DeskState, id: string, change: (intent: Intent) => Intent): DeskState {
  return { ...desk, intents: desk.intents.map((intent) => (intent.id === id ? change(intent) : intent)) };
}

/** A failed one stands open again; what is done keeps no words. */
export function settledIntent(
  intent: Intent,
  { result, reference }: { readonly result: 'done' | 'failed' | 'unknown'; readonly reference?: string },
  { at }: Pick<Stamp, 'at'>,
): Intent {
  const { claimed: _claimed, settled: _settled, ...open } = intent;
  if (result === 'failed') return open;
  return {
    ...open,
    payload: result === 'done' ? {} : intent.payload,
    settled: { result, at, ...(reference ? { reference } : {}) },
  };
}
