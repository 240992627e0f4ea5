import type { Signal } from '../aggregates/account.ts';
import { daysBetween } from '../time/time.ts';
import { actKey, isBareLike, ordinal } from './acts.ts';

/** The acts of one key, by age. */
interface SameAct {
  readonly substantial: Signal[];
  readonly bare: Signal[];
}

/** The last days of a walk along acts in the order in which they happened, counted act by act (A5). */
export class ActWindow {
  readonly #inOrder: readonly Signal[];
  readonly #days: number;
  #from = 0;
  #to = 0;
  #since = 0;
  #keys = new Map<string, SameAct>();
  /** How many keys have an act of substance. */
  #substantial = 0;

  constructor(inOrder: readonly Signal[], days: number) {
    this.#inOrder = inOrder;
    this.#days = days;
  }

  acts(): readonly Signal[] {
    return this.#inOrder.slice(this.#from, this.#to);
  }

  /** The next act comes in, what lies too far behind it goes out. */
  take(act: Signal): void {
    this.#to += 1;
    this.#add(act);
    for (let first = this.#inOrder[this.#from]; first; first = this.#inOrder[this.#from]) {
      if (daysBetween(first.on, act.on) <= this.#days) break;
      this.#from += 1;
      this.#drop(first);
    }
  }

  /** Whether the newest act, or another of its instant, may complete enough acts recorded since; false is certain. */
  mayComplete(act: Signal, since: number, needed: number): boolean {
    if (since !== this.#since) this.#recount(since);
    if (this.#keys.size < needed || this.#substantial === 0) return false;
    return this.#counts(act) || this.#inOrder[this.#to - 2]?.at === act.at;
  }

  /** Whether an act counts: of several on one object one does. */
  #counts(act: Signal): boolean {
    const same = this.#keys.get(actKey(act));
    return (same?.substantial[0] ?? same?.bare[0]) === act;
  }

  #recount(since: number): void {
    this.#since = since;
    this.#keys = new Map();
    this.#substantial = 0;
    for (const act of this.acts()) this.#add(act);
  }

  #add(act: Signal): void {
    if (ordinal(act) <= this.#since) return;
    const key = actKey(act);
    const same = this.#keys.get(key) ?? { substantial: [], bare: [] };
    this.#keys.set(key, same);
    if (!isBareLike(act) && same.substantial.length === 0) this.#substantial += 1;
    (isBareLike(act) ? same.bare : same.substantial).push(act);
  }

  #drop(act: Signal): void {
    if (ordinal(act) <= this.#since) return;
    const same = this.#keys.get(actKey(act));
    if (!same) return;
    (isBareLike(act) ? same.bare : same.substantial).shift();
    if (!isBareLike(act) && same.substantial.length === 0) this.#substantial -= 1;
    if (same.substantial.length + same.bare.length === 0) this.#keys.delete(actKey(act));
  }
}
