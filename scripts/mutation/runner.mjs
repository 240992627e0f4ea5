/** Stryker's test runner: collects the tests once in one process, and asks for single tests with a mutant switched on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { BroadcastChannel } from 'node:worker_threads';
import { createVitest } from 'vitest/node';
import { inTurn } from './order.mjs';
import { told } from './survivor.mjs';

/** The results of the first run: each test's time, and the mutants that it reaches. */
const firstRunFile = 'mutation-first-run.json';

/** Stryker lets a mutant come by a hundred times as often as all tests together did; with few tests three times as often is no end. */
const endlessFrom = (hitLimit) => hitLimit && hitLimit * 0.03 + 100_000;

class Runner {
  #calls = 0;
  #killers = new Map();
  #unrepeatable = new Set();

  capabilities() {
    // Stryker would start a process anew for each mutant that is also reached at loading; it is switched on later all the same.
    return { reloadEnvironment: true };
  }

  async init() {
    this.channelName = `ladder-mutation-${process.pid}-${Date.now()}`;
    this.channel = new BroadcastChannel(this.channelName);
    this.waiting = new Map();
    this.clean = new Map();
    const ready = new Promise((resolve) => {
      this.channel.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else this.waiting.get(data.call)?.(data.answer);
      };
    });
    this.vitest = await createVitest('test', {
      config: 'scripts/mutation/vitest.ts',
      watch: false,
      reporters: [{}],
      coverage: { enabled: false },
      onConsoleLog: () => false,
    });
    this.vitest.provide('channel', this.channelName);
    this.vitest.provide('namespace', '__stryker__');
    const ended = this.vitest.start().then(() => {
      const errors = this.vitest.state
        .getFiles()
        .flatMap(({ filepath, result }) => (result?.errors ?? []).map(({ message }) => `${filepath}: ${message}`));
      throw new Error(`the tests ended: ${errors.join('; ')}`);
    });
    // A caller that waits for an answer is told that none will come.
    this.ended = ended;
    ended.catch(() => undefined);
    await Promise.race([ready, ended]);
  }

  async dryRun() {
    const { tests, coverage } = await this.#ask({ tests: [] });
    const times = Object.fromEntries(tests.map(({ id, ms }) => [id, ms]));
    writeFileSync(firstRunFile, JSON.stringify({ times, reach: coverage?.perTest ?? {} }));
    return { status: 'complete', tests: tests.map(testResult), mutantCoverage: coverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit: given }) {
    const hitLimit = endlessFrom(given);
    this.first ??= JSON.parse(readFileSync(firstRunFile, 'utf8'));
    const file = activeMutant.fileName.slice(activeMutant.fileName.lastIndexOf('src/rules/'));
    const killers = this.#killers.get(file) ?? [];
    this.#killers.set(file, killers);
    for (let attempt = 1; ; attempt += 1) {
      const repeatable = (testFilter ?? Object.keys(this.first.times)).filter((id) => !this.#unrepeatable.has(id));
      const tests = inTurn(repeatable, { ...this.first, mutant: activeMutant.id, file, killers });
      // Every fourth kill of a test that has passed before is looked at again.
      const trusted = [...this.clean].filter(([, passes]) => passes % 4 !== 0).map(([id]) => id);
      const answer = await this.#ask({ mutant: activeMutant.id, tests, hitLimit, trusted });
      if (answer.endless) return { status: 'timeout', reason: `more than ${hitLimit} hits` };
      if (answer.killedBy === undefined) {
        return { status: 'survived', nrOfTests: answer.ran };
      }
      if (answer.stains) {
        // The mutant, or one before it, left something behind in the process.
        await this.dispose();
        await this.init();
        if (attempt === 1) continue;
        if (attempt === 2 && !(await this.#passes(answer.killedBy))) {
          this.#unrepeatable.add(answer.killedBy);
          continue;
        }
      }
      this.clean.set(answer.killedBy, (this.clean.get(answer.killedBy) ?? 0) + 1);
      killers.splice(0, killers.length, answer.killedBy, ...killers.filter((id) => id !== answer.killedBy));
      return {
        status: 'killed',
        killedBy: [answer.killedBy],
        failureMessage: answer.failure,
        nrOfTests: answer.ran,
      };
    }
  }

  /** Whether a test passes twice without a mutant. */
  async #passes(id) {
    const answer = await this.#ask({ mutant: 'none', tests: [id, id] });
    return answer.killedBy === undefined;
  }

  #ask(asked) {
    this.#calls += 1;
    const call = this.#calls;
    const answered = new Promise((resolve) => this.waiting.set(call, resolve));
    this.channel.postMessage({ call, ...asked });
    return Promise.race([answered, this.ended]).finally(() => this.waiting.delete(call));
  }

  async dispose() {
    this.channel?.postMessage('close');
    await this.ended?.catch(() => undefined);
    this.channel?.close();
    await this.vitest?.close();
    this.vitest = undefined;
  }
}

function testResult({ id, failure, ms, file, at }) {
  const result = { id, name: id, timeSpentMs: ms, fileName: file, startPosition: at };
  return failure === undefined ? { ...result, status: 0 } : { ...result, status: 1, failureMessage: failure };
}

/** Tells each mutant that no test notices as soon as it is known. */
const survivors = {
  onMutantTested(mutant) {
    if (mutant.status === 'Survived') console.log(told(mutant));
  },
};

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'resident', factory: () => new Runner() },
  { kind: 'Reporter', name: 'survivors', value: survivors },
];
