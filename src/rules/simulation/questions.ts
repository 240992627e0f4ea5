import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent, AccountEventOf } from '../aggregates/account-events.ts';
import type { AskedFinding, RefusedAsk } from '../aggregates/refused.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { advanceDeal } from '../deals/advance-deal.ts';
import { classifyMql } from '../qualification/classify-mql.ts';
import { croDecide, type DecideArgs } from '../qualification/cro-decide.ts';
import { disputeMql } from '../qualification/dispute-mql.ts';
import { overrideGate } from '../qualification/override-gate.ts';
import { findingsOf, scoreDossier } from '../qualification/score-dossier.ts';
import { authorizeSend } from '../sending/authorize-send.ts';
import { type DecideChangeArgs, decideStageChange } from '../stage-changes/decide-stage-change.ts';
import { type ProposeArgs, proposeStageChange } from '../stage-changes/propose-stage-change.ts';
import { isRefusal, type Refusal } from '../vocabulary/refusal.ts';
import type { Role } from '../vocabulary/roles.ts';

/** Commands that decide where an account stands; all else happens in the world (P4). */
export const decidingCommands: readonly string[] = [
  classifyMql,
  overrideGate,
  scoreDossier,
  croDecide,
  advanceDeal,
  proposeStageChange,
  decideStageChange,
].map(({ name }) => name);

/** Leave for a mail: it decides nothing of where an account stands. */
export const mailTool = authorizeSend.name;

export type Again = Decided<object> | Refusal;

/** A decision as it was recorded, and the way to take it again. */
export interface PastQuestion {
  /** The tool's name. */
  readonly tool: string;
  readonly clause: string;
  readonly was: string;
  ask(world: World, context: Context): Again;
}

interface Asked<Args> {
  readonly args: Args;
  readonly was: string;
}

function question<Args, Input, Extra extends object>(
  command: Command<Args, Input, Extra>,
  { args, was }: Asked<Args>,
): PastQuestion {
  return {
    tool: command.name,
    clause: command.clause,
    was,
    ask(world, context) {
      const prepared = command.prepare(args, { ...context, command: command.name });
      if (isRefusal(prepared)) return prepared;
      return command.decide(prepared.input, world, { ...context, command: command.name });
    },
  };
}

const words: Readonly<Record<DecideArgs['decision'], string>> = {
  confirm: 'confirmed',
  dispute: 'disputed',
  flag_immediate: 'flagged',
};

/** The decision that an event tells, as the command that was given; null for what follows from another. */
export function questionOf(event: AccountEvent, account: string, by: Role): PastQuestion | null {
  switch (event.type) {
    case 'classified':
      // The CRO's own belongs to the Briefing that it schedules (L3).
      if (by === 'cro') return null;
      return question(classifyMql, { args: { account }, was: event.outcome });
    case 'dossier_scored': {
      const { scores, accessibility, outcome } = event.dossier;
      return question(scoreDossier, { args: { account, scores, accessibility }, was: outcome });
    }
    case 'sql_decided': {
      const { decision, reason } = event;
      const args = { account, decision, reason, reason_code: reasonCode(event.reason_code) };
      return question(croDecide, { args, was: words[decision] });
    }
    case 'gate_overridden': {
      const { gate, justification, compensating } = event.override;
      const args = { account, gate, justification, compensating_signals: compensating };
      return question(overrideGate, { args, was: 'granted' });
    }
    case 'mql_disputed':
      return question(disputeMql, { args: { account, ...event }, was: event.outcome });
    case 'deal_advanced': {
      const { event: step, on, reference, reason } = event;
      const args = { account, event: step, at: on, reference, reason };
      return question(advanceDeal, { args, was: 'recorded' });
    }
    case 'change_proposed': {
      const { change, trigger, reason, evidence } = event.proposal;
      return proposed(account, { change, trigger, reason, evidence }, 'awaiting_cro');
    }
    case 'change_decided':
      return changeQuestion(event, account);
    case 'permit_granted':
      return event.permit.email === undefined
        ? null
        : question(authorizeSend, { args: { email: event.permit.email }, was: 'granted' });
    default:
      return null;
  }
}

