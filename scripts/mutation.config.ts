import { defineConfig } from 'vitest/config';

/** What Stryker runs against a mutated rule: tests that need neither the built program nor another process. */
export default defineConfig({
  test: {
    include: ['test/rules/**/*.test.ts', 'test/properties/**/*.test.ts'],
    pool: 'threads',
    testTimeout: 30_000,
  },
});
