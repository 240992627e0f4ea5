import type { Enrolment } from '../aggregates/enrolment.ts';
import type { OverPermit, Permit } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { nextDue } from '../sequences/cadence.ts';
import { heldBack } from './held-back.ts';

interface Coverage {
  readonly covering?: Permit;
  /** A permit that was over at that time, or held back unused. */
  readonly uncovered?: OverPermit | undefined;
}

/** M1, M2: whether a permit stood at the time that is told; a stop or a pause holds back what nobody redeemed before. */
export function coverageOf(
  { permit: id, at }: { readonly permit: string; readonly at: string },
  { state }: AccountDraft,
  world: World,
): Coverage {
  const over = state.over_permits?.find(({ permit }) => permit.id === id);
  const held = state.permits?.find((each) => each.id === id);
  if (!held) return over && over.at > at ? { covering: over.permit } : { uncovered: over };
  const back = held.state === 'open' ? heldBack(world.mailbox().state, held.email === undefined) : null;
  if (!back || back.since > at) return { covering: held };
  return { uncovered: { permit: held, at: back.since, why: back.because } };
}

/** C2: the touch that went out, and the day of the next; nothing where it was sent before. */
export function touchedBy(permit: Permit | undefined, { state }: AccountDraft, at: string, context: Context) {
  const enrolment = state.enrolments?.find(({ id }) => id === permit?.enrolment);
  if (!enrolment || permit?.touch === undefined || enrolment.touch !== permit.touch) return {};
  const on = context.calendar.dateOf(at);
  return { touched: { on, next_due: nextDue({ ...enrolment, touch: permit.touch }, on, context) } };
}

/** C2: the same of the touch in turn, which no permit on file sent. */
export function touchOf(enrolment: Enrolment, at: string, context: Context) {
  const on = context.calendar.dateOf(at);
  return { touched: { on, next_due: nextDue(enrolment, on, context), enrolment: enrolment.id } };
}

/** The day of the next touch, as a text; empty where the enrolment is over meanwhile. */
export function nextText(permit: Permit | undefined, next: string | null | undefined, { state }: AccountDraft): string {
  if (next === undefined) return '';
  if (next === null) return ' That was the last touch.';
  const isOver = state.enrolments?.some(({ id, over }) => id === permit?.enrolment && over !== undefined);
  return isOver ? '' : ` The next touch is due on ${next}.`;
}
