import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { type Changes, type Engine, noChanges, type Survey, type Upkeep } from '../engine/engine.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Fault, Rebuilt } from '../port/verification.ts';
import {
  bringKeysBack,
  compare,
  countDrift,
  countFault,
  lostKeys,
  type Orphan,
  Owners,
  rowsOn,
  streamOf,
} from './projection-drift.ts';
import { walkStream, walkStreams } from './stream-walk.ts';

/** Longer lists help nobody. */
const shown = 1000;

/** The faults of one consistent state of the ledger. */
interface Examined {
  readonly events: number;
  /** The first event that can't be built upon. */
  readonly broken: Fault | null;
  readonly drift: readonly string[];
  readonly streams: readonly string[];
  /** People whose words only the tables hold. */
  readonly lost: readonly string[];
  readonly orphans: readonly Orphan[];
  /** The error of each count. */
  readonly counts: Changes['counts'];
}

/**
 * Projections anew from the events. Everything is read beside the writers, on a connection of its own; only what is
 * wrong is written, under the lock. Rows that were right are left alone: they would come out the same.
 */
export async function rebuild(engine: Engine): Promise<Rebuilt | Refusal> {
  const { keys } = engine;
  const found = await engine.survey((survey) => examine(survey, keys));
  const hindrance = hindranceTo(found, keys);
  if (hindrance) return hindrance;
  const rebuilt = { events: found.events, drift: found.drift.slice(0, shown) };
  if (found.drift.length === 0) return rebuilt;
  return engine.upkeep(async (upkeep) => {
    await mend(found, upkeep, keys);
    return rebuilt;
  });
}

/** Tables are written anew from sound events and whole keys only: else what they still hold would be lost. */
function hindranceTo({ broken, lost }: Examined, keys: KeyStore): Refusal | null {
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

async function examine(survey: Survey, keys: KeyStore): Promise<Examined> {
  const counts = new Map<string, number>();
  const drift: string[] = [];
  const streams: string[] = [];
  const lost: string[] = [];
  let broken: Fault | null = null;
  let events = 0;
  const owners = new Owners();
  for await (const ended of walkStreams(survey, keys)) {
    broken = ended.find(({ fault }) => fault)?.fault ?? null;
    if (broken) break;
    const rows = await rowsOn(
      ended.map(({ stream }) => stream),
      survey,
    );
    for (const walked of ended) {
      const compared = compare(walked, rows.get(walked.stream) ?? [], { keys, counts });
      owners.meet(compared);
      events += walked.events;
      drift.push(...compared.drift);
      lost.push(...compared.lost);
      if (compared.drift.length > 0) streams.push(walked.stream);
    }
  }
  const nobodys = await owners.orphans(survey);
  drift.push(...nobodys.map(({ table, owner }) => `${table} of ${owner}: stands in no event`));
  const off = await countDrift(counts, survey);
  drift.push(...off.map(countFault));
  return { events, broken, drift, streams, lost, orphans: nobodys, counts: off };
}

/** Allows for writes since the survey: streams are read anew, and counts are moved, not set. */
async function mend({ streams, orphans: nobodys, counts }: Examined, upkeep: Upkeep, keys: KeyStore): Promise<void> {
  const each = async (stream: string) => {
    const walked = await walkStream(stream, upkeep, keys);
    const rows = await rowsOn([stream], upkeep);
    return compare(walked, rows.get(stream) ?? [], { keys, counts: new Map() });
  };
  for (const stream of streams) await upkeep.write({ ...noChanges, removed: (await each(stream)).actual });
  for (const { table, owner } of nobodys) {
    const rows = await upkeep.ask(({ firstOf, owned }) =>
      firstOf.get(streamOf(table, owner)) === undefined ? owned(table, owner) : [],
    );
    await upkeep.write({ ...noChanges, removed: rows.map((values) => ({ table, values })) });
  }
  // After all that was wrong is gone, so that no row stands in another's way.
  for (const stream of streams) await upkeep.write({ ...noChanges, put: (await each(stream)).expected });
  await upkeep.write({ ...noChanges, counts });
}
