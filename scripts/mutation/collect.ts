/** Vitest's setup: keeps the tests of each file for scripts/mutation/serve.test.ts, which runs them. */
import { beforeAll } from 'vitest';
import { collected, leaveOut } from './collected.ts';

// biome-ignore lint/correctness/noEmptyPattern: Vitest reads the pattern.
beforeAll(({}, { file }) => {
  if (file.filepath.endsWith('serve.test.ts') || collected.includes(file)) return;
  leaveOut(file);
  collected.push(file);
});
