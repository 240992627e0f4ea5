import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { nothing } from '../../../src/rules/reactions/brought.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { sweepView } from '../../../src/views/sweep/sweep.ts';
import { comment, decided, openBench } from '../../ledger/support.ts';

test('A2 who waits stands in sales.ops’s sweep with what they did, and a request in the CRO’s with its quote', async () => {
  const bench = await openBench();
  const contact = { name: 'Kim Lee', email: 'kim@gmail.com' };
  const quote = 'Please book the Briefing';
  const args = { ...comment('gmail.com', { contact }), signal: { type: 'E4', channel: 'email', quote } } as const;
  decided(await bench.run('mining.mind', fileSignalNote, args));
  const sweep = (role: 'sales.ops' | 'cro') =>
    bench.ledger.read((reader, moment) => sweepView(reader, { role, limit: 20, brought: nothing }, moment));
  const task = (await sweep('sales.ops')).tasks.find(({ kind }) => kind === 'place_note');
  expect([task?.subject, task?.tool]).toEqual(['Kim Lee', 'save_account']);
  expect(task?.about).toContain('kim@gmail.com; E4 of');
  expect(task?.about).toContain('noted by mining.mind: "Please book the Briefing"');
  const watch = async () => (await sweep('cro')).watch.filter(({ kind }) => kind === 'waiting_request');
  expect((await watch())[0]?.summary).toContain('Kim Lee asked for the Briefing');
  const save = { domain: 'acme.com', name: 'Acme', contacts: [{ email: 'kim@gmail.com' }] };
  decided(await bench.run('sales.ops', saveAccount, save));
  expect(await watch()).toEqual([]);
  expect(await bench.ledger.verify()).toMatchObject({ ok: true });
});
