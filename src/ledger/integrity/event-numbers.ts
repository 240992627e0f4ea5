import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Survey } from '../engine/engine.ts';
import type { Fault } from '../port/verification.ts';
import { page } from './event-pages.ts';

export interface Tally {
  readonly events: number;
  readonly newest: number;
  readonly fault: Fault | null;
  /** The digest over all hashes up to each number that a checkpoint ends at. */
  readonly heads: readonly string[];
}

/** SQLite gives numbers without a hole; a number that is missing is an event that was taken out. */
export async function countEvents(survey: Survey, ends: readonly number[]): Promise<Tally> {
  let events = 0;
  let newest = 0;
  let recorded = '';
  let fault: Fault | null = null;
  let digest = createHash('sha256');
  /** Hashes that the digest has yet to take in. */
  let read = '';
  const heads: string[] = [];
  /** Ends each checkpoint that lies before an event. */
  const endBefore = (seq: number) => {
    for (let end = ends[heads.length]; end !== undefined && end < seq; end = ends[heads.length]) {
      const head = digest.update(read).digest('hex');
      read = '';
      heads.push(head);
      digest = createHash('sha256').update(head);
    }
  };
  for (;;) {
    const from = newest;
    const hashes = await survey.ask((rows) => rows.hashesAfter.all(from, page));
    for (const { seq, hash, recorded_at } of hashes) {
      if (seq !== newest + 1) fault ??= { kind: 'gap', seq: newest + 1, because: `event ${newest + 1} is missing` };
      if (recorded_at < recorded)
        fault ??= { kind: 'unlinked', seq, because: `it was recorded at ${recorded_at}, before event ${newest}` };
      endBefore(seq);
      read += hash;
      newest = seq;
      recorded = recorded_at;
      events += 1;
    }
    if (hashes.length < page) {
      endBefore(newest + 1);
      return { events, newest, fault, heads };
    }
    digest.update(read);
    read = '';
    await breathe();
  }
}
