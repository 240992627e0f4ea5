import type { AccountState } from '../../rules/aggregates/account.ts';
import type { Rows, StateRow } from '../engine/rows.ts';
import { assembled } from '../projections/account-parts.ts';

/** Reads a state from its row and the rows of its parts. */
export type StateOf = (row: StateRow) => AccountState;

/** Parts of all states that are kept: some megabytes. */
const room = 10_000;

interface Kept {
  readonly head: string;
  readonly state: AccountState;
  readonly parts: number;
}

/** The states that were read last. A stream's head is a hash of all its events: what was folded up to it is never another. */
export class AccountStates {
  readonly #kept = new Map<string, Kept>();
  #parts = 0;

  over({ partsOf }: Pick<Rows, 'partsOf'>): StateOf {
    return ({ id, head, state: rest }) => {
      const known = this.#kept.get(id);
      if (known?.head === head) return this.#keep(id, known);
      return this.keep(head, assembled(rest, partsOf.all(id)));
    };
  }

  /** A state as it stands at a head, whether that is on record yet or not. */
  keep(head: string, state: AccountState): AccountState {
    const { signals, tasks, contacts, facts, intents } = state;
    const parts = [signals, tasks, contacts, facts, intents].reduce((sum, { length }) => sum + length, 1);
    return this.#keep(state.id, { head, state, parts });
  }

  /** The one that was asked for longest ago goes first. */
  #keep(id: string, kept: Kept): AccountState {
    this.#parts += kept.parts - (this.#kept.get(id)?.parts ?? 0);
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    for (const [other, { parts }] of this.#kept) {
      if (this.#parts <= room || other === id) break;
      this.#kept.delete(other);
      this.#parts -= parts;
    }
    return kept.state;
  }
}
