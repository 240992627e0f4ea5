import { type AccountState, type Dossier, label } from '../aggregates/account.ts';
import { type AccountRef, noSuchAccount } from '../command/account-ref.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { onAccount } from '../command/on-account.ts';
import { separation, warned } from '../command/separation.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { countOf, heldCheck } from '../criteria/buying-signals.ts';
import { standingOf } from '../criteria/engagement.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { waitsForClassification } from '../criteria/spent-signals.ts';
import { move } from '../moves/move.ts';
import { closeTasks, openTask } from '../tasks/tasks.ts';
import { type Check, holds, openChecks } from '../vocabulary/check.ts';
import { invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { endShort } from './score-dossier.ts';

export interface DecideArgs {
  readonly account: AccountRef;
  readonly decision: 'confirm' | 'dispute' | 'flag_immediate';
  readonly reason_code?: 'icp' | 'timing' | 'evidence' | 'duplicate' | 'other' | undefined;
  readonly reason?: string | undefined;
}

type DecisionInput = Pick<DecideArgs, 'decision' | 'reason_code' | 'reason'>;

/** §4.3, L6, L7: the CRO's word on a dossier with three or more buying signals. */
export const croDecide: Command<DecideArgs, DecisionInput, { account: string }> = {
  name: 'cro_decide',
  clause: '4.3',
  prepare: (args, context) =>
    onAccount(args.account, context, (read) => {
      const reason = read.text('reason', args.reason, 'quote');
      if (args.decision === 'dispute') {
        if (!args.reason_code)
          read.fault(
            invalid(
              'reason_code',
              args.reason_code,
              'one of icp, timing, evidence, duplicate, other: a dispute is kept for calibration',
            ),
          );
        if (!reason)
          read.fault(invalid('reason', args.reason, 'the reason in words: a dispute is kept for calibration'));
      }
      return { decision: args.decision, reason_code: args.reason_code, reason };
    }),
  decide(input, world, context) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    const { dossier, review } = draft.state;
    if (review !== 'PENDING_CRO' || !dossier) return notPending(draft.state);
    const did = `scored the dossier of ${label(draft.state)}`;
    const both = separation('score_decide', { did, principal: dossier.principal }, context);
    if ('refused' in both) return both;
    const criteria = criteriaChecks(standingOf(draft, world), context);
    const checks = [...both, ...criteria, ...dossier.scores.map((scored) => heldCheck(scored, context))];
    if (input.decision === 'dispute')
      return (
        waitsForClassification(standingOf(draft, world), context) ??
        dispute({ draft, dossier, input, checks }, world, context)
      );
    return (
      tooFew(draft.state, dossier, context) ??
      lapsed(draft.state, criteria, checks) ??
      confirm({ draft, dossier, input, checks }, world, context)
    );
  },
  asked: ({ decision, reason_code }) => ({ tool: 'cro_decide', decision, ...(reason_code ? { reason_code } : {}) }),
};

function notPending(state: AccountState): Refusal {
  const next = {
    NONE: 'sales.ops scores a dossier first (score_dossier), where one is due',
    DOSSIER_DUE: 'sales.ops scores the dossier first with score_dossier',
    PENDING_CRO: 'sales.ops scores a dossier first with score_dossier',
  }[state.review];
  return refuse('RULE_REFUSED', {
    clause: '4.3',
    ruling: 'L6',
    found: `${label(state)} is ${state.stage} with review ${state.review}; the CRO decides on PENDING_CRO alone`,
    next,
  });
}

/** §3.3: nobody becomes SQL below the threshold, whatever brought the review here. */
function tooFew(state: AccountState, dossier: Dossier, context: Context): Refusal | null {
  const count = countOf(dossier, context);
  const needed = context.policy.buying.needed.value;
  if (count >= needed) return null;
  return refuse('RULE_REFUSED', {
    clause: '3.3',
    ruling: 'L6',
    found: `the dossier of ${label(state)} has ${count} buying signals, wanted at least ${needed}`,
    next: 'dispute it, so that sales.ops may score it anew',
  });
}

/** L3, L7: gates and a live signal must hold on entering SQL. */
function lapsed(state: AccountState, criteria: readonly Check[], checks: readonly Check[]): Refusal | null {
  if (holds(criteria)) return null;
  const open = openChecks(criteria);
  return refuse('RULE_REFUSED', {
    clause: '3.3',
    ruling: 'L7',
    found: `${label(state)} no longer meets the MQL criteria: ${open.map((check) => `${check.rule}, ${check.because}`).join('; ')}`,
    next: `${[...new Set(open.map((check) => check.remedy))].join('; ')}; or dispute it`,
    checks,
  });
}

interface Deciding {
  readonly draft: AccountDraft;
  readonly dossier: Dossier;
  readonly input: DecisionInput;
  readonly checks: readonly Check[];
}

function confirm(
  { draft, dossier, input, checks }: Deciding,
  world: World,
  context: Context,
): Decided<{ account: string }> {
  const flagged = input.decision === 'flag_immediate';
  draft.emit({ type: 'sql_decided', decision: input.decision, dossier: dossier.id, ...words(input) });
  const evidence = [
    dossier.id,
    ...checks.flatMap((check) => (check.rule.startsWith('S') ? [] : (check.evidence ?? []))),
  ];
  move(
    draft,
    {
      arrow: flagged ? 'flag_immediate' : 'confirm',
      because: `the CRO confirmed ${countOf(dossier, context)} of ${dossier.scores.length} buying signals`,
      evidence,
    },
    world,
    context,
  );
  closeTasks(draft, ['cro_review']);
  if (flagged) openTask(draft, { kind: 'immediate_outreach' }, context);
  const aged = checks.filter((check) => check.ruling === 'L7').map((check) => check.rule);
  const warning = aged.length > 0 ? ` A finding of ${aged.join(', ')} aged out since the scoring.` : '';
  const next = flagged ? 'High priority: the CRO reaches out today.' : 'The CRO schedules the Briefing.';
  return {
    outcome: flagged ? 'flagged' : 'confirmed',
    summary: `${label(draft.state)} is SQL. ${next}${warning}${toldOf(checks)}`,
    checks,
    extra: { account: draft.state.id },
  };
}

function dispute(
  { draft, dossier, input, checks }: Deciding,
  world: World,
  context: Context,
): Decided<{ account: string }> {
  draft.emit({ type: 'sql_decided', decision: 'dispute', dossier: dossier.id, ...words(input) });
  closeTasks(draft, ['cro_review']);
  endShort(
    draft,
    { by: 'dispute', because: `the CRO disputed the dossier: ${input.reason_code}`, evidence: [dossier.id] },
    world,
    context,
  );
  const where =
    draft.state.stage === 'MQL' ? 'is MQL and enters nurture' : `is ${draft.state.stage}: its MQL criteria lapsed`;
  return {
    outcome: 'disputed',
    summary: `${label(draft.state)} ${where}. The reason (${input.reason_code}) is kept for calibration.${toldOf(checks)}`,
    checks,
    extra: { account: draft.state.id },
  };
}

/** L16: one person scored and decided, and the policy tells it. */
function toldOf(checks: readonly Check[]): string {
  return warned(checks.filter(({ ruling }) => ruling === 'L16'));
}

function words({ reason_code, reason }: DecisionInput): { reason_code?: string; reason?: string } {
  return { ...(reason_code ? { reason_code } : {}), ...(reason ? { reason } : {}) };
}
