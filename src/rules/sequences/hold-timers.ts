import type { AccountState } from '../aggregates/account.ts';
import type { Hold } from '../aggregates/enrolment.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import type { Instant } from '../time/time.ts';
import { runningEnrolments } from './standing.ts';

/** A reason to stand still that falls by itself. */
export interface HoldAhead {
  readonly enrolment: string;
  readonly hold: Hold;
  readonly at: Instant;
}

/** C4, Y1: a hold with a day falls when that day begins. */
export function holdsAhead(state: AccountState, { calendar }: Pick<Context, 'calendar'>): readonly HoldAhead[] {
  return runningEnrolments(state).flatMap(({ id, holds }) =>
    holds.flatMap((hold) =>
      hold.until === undefined ? [] : [{ enrolment: id, hold, at: calendar.startOf(hold.until) }],
    ),
  );
}

export function endHold(draft: AccountDraft, { enrolment, hold: { why, ref }, at }: HoldAhead): void {
  const of = ref === undefined ? {} : { ref };
  draft.emit({ type: 'enrolment_released', enrolment, why, ...of, because: 'its day has come' }, at);
}
