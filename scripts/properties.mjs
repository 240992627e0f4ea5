/** Runs the properties over other cases than the tests do: `npm run properties -- [--seed N|random] [--times N] [FILE ...]`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './build.mjs';

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: 'random' }, times: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const files = positionals.length > 0 ? positionals : ['test/properties'];
// The exhaustive search draws nothing by chance.
const args = ['run', '--exclude', '**/exhaustive*.test.ts', ...files];

let failed = 0;
for (let n = 0; n < Number(values.times); n += 1) {
  const seed = values.seed === 'random' ? String(Math.floor(Math.random() * 2 ** 31)) : values.seed;
  const env = { ...process.env, LADDER_TEST_SEED: seed };
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) failed += 1;
  console.log(`seed ${seed}: ${status === 0 ? 'held' : `failed; npm run properties -- --seed ${seed} runs it again`}`);
}
process.exitCode = failed === 0 ? 0 : 1;
