import { type AccountState, label } from '../aggregates/account.ts';
import type { Moment } from '../command/context.ts';
import type { Check } from '../vocabulary/check.ts';
import type { Missing, NextStep } from './explanation.ts';

/** The cheapest first: two failures only newer facts can mend; then what nobody has looked up, then one failure. */
export function supply(
  state: AccountState,
  missing: readonly Missing[],
  gates: readonly Check[],
  { policy }: Moment,
): NextStep {
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
    return {
      text: `find the facts that ${unknown.join(', ')} still ${unknown.length === 1 ? 'lacks' : 'lack'}`,
      who,
      tool: 'save_account',
    };
  }
  if (failed.some((gate) => state.no_ecosystem && policy.override.not_after_no_ecosystem.value.includes(gate)))
    return {
      text: `${failed.join(', ')} fails, and an investigation confirmed it: only a newer fact helps`,
      who: ['sales.ops'],
      tool: 'save_account',
    };
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
