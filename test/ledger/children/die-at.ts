import { writeSync } from 'node:fs';
import { openLedger } from '../../../src/ledger/index.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { testPolicy } from '../../support/policy.ts';

const [path = '', fatal = '0'] = process.argv.slice(2);
const steps: string[] = [];
let armed = false;

/** Dies without warning at the step given. What it was told before is written out at once. */
function onStep(name: string): void {
  if (!armed) return;
  steps.push(name);
  if (steps.length !== Number(fatal)) return;
  writeSync(1, `died ${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}

async function main(): Promise<void> {
  const clock = { now: () => '2026-04-21T13:00:00.000Z', simulated: true };
  const ledger = await openLedger({ path, keys: `${path}.keys`, policy: testPolicy(), clock, onStep });
  const file = async (object: string) => {
    const args = {
      account: `at-${fatal}.com`,
      contact: { name: 'Jo', email: `jo-${object}@at-${fatal}.com` },
      observed_at: '2026-04-20T10:00:00Z',
      source: 'linkedin.com',
      signal: { type: 'E1', interaction: 'share', object, quote: 'words' },
    } as const;
    const call = {
      role: 'mining.mind',
      client: 'child',
      tool: 'file_signal_note',
      args,
      dryRun: false,
      idempotencyKey: `${fatal}-${object}`,
    } as const;
    await ledger.act({ command: fileSignalNote, args, call, answer: ({ outcome }) => ({ outcome }) });
    writeSync(1, `acknowledged ${object}\n`);
  };
  await file('first');
  armed = true;
  await file('second');
  writeSync(1, `took ${steps.join(' ')}\nalive\n`);
  await ledger.close();
}

await main();
