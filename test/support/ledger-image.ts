import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../../src/ledger/index.ts';
import { testPolicy } from './policy.ts';

interface Image {
  readonly ledger: Buffer;
  readonly keys: Buffer;
}

let image: Promise<Image> | undefined;

/**
 * Puts down an empty ledger of simulated time with its key store, as opening makes them: the making takes longer than
 * most tests. All of a process are of one identity; a test that needs another opens one where nothing lies.
 */
export async function preparedLedger(path: string): Promise<void> {
  image ??= made();
  const { ledger, keys } = await image;
  writeFileSync(path, ledger, { mode: 0o600 });
  mkdirSync(`${path}.keys`, { mode: 0o700 });
  writeFileSync(join(`${path}.keys`, 'keys.db'), keys, { mode: 0o600 });
}

async function made(): Promise<Image> {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-image-'));
  try {
    const path = join(folder, 'ladder.db');
    const keys = `${path}.keys`;
    const clock = { now: () => '2026-01-01T00:00:00.000Z', simulated: true };
    const ledger = await openLedger({ path, keys, policy: testPolicy(), clock });
    await ledger.close();
    return { ledger: readFileSync(path), keys: readFileSync(join(keys, 'keys.db')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
