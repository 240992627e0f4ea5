import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Firm, marketPolicy } from '../../bench/market/firm.ts';
import { Market } from '../../bench/market/market.ts';

/** A market of 110 companies, four of them hot and eight warm, through so many days. */
async function lived(seed: number, days: number): Promise<Market> {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-market-'));
  const firm = await Firm.open(folder, marketPolicy(folder), seed);
  onTestFinished(async () => {
    await firm.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const market = new Market(firm, { accounts: 110, seed });
  await market.open();
  for (let day = 0; day < days; day += 1) await market.live();
  return market;
}

test('inv6 a market lived twice on one seed leaves the same bytes, on another seed others, and verify holds', async () => {
  const one = await lived(7, 40);
  const twin = await lived(7, 40);
  expect(twin.firm.headHash()).toBe(one.firm.headHash());
  expect(await one.firm.ledger.verify()).toMatchObject({ ok: true, fault: null });
  const other = await lived(8, 5);
  expect(other.firm.headHash()).not.toBe(one.firm.headHash());
  // The comparison was worth it: accounts went up the ladder and mails went out.
  for (const type of ['classified', 'dossier_scored', 'moved', 'contact_enrolled', 'permit_granted'])
    expect([type, one.firm.counted(type) > 0]).toEqual([type, true]);
}, 300_000);
