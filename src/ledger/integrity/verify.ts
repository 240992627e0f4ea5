/** Verification, rebuilding, signed checkpoints, restored backups. */

import { setImmediate as breathe } from 'node:timers/promises';
import type { Engine, Survey } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Fault, VerifyReport } from '../port/verification.ts';
import { hashesBetween, page } from './event-pages.ts';
import { type Compared, compare, countDrift, countFault, lostKeys, Owners } from './projection-drift.ts';
import { type CheckpointLine, headsAfter, isGenuine, readLines } from './signed-checkpoints.ts';
import { type WalkedStream, walkStream, walkStreams } from './stream-walk.ts';

interface Ground {
  readonly survey: Survey;
  readonly keys: KeyStore;
  readonly id: string;
}

interface Tally {
  readonly events: number;
  readonly newest: number;
  readonly fault: Fault | null;
}

/** Looks at one consistent state, while the server goes on. */
export function verify({ survey, keys, id }: Engine, stream?: string): Promise<VerifyReport> {
  return survey(async (seen) => {
    const ground = { survey: seen, keys, id };
    if (stream !== undefined) return verifyStream(stream, ground);
    // In this order: a line is on file before its number counts as signed, whichever process signs meanwhile.
    const signedSeq = keys.signedSeq();
    const lines = readLines(keys);
    const tally = await countEvents(ground);
    const walk = await walkAll(ground);
    const fault =
      first([tally.fault, walk.fault]) ??
      (await cutOff(ground, tally)) ??
      (await signedFault(ground, { lines, signedSeq }, tally)) ??
      (await walk.drifted());
    return { ok: fault === null, events: tally.events, streams: walk.streams, checkpoints: lines.length, fault };
  });
}

async function verifyStream(stream: string, ground: Ground): Promise<VerifyReport> {
  const { survey, keys } = ground;
  const walked = await walkStream(stream, survey, keys);
  const fault =
    walked.fault ??
    (await survey.ask((rows) => cutOffStream(stream, rows))) ??
    driftIn(await compare(stream, walked.replayed(), ground, new Map()), ground);
  return { ok: fault === null, events: walked.events, streams: 1, checkpoints: 0, fault };
}

/** Rows whose words can't be read from the events are no drift to mend: the key is to be brought back. */
function driftIn({ stream, drift, lost }: Compared, { keys }: Pick<Ground, 'keys'>): Fault | null {
  const because = lost.length > 0 ? lostKeys(lost, keys.folder) : drift[0];
  return because === undefined ? null : { kind: 'projection_drift', stream, because };
}

function first(faults: readonly (Fault | null)[]): Fault | null {
  const found = faults.filter((fault) => fault !== null);
  return found.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))[0] ?? null;
}

/** SQLite gives numbers without a hole; a number that is missing is an event that was taken out. */
async function countEvents({ survey }: Ground): Promise<Tally> {
  let events = 0;
  let newest = 0;
  let recorded = '';
  let fault: Fault | null = null;
  for (;;) {
    const from = newest;
    const hashes = await survey.ask((rows) => rows.hashesAfter.all(from, page));
    for (const { seq, recorded_at } of hashes) {
      if (seq !== newest + 1) fault ??= { kind: 'gap', seq: newest + 1, because: `event ${newest + 1} is missing` };
      if (recorded_at < recorded)
        fault ??= { kind: 'unlinked', seq, because: `it was recorded at ${recorded_at}, before event ${newest}` };
      newest = seq;
      recorded = recorded_at;
      events += 1;
    }
    if (hashes.length < page) return { events, newest, fault };
    await breathe();
  }
}

interface Walk {
  readonly streams: number;
  /** The first event of a stream that doesn't fit the one before it. */
  readonly fault: Fault | null;
  /** The first row that is not what the events say; throws where they can't be folded. */
  drifted(): Promise<Fault | null>;
}

