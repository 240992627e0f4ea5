import { type AccountState, label } from '../aggregates/account.ts';
import type { DealEvent } from '../aggregates/account-events.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { gateChecks } from '../criteria/gates.ts';
import { classification, criteriaChecks } from '../criteria/mql-criteria.ts';
import { bringsBack, isWithdrawn } from '../criteria/withdrawal.ts';
import { enterSql } from '../qualification/classification-effects.ts';
import type { Instant } from '../time/time.ts';
import { type Check, holds, openChecks, openText } from '../vocabulary/check.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

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
export function schedule(draft: AccountDraft, world: World, context: Context): Refusal | null {
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
  const failing = openChecks(checks);
  if (state.stage === 'SQL') {
    if (failing.length === 0) return null;
    return no(
      state,
      `, but ${openText(failing)}`,
      'sales.ops records a newer fact (save_account), or the CRO overrides a single failed gate',
      checks,
    );
  }
  const found = classification({ state, suppressed: world.suppressed }, holds(checks), context);
  if (found.outcome !== 'auto_sql' || !found.trigger) {
    return no(
      state,
      ': a Briefing is scheduled from SQL, or on a fresh Briefing request (E4) with all gates holding',
      atRest(state) ?? nextBelowSql(state, failing),
      checks,
    );
  }
  const grounds = { trigger: found.trigger, checks: criteriaChecks({ state, suppressed: world.suppressed }, context) };
  enterSql(draft, { arrow: 'request_to_sql', ...grounds }, world, context);
  return null;
}

/** The reason why no step beyond SQL can be recorded whatever was done before it; null where one may still come. */
function atRest(state: AccountState): string | null {
  switch (state.stage) {
    case 'ASSESSMENT_QUALIFIED':
      return 'record whether it is won or lost';
    case 'WON':
      return 'nothing moves a WON account here';
    case 'DISQUALIFIED':
      return 'reinstate it first (decide_stage_change), if the reason no longer holds';
    case 'ARCHIVED':
      return isWithdrawn(state)
        ? bringsBack
        : 'file_signal_note when a contact shows a qualifying signal: that reopens it';
    default:
      return null;
  }
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
export function outOfOrder(state: AccountState, { event, on }: DealInput, context: Context): Refusal | null {
  if (event === 'briefing_scheduled') return null;
  if (!from[event].includes(state.stage))
    return no(
      state,
      `; ${event} is recorded at ${from[event].join(' or ')}`,
      atRest(state) ??
        (event === 'lost'
          ? 'no deal is open yet: sales.ops takes it down with propose_stage_change'
          : 'record the steps before it first'),
    );
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
  return misdated(state, { event, on }, context);
}

/** L8: no step is dated before the one that precedes it, and no loss before the account became SQL. */
function misdated(
  state: AccountState,
  { event, on }: Pick<DealInput, 'event' | 'on'>,
  context: Context,
): Refusal | null {
  const { held_at, proposed_at } = state.deal;
  const dateOf = (at: Instant) => context.calendar.dateOf(at);
  const since = event === 'lost' ? becameSql(state) : null;
  if (since && dateOf(on) < dateOf(since))
    return no(
      state,
      `; the loss is dated ${dateOf(on)}, before it became SQL (${dateOf(since)})`,
      'give the time at which the deal was lost',
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

/** When it last entered SQL: by the CRO's word on its dossier, or by the request that was spent on it. */
function becameSql({ dossier, signals }: AccountState): Instant | null {
  const word = dossier?.decided;
  const confirmed = word && word.decision !== 'dispute' ? [word.at] : [];
  const requested = signals.flatMap(({ spent }) => (spent?.by === 'auto_sql' ? [spent.at] : []));
  return [...confirmed, ...requested].sort().at(-1) ?? null;
}

export interface DealInput {
  readonly event: DealEvent;
  readonly on: Instant;
  readonly reference: string | undefined;
  readonly reason: string | undefined;
}
