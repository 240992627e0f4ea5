import { defineConfig } from 'vitest/config';

/** What Stryker runs against a mutated rule: tests that need neither the built program nor another process. */
export default defineConfig({
  test: {
    include: ['test/rules/**/*.test.ts', 'test/properties/**/*.test.ts'],
    // Searches and walks run for a minute each: too long to be asked of every mutant.
    exclude: ['test/properties/exhaustive*.test.ts', 'test/properties/walk*.test.ts'],
    pool: 'threads',
    testTimeout: 30_000,
  },
});
