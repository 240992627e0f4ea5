import { defineConfig } from 'vitest/config';

/** A JSON report for programs, where one is asked for. */
const report = process.env.LADDER_TEST_REPORT;

/** Its mock would reach the other files of a shared process. */
const alone = ['test/rules/templates/interleavings.test.ts'];

const late = ['unit-of-work', 'reading', 'integrity'].map((room) => `test/ledger/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'all', include: ['test/**/*.test.ts'], exclude: alone } },
      { extends: true, test: { name: 'alone', include: alone, isolate: true, globalSetup: [] } },
      // The ledger once more, over an engine that answers late.
      { extends: true, test: { name: 'late', include: late, globalSetup: [], env: { LADDER_TEST_ENGINE: 'late' } } },
    ],
    globalSetup: ['scripts/fresh-build.mjs'],
    setupFiles: ['test/support/fixed-seed.ts'],
    pool: 'forks',
    // One process runs many files: loading the sources anew for each took half of the time.
    isolate: false,
    // Worlds live for one test: with room for the young, the collector took a tenth of the time less.
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
