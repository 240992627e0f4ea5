import type { PolicyStanding } from '../../rules/policy-changes/policy-on-record.ts';
import type { Rows } from '../engine/rows.ts';
import type { PolicyRuling } from './policy-in-force.ts';

/** P2: how a server's policy file stands to those on record. */
export function policyStanding(
  { policyInForce, policyByHash }: Pick<Rows, 'policyInForce' | 'policyByHash'>,
  { file: { values, hash }, policy, misfits }: PolicyRuling,
): PolicyStanding {
  const row = policyInForce.get();
  const file = { version: values.version, hash };
  if (row === undefined) return { file, newest: null, is: 'first', isRuling: policy.hash === hash, misfits };
  const isRuling = row.hash === policy.hash;
  const newest = { version: row.version, hash: row.file ?? row.hash, recorded_at: row.recorded_at };
  // A change may bring back values that ruled before.
  if (isRuling || newest.hash === hash)
    return { file, newest, is: 'in_force', isRuling: isRuling || policyByHash.get(policy.hash) !== undefined, misfits };
  const of = row.file === null ? undefined : policyByHash.get(row.file);
  const is = policyByHash.get(hash) ? 'replaced' : 'newer';
  return {
    file,
    newest: of ? { version: of.version, hash: of.hash, recorded_at: of.recorded_at } : newest,
    is,
    isRuling: policy.hash === hash,
    misfits,
  };
}
