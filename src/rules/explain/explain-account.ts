/** The standing of an account, its open criteria and the next step (§3, §3.4). */

import type { AccountState } from '../aggregates/account.ts';
import type { Moment } from '../command/context.ts';
import { buyingCheck, heldCheck, routesOf } from '../criteria/buying-signals.ts';
import type { Standing } from '../criteria/engagement.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { unweighed } from '../criteria/spent-signals.ts';
import { below } from '../ladder/arrow.ts';
import { buyingRulesIn } from '../policy/signals.ts';
import { type Check, holds } from '../vocabulary/check.ts';
import type { Explanation, Missing } from './explanation.ts';
import { nextStep } from './next-step.ts';

/** The standing of an account: its stage, its open criteria, the roles that can supply them, and the cheapest lawful way up. */
export function explain(standing: Standing, context: Moment): Explanation {
  const criteria = criteriaChecks(standing, context);
  const checks = [...criteria, ...buyingChecks(standing.state, context)];
  const missing = missingOf(standing, checks, context);
  return { checks, missing, next: nextStep(standing, criteria, missing, context) };
}

/** A dossier before the CRO, or behind an SQL, stands as it was scored (L7); any other would have to be scored anew. */
function stands({ stage, review }: AccountState): boolean {
  return review === 'PENDING_CRO' || !below.includes(stage);
}

function buyingChecks(state: AccountState, context: Moment): readonly Check[] {
  const { dossier } = state;
  const check = stands(state) ? heldCheck : buyingCheck;
  return buyingRulesIn(context.policy.buying).map(([signal, rule]) => {
    const scored = dossier?.scores.find((each) => each.signal === signal);
    if (scored) return check(scored, context);
    return {
      rule: signal,
      clause: rule.clause,
      ruling: 'L4',
      verdict: 'unknown',
      because: `not scored yet: whether ${rule.says}`,
      basis: rule.basis,
      remedy: `sales.ops: a dated finding for ${routesOf(rule)}`,
    };
  });
}

/** Whether buying signals decide the next move: they do from MQL or a fast track up to SQL. */
function wantsDossier({ stage, review }: AccountState): boolean {
  return review !== 'NONE' || stage === 'MQL';
}

/** Open criteria of the next stage: below SQL all of them, at SQL the gates alone (L3). */
function missingOf(standing: Standing, checks: readonly Check[], context: Moment): readonly Missing[] {
  const { state } = standing;
  if (state.stage !== 'SQL' && !below.includes(state.stage)) return [];
  const wanting = wantsDossier(state) && !enough(checks, context);
  // L2: a strong signal that no classification weighed comes before any dossier.
  const tool = unweighed(standing, context).length > 0 ? 'classify_mql' : 'score_dossier';
  return checks.flatMap((check): readonly Missing[] => {
    if (holds([check])) return [];
    if (check.rule === 'engagement_signal') return state.stage === 'SQL' ? [] : [signalMissing(check)];
    if (check.rule.startsWith('S'))
      return wanting ? [{ rule: check.rule, what: check.because, who: ['sales.ops'], tool }] : [];
    const gate = context.policy.gates.find((each) => each.id === check.rule);
    return [{ rule: check.rule, what: check.because, who: gate?.verified_by ?? ['sales.ops'], tool: 'save_account' }];
  });
}

function signalMissing(check: Check): Missing {
  return {
    rule: check.rule,
    what: check.because,
    who: ['mining.mind', 'category.positioning'],
    tool: 'file_signal_note',
  };
}

function enough(checks: readonly Check[], { policy }: Moment): boolean {
  return checks.filter((check) => check.rule.startsWith('S') && holds([check])).length >= policy.buying.needed.value;
}
