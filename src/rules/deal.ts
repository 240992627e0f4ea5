import type { AccountState } from './account.ts';
import type { ArrowId } from './arrows.ts';
import { type Check, holds } from './check.ts';
import { classification, criteriaChecks, enterSql } from './classify.ts';
import { type AccountDraft, type Command, type Context, type Decided, label, type World } from './command.ts';
import type { DealEvent } from './events.ts';
import { gateChecks } from './gates.ts';
import { type Reading, reading } from './input.ts';
import { move } from './ladder.ts';
import { type AccountRef, accountKey, noSuchAccount } from './references.ts';
import { faulty, invalid, type Refusal, refuse } from './refusal.ts';
import { closeTasks } from './tasks.ts';
import { addDays, type Instant, parseInstant } from './time.ts';

export interface DealArgs {
  readonly account: AccountRef;
  readonly event: DealEvent;
  readonly at?: string | undefined;
  readonly reference?: string | undefined;
  readonly reason?: string | undefined;
}

interface Input {
  readonly event: DealEvent;
  readonly on: Instant;
  readonly reference: string | undefined;
  readonly reason: string | undefined;
}

/** §3, §3.5, L8: what happens beyond SQL, step by step, on the CRO's word. */
export const advanceDeal: Command<DealArgs, Input, { account: string }> = {
  name: 'advance_deal',
  clause: '3',
  prepare(args, context) {
    const key = accountKey(args.account);
    if ('refused' in key) return key;
    const read = reading(context);
    const on = readWhen(args, context, read);
    const reference = read.text('reference', args.reference, 'reference');
    const reason = read.text('reason', args.reason, 'quote');
    if (args.event === 'lost' && !reason) read.fault(invalid('reason', args.reason, 'why the deal was lost'));
    return read.refusal ?? { keys: { account: key.key }, input: { event: args.event, on, reference, reason } };
  },
  decide(input, world, context) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    const refusal =
      input.event === 'briefing_scheduled' ? schedule(draft, world, context) : outOfOrder(draft.state, input);
    return refusal ?? advance(draft, input, world, context);
  },
};

/** An appointment may lie ahead; everything else has happened (T7). */
function readWhen({ event, at }: DealArgs, context: Context, read: Reading): Instant {
  if (event !== 'briefing_scheduled') return at === undefined ? context.now : read.past('at', at);
  if (at === undefined) {
    read.fault(invalid('at', at, 'the date of the Briefing, as an instant with offset'));
    return context.now;
  }
  const found = parseInstant(at);
  if ('problem' in found) read.fault(faulty('at', found.problem));
  return 'problem' in found ? context.now : found.instant;
}

function no(state: AccountState, found: string, next: string, checks?: readonly Check[]): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '3',
    ruling: 'L8',
    found: `${label(state)} is ${state.stage}${found}`,
    next,
    ...(checks ? { checks } : {}),
  });
}

/** L3: gates are tested on entering BRIEFING_READY; below SQL a fresh Briefing request makes it SQL first. */
function schedule(draft: AccountDraft, world: World, context: Context): Refusal | null {
  const { state } = draft;
  if (state.stage === 'BRIEFING_READY') {
    return state.deal.held_at
      ? no(
          state,
          ` and its Briefing was held at ${state.deal.held_at}`,
          'record what follows: assessment_proposed, or lost',
        )
      : null;
  }
  const checks = gateChecks(state, context);
  const failing = checks.filter((check) => check.verdict === 'fail' || check.verdict === 'unknown');
  if (state.stage === 'SQL') {
    if (failing.length === 0) return null;
    return no(
      state,
      `, but ${failing.map((check) => `${check.rule}: ${check.because}`).join('; ')}`,
      'sales.ops records a newer fact (save_account), or the CRO overrides a single failed gate',
      checks,
    );
  }
  const found = classification({ state, suppressed: world.suppressed }, holds(checks), context);
  if (found.outcome !== 'auto_sql' || !found.trigger) {
    return no(
      state,
      ': a Briefing is scheduled from SQL, or on a fresh Briefing request (E4) with all gates holding',
      nextBelowSql(state, failing),
      checks,
    );
  }
  enterSql(
    draft,
    'request_to_sql',
    found.trigger,
    criteriaChecks({ state, suppressed: world.suppressed }, context),
    world,
    context,
  );
  return null;
}

function nextBelowSql({ review }: AccountState, failing: readonly Check[]): string {
  if (failing.length > 0)
    return `${failing.map((check) => check.rule).join(', ')} first: newer facts by sales.ops, or an override by the CRO of a single failure`;
  return review === 'PENDING_CRO'
    ? 'decide on the dossier first (cro_decide)'
    : 'sales.ops takes it further: explain_account says how';
}

const from: Readonly<Record<Exclude<DealEvent, 'briefing_scheduled'>, readonly string[]>> = {
  briefing_held: ['BRIEFING_READY'],
  assessment_proposed: ['BRIEFING_READY'],
  assessment_qualified: ['BRIEFING_READY'],
  won: ['ASSESSMENT_QUALIFIED'],
  lost: ['BRIEFING_READY', 'ASSESSMENT_QUALIFIED'],
};

/** L8: no step is skipped, none is taken twice. */
function outOfOrder(state: AccountState, { event, on }: Input): Refusal | null {
  if (event === 'briefing_scheduled') return null;
  if (!from[event].includes(state.stage))
    return no(state, `; ${event} is recorded at ${from[event].join(' or ')}`, 'record the steps before it first');
  const { held_at, proposed_at } = state.deal;
  if (event === 'briefing_held' && held_at)
    return no(state, ` and its Briefing was held at ${held_at} already`, 'record assessment_proposed next');
  if (event === 'assessment_proposed' && !held_at)
    return no(state, ' and no Briefing was held', 'record briefing_held first');
  if (event === 'assessment_proposed' && proposed_at)
    return no(
      state,
      ` and the Assessment was proposed at ${proposed_at} already`,
      'record assessment_qualified or lost next',
    );
  if (event === 'assessment_qualified' && !proposed_at)
    return no(
      state,
      ' and no Assessment was proposed',
      held_at ? 'record assessment_proposed first' : 'record briefing_held and assessment_proposed first',
    );
  const earlier = event === 'assessment_proposed' ? held_at : event === 'assessment_qualified' ? proposed_at : null;
  return earlier && on < earlier
    ? no(
        state,
        `; ${event} is dated ${on}, before the step that precedes it (${earlier})`,
        'give the time at which it happened',
      )
    : null;
}

const arrows: Readonly<Partial<Record<DealEvent, ArrowId>>> = {
  assessment_qualified: 'assessment_qualified',
  won: 'won',
  lost: 'lost',
};

function advance(
  draft: AccountDraft,
  { event, on, reference, reason }: Input,
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
    move(draft, arrow, {
      because: `${event} ${context.calendar.dateOf(on)}${reason ? `: ${reason.slice(0, 200)}` : ''}`,
      evidence: reference ? [reference] : [],
    });
  if (event === 'briefing_scheduled')
    closeTasks(draft, ['answer_briefing_request', 'immediate_outreach'], 'the Briefing has a date');
  if (event === 'lost') closeTasks(draft, ['answer_briefing_request', 'immediate_outreach'], 'the deal was lost');
  const checks = criteriaChecks({ state: draft.state, suppressed: world.suppressed }, context);
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