/** M1: leave for a rendered mail that was kept back. */
export function refusedQuestion(email: string): PastQuestion {
  return question(authorizeSend, { args: { email }, was: 'refused' });
}

/** Stands for what somebody said: its words are not kept of a refused call. */
const unkept = 'not on record';

/** A decision that was refused, asked as it was then. */
export function refusedDecision(asked: RefusedAsk, { id: account, dossier }: AccountState): PastQuestion {
  const of = { was: 'refused' };
  const said = { account, reason: unkept, evidence: unkept, claim: unkept };
  switch (asked.tool) {
    case 'classify_mql':
      return question(classifyMql, { args: said, ...of });
    case 'score_dossier': {
      const last = findingsOf(dossier);
      const whole = ({ again = -1, ...finding }: AskedFinding) => {
        const reference = last[again]?.finding.reference ?? unkept;
        return { ...finding, source: unkept, reference, shows: unkept };
      };
      const scores = asked.scores.map((each) => ({ ...each, findings: each.findings.map(whole) }));
      return question(scoreDossier, { args: { ...said, ...asked, scores }, ...of });
    }
    case 'cro_decide':
      return question(croDecide, { args: { ...said, ...asked }, ...of });
    case 'override_gate': {
      const justification = '.'.repeat(asked.justification);
      const args = { ...said, gate: asked.gate, justification, compensating_signals: asked.compensating };
      return question(overrideGate, { args, ...of });
    }
    case 'dispute_mql':
      return question(disputeMql, { args: { ...said, ...asked }, ...of });
    case 'advance_deal':
      return question(advanceDeal, { args: { ...said, event: asked.event, at: asked.on }, ...of });
    case 'propose_stage_change':
      return question(proposeStageChange, { args: { ...said, ...asked }, ...of });
    case 'decide_stage_change':
      return question(decideStageChange, { args: { ...said, ...asked }, ...of });
    default:
      return asked satisfies never;
  }
}

/** M6: leave for direct mail, by the bytes that were sealed with it. */
export function directQuestion(
  { permit }: AccountEventOf<'permit_granted'>,
  { subject = '', text = '', in_reply_to }: Readonly<Record<string, string>>,
): PastQuestion {
  const direct = { contact: permit.contact, subject, text, in_reply_to };
  return question(authorizeSend, { args: { direct }, was: 'granted' });
}

type Code = NonNullable<DecideArgs['reason_code']>;

const reasons = ['icp', 'timing', 'evidence', 'duplicate', 'other'] as const satisfies readonly Code[];

const reasonCode = (given: string | undefined) => reasons.find((each) => each === given);

const triggers = ['company_ended', 'direct_competitor', 'no_ecosystem_motion'] as const;

interface Proposed {
  readonly change: ProposeArgs['change'];
  readonly trigger?: string | undefined;
  readonly reason?: string | undefined;
  readonly evidence?: string | undefined;
}

function proposed(account: string, { change, trigger, reason = '', evidence }: Proposed, was: string): PastQuestion {
  const args = { account, change, trigger: triggers.find((each) => each === trigger), reason, evidence };
  return question(proposeStageChange, { args, was });
}

const decisions: Readonly<Record<string, DecideChangeArgs['decision']>> = {
  confirmed: 'confirm',
  declined: 'decline',
};

/** L9: a proposal that ended because somebody engaged is nobody's decision. */
function changeQuestion(event: AccountEventOf<'change_decided'>, account: string): PastQuestion | null {
  const { change, decision, reason } = event;
  if (decision === 'ended') return null;
  if (change === 'reinstate')
    return question(decideStageChange, {
      args: { account, decision: 'reinstate', reason },
      was: 'done',
    });
  const word = decisions[decision];
  if (word === undefined) return proposed(account, { ...event, change }, 'done');
  return question(decideStageChange, { args: { account, decision: word, reason }, was: 'done' });
}
