import { existsSync } from 'node:fs';
import { openLedger } from '../../../src/ledger/index.ts';
import { LedgerUnusable } from '../../../src/ledger/port/unusable.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { testPolicy } from '../../support/policy.ts';

const [path = ''] = process.argv.slice(2);

/** Files one note, and prints the answer or why the ledger could not be opened. */
async function main(): Promise<unknown> {
  const clock = { now: () => '2026-04-21T13:00:00.000Z', simulated: true };
  const ledger = await openLedger({
    path,
    keys: `${path}.keys`,
    policy: testPolicy(),
    clock,
  });
  const args = {
    account: 'acme.com',
    contact: { name: 'Jo', email: 'jo@acme.com' },
    observed_at: '2026-04-20T10:00:00Z',
    source: 'linkedin.com',
    signal: { type: 'E1', interaction: 'share', object: 'post-9' },
  } as const;
  const call = { role: 'mining.mind', client: 'child', tool: 'file_signal_note', args, dryRun: false } as const;
  const answer = await ledger.act({ command: fileSignalNote, args, call, answer: ({ outcome }) => ({ outcome }) });
  await ledger.close();
  return { answer, exists: existsSync(path) };
}

main().then(
  (told) => console.log(JSON.stringify(told)),
  (error: unknown) => {
    if (!(error instanceof LedgerUnusable)) throw error;
    console.log(JSON.stringify({ unusable: error.message }));
  },
);
