import { type AccountState, label } from '../aggregates/account.ts';
import type { Moment } from '../command/context.ts';
import type { Check } from '../vocabulary/check.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Missing, NextStep } from './explanation.ts';

/** A failed gate first, and what could change it; then what nobody has looked up; then the signal that is missing. */
export function supply(
  state: AccountState,
  missing: readonly Missing[],
  gates: readonly Check[],
  context: Moment,
): NextStep {
  const named = (verdict: Check['verdict']) =>
    gates.filter((check) => check.verdict === verdict).map((check) => check.rule);
  const [failed, unknown] = [named('fail'), named('unknown')];
  const finders = (rules: readonly string[]): readonly Role[] => [
    ...new Set(missing.filter((each) => rules.includes(each.rule)).flatMap((each) => each.who)),
  ];
  const lacked = `find the facts that ${unknown.join(', ')} still ${unknown.length === 1 ? 'lacks' : 'lack'}`;
  if (failed.length > 0) {
    const fails = `${failed.join(', ')} ${failed.length === 1 ? 'fails' : 'fail'}`;
    const facts = { who: finders([...failed, ...unknown]), tool: 'save_account' };
    if (unknown.length > 0) return { text: `${fails}: a newer fact may change that; and ${lacked}`, ...facts };
    if (failed.length > 1)
      return { text: `${fails}: only newer facts help, one failure alone can be overridden`, ...facts };
    if (isSettled(state, failed, context))
      return { text: `${fails}, and an investigation confirmed it: only a newer fact helps`, ...facts };
    return {
      text: `${fails}: a newer fact may change that`,
      ...facts,
      otherwise: { text: `override ${failed[0]} with a justification`, who: ['cro'], tool: 'override_gate' },
    };
  }
  if (unknown.length > 0) return { text: lacked, who: finders(unknown), tool: 'save_account' };
  return {
    text: `wait for a qualifying signal of a contact at ${label(state)} and file it`,
    who: ['mining.mind', 'category.positioning'],
    tool: 'file_signal_note',
  };
}

/** G-4: after a confirmed "no ecosystem" its gate can't be set aside. */
function isSettled({ no_ecosystem }: AccountState, failed: readonly string[], { policy }: Moment): boolean {
  const barred = policy.override.not_after_no_ecosystem.value;
  return no_ecosystem && failed.some((gate) => barred.includes(gate));
}
