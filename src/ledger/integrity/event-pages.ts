import type { Survey } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import type { EventRow } from '../events/hash-chain.ts';

/** Rows are read a page at a time: a history of any length fits into memory, and no cursor stays open. */
export const page = 500;

/** A stream's events in order, page by page; those of one version, were there two, both. */
export async function* eventsOf(stream: string, survey: Survey): AsyncGenerator<readonly EventRow[]> {
  for (let last: EventRow | undefined; ; ) {
    const from = [last?.version ?? -1, last?.seq ?? 0] as const;
    const found = await survey.ask((rows) => rows.eventsOf.all(stream, ...from, page));
    if (found.length > 0) yield found;
    last = found.at(-1);
    if (last === undefined || found.length < page) return;
  }
}

/** The hashes of the ledger's events behind `from`, up to and with `to`. */
export function* hashesBetween(
  from: number,
  to: number,
  { hashesAfter }: Pick<Rows, 'hashesAfter'>,
): Generator<{ readonly hash: string }> {
  for (let after = from; after < to; ) {
    const found = hashesAfter.all(after, Math.min(page, to - after)).filter(({ seq }) => seq <= to);
    yield* found;
    after = found.at(-1)?.seq ?? to;
  }
}

/** All events, stream by stream, each in order, page by page. */
export async function* eventsByStream(survey: Survey): AsyncGenerator<readonly EventRow[]> {
  for (let last: EventRow | undefined; ; ) {
    const from = [last?.stream ?? '', last?.version ?? -1, last?.seq ?? 0] as const;
    const found = await survey.ask((rows) => rows.eventsByStream.all(...from, page));
    if (found.length > 0) yield found;
    last = found.at(-1);
    if (last === undefined || found.length < page) return;
  }
}
