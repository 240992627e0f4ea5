import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { isPolicyProblem, type LoadedPolicy, loadPolicy } from '../../src/policy/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'ladder-policy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const pathOf = (name: string): string => join(folder, name);

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

/** What is wrong with a file, one `path: found; wanted` each. */
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
