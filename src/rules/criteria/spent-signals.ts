import { type AccountState, label, type Signal } from '../aggregates/account.ts';
import type { Moment } from '../command/context.ts';
import { addDays, type CalendarDate, type Instant } from '../time/time.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { keptAlong } from '../vocabulary/remembering.ts';
import type { SignalType } from '../vocabulary/signal-types.ts';
import { countedSignals, type Standing } from './engagement.ts';

/**
 * P2, P6: a type is as strong as the policy in force has it. A signal whose type became strong after it was filed counted
 * already where its account has moved since: it opens nothing more.
 */
export function isStrong(
  signal: Signal,
  { stage, stage_since }: Pick<AccountState, 'stage' | 'stage_since'>,
  { policy }: Pick<Moment, 'policy'>,
): boolean {
  if (policy.engagement.signals[signal.type]?.tier !== 'strong') return false;
  const hasMoved = stage === 'PROSPECT' ? signal.filed_at < stage_since : signal.filed_at <= stage_since;
  return signal.tier === 'strong' || !hasMoved;
}

/** L2: strong signals young enough to open a fast track, or for an E4 auto-SQL; of people who count, oldest first. */
export function freshStrong(standing: Standing, context: Moment): readonly Signal[] {
  const { policy, today } = context;
  const { stage, stage_since } = standing.state;
  const { fresh_days, window_days } = policy.engagement;
  const from = addDays(today, -Math.min(fresh_days.value, window_days.value));
  return strongFrom(countedSignals(standing, context), from, policy, stage, stage_since);
}

const strongFrom = keptAlong(
  (signal: Signal, from: CalendarDate, policy: Moment['policy'], stage: AccountState['stage'], stage_since: Instant) =>
    signal.on >= from && isStrong(signal, { stage, stage_since }, { policy }),
);

/** L2: a strong signal opens a fast track or auto-SQL once. */
export function unspent(standing: Standing, context: Moment): readonly Signal[] {
  return freshStrong(standing, context).filter((signal) => !signal.spent);
}

/** L2: a dossier and a dispute wait for the classification of these. */
export function unweighed(standing: Standing, context: Moment): readonly Signal[] {
  return unspent(standing, context).filter((signal) => !signal.weighed);
}

/** L2: a strong signal that nobody weighed yet could decide the review by itself. */
export function waitsForClassification(standing: Standing, context: Moment): Refusal | null {
  const waiting = unweighed(standing, context);
  if (waiting.length === 0) return null;
  const named = waiting.map(({ type, on, id }) => `${type} of ${on} (${id})`).join(', ');
  const it = waiting.length === 1 ? 'it' : 'them';
  return refuse('RULE_REFUSED', {
    clause: '3.2.1',
    ruling: 'L2',
    found: `no classification has weighed ${named} at ${label(standing.state)}`,
    next: `sales.ops calls classify_mql, which weighs ${it}; then this again`,
  });
}

/** L2: a strong signal that would open a fast track by its age but is spent. */
export interface SpentSignal {
  readonly signal: string;
  readonly type: SignalType;
  /** An outcome of a classification, `review`, or the arrow of a move. */
  readonly by: string;
  readonly at: Instant;
}

/** The newest first. */
export function spentSignals(standing: Standing, context: Moment): readonly SpentSignal[] {
  return freshStrong(standing, context)
    .flatMap(({ id, type, spent }) => (spent ? [{ signal: id, type, by: spent.by, at: spent.at }] : []))
    .reverse();
}

const grounds: Readonly<Record<string, string>> = {
  mql: 'it counted when the account became MQL',
  fast_track: 'it counted for the fast track',
  auto_sql: 'it counted for the entry into SQL',
  review: 'it counted in the review that was under way',
  regress_sql: 'it was on file when the idle SQL went back to MQL',
  regress_mql: 'it was on file when the idle MQL went back to PROSPECT',
  lost: 'it was on file when the deal was lost',
};

export function spentText({ signal, type, by }: SpentSignal): string {
  return `${type} (${signal}) is spent, ${grounds[by] ?? 'it was on file when an earlier review ended'}: it opens no other fast track.`;
}
