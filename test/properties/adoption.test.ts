import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adoptFile } from '../../src/commands/data/adopt.ts';
import { type Bench, dump, openBench } from '../ledger/support.ts';

const row = fc.record({
  domain: fc.constantFrom('acme.com', 'beta.com', 'gamma.com', 'gmail.com', ''),
  stage: fc.constantFrom('Lead', 'MQL', 'SQL', 'Closed won', 'Closed lost', 'Weird', 'Dead', ''),
  email: fc.constantFrom('ann@acme.com', 'a.nn@acme.com', 'bo@beta.com', 'cy@gamma.com', ''),
  out: fc.constantFrom('', 'no', 'yes', 'false', '1'),
});

async function run(bench: Bench, text: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-board-'));
  const file = join(folder, 'board.csv');
  writeFileSync(file, text);
  const output = { out: () => undefined, progress: () => undefined };
  for (const role of ['cro', 'sales.ops'] as const)
    await adoptFile(bench.ledger, { file, role, map: new Map(), apply: true, json: true }, output);
  rmSync(folder, { recursive: true, force: true });
}

test('A12 any list run twice leaves the same ledger, nobody who opted out is open, no signal and no dossier appear', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const bench = await openBench();
      const lines = rows.map(({ domain, stage, email, out }) => `Firm,${domain},${stage},Jo Roe,${email},${out}`);
      const text = `Company,Domain,Stage,Contact,Email,Opted out\n${lines.join('\n')}\n`;
      await run(bench, text);
      const counted = ['refusals', 'streams', 'events', 'sqlite_sequence'];
      const before = dump(bench.path, counted);
      await run(bench, text);
      expect(dump(bench.path, counted)).toEqual(before);
      const opted = new Set(rows.flatMap(({ email, out }) => (out === 'yes' || out === '1' ? [fold(email)] : [])));
      await bench.ledger.read((reader) => {
        for (const domain of ['acme.com', 'beta.com', 'gamma.com']) {
          const record = reader.account(domain);
          if (!record) continue;
          expect([record.state.signals, record.state.dossier, record.state.review]).toEqual([[], null, 'NONE']);
          for (const { id } of record.state.contacts) {
            const email = record.people.get(id)?.email ?? '';
            expect([email, record.suppressed.has(id)]).toEqual([email, opted.has(fold(email))]);
          }
        }
      });
      expect((await bench.ledger.verify()).ok).toBe(true);
      await bench.ledger.close();
    }),
    { numRuns: 25 },
  );
});

/** L13: dots and case count for nothing. */
function fold(email: string): string {
  const [local = '', host = ''] = email.split('@');
  return `${local.replaceAll('.', '')}@${host}`;
}
