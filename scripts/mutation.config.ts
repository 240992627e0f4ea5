import { defineConfig } from 'vitest/config';

/** What Stryker runs against a mutated rule: tests that need neither the built program nor another process. */
export default defineConfig({
  test: {
    // Properties, searches and walks run too long to be asked of every mutant.
    include: ['test/rules/**/*.test.ts', 'test/views/sweep-alarms.test.ts'],
    pool: 'threads',
    // One module graph for all test files: a mutant is switched on inside it, and loading it anew takes longer than most tests.
    setupFiles: ['test/support/fixed-seed.ts'],
    isolate: false,
    testTimeout: 30_000,
  },
});
