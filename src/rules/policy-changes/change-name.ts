import type { PolicyChange } from '../aggregates/policy-change.ts';

/** The name of a policy without the changes that lie over it: `handoff-0.2` of `handoff-0.2+c3`. */
const stemOf = (version: string): string => version.replace(/\+c\d+$/, '');

/** As many letters as the schema lets a version have. */
const longest = 60;

/** The version that a policy bears once the nth change is laid over it. */
export function nextVersion(version: string, nth: number): string {
  const suffix = `+c${nth}`;
  return `${stemOf(version).slice(0, longest - suffix.length)}${suffix}`;
}

/** The version of a change over a policy: its own, but where the file beneath has another name than it was proposed on. */
export function versionOver(
  version: string,
  { version: own, base, id }: Pick<PolicyChange, 'version' | 'base' | 'id'>,
): string {
  return stemOf(version) === stemOf(base.version)
    ? own
    : nextVersion(version, Number(id.slice(id.lastIndexOf('_') + 1)));
}

export const changeId = (nth: number): string => `chg_policy_${nth}`;
