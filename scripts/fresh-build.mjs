/** Vitest's global setup: no test runs an older build than the sources beside it. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, root } from './build.mjs';

const inputs = [
  'src',
  // Sealed beside the bundle: a start with a seal that doesn't fit reads YAML and takes six times as long.
  'policy',
  'scripts/build.mjs',
  'scripts/lazy-modules.mjs',
  'scripts/code-cache.cjs',
  'package.json',
  'package-lock.json',
];
const program = join(root, 'dist', 'ladder.js');

export async function setup() {
  if (changed(program) > Math.max(...inputs.map((name) => newest(join(root, name))))) return;
  try {
    await build();
  } catch (error) {
    // Tests that need the program must fail now; tests of a rule alone may go on.
    rmSync(program, { force: true });
    console.error(`The program was not built, tests that start it will fail: ${error.message}`);
  }
}

function newest(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return changed(path);
  const below = readdirSync(path).map((name) => newest(join(path, name)));
  return Math.max(changed(path), ...below);
}

function changed(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
