import { defineConfig } from 'vitest/config';

/** What Stryker runs against a mutated rule: tests that need neither the built program nor another process. */
export default defineConfig({
  test: {
    // Properties, searches and walks run too long to be asked of every mutant.
    include: ['test/rules/**/*.test.ts'],
    pool: 'threads',
    testTimeout: 30_000,
  },
});
