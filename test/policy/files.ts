import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { isPolicyProblem, type LoadedPolicy, loadPolicy } from '../../src/policy/index.ts';

let folder: string | null = null;

/** The running test's own. */
function folderOfTest(): string {
  if (folder !== null) return folder;
  const made = mkdtempSync(join(tmpdir(), 'ladder-policy-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
    folder = null;
  });
  folder = made;
  return made;
}

export const pathOf = (name: string): string => join(folderOfTest(), name);

let count = 0;

/** A policy file of its own, by its text. */
export function write(text: string | Uint8Array, name = `policy-${++count}.yaml`): string {
  writeFileSync(pathOf(name), text);
  return pathOf(name);
}

export function loadText(text: string, name?: string): LoadedPolicy {
  const loaded = loadPolicy(write(text, name));
  if (isPolicyProblem(loaded)) throw new Error(JSON.stringify(loaded.problems, null, 1));
  return loaded;
}

/** Faults of a file, one `path: found; wanted` each. */
export function problemsAt(path: string): readonly string[] {
  const loaded = loadPolicy(path);
  if (!isPolicyProblem(loaded)) return [];
  return loaded.problems.map(({ path: at, found, wanted }) => `${at}: ${found}; ${wanted}`);
}

export const problemsOf = (text: string, name?: string): readonly string[] => problemsAt(write(text, name));

/** A deployment of the shipped policy. */
export const over = (text: string): string => `extends: handoff-0.2\n${text}`;

export function shipped(): LoadedPolicy {
  const loaded = loadPolicy();
  if (isPolicyProblem(loaded)) throw new Error(JSON.stringify(loaded.problems, null, 1));
  return loaded;
}
