import { relative } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { inject, type RunnerTask, type RunnerTestCase, test } from 'vitest';
import { collected } from './collected.ts';
import { failureOf } from './run-test.ts';

/** The switch that the instrumented sources read and write. */
interface Switch {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

interface Asked {
  readonly call: number;
  /** Undefined for the first run, without any mutant. */
  readonly mutant?: string;
  readonly tests: readonly string[];
  readonly hitLimit?: number;
  /** Tests that need not pass again without the mutant. */
  readonly trusted?: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    channel: string;
    namespace: string;
  }
}

/** Milliseconds. */
const slow = 150;

const namespace = inject('namespace');
const state: Switch = Reflect.get(globalThis, namespace) ?? {};
Reflect.set(globalThis, namespace, state);
const known = new Map<string, RunnerTestCase>();
for (const each of collected.flatMap((file) => testsOf(file))) {
  // Contract tests of every tool's surface test no rule.
  if (each.name.startsWith('surface ')) continue;
  const id = `${relative(process.cwd(), each.file.filepath)}#${each.fullTestName}`;
  known.set(known.has(id) ? `${id} (${known.size})` : id, each);
}

test('answers until the channel closes', { timeout: 0 }, async () => {
  const channel = new BroadcastChannel(inject('channel'));
  await new Promise<void>((close) => {
    channel.onmessage = async (message: unknown) => {
      const { data } = message as { readonly data: Asked | 'close' };
      if (data === 'close') return close();
      const answer = data.mutant === undefined ? await runAll() : await tryMutant(data);
      channel.postMessage({ call: data.call, answer });
    };
    channel.postMessage({ ready: true });
  });
  channel.close();
});

/** Every test once, without a mutant: how long each takes and which mutants it reaches. */
async function runAll() {
  const told = [];
  const files = new Set<string>();
  for (const [id, each] of known) {
    state.currentTestId = id;
    const first = await timed(each);
    // The first of its file loads what the others find: once more tells its own time.
    const isSlowFirst = first.ms > slow && first.failure === undefined && !files.has(each.file.filepath);
    const { failure, ms } = isSlowFirst ? await timed(each) : first;
    files.add(each.file.filepath);
    state.currentTestId = undefined;
    told.push({ id, failure, ms, file: each.file.filepath, at: each.location });
  }
  return { tests: told, coverage: state.mutantCoverage };
}

async function timed(each: RunnerTestCase) {
  const begun = process.cpuUsage();
  const failure = await failureOf(each);
  const { user, system } = process.cpuUsage(begun);
  return { failure, ms: (user + system) / 1000 };
}

/** The first of the tests that fails with the mutant switched on, and whether it passes again without. */
async function tryMutant({ mutant, tests, hitLimit, trusted }: Asked) {
  let ran = 0;
  state.hitCount = 0;
  state.hitLimit = hitLimit;
  for (const id of tests) {
    const each = known.get(id);
    if (!each) continue;
    ran += 1;
    state.activeMutant = mutant;
    const failure = await failureOf(each);
    state.activeMutant = undefined;
    const hits = state.hitCount;
    if (hitLimit !== undefined && hits > hitLimit) return { ran, hits, endless: true };
    if (failure === undefined) continue;
    return {
      ran,
      hits,
      killedBy: id,
      failure,
      stains: !trusted?.includes(id) && (await failureOf(each)) !== undefined,
    };
  }
  return { ran, hits: state.hitCount };
}

function testsOf(task: RunnerTask): readonly RunnerTestCase[] {
  return task.type === 'suite' ? task.tasks.flatMap(testsOf) : [task];
}
