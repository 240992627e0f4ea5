import type { Contact } from '../aggregates/account.ts';
import type { Enrolment } from '../aggregates/enrolment.ts';
import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { counts } from '../criteria/engagement.ts';
import { mayTake } from '../ladder/arrows.ts';
import { move } from '../moves/move.ts';
import { takePerson } from '../people/match-contact.ts';
import { runningEnrolments } from '../sequences/standing.ts';
import { takeNote } from '../signals/take-note.ts';
import { answerDuties, colleaguesWait, waitsForAnswer } from '../tasks/answer-tasks.ts';
import { openTask, openTasks } from '../tasks/tasks.ts';
import { addDays, type CalendarDate } from '../time/time.ts';
import type { Stage } from '../vocabulary/stages.ts';
import type { Home } from './reply-home.ts';
import { type ResponseRead, timelineOf } from './response-input.ts';

/** Effects of a reply beside its tasks. */
export interface Followed {
  readonly paused: readonly { readonly contact: string; readonly until?: CalendarDate }[];
  readonly ended: readonly { readonly contact: string; readonly because: string }[];
  readonly resumes_on?: CalendarDate;
}

interface Following extends Followed {
  /** Sentences on the other effects of the reply. */
  readonly remarks: readonly string[];
}

interface Effect {
  /** The reach of the end of enrolments: all of the account, or the contact's; null: none end. */
  readonly ends: 'account' | 'contact' | null;
}

/** Y1: the enrolments that each type ends. */
const effects: Readonly<Record<number, Effect>> = {
  1: { ends: 'account' },
  2: { ends: null },
  3: { ends: 'contact' },
  4: { ends: 'contact' },
  5: { ends: 'contact' },
  6: { ends: 'contact' },
  7: { ends: 'contact' },
  8: { ends: 'contact' },
  9: { ends: null },
};

const belowSql: readonly Stage[] = ['PROSPECT', 'MQL', 'RECYCLED', 'ARCHIVED', 'DISQUALIFIED'];

/** `isBack`: they were suppressed before they wrote. */
type Response = ResponseRead & { readonly isBack: boolean };

/** Y1 to Y3: tasks, ends, pauses, and what the reply does to the account. */
export function follow(home: Home, input: Response, world: World, context: Context): Following {
  const { type } = input;
  const remarks = [...reopened(home, input, context), ...filed(home, input, world, context)];
  const answer = openAnswer(home, input, context);
  openFurther(home, input, context);
  const ended = end(home, type);
  const paused = type === 9 ? away(home, input, context) : pause(home, type, answer);
  const until = type === 9 ? paused[0]?.until : undefined;
  return { paused, ended, ...(until === undefined ? {} : { resumes_on: until }), remarks };
}

/** L12: an archived account opens again where somebody who may be written to says anything but no. */
function reopened(home: Home, { type, id }: ResponseRead, context: Context): readonly string[] {
  const { draft, suppressed } = home;
  if (type > 4 || !mayTake('reopen_reply', draft.state) || !isCounted(home, context)) return [];
  move(draft, { arrow: 'reopen_reply', because: `a reply of type ${type}`, evidence: [id] }, { suppressed }, context);
  return ['It was ARCHIVED and is PROSPECT again.'];
}

function contactOf({ draft, contact }: Home): Contact | undefined {
  return draft.state.contacts.find((each) => each.id === contact);
}

function isCounted(home: Home, context: Context): boolean {
  const { draft, suppressed } = home;
  return counts(contactOf(home), { state: draft.state, suppressed }, context);
}

/** Y1: a hot reply below SQL is a request for the Briefing; who was referred is introduced, and has not answered yet. */
function filed(home: Home, input: ResponseRead, world: World, context: Context): readonly string[] {
  const { draft, contact, suppressed } = home;
  const { type, received_at, text, referred, id } = input;
  const seen = { ...world, suppressed };
  const known = contactOf(home);
  if (type === 1 && known && belowSql.includes(draft.state.stage)) {
    const signal = { type: 'E4', channel: 'email', quote: text } as const;
    const note = { observed_at: received_at, source: `reply ${id}`, signal, words: { quote: text } };
    const taken = takeNote(draft, { note, contact: known, take: () => known }, seen, context);
    return 'refused' in taken ? [] : [`It is filed as ${taken.signal.id}, E4.`];
  }
  if (type !== 4 || !referred || referred.keys.length === 0) return [];
  const [, other] = world.people;
  if (other && other.account !== draft.state.id)
    return [`Whom they named is a contact of ${other.domain} already; nothing was filed for them.`];
  const theirs = other ? draft.state.contacts.find((each) => each.id === other.contact) : undefined;
  const signal = {
    type: 'E7',
    referrer: contact,
    relationship: 'colleague',
    context: 'named in a reply',
    response: 'none',
    evidence: id,
  } as const;
  const words = { relationship: signal.relationship, context: signal.context, evidence: id, referrer: contact };
  const note = {
    observed_at: received_at,
    source: `reply ${id}`,
    signal,
    words,
    referrer: context.fingerprint(contact),
  };
  const who = { contact: theirs ?? null, ...(other ? { at: other } : {}) };
  const taken = takeNote(
    draft,
    { note, contact: theirs ?? null, take: () => takePerson(draft, who, referred) },
    seen,
    context,
  );
  return 'refused' in taken
    ? []
    : [`Whom they named is ${taken.signal.contact}, introduced by ${taken.signal.id} (E7).`];
}

