import type { AccountState } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import { isNewlyAdopted } from '../criteria/adoption.ts';
import { countOf } from '../criteria/buying-signals.ts';
import { counts, liveSignals, type Standing } from '../criteria/engagement.ts';
import { gateChecks } from '../criteria/gates.ts';
import { idleDays } from '../criteria/idleness.ts';
import { criteriaChecks, opens } from '../criteria/mql-criteria.ts';
import { archivedOn } from '../criteria/silence.ts';
import { freshStrong } from '../criteria/spent-signals.ts';
import { hasNothingOnFile, isWithdrawn } from '../criteria/withdrawal.ts';
import type { ArrowId, GuardInUse } from '../ladder/arrows.ts';
import type { Instant } from '../time/time.ts';
import { holds } from '../vocabulary/check.ts';

/** A move along an arrow, and its grounds. */
export interface ArrowStep {
  readonly arrow: ArrowId;
  readonly because: string;
  /** Ids of what it rests on; a deal's reference. */
  readonly evidence: readonly string[];
  /** The words of the call or of the proposal that it confirms, where a guard asks for them. */
  readonly said?: Said;
  /** Given where idleness is the ground: the newest act known (L9). */
  readonly idle?: { readonly lastAct: Instant | null };
}

interface Said {
  readonly trigger?: string | undefined;
  readonly reason?: string | undefined;
  readonly evidence?: string | undefined;
}

/** The ground on which guards decide. */
export interface ArrowTaking extends Standing {
  /** The account when the command began: what the command itself recorded spends signals and ends proposals. */
  readonly before: AccountState | null;
  readonly step: ArrowStep;
  readonly context: Context;
}

/** The condition behind each guard of the table. */
export const guards: Readonly<Record<GuardInUse, (taking: ArrowTaking) => boolean>> = {
  /** No gate of the policy fails or is unknown; an override stands in for one that fails. */
  gates: ({ state, context }) => holds(gateChecks(state, context)),
  /** Somebody who counts gave a qualifying signal inside the window. */
  live_signal: (taking) => liveSignals(taking, taking.context).length > 0,
  /** A strong signal is young enough to open a fast track and was not spent before this command. */
  fresh_strong_signal: (taking) => freshUnspent(taking).length > 0,
  /** A fresh signal that opens SQL, a Briefing request, was not spent before this command. */
  fresh_briefing_request: (taking) =>
    freshUnspent(taking).some((signal) => opens(signal, taking.context) === 'auto_sql'),
  /** A dossier is due, or an MQL stands without a review. */
  dossier_due: ({ state: { stage, review } }) => review === 'DOSSIER_DUE' || (stage === 'MQL' && review === 'NONE'),
  /** The dossier holds as many buying signals as the policy needs. */
  three_buying_signals: ({ state: { dossier }, context }) =>
    dossier !== null && countOf(dossier, context) >= context.policy.buying.needed.value,
  /** A gate or the engagement criterion no longer holds. */
  criteria_lapsed: (taking) => !holds(criteriaChecks(taking, taking.context)),
  /** No engagement came for the days of the policy and no review runs, or criteria lapsed, are flagged and still lack. */
  idle_or_lapsed: (taking) => (taking.step.idle ? isIdle(taking) : hasLapsed(taking)),
  /** A regression was proposed before this command. */
  regression_proposed: ({ before }) => before?.proposal?.change === 'regress',
  /** A disqualification was proposed before this command. */
  disqualification_proposed: ({ before }) => before?.proposal?.change === 'disqualify',
  /** The cool-down of a lost deal is over. */
  cooled_down: ({ state: { cooldown_until }, context }) => cooldown_until === null || context.today >= cooldown_until,
  /** The Briefing was held. */
  briefing_held: ({ state }) => state.deal.held_at !== null,
  /** The Assessment was proposed. */
  assessment_proposed: ({ state }) => state.deal.proposed_at !== null,
  /** The call, or the proposal that it confirms, gives a reason. */
  reason: ({ step }) => isSaid(step.said?.reason),
  /** The call, or the proposal that it confirms, gives evidence. */
  evidence: ({ step }) => isSaid(step.said?.evidence),
  /** The company ended, or is a direct competitor by the list of the policy or by evidence. */
  ended_or_competitor: (taking) => hasEnded(taking) || isCompetitor(taking),
  /** The move rests on a qualifying signal of somebody who may be written to. */
  qualifying_signal: (taking) => isOpened(taking),
  /** The move rests on a reply of types 1 to 4. */
  answered: ({ state, step }) =>
    Object.values(state.answered ?? {}).some(({ reply, type }) => type <= 4 && step.evidence.includes(reply)),
  /** Nothing is on file but the notes that registered the account, all of them retracted. */
  nothing_on_file: ({ state }) => hasNothingOnFile(state),
  /** The account was withdrawn with the notes that registered it. */
  withdrawn: ({ state }) => isWithdrawn(state),
  /** Re-engagement ran to its end, and the days of silence after it are over. */
  silence_over: (taking) => {
    const at = archivedOn(taking, taking.context);
    return at !== null && at <= taking.context.now;
  },
  /** The account was not adopted yet and has no qualifying signal. */
  adoptable: ({ state }) =>
    state.adopted === undefined && !state.signals.some(({ qualifies, gone }) => qualifies && !gone),
};

/** L2: young enough to open something, and not spent before this command. */
function freshUnspent({ before, context, ...standing }: ArrowTaking) {
  const spent = new Set(before?.signals.flatMap((signal) => (signal.spent ? [signal.id] : [])));
  return freshStrong(standing, context).filter(({ id }) => !spent.has(id));
}

/** L9: a review keeps an idle MQL from regressing. */
function isIdle(taking: ArrowTaking): boolean {
  const { state, context } = taking;
  const { sql_idle_days, mql_idle_days } = context.policy.regression;
  const needed = state.stage === 'SQL' ? sql_idle_days.value : mql_idle_days.value;
  return state.review === 'NONE' && idleDays(taking, context) >= needed;
}

/** L14: flagged so, and still without its criteria. */
function hasLapsed(taking: ArrowTaking): boolean {
  const { state, context } = taking;
  if (isNewlyAdopted(state, context)) return false;
  return state.flags.includes('criteria_lapsed') && !holds(criteriaChecks(taking, context));
}

function hasEnded({ step }: ArrowTaking): boolean {
  return step.said?.trigger === 'company_ended';
}

/** L11: by the policy's list, or by evidence. */
function isCompetitor({ state, step, context }: ArrowTaking): boolean {
  if (step.said?.trigger !== 'direct_competitor') return false;
  return isListedCompetitor(state, context) || isSaid(step.said.evidence);
}

export function isListedCompetitor({ domain, aliases }: AccountState, { policy }: Pick<Context, 'policy'>): boolean {
  return [domain, ...aliases].some((each) => policy.account.competitors.value.includes(each));
}

/** L12: the signal that the move rests on qualifies, and is of somebody who may be written to. */
function isOpened({ step, context, ...standing }: ArrowTaking): boolean {
  const { contacts, signals } = standing.state;
  return signals.some(
    ({ id, qualifies, contact }) =>
      qualifies &&
      step.evidence.includes(id) &&
      counts(
        contacts.find((each) => each.id === contact),
        standing,
        context,
      ),
  );
}

function isSaid(words: string | undefined): boolean {
  return words !== undefined && words !== '';
}
