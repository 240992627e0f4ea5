import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { host } from '../clients/hosts.ts';
import { tempFolder } from '../clients/program.ts';

const contact = { name: 'Ana Ruiz', email: 'ana@acme.com' };

test('M3 three servers on one file permit exactly the cap of the day, each mail once', async () => {
  const db = join(tempFolder(), 'l.db');
  const env = { LADDER_POLICY: resolve('test/fixtures/mailbox-policy.yaml') };
  const seats = await Promise.all([0, 1, 2].map(() => host('modern', { db, role: 'cro', env })));
  const [first] = seats;
  await first?.call('file_signal_note', {
    account: 'acme.com',
    contact,
    observed_at: '2026-04-21T09:30:00-04:00',
    source: 'gmail',
    signal: { type: 'E4', channel: 'email', quote: 'Could we have the Briefing?' },
  });
  // Every seat asks for the same 30 mails: 25 have room, and none of them twice.
  const answers = await Promise.all(
    seats.map(async (seat) => {
      const got: { readonly n: number; readonly code: string; readonly permit: string | undefined }[] = [];
      for (let n = 0; n < 30; n += 1) {
        const direct = { contact: contact.email, subject: 'Your question', text: `Hi Ana,\n\nthis is ${n}.\n\nRick` };
        const { isError, _meta, structuredContent } = await seat.call('authorize_send', { direct });
        const error: unknown = _meta?.['ladder/error'];
        const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
        const permit = /"id":"(prm_\w+)"/.exec(JSON.stringify(structuredContent ?? {}))?.[1];
        got.push({ n, code: isError ? code : 'granted', permit });
      }
      return got;
    }),
  );
  const granted = answers.flat().filter(({ code }) => code === 'granted');
  expect(granted).toHaveLength(25);
  expect(new Set(granted.map(({ n }) => n)).size).toBe(25);
  expect(new Set(granted.map(({ permit }) => permit)).size).toBe(25);
  const others = new Set(answers.flat().map(({ code }) => code));
  expect([...others].sort()).toEqual(['CAP_REACHED', 'CONFLICT', 'granted']);
});
