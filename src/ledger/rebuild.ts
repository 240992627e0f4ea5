import type { Refusal } from '../rules/refusal.ts';
import { compare, countDrift, orphans, streamsOf } from './drift.ts';
import type { Rebuilt } from './port.ts';
import type { Statements } from './statements.ts';
import { exclusively, type Store } from './unit.ts';

/** Longer lists help nobody. */
const shown = 1000;

/** Projections anew from the events. Rows that were right are left alone: they would come out the same. */
export function rebuild(store: Store): Promise<Rebuilt | Refusal> {
  return exclusively<Rebuilt | Refusal>(store, () => ({ value: rebuildAll(store), keep: true }));
}

function rebuildAll(store: Store): Rebuilt {
  const { statements } = store;
  const counts = new Map<string, number>();
  const drift: string[] = [];
  const wrong: string[] = [];
  let events = 0;
  for (const stream of streamsOf(statements)) {
    const compared = compare(stream, store, counts);
    events += compared.events;
    if (compared.drift.length === 0) continue;
    drift.push(...compared.drift);
    wrong.push(stream);
    for (const row of compared.actual) statements.table(row.table).remove(row);
  }
  drift.push(...removeOrphans(statements));
  // After all that was wrong is gone, so that no row stands in another's way.
  for (const stream of wrong) {
    for (const row of compare(stream, store, new Map()).expected) statements.table(row.table).upsert(row);
  }
  drift.push(...countDrift(counts, statements));
  setCounts(counts, statements);
  return { events, drift: drift.slice(0, shown) };
}

function removeOrphans(statements: Statements): readonly string[] {
  return orphans(statements).map(({ table, owner }) => {
    const { owned, remove } = statements.table(table);
    for (const values of owned(owner)) remove({ table, values });
    return `${table} of ${owner}: stands in no event`;
  });
}

function setCounts(counts: ReadonlyMap<string, number>, { allCounts, setCount }: Statements): void {
  for (const { kind, key } of allCounts.all()) setCount.run(kind, key, 0);
  for (const [name, n] of counts) {
    const [kind = '', key = ''] = name.split(' ');
    setCount.run(kind, key, n);
  }
}
