import type { AccountState } from './account.ts';
import { type Check, holds } from './check.ts';
import { label, type Moment } from './command.ts';
import { classification } from './criteria.ts';
import { idleDays, type Standing } from './engagement.ts';
import type { Missing } from './explain.ts';
import type { Role } from './roles.ts';

export interface NextStep {
  readonly text: string;
  readonly who: readonly Role[];
  readonly tool?: string;
}

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
      return atSql(state, criteria, context);
    case 'BRIEFING_READY':
      return afterBriefing(state, context);
    case 'ASSESSMENT_QUALIFIED':
      return { text: 'record whether the deal is won or lost', who: ['cro'], tool: 'advance_deal' };
    case 'WON':
      return { text: 'nothing here: delivery takes over', who: [] };
    case 'DISQUALIFIED':
      return {
        text: 'nothing, unless the reason no longer holds; then the CRO may reinstate it',
        who: ['cro'],
        tool: 'decide_stage_change',
      };
    case 'ARCHIVED':
      return {
        text: 'wait for a qualifying signal: filing one reopens it',
        who: ['mining.mind', 'category.positioning'],
        tool: 'file_signal_note',
      };
    default:
      return state.stage satisfies never;
  }
}

function towardsSql(
  standing: Standing,
  criteria: readonly Check[],
  missing: readonly Missing[],
  context: Moment,
): NextStep {
  const { state } = standing;
  if (state.review === 'PENDING_CRO') {
    if (holds(criteria))
      return {
        text: 'decide on the dossier: confirm, dispute, or flag for immediate outreach',
        who: ['cro'],
        tool: 'cro_decide',
      };
    return {
      text: `mend the lapsed criteria (${openRules(criteria)}), or dispute the dossier`,
      who: ['sales.ops', 'cro'],
    };
  }
  if (state.review === 'DOSSIER_DUE')
    return { text: 'score S1 to S4 with dated findings', who: ['sales.ops'], tool: 'score_dossier' };
  const { outcome } = classification(
    standing,
    holds(criteria.filter((check) => check.rule !== 'engagement_signal')),
    context,
  );
  if (outcome !== 'stays_prospect' && outcome !== 'unchanged')
    return { text: `classify it: it would be ${outcomeWords[outcome]}`, who: ['sales.ops'], tool: 'classify_mql' };
  if (state.stage === 'MQL' && lapsed(state, criteria))
    return {
      text: `mend the lapsed criteria (${openRules(criteria)}), or take it back to PROSPECT`,
      who: ['sales.ops'],
      tool: 'propose_stage_change',
    };
  if (state.stage === 'MQL' && idleDays(state, context) >= context.policy.regression.mql_idle_days.value)
    return {
      text: `it is idle for ${idleDays(state, context)} days: take it back to PROSPECT`,
      who: ['sales.ops'],
      tool: 'propose_stage_change',
    };
  if (state.stage === 'MQL')
    return {
      text: 'keep it in nurture; a new strong signal, or a dossier with a new finding, takes it further',
      who: ['sales.ops'],
      tool: 'score_dossier',
    };
  if (state.stage === 'RECYCLED') return afterLoss(state, context);
  return supply(state, missing, criteria);
}

function lapsed({ flags }: AccountState, criteria: readonly Check[]): boolean {
  return flags.includes('criteria_lapsed') && !holds(criteria);
}

function atSql(state: AccountState, criteria: readonly Check[], context: Moment): NextStep {
  const gates = criteria.filter((check) => check.rule !== 'engagement_signal');
  if (!holds(gates))
    return {
      text: `mend ${openRules(gates)}: newer facts, or an override of a single failure; no Briefing is scheduled before`,
      who: ['sales.ops', 'cro'],
      tool: 'save_account',
    };
  const idle = idleDays(state, context);
  if (idle < context.policy.regression.sql_idle_days.value)
    return { text: 'agree on a date for the Briefing and record it', who: ['cro'], tool: 'advance_deal' };
  return {
    text: `it is idle for ${idle} days: schedule the Briefing, or propose its return to MQL`,
    who: ['cro', 'sales.ops'],
    tool: 'propose_stage_change',
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

function afterLoss({ cooldown_until }: AccountState, { today }: Moment): NextStep {
  if (cooldown_until !== null && cooldown_until > today)
    return {
      text: `wait until ${cooldown_until}, when the cool-down ends, or for a new strong signal`,
      who: ['sales.ops'],
    };
  return { text: 'the cool-down is over: recycle it to MQL', who: ['sales.ops'], tool: 'propose_stage_change' };
}

const outcomeWords = { mql: 'MQL', fast_track: 'on the fast track', auto_sql: 'SQL' } as const;

function openRules(checks: readonly Check[]): string {
  return checks
    .filter((check) => check.verdict === 'fail' || check.verdict === 'unknown')
    .map((check) => check.rule)
    .join(', ');
}

/** The cheapest first: two failures only newer facts can mend; then what nobody has looked up, then one failure. */
function supply(state: AccountState, missing: readonly Missing[], criteria: readonly Check[]): NextStep {
  const gates = criteria.filter((check) => check.rule !== 'engagement_signal');
  const failed = gates.filter((check) => check.verdict === 'fail').map((check) => check.rule);
  const unknown = gates.filter((check) => check.verdict === 'unknown').map((check) => check.rule);
  if (failed.length > 1)
    return {
      text: `${failed.join(', ')} fail: only newer facts help, one failure alone can be overridden`,
      who: ['sales.ops'],
      tool: 'save_account',
    };
  if (unknown.length > 0) {
    const who = [...new Set(missing.filter((each) => unknown.includes(each.rule)).flatMap((each) => each.who))];
    return { text: `find the facts that ${unknown.join(', ')} still lack`, who, tool: 'save_account' };
  }
  if (failed.length === 1)
    return {
      text: `${failed[0]} fails: a newer fact, or an override by the CRO with its justification`,
      who: ['sales.ops', 'cro'],
      tool: 'override_gate',
    };
  return {
    text: `wait for a qualifying signal of a contact at ${label(state)} and file it`,
    who: ['mining.mind', 'category.positioning'],
    tool: 'file_signal_note',
  };
}
