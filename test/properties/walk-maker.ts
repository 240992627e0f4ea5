import type { Reader } from '../../src/ledger/port/ledger.ts';
import type { AccountState } from '../../src/rules/aggregates/account.ts';
import type { CopyState } from '../../src/rules/aggregates/copy.ts';
import type { RecipientList } from '../../src/rules/aggregates/recipient-list.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';

/** A call not yet made: what it becomes depends on the ledger as it is found, and on nothing else. */
export interface Drawn {
  readonly seed: number;
  readonly mood: 'valid' | 'near' | 'garbage';
}

export type Dice = () => number;

/** mulberry32: small, and the same on every machine. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function drawnOf(seed: number): Drawn {
  const roll = diceOf(seed ^ 0x9e37)();
  return { seed, mood: roll < 0.72 ? 'valid' : roll < 0.92 ? 'near' : 'garbage' };
}

/** Time between two calls, in hours: mostly none, at times weeks. */
export function pauseOf({ seed }: Drawn): number {
  const roll = diceOf(seed ^ 0x51ed)();
  if (roll < 0.8) return roll / 5;
  if (roll < 0.94) return 2;
  if (roll < 0.99) return 20;
  if (roll < 0.9975) return 5 * 24;
  if (roll < 0.999) return 31 * 24;
  return roll < 0.9996 ? 91 * 24 : 181 * 24;
}

/** Knowledge that a maker of calls may have. */
export interface Known {
  readonly now: string;
  readonly number: number;
  readonly reader: Reader;
  /** Ids met in answers that no account's state holds: desk tasks and intents. */
  readonly met: readonly string[];
}

export class Maker {
  readonly #dice: Dice;
  readonly #known: Known;
  readonly domain: string;
  readonly state: AccountState | null;

  constructor(dice: Dice, known: Known) {
    this.#dice = dice;
    this.#known = known;
    const newest = Math.floor(known.number / 80);
    const n = Math.max(0, newest - Math.floor(dice() * 10));
    this.domain = `company${n}.com`;
    this.state = known.reader.account(this.domain)?.state ?? null;
  }

  roll(): number {
    return this.#dice();
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.#dice() * list.length)] ?? list[0];
  }

  some<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#dice() * list.length)];
  }

  before(days: number): string {
    return new Date(Date.parse(this.#known.now) - days * 86_400_000).toISOString();
  }

  get met(): readonly string[] {
    return this.#known.met;
  }

  get number(): number {
    return this.#known.number;
  }

  get now(): string {
    return this.#known.now;
  }

  get copy(): CopyState {
    return this.#known.reader.copy();
  }

  /** Recipient lists that may go on. */
  get lists(): readonly RecipientList[] {
    return this.#known.reader.lists().open;
  }
}

export type Args = Readonly<Record<string, unknown>>;

export interface Whole {
  readonly role?: Role;
  readonly args: Args;
}

export const contactId = (m: Maker): string => m.some(m.state?.contacts ?? [])?.id ?? `person0@${m.domain}`;
