/** Verification, rebuilding, signed checkpoints, restored backups. */

import type { Engine, Survey } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Fault, VerifyReport } from '../port/verification.ts';
import type { Row } from '../projections/tables.ts';
import { countEvents, type Tally } from './event-numbers.ts';
import { type Compared, compare, countDrift, countFault, lostKeys, Owners, rowsOn } from './projection-drift.ts';
import { type CheckpointLine, isGenuine, readLines } from './signed-checkpoints.ts';
import { type WalkedStream, walkStream, walkStreams } from './stream-walk.ts';

interface Ground {
  readonly survey: Survey;
  readonly keys: KeyStore;
  readonly id: string;
}

/** Looks at one consistent state, while the server goes on. */
export function verify({ survey, keys, id }: Engine, stream?: string): Promise<VerifyReport> {
  return survey(async (seen) => {
    const ground = { survey: seen, keys, id };
    if (stream !== undefined) return verifyStream(stream, ground);
    // The order matters: a line is on file before its number counts as signed, whichever process signs meanwhile.
    const signedSeq = keys.signedSeq();
    const lines = readLines(keys);
    const tally = await countEvents(
      seen,
      binding(lines, keys).map((line) => (line === 'unreadable' ? 0 : line.seq)),
    );
    const walk = await walkAll(ground);
    const fault =
      first([tally.fault, walk.fault]) ??
      (await cutOff(ground, tally)) ??
      signedFault(ground, { lines, signedSeq }, tally) ??
      (await walk.drifted());
    return { ok: fault === null, events: tally.events, streams: walk.streams, checkpoints: lines.length, fault };
  });
}

async function verifyStream(stream: string, ground: Ground): Promise<VerifyReport> {
  const { survey, keys } = ground;
  const walked = await walkStream(stream, survey, keys);
  const drifted = async () => {
    const rows = await rowsOn([stream], survey);
    return driftIn(compare(walked, rows.get(stream) ?? [], { keys, counts: new Map() }), ground);
  };
  const fault = walked.fault ?? (await survey.ask((rows) => cutOffBetween(stream, stream, rows))) ?? (await drifted());
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
  for await (const ended of walkStreams(ground.survey, ground.keys)) {
    const rows = await rowsOn(
      ended.map(({ stream }) => stream),
      ground.survey,
    );
    for (const walked of ended) {
      fault = first([fault, walked.fault]);
      if (!fault && !drift) drift = driftOf(walked, rows.get(walked.stream) ?? [], ground, { counts, owners });
    }
    streams += ended.length;
  }
  const drifted = async () => drift?.() ?? restDrift(ground, { counts, owners });
  return { streams, fault, drifted };
}

interface Seen {
  readonly counts: Map<string, number>;
  readonly owners: Owners;
}

function driftOf(
  walked: WalkedStream,
  rows: readonly Row[],
  ground: Ground,
  { counts, owners }: Seen,
): (() => Fault) | null {
  try {
    const compared = compare(walked, rows, { keys: ground.keys, counts });
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
    return cutOffBetween('', '\u{10ffff}', rows);
  });
}

function cutOffBetween(from: string, to: string, { cutOff }: Pick<Rows, 'cutOff'>): Fault | null {
  const found = cutOff.get(from, to);
  if (!found) return null;
  const { stream, kept, last } = found;
  return { kind: 'truncated', stream, version: last + 1, because: `${stream} had ${kept} events, the last is ${last}` };
}

/** The lines since the last confirmed restart; those before it bind no more. */
function binding(lines: readonly CheckpointLine[], keys: KeyStore): readonly CheckpointLine[] {
  const isRestart = (line: CheckpointLine) => line !== 'unreadable' && line.restart === true && isGenuine(line, keys);
  return lines.slice(Math.max(0, lines.findLastIndex(isRestart)));
}

/** Every checkpoint that binds must still be true. */
function signedFault(
  { keys, id }: Ground,
  { lines, signedSeq }: { readonly lines: readonly CheckpointLine[]; readonly signedSeq: number },
  { newest, heads }: Tally,
): Fault | null {
  const mismatch = (because: string, seq?: number): Fault => ({
    kind: 'checkpoint_mismatch',
    because,
    ...(seq === undefined ? {} : { seq }),
  });
  const bound = binding(lines, keys);
  const before = lines.length - bound.length;
  let from = 0;
  for (const [nth, line] of bound.entries()) {
    const n = before + nth;
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
    if (heads[nth] !== line.heads)
      return mismatch(`events ${from + 1} to ${line.seq} are not those signed at ${line.at}`, from + 1);
    from = line.seq;
  }
  return signedSeq > from
    ? mismatch(`the newest checkpoint on file ends at event ${from}, and event ${signedSeq} was signed`)
    : null;
}

/** Faults outside the rows of any stream: rows of nobody, and counts. */
async function restDrift({ survey }: Ground, { counts, owners }: Seen): Promise<Fault | null> {
  const [orphan] = await owners.orphans(survey);
  if (orphan) return { kind: 'projection_drift', because: `${orphan.table} of ${orphan.owner}: stands in no event` };
  const [count] = await countDrift(counts, survey);
  return count ? { kind: 'projection_drift', because: countFault(count) } : null;
}
