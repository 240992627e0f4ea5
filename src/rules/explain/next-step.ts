import type { AccountState } from '../aggregates/account.ts';
import type { Moment } from '../command/context.ts';
import { isNewlyAdopted } from '../criteria/adoption.ts';
import type { Standing } from '../criteria/engagement.ts';
import { idleDays } from '../criteria/idleness.ts';
import { classification, gatesAmong } from '../criteria/mql-criteria.ts';
import { unweighed } from '../criteria/spent-signals.ts';
import { isWithdrawn } from '../criteria/withdrawal.ts';
import { buyingNamed } from '../policy/signals.ts';
import { type Check, holds, openRules } from '../vocabulary/check.ts';
import { type Missing, type NextStep, orElse } from './explanation.ts';
import { supply } from './missing-facts.ts';

export function nextStep(
  standing: Standing,
  criteria: readonly Check[],
  missing: readonly Missing[],
  context: Moment,
): NextStep {
  const { state } = standing;
  if (state.proposal)
    return {
      text: `confirm or decline the proposal to ${state.proposal.change} it`,
      who: ['cro'],
      tool: 'decide_stage_change',
    };
  switch (state.stage) {
    case 'PROSPECT':
    case 'MQL':
    case 'RECYCLED':
      return towardsSql(standing, criteria, missing, context);
    case 'SQL':
      return atSql(standing, criteria, missing, context);
    case 'BRIEFING_READY':
      return afterBriefing(state, context);
    case 'ASSESSMENT_QUALIFIED':
      return { text: 'record whether the deal is won or lost', who: ['cro'], tool: 'advance_deal' };
    case 'WON':
      if (state.post_mortem) return { text: 'nothing here: delivery takes over', who: [] };
      return {
        text: 'delivery takes over; its post-mortem is owed to the calibration of the quarter (§6.3)',
        who: ['customer.success'],
        tool: 'file_post_mortem',
      };
    case 'DISQUALIFIED':
      return {
        text: 'nothing, unless the reason no longer holds; then the CRO may reinstate it',
        who: ['cro'],
        tool: 'decide_stage_change',
      };
    case 'ARCHIVED':
      return isWithdrawn(state)
        ? afterWithdrawal
        : {
            text: 'wait for a qualifying signal: filing one reopens it',
            who: ['mining.mind', 'category.positioning'],
            tool: 'file_signal_note',
          };
    default:
      return state.stage satisfies never;
  }
}

/** A1: nothing is asked for; whoever learns more of the company says so. */
const afterWithdrawal: NextStep = {
  text: 'withdrawn: its notes are all retracted, and nothing else is on file; save_account makes it PROSPECT again',
  who: ['sales.ops'],
  tool: 'save_account',
  otherwise: {
    text: 'so does a further note',
    who: ['mining.mind', 'category.positioning'],
    tool: 'file_signal_note',
  },
};

function towardsSql(
  standing: Standing,
  criteria: readonly Check[],
  missing: readonly Missing[],
  context: Moment,
): NextStep {
  const { state } = standing;
  const gates = gatesAmong(criteria);
  const { outcome } = classification(standing, holds(gates), context);
  if (outcome === 'auto_sql' || (state.review === 'NONE' && outcome !== 'stays_prospect' && outcome !== 'unchanged'))
    return { text: `classify it: it would be ${outcomeWords[outcome]}`, who: ['sales.ops'], tool: 'classify_mql' };
  const waiting = unweighed(standing, context);
  if (state.review !== 'NONE' && waiting.length > 0)
    return {
      text: `classify it: ${waiting.map(({ type, id }) => `${type} (${id})`).join(', ')} is weighed by no classification yet`,
      who: ['sales.ops'],
      tool: 'classify_mql',
    };
  if (state.review !== 'NONE') return underReview(state, criteria, missing, context);
  if (state.stage === 'MQL' && lacks(state, criteria)) {
    const supplied = supply(state, missing, gates, context);
    // A12: facts that the board didn't say are looked up first; no step down is taken before its days are over.
    if (isNewlyAdopted(state, context)) return supplied;
    return orElse(supplied, {
      text: `take it back to PROSPECT, for ${openRules(criteria)} lapsed`,
      who: ['sales.ops'],
      tool: 'propose_stage_change',
    });
  }
  if (state.stage === 'MQL' && idleDays(standing, context) >= context.policy.regression.mql_idle_days.value)
    return {
      text: `it is idle for ${idleDays(standing, context)} days: take it back to PROSPECT`,
      who: ['sales.ops'],
      tool: 'propose_stage_change',
    };
  if (state.stage === 'MQL')
    return {
      text: 'keep it in nurture; a new strong signal, or a dossier with a new finding, takes it further',
      who: ['sales.ops'],
      tool: 'score_dossier',
    };
  if (state.stage === 'RECYCLED' && (isCoolingDown(state, context) || holds(gates))) return afterLoss(state, context);
  return supply(state, missing, gates, context);
}

