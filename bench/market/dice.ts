import { createHash } from 'node:crypto';

/** Chance that comes again from the same seed: what happens in a market hangs on nothing else. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** The dice of one thing of the market, whatever was rolled before: mulberry32 over a hash of the words. */
  static of(seed: number, ...words: readonly (string | number)[]): Dice {
    return new Dice(
      createHash('sha256')
        .update([seed, ...words].join('/'))
        .digest()
        .readUInt32LE(),
    );
  }

  /** From 0 up to 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    const state = this.#state;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(n: number): number {
    return Math.floor(this.roll() * n);
  }

  happens(chance: number): boolean {
    return this.roll() < chance;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  /** How many of `n` came, each with the chance: exact for few, near enough for many. */
  count(n: number, chance: number): number {
    const mean = n * chance;
    if (mean > 50)
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * (this.roll() + this.roll() + this.roll() - 1.5) * 2));
    let [found, left] = [0, Math.exp(-mean)];
    for (let product = this.roll(); product > left; product *= this.roll()) found += 1;
    return found;
  }
}

/** Bytes that come again in the same order, for keys and initialisation vectors. */
export function repeatable(seed: number): (bytes: number) => Buffer {
  let n = 0;
  return (bytes) => {
    n += 1;
    return createHash('sha256').update(`${seed}/${n}`).digest().subarray(0, bytes);
  };
}
