import { setImmediate as breathe } from 'node:timers/promises';
import type { Survey } from '../engine/engine.ts';
import { Chain, type EventRow } from '../events/hash-chain.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Fault } from '../port/verification.ts';
import { type Replay, StreamReplay } from '../projections/replay.ts';
import { eventsByStream, eventsOf } from './event-pages.ts';

/** One stream, read once: its chain, and what its events come to. */
export interface WalkedStream {
  readonly stream: string;
  readonly version: number;
  readonly events: number;
  readonly fault: Fault | null;
  /** Throws where events whose chain holds can't be folded. Null where the chain doesn't hold, or there are no events. */
  replayed(): Replay | null;
}

type Keys = Pick<KeyStore, 'keyOf' | 'mark' | 'atOnce'>;

class Walking {
  readonly stream: string;
  readonly #chain = new Chain();
  readonly #replay: StreamReplay;
  #failed: { readonly error: unknown } | null = null;
  #version = 0;
  #events = 0;

  constructor(stream: string, keys: Keys) {
    this.stream = stream;
    this.#replay = new StreamReplay(keys);
  }

  take(event: EventRow): void {
    this.#chain.take(event);
    this.#version = event.version;
    this.#events += 1;
    if (this.#chain.fault || this.#failed) return;
    try {
      this.#replay.take(event);
    } catch (error) {
      this.#failed = { error };
    }
  }

  walked(): WalkedStream {
    const { fault } = this.#chain;
    const replayed = () => {
      if (fault) return null;
      if (this.#failed) throw this.#failed.error;
      return this.#replay.end();
    };
    return { stream: this.stream, version: this.#version, events: this.#events, fault, replayed };
  }
}

/** All streams that have events, in order of their names: those together that end on one page. */
export async function* walkStreams(survey: Survey, keys: Keys): AsyncGenerator<readonly WalkedStream[]> {
  let last: Walking | undefined;
  for await (const events of eventsByStream(survey)) {
    const met = keys.atOnce(() => walkOn(events, last, keys));
    last = met.pop();
    if (met.length > 0) yield met.map((each) => each.walked());
    await breathe();
  }
  if (last) yield [last.walked()];
}

/** The streams that a page of events goes through, from the one that the page before ended in. */
function walkOn(events: readonly EventRow[], last: Walking | undefined, keys: Keys): Walking[] {
  const met = last ? [last] : [];
  let walking = last;
  for (const event of events) {
    if (walking?.stream !== event.stream) {
      walking = new Walking(event.stream, keys);
      met.push(walking);
    }
    walking.take(event);
  }
  return met;
}

export async function walkStream(stream: string, survey: Survey, keys: Keys): Promise<WalkedStream> {
  const walking = new Walking(stream, keys);
  for await (const events of eventsOf(stream, survey)) for (const event of events) walking.take(event);
  return walking.walked();
}
