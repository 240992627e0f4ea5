/** Reading, overlaying, checking, showing and comparing policy files. */

import { readFileSync } from 'node:fs';
import { handoff } from '../shipped-files.ts';
import type { LoadedPolicy } from './compile.ts';
import type { PolicyProblem } from './extends.ts';
import { loadFrom } from './load.ts';
import { sealed } from './sealed-cache.ts';

export type { LoadedPolicy } from './compile.ts';
export type { PolicyProblem } from './extends.ts';
export { loadRecorded } from './load.ts';
export { loadEarlier } from './recorded-policy.ts';
export { policyShow } from './show.ts';

let shipped: LoadedPolicy | PolicyProblem | undefined;

/**
 * The policy in a file, or the shipped one, which doesn't change while the program runs. A file that cannot be used is
 * answered with all its problems, never thrown.
 */
export function loadPolicy(path?: string): LoadedPolicy | PolicyProblem {
  const load = (file: string) => loadFrom(file, { 'handoff-0.2': handoff });
  if (path !== undefined) return load(path);
  shipped ??= load(handoff.file);
  return shipped;
}

export function isPolicyProblem(loaded: LoadedPolicy | PolicyProblem): loaded is PolicyProblem {
  return 'problems' in loaded;
}

/** All that is wrong with a file, one problem a line. */
export function policyProblemText({ file, problems }: PolicyProblem): string {
  const lines = problems.map(({ path, found, wanted }) => `  ${path === '' ? '' : `${path}: `}${found}; ${wanted}`);
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return [`the policy file ${file} cannot be used, ${count}:`, ...lines].join('\n');
}

/** The text that the build stores as `handoff-0.2.sealed` beside the bundle, so that a start needn't read YAML. */
export function sealedPolicy(): string {
  const loaded = loadFrom(handoff.file, {});
  if (isPolicyProblem(loaded)) throw new Error(policyProblemText(loaded));
  return sealed(readFileSync(handoff.file, 'utf8'), loaded.canonical);
}
