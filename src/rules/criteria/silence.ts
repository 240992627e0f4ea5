import type { AccountState } from '../aggregates/account.ts';
import { type Enrolment, isRunning } from '../aggregates/enrolment.ts';
import type { Context, PolicyCalendar } from '../command/context.ts';
import { addDays, type Instant } from '../time/time.ts';
import type { Stage } from '../vocabulary/stages.ts';
import { countedActs, counts, type Standing } from './engagement.ts';

/** C5: stages in which an account may be re-engaged, and archived by silence. */
export const quietStages: readonly Stage[] = ['PROSPECT', 'MQL', 'RECYCLED'];

type Kind = Context['policy']['sequences']['types'][string]['checked_as'];

interface Completed extends Enrolment {
  readonly over: NonNullable<Enrolment['over']>;
}

/** Sequences of those kinds of which every touch was sent. */
export function completedOf(
  { enrolments = [] }: Pick<AccountState, 'enrolments'>,
  kinds: readonly Kind[],
  { policy }: Pick<Context, 'policy'>,
): readonly Completed[] {
  const { types } = policy.sequences;
  return enrolments.flatMap((each) => {
    const kind = Object.hasOwn(types, each.sequence) ? types[each.sequence]?.checked_as : undefined;
    return each.over?.as === 'complete' && kind && kinds.includes(kind) ? [{ ...each, over: each.over }] : [];
  });
}

/** When the days of silence after it are over. */
export function silenceOver({ over }: Completed, { policy, calendar }: PolicyCalendar): Instant {
  return calendar.startOf(addDays(calendar.dateOf(over.at), policy.sequences.enrolling.silence_days.value));
}

/** C5: nobody answered it from its beginning on. */
export function isUnanswered({ contact, enrolled_at }: Enrolment, { answered = {} }: AccountState): boolean {
  return (answered[contact]?.at ?? '') < enrolled_at;
}

/** C5: from when on re-engagement may be proposed for somebody whose nurture or activation ended in silence; null for nobody. */
export function reengagementOn(standing: Standing, context: PolicyCalendar): Instant | null {
  const { state } = standing;
  if (!quietStages.includes(state.stage) || state.review !== 'NONE') return null;
  const silent = completedOf(state, ['nurture', 'activation'], context).filter((each) =>
    waits(each, standing, context),
  );
  return earliest(silent.map((each) => later(silenceOver(each, context), state.stage_since)));
}

/** Unanswered, still to be written to, and followed by no other sequence. */
function waits(each: Completed, standing: Standing, context: PolicyCalendar): boolean {
  const { state } = standing;
  const contact = state.contacts.find(({ id }) => id === each.contact);
  const isThere = contact && !contact.left && !contact.erased && !contact.part_of && counts(contact, standing, context);
  const isLast = (state.enrolments ?? []).every(
    (other) => other.contact !== each.contact || other.enrolled_at <= each.enrolled_at,
  );
  return isThere === true && isLast && isUnanswered(each, state);
}

/** C5: when silence archives the account: re-engagement ran to its end, nobody answered or acted since it began, and no sequence runs. */
export function archivedOn(standing: Standing, context: PolicyCalendar): Instant | null {
  const { state } = standing;
  const { stage, review, enrolments = [], proposal, answered = {} } = state;
  if (!quietStages.includes(stage) || review !== 'NONE' || proposal !== null || enrolments.some(isRunning)) return null;
  const last = completedOf(state, ['re_engagement'], context).reduce<Completed | null>(
    (newest, each) => (newest === null || each.over.at >= newest.over.at ? each : newest),
    null,
  );
  if (last === null) return null;
  const since = last.enrolled_at;
  if (Object.values(answered).some(({ at }) => at >= since)) return null;
  if (countedActs(standing, context).some(({ at, filed_at }) => at >= since || filed_at >= since)) return null;
  return later(silenceOver(last, context), state.stage_since);
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

function earliest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((first, each) => (first === null || each < first ? each : first), null);
}