/** Reads every event once: chains, and what they come to beside the rows until the first chain is broken. */
async function walkAll(ground: Ground): Promise<Walk> {
  const counts = new Map<string, number>();
  const owners = new Owners();
  let streams = 0;
  let fault: Fault | null = null;
  let drift: (() => Fault) | null = null;
  for await (const walked of walkStreams(ground.survey, ground.keys)) {
    fault = first([fault, walked.fault]);
    if (!fault && !drift) drift = await driftOf(walked, ground, { counts, owners });
    streams += 1;
  }
  const drifted = async () => drift?.() ?? restDrift(ground, { counts, owners });
  return { streams, fault, drifted };
}

interface Seen {
  readonly counts: Map<string, number>;
  readonly owners: Owners;
}

async function driftOf(walked: WalkedStream, ground: Ground, { counts, owners }: Seen): Promise<(() => Fault) | null> {
  try {
    const compared = await compare(walked.stream, walked.replayed(), ground, counts);
    owners.meet(compared);
    const found = driftIn(compared, ground);
    return found && (() => found);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The last numbers given out, and the heads kept beside the events, know of a tail that is gone. */
function cutOff({ survey }: Ground, { newest }: Tally): Promise<Fault | null> {
  return survey.ask((rows) => {
    const given = rows.lastNumber.get()?.seq ?? 0;
    if (given > newest)
      return { kind: 'truncated', seq: newest + 1, because: `${given} events were recorded, the last is ${newest}` };
    for (const stream of rows.owners('streams')) {
      const fault = cutOffStream(stream, rows);
      if (fault) return fault;
    }
    return null;
  });
}

function cutOffStream(stream: string, rows: Rows): Fault | null {
  const kept = rows.stream.get(stream)?.version ?? 0;
  const last = rows.timeline.get(stream, Number.MAX_SAFE_INTEGER, 1)?.version ?? 0;
  if (kept <= last) return null;
  return { kind: 'truncated', stream, version: last + 1, because: `${stream} had ${kept} events, the last is ${last}` };
}

/** Every checkpoint signed since the last confirmed restart must still be true; those before it bind no more. */
async function signedFault(
  { survey, keys, id }: Ground,
  { lines, signedSeq }: { readonly lines: readonly CheckpointLine[]; readonly signedSeq: number },
  { newest }: Tally,
): Promise<Fault | null> {
  const mismatch = (because: string, seq?: number): Fault => ({
    kind: 'checkpoint_mismatch',
    because,
    ...(seq === undefined ? {} : { seq }),
  });
  const restart = lines.findLastIndex(
    (line) => line !== 'unreadable' && line.restart === true && isGenuine(line, keys),
  );
  let heads = '';
  let from = 0;
  for (const [n, line] of lines.entries()) {
    if (n < restart) continue;
    if (line === 'unreadable') return mismatch(`checkpoint ${n + 1} cannot be read`);
    if (!isGenuine(line, keys)) return mismatch(`checkpoint ${n + 1} is not signed by this key store`);
    if (line.database !== id)
      return mismatch(`checkpoint ${n + 1} speaks of the database ${line.database}, this is ${id}`);
    if (line.seq > newest) {
      return {
        kind: 'truncated',
        seq: newest + 1,
        because: `${line.seq} events were signed at ${line.at}, the last is ${newest}`,
      };
    }
    const last = { heads, seq: from };
    const found = await survey.ask((rows) => headsAfter(last.heads, hashesBetween(last.seq, line.seq, rows)));
    if (found.heads !== line.heads)
      return mismatch(`events ${from + 1} to ${line.seq} are not those signed at ${line.at}`, from + 1);
    ({ heads, seq: from } = line);
  }
  return signedSeq > from
    ? mismatch(`the newest checkpoint on file ends at event ${from}, and event ${signedSeq} was signed`)
    : null;
}

/** What no stream's own rows show: rows of nobody, and counts. */
async function restDrift({ survey }: Ground, { counts, owners }: Seen): Promise<Fault | null> {
  const [orphan] = await owners.orphans(survey);
  if (orphan) return { kind: 'projection_drift', because: `${orphan.table} of ${orphan.owner}: stands in no event` };
  const [count] = await countDrift(counts, survey);
  return count ? { kind: 'projection_drift', because: countFault(count) } : null;
}
