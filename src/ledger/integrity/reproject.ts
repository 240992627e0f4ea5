import { type Changes, noChanges, type Upkeep } from '../engine/engine.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { LedgerUnusable } from '../port/unusable.ts';
import { bringKeysBack, compare, countDrift, lostKeys } from './projection-drift.ts';
import { type WalkedStream, walkStream, walkStreams } from './stream-walk.ts';

/**
 * Writes every table anew from the events, inside the transaction of a migration: what an older program folded may lack
 * what this one reads. Throws LedgerUnusable where the events can't be built upon; nothing is migrated then.
 */
export async function reproject(path: string, upkeep: Upkeep, keys: KeyStore): Promise<void> {
  const counts = new Map<string, number>();
  const streams: string[] = [];
  const write = (changes: Partial<Changes>) => upkeep.write({ ...noChanges, ...changes });
  const each = ({ stream, replayed }: WalkedStream) => compare(stream, replayed(), { survey: upkeep, keys }, counts);
  for await (const walked of walkStreams(upkeep, keys)) {
    refuseUnsound(path, walked);
    const { actual, lost } = await each(walked);
    if (lost.length > 0) throw new LedgerUnusable(`${path}: ${lostKeys(lost, keys.folder)}`, bringKeysBack);
    await write({ removed: actual });
    streams.push(walked.stream);
  }
  counts.clear();
  // After all rows are gone, so that none stands in another's way.
  for (const stream of streams) await write({ put: (await each(await walkStream(stream, upkeep, keys))).expected });
  await write({ counts: await countDrift(counts, upkeep) });
}

function refuseUnsound(path: string, { stream, fault }: WalkedStream): void {
  if (!fault) return;
  throw new LedgerUnusable(
    `${path} was written by an older program and is damaged: ${fault.kind} at event ${fault.seq} of ${stream}: ${fault.because}`,
    'keep the file for inspection, and put back the newest backup that `ladder verify` accepts, with its keys folder',
  );
}
