import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const forgetful = fileURLToPath(new URL('remembering.ts', import.meta.url));

const server = 'scripts/mutation/serve.test.ts';

/** The file that answers stands last: by then all others are collected. */
class ServeLast extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return files.toSorted((a, b) => Number(a.moduleId.endsWith(server)) - Number(b.moduleId.endsWith(server)));
  }
}

/** The tests that Stryker runs against a mutated rule: those that `npm run mutate` names, collected once and run in one process. */
export default defineConfig({
  plugins: [
    {
      name: 'forgetful',
      enforce: 'pre',
      resolveId: (id, importer) =>
        id.endsWith('/vocabulary/remembering.ts') && importer !== forgetful ? forgetful : undefined,
    },
  ],
  test: {
    include: [...(process.env.LADDER_MUTATION_TESTS ?? 'test/rules/**/*.test.ts').split(','), server],
    // Its mock would reach the other files of the process.
    exclude: ['test/rules/templates/interleavings.test.ts'],
    pool: 'threads',
    maxWorkers: 1,
    isolate: false,
    includeTaskLocation: true,
    setupFiles: ['test/support/fixed-seed.ts', 'scripts/mutation/collect.ts'],
    sequence: { sequencer: ServeLast },
    // A machine that stands still for a while is no fault of a test.
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
});
