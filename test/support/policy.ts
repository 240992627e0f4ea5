import { isPolicyProblem, type LoadedPolicy, loadPolicy } from '../../src/policy/index.ts';

/** By path; the shipped one has none. */
const standing = new Map<string | undefined, LoadedPolicy>();

/** The policy of a file that no test changes, loaded once a process. */
export function standingPolicy(path?: string): LoadedPolicy {
  const loaded = standing.get(path) ?? loadedFrom(path);
  standing.set(path, loaded);
  return loaded;
}

/** The shipped policy. */
export function testPolicy(): LoadedPolicy {
  return standingPolicy();
}

export function loadedFrom(path: string | undefined): LoadedPolicy {
  const loaded = loadPolicy(path);
  if (isPolicyProblem(loaded)) throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}