function underReview(
  state: AccountState,
  criteria: readonly Check[],
  missing: readonly Missing[],
  context: Moment,
): NextStep {
  if (state.review === 'DOSSIER_DUE') {
    const first = holds(criteria) ? '' : `; ${openRules(criteria)} must hold again before the CRO can confirm it`;
    return {
      text: `score ${buyingNamed(context.policy.buying)} with dated findings${first}`,
      who: ['sales.ops'],
      tool: 'score_dossier',
    };
  }
  if (holds(criteria))
    return {
      text: 'decide on the dossier: confirm, dispute, or flag for immediate outreach',
      who: ['cro'],
      tool: 'cro_decide',
    };
  const gates = gatesAmong(criteria);
  return orElse(supply(state, missing, gates, context), {
    text: `dispute the dossier, for ${openRules(criteria)} lapsed`,
    who: ['cro'],
    tool: 'cro_decide',
  });
}

function lacks({ flags }: AccountState, criteria: readonly Check[]): boolean {
  return flags.includes('criteria_lapsed') && !holds(criteria);
}

function atSql(standing: Standing, criteria: readonly Check[], missing: readonly Missing[], context: Moment): NextStep {
  const gates = gatesAmong(criteria);
  if (!holds(gates)) {
    const step = supply(standing.state, missing, gates, context);
    return { ...step, text: `${step.text}; no Briefing is scheduled before` };
  }
  const agree: NextStep = {
    text: 'agree on a date for the Briefing and record it',
    who: ['cro'],
    tool: 'advance_deal',
  };
  if (lacks(standing.state, criteria) && !isNewlyAdopted(standing.state, context))
    return orElse(
      {
        text: `propose its return to MQL, for ${openRules(criteria)} lapsed`,
        who: ['sales.ops'],
        tool: 'propose_stage_change',
      },
      { ...agree, text: 'if they want the Briefing all the same, agree on a date and record it' },
    );
  const idle = idleDays(standing, context);
  if (idle < context.policy.regression.sql_idle_days.value) return agree;
  return {
    text: `it is idle for ${idle} days: schedule the Briefing`,
    who: ['cro'],
    tool: 'advance_deal',
    otherwise: { text: 'propose its return to MQL', who: ['sales.ops'], tool: 'propose_stage_change' },
  };
}

function afterBriefing({ deal }: AccountState, { calendar }: Moment): NextStep {
  if (deal.proposed_at)
    return {
      text: 'record whether the Assessment is taken up (assessment_qualified) or the deal lost',
      who: ['cro'],
      tool: 'advance_deal',
    };
  if (deal.held_at) return { text: 'propose the Assessment and record it', who: ['cro'], tool: 'advance_deal' };
  return {
    text: `hold the Briefing on ${deal.briefing_for ? calendar.dateOf(deal.briefing_for) : 'its day'} and record it`,
    who: ['cro'],
    tool: 'advance_deal',
  };
}

function isCoolingDown({ cooldown_until }: AccountState, { today }: Moment): boolean {
  return cooldown_until !== null && cooldown_until > today;
}

/** L10: the cool-down must be over and the gates hold, or somebody come back of their own accord. */
function afterLoss(state: AccountState, context: Moment): NextStep {
  if (isCoolingDown(state, context))
    return {
      text: `wait until ${state.cooldown_until}, when the cool-down ends, or for a new strong signal`,
      who: ['sales.ops'],
    };
  return { text: 'the cool-down is over: recycle it to MQL', who: ['sales.ops'], tool: 'propose_stage_change' };
}

const outcomeWords = { mql: 'MQL', fast_track: 'on the fast track', auto_sql: 'SQL' } as const;
