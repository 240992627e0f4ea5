/** Taking an arrow: its command, role and guards, each a function. */

import type { AccountState } from '../aggregates/account.ts';
import type { Moved } from '../aggregates/account-events.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import type { Arrow } from '../ladder/arrow.ts';
import { arrowFrom } from '../ladder/arrows.ts';
import type { Instant } from '../time/time.ts';
import { type ArrowStep, type ArrowTaking, guards } from './guards.ts';

/**
 * Moves an account along an arrow of the ladder. The commands refuse in words what the table does not allow; what
 * they let through against it is a defect and no answer: an arrow that does not start here, is taken by another
 * command or role, or has a guard that is not met.
 */
export function move(
  draft: AccountDraft,
  step: ArrowStep,
  { suppressed }: Pick<World, 'suppressed'>,
  context: Context,
): void {
  const { before, state } = draft;
  const arrow = arrowFrom(step.arrow, state);
  if (!arrow) throw new Error(`no arrow ${step.arrow} from ${state.stage}/${state.review}`);
  const barrier = barrierOf(arrow, { state, suppressed, before, step, context });
  if (barrier) throw new Error(`the arrow ${step.arrow} is barred by its ${barrier}`);
  draft.emit(movedBy(arrow, step, state));
}

interface InTime {
  readonly suppressed: ReadonlySet<string>;
  readonly context: Context;
  /** When it fell due (T6). */
  readonly at: Instant;
}

/** Moves an account along an arrow that time alone takes, whoever noticed it. */
export function moveInTime(draft: AccountDraft, step: ArrowStep, { suppressed, context, at }: InTime): void {
  const { before, state } = draft;
  const arrow = arrowFrom(step.arrow, state);
  if (!arrow) throw new Error(`no arrow ${step.arrow} from ${state.stage}/${state.review}`);
  if (arrow.command !== 'time')
    throw new Error(`the arrow ${step.arrow} is barred by its command ${arrow.command}: this is time`);
  const unmet = arrow.guards.find((guard) => !guards[guard]({ state, suppressed, before, step, context }));
  if (unmet) throw new Error(`the arrow ${step.arrow} is barred by its guard ${unmet}`);
  draft.emit(movedBy(arrow, step, state), at);
}

function movedBy(arrow: Arrow, { because, evidence, idle }: ArrowStep, { stage }: AccountState): Moved {
  return {
    type: 'moved',
    arrow: arrow.id,
    from: stage,
    to: arrow.to === 'same' ? stage : arrow.to,
    review: arrow.review,
    clause: arrow.clause,
    because,
    evidence,
    spends: arrow.spends === 'always' || (arrow.spends === 'when_idle' && idle !== undefined),
    ...(arrow.resets && idle?.lastAct ? { floor: idle.lastAct } : {}),
  };
}

/** The first entry of the arrow that is not met. */
function barrierOf({ command, roles, guards: named }: Arrow, taking: ArrowTaking): string | null {
  const { context } = taking;
  if (context.command !== command) return `command ${command}: this is ${context.command ?? 'no command'}`;
  if (!roles.includes(context.role)) return `roles ${roles.join(', ')}: this is ${context.role}`;
  const unmet = named.find((guard) => !guards[guard](taking));
  return unmet === undefined ? null : `guard ${unmet}`;
}
