/** Moves along an arrow: its command, role and guards, each a function. */

import type { AccountState } from '../aggregates/account.ts';
import type { Moved } from '../aggregates/account-events.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import type { Arrow } from '../ladder/arrow.ts';
import { arrowFrom } from '../ladder/arrows.ts';
import type { Instant } from '../time/time.ts';
import { type ArrowStep, guards } from './guards.ts';

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
  take(draft, step, { suppressed, context });
}

interface Taker {
  readonly suppressed: ReadonlySet<string>;
  readonly context: Context;
  /** When the arrow fell due, where time alone takes it (T6). */
  readonly at?: Instant;
}

/** Moves an account along an arrow that time alone takes, whoever noticed it. */
export function moveInTime(draft: AccountDraft, step: ArrowStep, taker: Required<Taker>): void {
  take(draft, step, taker);
}

function take(draft: AccountDraft, step: ArrowStep, { suppressed, context, at }: Taker): void {
  const { before, state } = draft;
  const arrow = arrowFrom(step.arrow, state);
  if (!arrow) throw new Error(`no arrow ${step.arrow} from ${state.stage}/${state.review}`);
  const taking = { state, suppressed, before, step, context };
  const barrier = at === undefined ? barrierTo(arrow, context) : barrierInTime(arrow);
  const unmet = arrow.guards.find((guard) => !guards[guard](taking));
  if (barrier ?? unmet) throw new Error(`the arrow ${step.arrow} is barred by its ${barrier ?? `guard ${unmet}`}`);
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

function barrierTo({ command, roles }: Arrow, context: Context): string | null {
  if (context.command !== command) return `command ${command}: this is ${context.command ?? 'no command'}`;
  return roles.includes(context.role) ? null : `roles ${roles.join(', ')}: this is ${context.role}`;
}

const barrierInTime = ({ command }: Arrow): string | null =>
  command === 'time' ? null : `command ${command}: this is time`;
