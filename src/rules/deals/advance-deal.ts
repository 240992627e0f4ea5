/** The steps beyond SQL (§3, L8). */

import { type AccountState, label } from '../aggregates/account.ts';
import type { DealEvent } from '../aggregates/account-events.ts';
import { type AccountRef, noSuchAccount } from '../command/account-ref.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { InputReader } from '../command/input-reader.ts';
import { onAccount } from '../command/on-account.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { standingOf } from '../criteria/engagement.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import type { ArrowId } from '../ladder/arrows.ts';
import { move } from '../moves/move.ts';
import { done, overtaken } from '../tasks/closing.ts';
import { closeTasks } from '../tasks/tasks.ts';
import { addDays, type Instant, parseInstant } from '../time/time.ts';
import type { Check } from '../vocabulary/check.ts';
import { faulty, invalid } from '../vocabulary/refusal.ts';
import { type DealInput, outOfOrder, schedule } from './deal-steps.ts';

export interface DealArgs {
  readonly account: AccountRef;
  readonly event: DealEvent;
  readonly at?: string | undefined;
  readonly reference?: string | undefined;
  readonly reason?: string | undefined;
}

/** §3, §3.5, L8: the steps beyond SQL, one by one, on the CRO's word. */
export const advanceDeal: Command<DealArgs, DealInput, { account: string }> = {
  name: 'advance_deal',
  clause: '3',
  prepare: (args, context) =>
    onAccount(args.account, context, (read) => {
      const on = readWhen(args, context, read);
      const reference = read.text('reference', args.reference, 'reference');
      const reason = read.text('reason', args.reason, 'quote');
      if (args.event === 'lost' && !reason) read.fault(invalid('reason', args.reason, 'why the deal was lost'));
      return { event: args.event, on, reference, reason };
    }),
  decide(input, world, context) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    const refusal =
      input.event === 'briefing_scheduled' ? schedule(draft, world, context) : outOfOrder(draft.state, input, context);
    return refusal ?? advance(draft, input, world, context);
  },
  asked: ({ event, on }) => ({ tool: 'advance_deal', event, on }),
};

/** An appointment may lie ahead; everything else has happened (T7). */
function readWhen({ event, at }: DealArgs, context: Context, read: InputReader): Instant {
  if (event !== 'briefing_scheduled') return at === undefined ? context.now : read.past('at', at);
  if (at === undefined) {
    read.fault(invalid('at', at, 'the date of the Briefing, as an instant with offset'));
    return context.now;
  }
  const found = parseInstant(at);
  if ('problem' in found) read.fault(faulty('at', found.problem));
  return 'problem' in found ? context.now : found.instant;
}

const arrows: Readonly<Partial<Record<DealEvent, ArrowId>>> = {
  assessment_qualified: 'assessment_qualified',
  won: 'won',
  lost: 'lost',
};

function advance(
  draft: AccountDraft,
  { event, on, reference, reason }: DealInput,
  world: World,
  context: Context,
): Decided<{ account: string }> {
  const days = context.policy.regression.cooldown_days.value;
  draft.emit({
    type: 'deal_advanced',
    event,
    on,
    ...(reference ? { reference } : {}),
    ...(reason ? { reason } : {}),
    ...(event === 'lost' ? { cooldown_until: addDays(context.today, days) } : {}),
  });
  const scheduled = event === 'briefing_scheduled' && draft.state.stage === 'SQL';
  const arrow = scheduled ? 'briefing_ready' : arrows[event];
  if (arrow)
    move(
      draft,
      {
        arrow,
        because: `${event} ${context.calendar.dateOf(on)}${reason ? `: ${reason.slice(0, 200)}` : ''}`,
        evidence: reference ? [reference] : [],
        said: { reason },
      },
      world,
      context,
    );
  if (event === 'briefing_scheduled')
    closeTasks(draft, ['answer_briefing_request', 'immediate_outreach'], done('the Briefing has a date'));
  if (event === 'lost' || event === 'won')
    closeTasks(draft, ['answer_briefing_request', 'immediate_outreach'], overtaken(`the deal was ${event}`));
  const checks = criteriaChecks(standingOf(draft, world), context);
  return {
    outcome: 'recorded',
    summary: summaryOf(draft.state, event, on),
    checks: flagged(checks),
    extra: { account: draft.state.id },
  };
}

/** L3: later events record the world and are never refused for criteria; what fails is shown as a warning. */
function flagged(checks: readonly Check[]): readonly Check[] {
  return checks.map((check) => (check.verdict === 'fail' ? { ...check, verdict: 'warn' as const } : check));
}

function summaryOf(state: AccountState, event: DealEvent, on: Instant): string {
  const name = label(state);
  switch (event) {
    case 'briefing_scheduled':
      return `${name} is BRIEFING_READY; the Briefing is on ${on}.`;
    case 'briefing_held':
      return `The Briefing with ${name} was held. Next: propose the Assessment, or record the loss.`;
    case 'assessment_proposed':
      return `The Assessment is proposed to ${name}. Next: assessment_qualified, or lost.`;
    case 'assessment_qualified':
      return `${name} is ASSESSMENT_QUALIFIED. Next: won, or lost.`;
    case 'won':
      return `${name} is WON. What follows belongs to the hand-off of the Assessment.`;
    case 'lost':
      return `${name} is RECYCLED; it cools down until ${state.cooldown_until}, then sales.ops may recycle it.`;
    default:
      return event satisfies never;
  }
}
