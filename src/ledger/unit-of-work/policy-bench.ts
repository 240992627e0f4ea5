import type { RatifiedChange } from '../../rules/aggregates/policy-change.ts';
import type { Policies } from '../../rules/command/world.ts';
import type { Loading } from './load.ts';

/** P2: the policies over this server's file, with changes that are tried laid over them. */
export function policiesOf(
  { policy, policies }: Pick<Loading, 'policy' | 'policies'>,
  ratified: () => readonly RatifiedChange[],
): Policies {
  return {
    inForce: { version: policy.values.version, hash: policy.hash },
    lay(changes, naming) {
      const laid = policy.lay(policy, changes, naming);
      if ('faults' in laid) return laid;
      const { hash, values } = laid.policy;
      return { version: values.version, hash, values, changes: laid.changes };
    },
    misfitsAt: (at, further) => policies.of([...ratified(), further], at).misfits,
  };
}
