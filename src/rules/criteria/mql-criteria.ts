/** Gates, engagement, buying signals and idleness as checks (§3.2, §3.3). */

import type { AccountState, Signal } from '../aggregates/account.ts';
import type { Moment } from '../command/context.ts';
import { mayTake } from '../ladder/arrows.ts';
import type { Check } from '../vocabulary/check.ts';
import { countedSignals, engagementCheck, liveSignals, newestOf, type Standing } from './engagement.ts';
import { gateChecks } from './gates.ts';
import { unspent, unweighed } from './spent-signals.ts';

/** The classification of an account by the criteria, as it stands. */
export interface Classification {
  readonly outcome: 'mql' | 'fast_track' | 'auto_sql' | 'stays_prospect' | 'unchanged';
  /** The signal that opened it: the newest of the strongest kind. */
  readonly trigger: Signal | null;
}

/**
 * §3.2, §3.2.1, ruling L2: gates first, then the live signals. Classifying again changes nothing that holds; a strong
 * signal opens a fast track once.
 */
export function classification(standing: Standing, gatesOk: boolean, context: Moment): Classification {
  const { state } = standing;
  const live = liveSignals(standing, context);
  const rest = {
    outcome: state.stage === 'PROSPECT' && state.review === 'NONE' ? 'stays_prospect' : 'unchanged',
    trigger: null,
  } as const;
  if (!gatesOk || live.length === 0) return rest;
  const fresh = unspent(standing, context);
  const request = newestOf(fresh.filter((signal) => opens(signal, context) === 'auto_sql'));
  if (request && mayTake('auto_sql', state)) return { outcome: 'auto_sql', trigger: request };
  const strong = newestOf(fresh);
  if (strong && (mayTake('fast_track', state) || isPlainMql(state))) return { outcome: 'fast_track', trigger: strong };
  if (mayTake('mql', state)) return { outcome: 'mql', trigger: newestOf(live) ?? null };
  return rest;
}

/** An MQL whose dossier is due on the criteria alone: a new strong signal puts it on the fast track still. */
function isPlainMql({ stage, review, fast_track }: AccountState): boolean {
  return stage === 'MQL' && review === 'DOSSIER_DUE' && !fast_track;
}

/** §3.2.1: the route that a signal of its type opens while it is fresh. */
export function opens(signal: Signal, { policy }: Moment): string | undefined {
  return policy.engagement.signals[signal.type]?.opens;
}

/** L2: a classification is owed where it could move the account once its gates hold, and where a review waits for it. */
export function owesClassification(standing: Standing, context: Moment): boolean {
  const { outcome } = classification(standing, true, context);
  if (outcome !== 'stays_prospect' && outcome !== 'unchanged') return true;
  return standing.state.review !== 'NONE' && unweighed(standing, context).length > 0;
}

/** The gates among the criteria. */
export function gatesAmong(criteria: readonly Check[]): readonly Check[] {
  return criteria.filter((check) => check.rule !== 'engagement_signal');
}

export function criteriaChecks(standing: Standing, context: Moment): readonly Check[] {
  const engagement = requestLost(standing, context) ?? engagementCheck(standing, context);
  return [...gateChecks(standing.state, context), engagement];
}

/** L14: an SQL that a Briefing request alone brought there stands on nothing once that request is retracted. */
function requestLost(standing: Standing, context: Moment): Check | null {
  const { stage, entered_by, trigger, signals } = standing.state;
  if (stage !== 'SQL' || (entered_by !== 'auto_sql' && entered_by !== 'request_to_sql')) return null;
  const request = signals.find(({ id }) => id === trigger);
  if (request?.gone?.why !== 'retracted') return null;
  if (countedSignals(standing, context).some((signal) => opens(signal, context) === 'auto_sql')) return null;
  return {
    rule: 'engagement_signal',
    clause: '3.2.1',
    ruling: 'L14',
    verdict: 'fail',
    because: `it entered SQL on the Briefing request ${request.id} alone, which is retracted`,
    basis: 'ruling',
    evidence: [request.id],
    remedy: 'file_signal_note if they did ask; else sales.ops: propose_stage_change with regress',
  };
}
