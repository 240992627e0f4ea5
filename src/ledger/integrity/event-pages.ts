import type { EventRow } from '../events/hash-chain.ts';
import type { Statements } from '../sqlite/statements.ts';

/** Rows are read a page at a time: a history of any length fits into memory, and no cursor stays open. */
export const page = 5000;

/** A stream's events in order; those of one version, were there two, both. */
export function* eventsOf(stream: string, { eventsOf: read }: Pick<Statements, 'eventsOf'>): Generator<EventRow> {
  for (let last: EventRow | undefined; ; ) {
    const rows = read.all(stream, last?.version ?? -1, last?.seq ?? 0, page);
    yield* rows;
    last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
  }
}

/** The hashes of the ledger's events behind `from`, up to and with `to`. */
export function* hashesBetween(
  from: number,
  to: number,
  { hashesAfter }: Pick<Statements, 'hashesAfter'>,
): Generator<{ readonly hash: string }> {
  for (let after = from; after < to; ) {
    const rows = hashesAfter.all(after, Math.min(page, to - after)).filter(({ seq }) => seq <= to);
    yield* rows;
    after = rows.at(-1)?.seq ?? to;
  }
}
