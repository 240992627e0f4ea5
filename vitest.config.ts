import { defineConfig } from 'vitest/config';

/** A JSON report for programs, where one is asked for. */
const report = process.env.LADDER_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['scripts/fresh-build.mjs'],
    setupFiles: ['test/support/fixed-seed.ts'],
    pool: 'forks',
    // One process runs many files: loading the sources anew for each took half of the time.
    isolate: false,
    // Worlds live for one test: with room for the young a tenth less of the processor went to them.
    execArgv: ['--max-semi-space-size=64'],
    // One more than the cores it is meant for: a test that waits for a process leaves its core to another.
    maxWorkers: 3,
    // Limits find what hangs; a busy machine takes its time.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      thresholds: { lines: 90, branches: 85 },
    },
  },
});
