/** Mutation tests of src/rules: `npm run mutate -- [ROOM ...] [--with GLOB,GLOB] [--again]`; all rooms where none is named, one after the other. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { root } from './build.mjs';

const { values, positionals } = parseArgs({
  options: {
    // Further files of tests to ask.
    with: { type: 'string', default: '' },
    // Forget what earlier runs found.
    again: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const settings = {
  plugins: ['./scripts/mutation/runner.mjs'],
  testRunner: 'resident',
  // Stryker would read the real one through TypeScript's old interface.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  // Switched on in a process that has loaded its modules, a mutant of what runs at loading changes nothing.
  ignoreStatic: true,
  incremental: true,
  concurrency: 1,
  timeoutMS: 120_000,
  reporters: ['progress-append-only'],
  cleanTempDir: 'always',
  logLevel: 'warn',
};

process.chdir(root);
const shown = join('reports', 'mutation');
const rooms = positionals.length > 0 ? positionals : readdirSync('src/rules');
const tests = filesBelow('test').filter((file) => file.endsWith('.test.ts'));

for (const room of rooms) {
  const incrementalFile = join(shown, `${room.replaceAll('/', '-')}.json`);
  if (values.again) rmSync(incrementalFile, { force: true });
  process.env.LADDER_MUTATION_TESTS = [...asking(room), ...values.with.split(',').filter(Boolean)].join(',');
  const mutants = await new Stryker({
    ...settings,
    mutate: [`src/rules/${room}/**/*.ts`],
    incrementalFile,
  }).runMutationTest();
  tell(room, mutants);
}

/** Tests of the room's folder, those that import it, and those of the tools whose commands stand in it. */
function asking(room) {
  const inRoom = filesBelow(join('src/rules', room));
  const named = inRoom.map((file) => file.split('/').at(-1).replace(/\.ts$/, ''));
  return tests.filter((file) => {
    if (file.startsWith(`test/rules/${room}/`)) return true;
    if (!/^test\/(rules|tools|views|library|ledger\/unit-of-work)\//.test(file)) return false;
    if (file.startsWith('test/tools/') && named.includes(file.split('/').at(-1).replace('.test.ts', ''))) return true;
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
  for (const { status, fileName, location, mutatorName, replacement } of mutants) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue;
    const { start, end } = location;
    const lines = readFileSync(fileName, 'utf8')
      .split('\n')
      .slice(start.line - 1, end.line);
    const was = lines.join('\n').slice(start.column - 1, lines.length > 1 ? undefined : end.column - 1);
    const brief = (text) => text.replace(/\s+/g, ' ').slice(0, 90);
    console.log(
      `${status} ${fileName.slice(root.length + 1)}:${start.line} ${mutatorName}: ${brief(was)} => ${brief(replacement)}`,
    );
  }
  const killed = count('Killed', 'Timeout');
  const survived = count('Survived');
  const uncovered = count('NoCoverage');
  const valid = killed + survived + uncovered;
  const score = valid === 0 ? '-' : ((100 * killed) / valid).toFixed(1);
  console.log(
    `${room}: ${valid} mutants, ${killed} killed (${count('Timeout')} by never ending), ${survived} survived, ${uncovered} reached by no test, ${count('Ignored')} static; score ${score} %`,
  );
}
