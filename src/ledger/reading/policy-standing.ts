import type { PolicyStanding } from '../../rules/policy-changes/policy-on-record.ts';
import { remembering } from '../../rules/vocabulary/remembering.ts';
import type { PolicyRow } from '../engine/policy-row.ts';
import type { Rows } from '../engine/rows.ts';
import type { PolicyRuling } from './policy-in-force.ts';

/** At one head of their stream. Part of the row stands behind the whole text of the policy, which SQLite would walk through at every act. */
const read = remembering<object, PolicyRow | undefined>();

/** P2: how a server's policy file stands to those on record. */
export function policyStanding(
  rows: Pick<Rows, 'stream' | 'policyInForce' | 'policyByHash'>,
  { file: { values, hash }, policy, misfits }: PolicyRuling,
): PolicyStanding {
  const { policyInForce, policyByHash } = rows;
  const row = read(rows, () => policyInForce.get(), [rows.stream.get('policy')?.head]);
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
