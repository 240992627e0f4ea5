import { setImmediate as breathe } from 'node:timers/promises';
import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { chainFault } from '../events/hash-chain.ts';
import type { Fault, Rebuilt } from '../port/verification.ts';
import type { TableName } from '../projections/tables.ts';
import { connect } from '../sqlite/connection.ts';
import { prepareStatements, type Statements } from '../sqlite/statements.ts';
import { exclusively, type Store } from '../unit-of-work/engine.ts';
import { eventsOf } from './event-pages.ts';
import { bringKeysBack, compare, countDrift, lostKeys, orphans, streamOf, streamsOf } from './projection-drift.ts';

/** Longer lists help nobody. */
const shown = 1000;

/** What one consistent state of the ledger was found to have wrong. */
interface Survey {
  readonly events: number;
  /** The first event that can't be built upon. */
  readonly broken: Fault | null;
  readonly drift: readonly string[];
  readonly streams: readonly string[];
  /** People whose words only the tables hold. */
  readonly lost: readonly string[];
  readonly orphans: readonly { readonly table: TableName; readonly owner: string }[];
  /** By how much each count is off. */
  readonly counts: readonly { readonly kind: string; readonly key: string; readonly by: number }[];
}

/**
 * Projections anew from the events. Everything is read beside the writers, on a connection of its own; only what is
 * wrong is written, under the lock. Rows that were right are left alone: they would come out the same.
 */
export async function rebuild(store: Store, path: string): Promise<Rebuilt | Refusal> {
  store.inPlace();
  const found = await survey(path, store);
  const hindrance = hindranceTo(found, store);
  if (hindrance) return hindrance;
  const rebuilt = { events: found.events, drift: found.drift.slice(0, shown) };
  if (found.drift.length === 0) return rebuilt;
  return exclusively<Rebuilt | Refusal>(store, () => {
    mend(found, store);
    return { value: rebuilt, keep: true };
  });
}

/** Tables are written anew from sound events and whole keys only: else what they still hold would be lost. */
function hindranceTo({ broken, lost }: Survey, { keys }: Pick<Store, 'keys'>): Refusal | null {
  const nothing = 'nothing was rebuilt';
  if (broken) {
    const { kind, seq, stream, because } = broken;
    return refuse('UNAVAILABLE', {
      found: `${nothing}, for the events are damaged themselves: ${kind} at event ${seq} of ${stream}: ${because}`,
      next: 'put back the newest backup that `ladder verify` accepts, the keys folder with it',
    });
  }
  if (lost.length === 0) return null;
  return refuse('UNAVAILABLE', {
    found: `${nothing}, for the words of those people would be gone: ${lostKeys(lost, keys.folder)}`,
    next: bringKeysBack,
  });
}

async function survey(path: string, { keys }: Pick<Store, 'keys'>): Promise<Survey> {
  const db = connect(path, { readonly: true, timeout: 250 });
  try {
    const statements = prepareStatements(db);
    statements.beginRead.run();
    const counts = new Map<string, number>();
    const drift: string[] = [];
    const streams: string[] = [];
    const lost: string[] = [];
    let broken: Fault | null = null;
    let events = 0;
    let done = 0;
    for (const stream of streamsOf(statements)) {
      broken = chainFault(eventsOf(stream, statements));
      if (broken) break;
      const compared = compare(stream, { statements, keys }, counts);
      events += compared.events;
      drift.push(...compared.drift);
      lost.push(...compared.lost);
      if (compared.drift.length > 0) streams.push(stream);
      done += 1;
      if (done % 100 === 0) await breathe();
    }
    const nobodys = orphans(statements);
    drift.push(...nobodys.map(({ table, owner }) => `${table} of ${owner}: stands in no event`));
    drift.push(...countDrift(counts, statements));
    return { events, broken, drift, streams, lost, orphans: nobodys, counts: offBy(counts, statements) };
  } finally {
    db.close();
  }
}

function offBy(counts: ReadonlyMap<string, number>, { allCounts }: Statements): Survey['counts'] {
  const kept = new Map(allCounts.all().map(({ kind, key, n }) => [`${kind} ${key}`, n]));
  return [...new Set([...kept.keys(), ...counts.keys()])].flatMap((name) => {
    const [kind = '', key = ''] = name.split(' ');
    const by = (counts.get(name) ?? 0) - (kept.get(name) ?? 0);
    return by === 0 ? [] : [{ kind, key, by }];
  });
}

/** What somebody wrote since the survey is taken in: streams are read anew, and counts are moved, not set. */
function mend({ streams, orphans: nobodys, counts }: Survey, { statements, keys }: Store): void {
  for (const stream of streams)
    for (const row of compare(stream, { statements, keys }, new Map()).actual) statements.table(row.table).remove(row);
  for (const { table, owner } of nobodys) {
    if (statements.firstOf.get(streamOf(table, owner)) !== undefined) continue;
    const { owned, remove } = statements.table(table);
    for (const values of owned(owner)) remove({ table, values });
  }
  // After all that was wrong is gone, so that no row stands in another's way.
  for (const stream of streams)
    for (const row of compare(stream, { statements, keys }, new Map()).expected)
      statements.table(row.table).upsert(row);
  for (const { kind, key, by } of counts) statements.addCount.run(kind, key, by);
}
