import { performance } from 'node:perf_hooks';
import type { Market } from './market.ts';

/** How fast a smaller market came to be: what a larger one is expected to need. */
export interface Pace {
  readonly callsPerSecond: number;
  /** In all its days. */
  readonly callsPerAccount: number;
}

/** Milliseconds between two lines. */
const pause = 10_000;

const spoken = (n: number) => n.toLocaleString('en-US', { maximumFractionDigits: 0 });

/** Says on standard error how far a market has come: every ten seconds, and when its list and each of its days is done. */
export class Progress {
  readonly #market: Market;
  readonly #days: number;
  readonly #pace: Pace | undefined;
  #isListed = false;
  #from = 0;
  #said = 0;
  #callsBefore = 0;

  constructor(market: Market, { days, pace }: { readonly days: number; readonly pace: Pace | undefined }) {
    this.#market = market;
    this.#days = days;
    this.#pace = pace;
    market.firm.onCall = () => {
      if (performance.now() - this.#said >= pause) this.#say();
    };
  }

  async listing(list: () => Promise<void>): Promise<void> {
    this.#begin();
    await list();
    this.#say();
  }

  /** Calls a second. */
  async living(live: () => Promise<void>): Promise<number> {
    this.#isListed = true;
    this.#begin();
    for (let day = 0; day < this.#days; day += 1) {
      await live();
      this.#say();
    }
    this.#market.firm.onCall = () => undefined;
    return this.#calls() / this.#seconds();
  }

  #begin(): void {
    this.#from = performance.now();
    this.#said = this.#from;
    this.#callsBefore = this.#market.firm.calls;
  }

  #seconds(): number {
    return (performance.now() - this.#from) / 1000;
  }

  #calls(): number {
    return this.#market.firm.calls - this.#callsBefore;
  }

  #say(): void {
    this.#said = performance.now();
    const { accounts, listed, day } = this.#market;
    const told = this.#isListed
      ? [
          `${spoken(day)} of ${spoken(this.#days)} days over`,
          `${spoken(this.#calls() / this.#seconds())} calls a second`,
        ]
      : [`${spoken(listed)} made`, `${spoken(listed / this.#seconds())} a second`];
    const left = this.#minutesLeft();
    if (left !== null) told.push(left < 2 ? 'about a minute left' : `about ${spoken(left)} minutes left`);
    process.stderr.write(`${spoken(accounts)} accounts: ${told.join(', ')}\n`);
  }

  /** By the calls for each account that a smaller market of as many days took; null for the first of all. */
  #minutesLeft(): number | null {
    if (!this.#pace) return null;
    const { accounts, listed } = this.#market;
    const { callsPerAccount, callsPerSecond } = this.#pace;
    const seconds = this.#seconds();
    const expected = callsPerAccount * accounts;
    const ownRate = this.#calls() / seconds;
    const left = this.#isListed
      ? Math.max(0, expected - this.#calls()) / (ownRate || callsPerSecond)
      : ((accounts - listed) * seconds) / Math.max(1, listed) + expected / callsPerSecond;
    return Math.ceil(left / 60);
  }
}
