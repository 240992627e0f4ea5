import { fileURLToPath } from 'node:url';
import { type LoadedPolicy, loadFrom, type PolicyProblem } from './policy/load.ts';

/** Found from the bundle in dist/ as well, which lies one folder below the root too. */
const shippedFile = fileURLToPath(new URL('../policy/handoff-0.2.yaml', import.meta.url));

export type { LoadedPolicy, PolicyProblem } from './policy/load.ts';

/** The policy in a file, or the shipped one. A file that cannot be used is answered with all its problems, never thrown. */
export function loadPolicy(path?: string): LoadedPolicy | PolicyProblem {
  return loadFrom(path ?? shippedFile, { 'handoff-0.2': shippedFile });
}

export function isPolicyProblem(loaded: LoadedPolicy | PolicyProblem): loaded is PolicyProblem {
  return 'problems' in loaded;
}
