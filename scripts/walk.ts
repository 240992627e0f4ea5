/** Walks at random over the real tools: `node scripts/run-ts.mjs scripts/walk.ts [--calls N] [--seed N] [--prove N]`, or `--processes N --kill` over servers of their own. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { longPolicyFile, openWalkHouse, policyOf } from '../test/properties/walk-house.ts';
import { drawnOf } from '../test/properties/walk-maker.ts';
import { walkProcesses } from '../test/properties/walk-processes.ts';
import { type Step, Walker } from '../test/properties/walk-steps.ts';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    prove: { type: 'string', default: '20000' },
    processes: { type: 'string' },
    rounds: { type: 'string', default: '10' },
    kill: { type: 'boolean', default: false },
  },
});

/** Every seed gives its own calls: neighbouring numbers have nothing in common. */
const seedOf = (base: number, n: number) => (Math.imul(base + 1, 0x85ebca6b) ^ Math.imul(n + 1, 0xc2b2ae35)) >>> 0;

async function walk(): Promise<number> {
  const calls = Number(values.calls);
  const base = Number(values.seed);
  const house = await openWalkHouse(policyOf(longPolicyFile(mkdtempSync(join(tmpdir(), 'ladder-walk-policy-')), 2099)));
  const walker = new Walker(house);
  const began = performance.now();
  const recent: Step[] = [];
  let violations = 0;
  const tell = (wrong: readonly string[], step?: Step) => {
    violations += wrong.length;
    console.log(`VIOLATION seed ${base}, call ${walker.number}: ${wrong.join('\n  ')}`);
    for (const each of recent.filter(({ domain }) => step === undefined || domain === step.domain).slice(-25))
      console.log(
        `    ${each.now} ${each.role} ${each.tool} ${JSON.stringify(each.args).slice(0, 260)} -> ${each.outcome}`,
      );
  };
  while (walker.number < calls && violations < 12) {
    const step = await walker.step(drawnOf(seedOf(base, walker.number)));
    recent.push(step);
    if (recent.length > 1500) recent.splice(0, 500);
    if (step.wrong.length > 0) {
      tell(step.wrong, step);
      if (house.log.length > 0) break;
    }
    const n = walker.number;
    if (n % Number(values.prove) === 0 || n === calls) {
      const wrong = await walker.prove();
      if (wrong.length > 0) tell(wrong);
    }
    if (n % 5000 === 0) {
      const head = await house.ledger.read((reader) => reader.head());
      console.log(
        `${n} calls, ${head} events, now ${house.clock.now}, ${violations} violations, ${((performance.now() - began) / 1000).toFixed(0)} s`,
      );
    }
  }
  const told = (map: ReadonlyMap<string, number>) =>
    [...map]
      .sort()
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  console.log(`calls: ${told(walker.counts)}\narrows: ${told(walker.arrows)}`);
  await house.close();
  return violations;
}

async function crowd(processes: number): Promise<number> {
  const began = performance.now();
  const rounds = Number(values.rounds);
  const calls = Math.max(1, Math.floor(Number(values.calls) / rounds / processes));
  const { wrong, ...figures } = await walkProcesses({
    processes,
    rounds,
    calls,
    kill: values.kill,
    seed: Number(values.seed),
  });
  console.log(
    `${processes} processes, ${rounds} rounds: ${JSON.stringify(figures)}, ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  for (const each of wrong.slice(0, 20)) console.log(`VIOLATION seed ${values.seed}: ${each}`);
  return wrong.length;
}

const violations = values.processes === undefined ? await walk() : await crowd(Number(values.processes));
process.exitCode = violations > 0 ? 1 : 0;
