/** Writes every generated file of the repository, or with --check only says which of them are stale. */
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Each takes --check; each writes nothing but its own file. */
const generators = ['scripts/agents.ts', 'scripts/clauses.ts', 'scripts/ladder-doc.ts', 'scripts/rooms-doc.ts'];

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const failed = generators.filter((generator) => {
  const run = [join(root, 'scripts', 'run-ts.mjs'), generator, ...process.argv.slice(2)];
  return spawnSync(process.execPath, run, { cwd: root, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) process.exitCode = 1;
