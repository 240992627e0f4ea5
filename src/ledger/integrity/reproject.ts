import { noChanges, type Upkeep } from '../engine/engine.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { LedgerUnusable } from '../port/unusable.ts';
import { changesOf } from '../projections/stream-counts.ts';
import { addCounts, bringKeysBack, lostKeys, lostOf } from './projection-drift.ts';
import { type WalkedStream, walkStreams } from './stream-walk.ts';

/** Told how many events of how many are folded. */
export type Folding = (done: number, of: number) => void;

interface Ground {
  readonly path: string;
  readonly keys: KeyStore;
  readonly onFolded: Folding;
}

/**
 * Fills the empty tables from the events, inside the transaction of a migration: what an older program folded may lack
 * what this one reads. Throws LedgerUnusable where the events can't be built upon; nothing is migrated then.
 */
export async function reproject(upkeep: Upkeep, { path, keys, onFolded }: Ground): Promise<void> {
  const counts = new Map<string, number>();
  const of = await upkeep.ask(({ lastNumber }) => lastNumber.get()?.seq ?? 0);
  let done = 0;
  for await (const ended of walkStreams(upkeep, keys)) {
    for (const walked of ended) {
      refuseUnsound(path, walked);
      const { folded, rows, unread } = walked.replayed() ?? { folded: null, rows: [], unread: new Set<string>() };
      const lost = lostOf(unread, rows, keys);
      if (lost.length > 0) throw new LedgerUnusable(`${path}: ${lostKeys(lost, keys.folder)}`, bringKeysBack);
      addCounts(counts, folded);
      await upkeep.write({ ...noChanges, put: rows });
      done += walked.events;
      onFolded(done, of);
    }
  }
  await upkeep.write({ ...noChanges, counts: changesOf(new Map(), counts) });
}

function refuseUnsound(path: string, { stream, fault }: WalkedStream): void {
  if (!fault) return;
  throw new LedgerUnusable(
    `${path} was written by an older program and is damaged: ${fault.kind} at event ${fault.seq} of ${stream}: ${fault.because}`,
    'keep the file for inspection, and put back the newest backup that `ladder verify` accepts, with its keys folder',
  );
}
