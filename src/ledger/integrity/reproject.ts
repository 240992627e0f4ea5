import { chainFault } from '../events/hash-chain.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { LedgerUnusable } from '../port/unusable.ts';
import type { Statements } from '../sqlite/statements.ts';
import { eventsOf } from './event-pages.ts';
import { bringKeysBack, compare, lostKeys, streamsOf } from './projection-drift.ts';

/**
 * Writes every table anew from the events, inside the transaction of a migration: what an older program folded may lack
 * what this one reads. Throws LedgerUnusable where the events can't be built upon; nothing is migrated then.
 */
export function reproject(path: string, statements: Statements, keys: KeyStore): void {
  const counts = new Map<string, number>();
  const streams = [...streamsOf(statements)];
  const each = (stream: string) => compare(stream, { statements, keys }, counts);
  for (const stream of streams) {
    refuseUnsound(path, stream, statements);
    const { actual, lost } = each(stream);
    if (lost.length > 0) throw new LedgerUnusable(`${path}: ${lostKeys(lost, keys.folder)}`, bringKeysBack);
    for (const row of actual) statements.table(row.table).remove(row);
  }
  counts.clear();
  // After all rows are gone, so that none stands in another's way.
  for (const stream of streams) for (const row of each(stream).expected) statements.table(row.table).upsert(row);
  for (const { kind, key, n } of statements.allCounts.all()) statements.addCount.run(kind, key, -n);
  for (const [name, n] of counts) {
    const [kind = '', key = ''] = name.split(' ');
    statements.addCount.run(kind, key, n);
  }
}

function refuseUnsound(path: string, stream: string, statements: Statements): void {
  const fault = chainFault(eventsOf(stream, statements));
  if (!fault) return;
  throw new LedgerUnusable(
    `${path} was written by an older program and is damaged: ${fault.kind} at event ${fault.seq} of ${stream}: ${fault.because}`,
    'keep the file for inspection, and put back the newest backup that `ladder verify` accepts, with its keys folder',
  );
}
