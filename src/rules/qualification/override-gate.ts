import { type AccountState, label } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import { type AccountRef, noSuchAccount } from '../command/account-ref.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { onAccount } from '../command/on-account.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { standingOf } from '../criteria/engagement.ts';
import { gateChecks } from '../criteria/gates.ts';
import { criteriaChecks, owesClassification } from '../criteria/mql-criteria.ts';
import { openTask } from '../tasks/tasks.ts';
import type { Check } from '../vocabulary/check.ts';
import { invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';

export interface OverrideArgs {
  readonly account: AccountRef;
  readonly gate: string;
  readonly justification: string;
  readonly compensating_signals: readonly string[];
}

type OverrideInput = Pick<OverrideArgs, 'gate' | 'justification'> & { readonly compensating: readonly string[] };

/** §3.6, G-4: the CRO sets one failed gate aside, and says why and what makes up for it. */
export const overrideGate: Command<OverrideArgs, OverrideInput, { account: string; override: string }> = {
  name: 'override_gate',
  clause: '3.6',
  prepare: (args, context) =>
    onAccount(args.account, context, (read) => {
      const justification = read.required('justification', args.justification, 'quote');
      const least = context.policy.override.justification_min.value;
      if (justification.length < least)
        read.fault(
          tooShort(
            `\`justification\` has ${justification.length} characters, wanted at least ${least}`,
            'say in full why the gate is set aside',
          ),
        );
      const compensating = [...new Set(args.compensating_signals.map((id) => id.trim()))];
      if (compensating.length === 0)
        read.fault(
          tooShort('`compensating_signals` is empty', 'give the id of a signal or fact that makes up for the gate'),
        );
      return { gate: args.gate.trim().toUpperCase(), justification, compensating };
    }),
  decide(input, world, context) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    const checks = gateChecks(draft.state, context);
    return (
      barred(draft.state, input, checks, context) ??
      unknownEvidence(draft.state, input) ??
      grant(draft, { ...input, fact: factOf(input, checks) }, world, context)
    );
  },
  asked: ({ gate, justification, compensating }) => ({
    tool: 'override_gate',
    gate,
    justification: justification.length,
    compensating: compensating.map((id) => (isId(id) ? id : '?')),
  }),
};

/** An id of ours holds nobody's words. */
const isId = (given: string) => /^[a-z]{3}_[a-z0-9]+_\d+$/.test(given);

/** The refusal of an override that lacks one of the three things to be logged, each of substance. */
function tooShort(found: string, next: string): Refusal {
  return refuse('INVALID_INPUT', { clause: '3.6', ruling: 'G-4', found, next });
}

function no(found: string, next: string, checks?: readonly Check[]): Refusal {
  return refuse('RULE_REFUSED', { clause: '3.6', ruling: 'G-4', found, next, ...(checks ? { checks } : {}) });
}

function barred(
  state: AccountState,
  { gate }: OverrideInput,
  checks: readonly Check[],
  { policy }: Context,
): Refusal | null {
  const rule = policy.gates.find((each) => each.id === gate);
  if (!rule) return invalid('gate', gate, `one of ${policy.gates.map((each) => each.id).join(', ')}`);
  if (state.stage === 'DISQUALIFIED' || state.stage === 'WON')
    return no(`${label(state)} is ${state.stage}`, 'nothing: its gates decide nothing there');
  if (state.override)
    return refuse('CONFLICT', {
      clause: '3.6',
      ruling: 'G-4',
      found: `${label(state)} has an override of ${state.override.gate} already (${state.override.id})`,
      next: 'one override stands at a time; it falls when its fact changes',
    });
  const failed = checks.filter((check) => check.verdict === 'fail').map((check) => check.rule);
  const unknown = checks.filter((check) => check.verdict === 'unknown').map((check) => check.rule);
  if (unknown.length > 0)
    return no(
      `${unknown.join(', ')} of ${label(state)} cannot be answered yet, and an unknown gate cannot be overridden`,
      'sales.ops finds the missing facts first (save_account)',
      checks,
    );
  if (failed.length === 0)
    return no(`no gate of ${label(state)} fails`, 'nothing is to override; sales.ops may classify it', checks);
  if (failed.length > 1)
    return no(
      `${failed.length} gates of ${label(state)} fail (${failed.join(', ')}), and only one may`,
      'sales.ops looks for newer facts (save_account)',
      checks,
    );
  if (failed[0] !== gate)
    return no(
      `${gate} of ${label(state)} holds; ${failed[0]} is the one that fails`,
      `override ${failed[0]}, if that is what you mean`,
      checks,
    );
  const settled = state.no_ecosystem && policy.override.not_after_no_ecosystem.value.includes(gate);
  return settled
    ? no(
        `an investigation confirmed that ${label(state)} has no ecosystem motion: ${gate} stands`,
        'sales.ops records a newer fact if that has changed',
        checks,
      )
    : null;
}

function unknownEvidence(state: AccountState, { compensating }: OverrideInput): Refusal | null {
  const known = new Set([
    ...state.facts.map((fact) => fact.id),
    ...state.signals.filter((signal) => !signal.gone).map((signal) => signal.id),
  ]);
  const missing = compensating.filter((id) => !known.has(id));
  if (missing.length === 0) return null;
  return refuse('NOT_FOUND', {
    clause: '3.6',
    ruling: 'G-4',
    found: `the ledger holds no such signal or fact for ${label(state)}: ${missing.length} of ${compensating.length} ids`,
    next: 'take the ids from explain_account',
  });
}

function factOf({ gate }: OverrideInput, checks: readonly Check[]): string {
  return checks.find((check) => check.rule === gate)?.evidence?.[0] ?? '';
}

function grant(
  draft: AccountDraft,
  { gate, fact, justification, compensating }: OverrideInput & { readonly fact: string },
  world: World,
  context: Context,
): Decided<{ account: string; override: string }> {
  const id = mint(draft, 'ovr');
  draft.emit({ type: 'gate_overridden', override: { id, gate, fact, justification, compensating } });
  const standing = standingOf(draft, world);
  if (owesClassification(standing, context)) openTask(draft, { kind: 'classify' }, context);
  return {
    outcome: 'granted',
    summary: `${gate} of ${label(draft.state)} is overridden. It shows in the weekly audit, and falls when its fact changes or another gate fails.`,
    checks: criteriaChecks(standing, context),
    extra: { account: draft.state.id, override: id },
  };
}
