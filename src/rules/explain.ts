import type { AccountState } from './account.ts';
import type { Check } from './check.ts';
import type { Moment } from './command.ts';
import { criteriaChecks } from './criteria.ts';
import type { Standing } from './engagement.ts';
import { buyingCheck, routesOf } from './findings.ts';
import { type NextStep, nextStep } from './next-step.ts';
import { buyingSignals, type Role } from './roles.ts';

export interface Missing {
  readonly rule: string;
  readonly what: string;
  readonly who: readonly Role[];
  readonly tool?: string;
}

export interface Explanation {
  readonly checks: readonly Check[];
  readonly missing: readonly Missing[];
  readonly next: NextStep;
}

/** Where an account stands, what keeps it there, who can supply it, and the cheapest lawful way up. */
export function explain(standing: Standing, context: Moment): Explanation {
  const criteria = criteriaChecks(standing, context);
  const checks = [...criteria, ...buyingChecks(standing.state, context)];
  const missing = missingOf(standing.state, checks, context);
  return { checks, missing, next: nextStep(standing, criteria, missing, context) };
}

function buyingChecks({ dossier }: AccountState, context: Moment): readonly Check[] {
  return buyingSignals.map((signal) => {
    const scored = dossier?.scores.find((each) => each.signal === signal);
    if (scored) return buyingCheck(scored, context);
    const rule = context.policy.buying[signal];
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

function missingOf(state: AccountState, checks: readonly Check[], context: Moment): readonly Missing[] {
  if (!['PROSPECT', 'MQL', 'RECYCLED'].includes(state.stage)) return [];
  return checks.flatMap((check): readonly Missing[] => {
    if (check.verdict === 'pass' || check.verdict === 'warn') return [];
    if (check.rule === 'engagement_signal') return [signalMissing(check)];
    if (check.rule.startsWith('S'))
      return wantsDossier(state) && !enough(state, context)
        ? [{ rule: check.rule, what: check.because, who: ['sales.ops'], tool: 'score_dossier' }]
        : [];
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

function enough({ dossier }: AccountState, { policy }: Moment): boolean {
  return dossier !== null && dossier.count >= policy.buying.needed.value;
}
