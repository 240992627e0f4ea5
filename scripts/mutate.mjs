/** Mutation tests of src/rules: `npm run mutate -- [ROOM[,ROOM] ...] [--with FOLDER,FILE] [--own] [--sample N] [--again]`; each room where none is named, those of one list in one run. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { root } from './build.mjs';
import { told } from './mutation/survivor.mjs';

const { values, positionals } = parseArgs({
  options: {
    // Further tests to ask: files, or folders of them.
    with: { type: 'string', default: '' },
    // Ask the tests of the room's own folder, and further ones, alone.
    own: { type: 'boolean', default: false },
    // Try the mutants of one declaration of so many, and keep nothing.
    sample: { type: 'string', default: '1' },
    // Forget what earlier runs found.
    again: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const settings = {
  plugins: ['./scripts/mutation/runner.mjs', './scripts/mutation/sample.mjs'],
  testRunner: 'resident',
  // Stryker would read the real one through TypeScript's old interface.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  // Switched on in a process that has loaded its modules, a mutant of what runs at loading changes nothing.
  ignoreStatic: true,
  concurrency: 1,
  // Endless runs are found by their count of hits, but for a loop in a library or in no statement that counts.
  timeoutMS: 120_000,
  dryRunTimeoutMinutes: 60,
  reporters: ['progress-append-only', 'survivors'],
  cleanTempDir: 'always',
  logLevel: 'warn',
};

process.chdir(root);
const sample = Number(values.sample);
process.env.LADDER_MUTATION_SAMPLE = values.sample;
const pieces = positionals.length > 0 ? positionals : readdirSync('src/rules');
const tests = filesBelow('test').filter((file) => file.endsWith('.test.ts'));

for (const piece of pieces) {
  const rooms = piece.split(',');
  const incrementalFile = join('reports', 'mutation', `${piece.replaceAll(/[,/]/g, '-')}.json`);
  if (values.again) rmSync(incrementalFile, { force: true });
  const further = values.with.split(',').filter(Boolean);
  const asked = [...rooms.flatMap(asking), ...tests.filter((file) => further.some((each) => file.startsWith(each)))];
  process.env.LADDER_MUTATION_TESTS = [...new Set(asked)].join(',');
  const mutants = await new Stryker({
    ...settings,
    mutate: rooms.map((room) => `src/rules/${room}/**/*.ts`),
    ignorers: sample === 1 ? [] : ['sample'],
    incremental: sample === 1,
    incrementalFile,
  }).runMutationTest();
  for (const mutant of mutants) if (mutant.status === 'NoCoverage') console.log(`reached by no test: ${told(mutant)}`);
  for (const room of rooms) {
    tell(
      room,
      mutants.filter(({ fileName }) => fileName.includes(`/src/rules/${room}/`)),
    );
  }
  if (rooms.length > 1) tell('together', mutants);
}

/** Tests of the room's folder, those that import it, and those of the tools whose commands stand in it or that call it. */
function asking(room) {
  const commands = filesBelow(join('src/rules', room)).map((file) => file.split('/').at(-1).replace('.ts', '.test.ts'));
  return tests.filter((file) => {
    if (file.startsWith(`test/rules/${room}/`)) return true;
    if (values.own) return false;
    if (!/^test\/(rules|tools|views|library|ledger\/unit-of-work)\//.test(file)) return false;
    if (file.startsWith('test/tools/') && commands.includes(file.split('/').at(-1))) return true;
    // A tool may call a rule that is no command: `render_sequence_email` composes a mail.
    const tool = file.replace('test/', 'src/').replace('.test.ts', '.ts');
    if (file.startsWith('test/tools/') && existsSync(tool) && readFileSync(tool, 'utf8').includes(`rules/${room}/`))
      return true;
    return readFileSync(file, 'utf8').includes(`src/rules/${room}/`);
  });
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath ?? each.path, each.name));
}

function tell(room, mutants) {
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const uncovered = count('NoCoverage');
  const all = killed + count('Survived') + uncovered;
  const score = all === 0 ? '-' : ((100 * killed) / all).toFixed(1);
  console.log(
    `${room}: ${all} mutants, ${killed} killed (${count('Timeout')} of them without end), ${count('Survived')} survived, ${uncovered} reached by no test, ${count('Ignored')} left out; score ${score} %`,
  );
}
