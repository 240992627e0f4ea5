import { openLedger } from '../../../src/ledger/index.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { testPolicy } from '../../support/policy.ts';

const [path = '', name = '', count = '0'] = process.argv.slice(2);

/** Files notes as fast as it can, half of them on an account that all processes share; prints what was refused. */
async function main(): Promise<readonly unknown[]> {
  const clock = { now: () => '2026-04-21T13:00:00.000Z', simulated: true };
  const ledger = await openLedger({ path, keys: `${path}.keys`, policy: testPolicy(), clock });
  const refused: unknown[] = [];
  for (let n = 0; n < Number(count); n++) {
    const args = {
      account: n % 2 === 0 ? 'shared.com' : `own-${name}.com`,
      contact: { name: 'Jo', email: `jo-${name}@${n % 2 === 0 ? 'shared' : `own-${name}`}.com` },
      observed_at: '2026-04-20T10:00:00Z',
      source: 'linkedin.com',
      signal: { type: 'E1', interaction: 'share', object: `post-${n}`, quote: `words of ${name}` },
    } as const;
    const call = { role: 'mining.mind', client: name, tool: 'file_signal_note', args, dryRun: false } as const;
    const answer = await ledger.act({ command: fileSignalNote, args, call, answer: ({ outcome }) => ({ outcome }) });
    if ('refused' in answer || answer.outcome !== 'recorded') refused.push(answer);
  }
  await ledger.close();
  return refused;
}

console.log(JSON.stringify(await main()));
