import type { PolicyStanding } from '../../rules/policy-changes/policy-on-record.ts';
import type { Rows } from '../engine/rows.ts';
import type { PolicyInForce } from '../port/ledger.ts';

/** P2: how a server's policy file stands to those on record. */
export function policyStanding(
  { policyInForce, policyByHash }: Pick<Rows, 'policyInForce' | 'policyByHash'>,
  policy: Pick<PolicyInForce, 'values' | 'hash'>,
): PolicyStanding {
  const newest = policyInForce.get() ?? null;
  const file = { version: policy.values.version, hash: policy.hash };
  if (newest === null) return { file, newest, is: 'first' };
  if (newest.hash === policy.hash) return { file, newest, is: 'in_force' };
  return { file, newest, is: policyByHash.get(policy.hash) ? 'replaced' : 'newer' };
}