/** Opens the task to answer; its id, for what waits until it is done. */
function openAnswer({ draft, contact }: Home, { type, isBack }: Response, context: Context): string | null {
  // Nobody answers a suppressed person (A11): the cro looks.
  const kind = isBack && answerDuties[type] ? returned : answerDuties[type];
  if (kind === undefined) return null;
  openTask(draft, { kind, subject: contact }, context);
  return openTasks(draft.state, kind).find(({ subject }) => subject === contact)?.id ?? null;
}

const returned = 'look_at_returned';

/** Y1: a follow-up after a warm reply, a trigger before the time that they named and one value piece until then. */
function openFurther(
  { draft, contact: subject, suppressed }: Home,
  { type, details }: ResponseRead,
  context: Context,
): void {
  if (suppressed.has(subject)) return;
  const { calendar, today, policy } = context;
  if (type === 2 && draft.state.deal.briefing_for === null)
    openTask(draft, { kind: 'follow_up_warm', subject }, context);
  const timeline = type === 3 ? timelineOf(details.timeline) : null;
  if (timeline === null) return;
  const day = addDays(timeline, -policy.replies.answering.trigger_days.value);
  const on = calendar.nextBusinessDay(day > today ? day : addDays(today, 1));
  openTask(draft, { kind: 'timeline_trigger', subject, dueAt: calendar.endOfSameDay(calendar.openOf(on)) }, context);
  openTask(draft, { kind: 'send_value_piece', subject }, context);
}

function over(home: Home, each: Enrolment, because: string) {
  home.draft.emit({ type: 'enrolment_over', enrolment: each.id, as: 'ended', because });
  return { contact: each.contact, because };
}

function end(home: Home, type: number): Followed['ended'] {
  const ends = effects[type]?.ends ?? null;
  if (ends === null) return [];
  const because = `a reply of type ${type} came`;
  return runningEnrolments(home.draft.state)
    .filter(({ contact }) => ends === 'account' || contact === home.contact)
    .map((each) => over(home, each, because));
}

/** Y3: the person until the answer is given, colleagues as well where the type says so. */
function pause({ draft, contact }: Home, type: number, answer: string | null): Followed['paused'] {
  if (answer === null) return [];
  const because = waitsForAnswer(type);
  return runningEnrolments(draft.state).flatMap((each) => {
    const isOwn = each.contact === contact;
    if (!isOwn && !colleaguesWait.includes(type)) return [];
    const hold = { why: isOwn ? ('reply' as const) : ('colleague' as const), ref: answer, because };
    draft.emit({ type: 'enrolment_held', enrolment: each.id, hold });
    return [{ contact: each.contact }];
  });
}

/** 5.6.9: until two days after the first day back; without a date sales.ops looks after five business days. */
function away({ draft, contact }: Home, { details, suggested }: ResponseRead, context: Context): Followed['paused'] {
  const { calendar, today, policy } = context;
  const back = details.return_date ?? suggested.return_date;
  const until =
    back === undefined
      ? undefined
      : calendar.nextBusinessDay(addDays(back, policy.replies.answering.resume_days.value));
  if (until !== undefined && until <= today) return [];
  const own = runningEnrolments(draft.state).filter((each) => each.contact === contact);
  if (own.length > 0 && until === undefined) openTask(draft, { kind: 'look_at_away', subject: contact }, context);
  const look = openTasks(draft.state, 'look_at_away').find(({ subject }) => subject === contact)?.id;
  return own.map((each) => {
    const of = until === undefined ? { ...(look ? { ref: look } : {}) } : { until };
    const because = until === undefined ? 'they are away, and do not say until when' : `they are away until ${back}`;
    draft.emit({ type: 'enrolment_held', enrolment: each.id, hold: { why: 'away', because, ...of } });
    return { contact: each.contact, ...(until === undefined ? {} : { until }) };
  });
}
