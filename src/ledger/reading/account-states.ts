import type { AccountState } from '../../rules/aggregates/account.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Rows, StateRow } from '../engine/rows.ts';
import type { Person } from '../port/records.ts';
import { assembled } from '../projections/account-parts.ts';
import { peopleOf } from './person-rows.ts';

/** Reads a state from its row and the rows of its parts. */
export type StateOf = (row: StateRow) => AccountState;

type People = ReadonlyMap<string, Person>;

/** The rows that states are read from, by a unit of work or by a reader. */
export interface StateSource extends Partial<Pick<Transaction, 'once'>> {
  readonly rows: Pick<Rows, 'partsOf'>;
}

/** Parts of all states that are kept: some megabytes. */
const most = 10_000;

/** Weight of a folded state: it is held with its source and its rows until it is read back. */
const foldedWeight = 3;

interface Kept {
  readonly head: string;
  /** The state, or a way to make it: few of the states that many acts write are read again. */
  readonly state: AccountState | (() => AccountState);
  readonly parts: number;
  /** The names and addresses of its people, once they were asked for. */
  people?: People;
}

/** The states that were read last. A stream's head is a hash of all its events: what was folded up to it is never another. */
export class AccountStates {
  readonly #kept = new Map<string, Kept>();
  readonly #room: number;
  #parts = 0;

  constructor(room = most) {
    this.#room = room;
  }

  /** A unit that runs again must not ask for parts that it had no need of before: it may have changed them since. */
  over({ rows, once = (ask) => ask() }: StateSource): StateOf {
    return ({ id, head, state: rest }) =>
      once(() => this.#read(id, head)) ?? this.keep(head, assembled(rest, rows.partsOf.all(id)));
  }

  /** The people of an account whose state was read: only its own stream changes them. */
  peopleOver({ rows, once }: Pick<Transaction, 'rows' | 'once'>): (row: StateRow) => People {
    return ({ id, head }) => {
      const known = this.#kept.get(id);
      const kept = once(() => (known?.head === head ? known.people : undefined));
      if (kept) return kept;
      const people = peopleOf(id, rows);
      if (known?.head === head) known.people = people;
      return people;
    };
  }

  #read(id: string, head: string): AccountState | undefined {
    const known = this.#kept.get(id);
    if (known?.head !== head) return undefined;
    const state = typeof known.state === 'function' ? known.state() : known.state;
    this.#keep(id, { ...known, state, parts: partsIn(state) });
    return state;
  }

  /** A state as it was read at a head. */
  keep(head: string, state: AccountState): AccountState {
    this.#keep(state.id, { head, state, parts: partsIn(state) });
    return state;
  }

  /** A state as it was folded, whether it is on record at that head yet or not; `read` reads it back. */
  keepFolded(head: string, folded: AccountState, read: () => AccountState, people: People | undefined): void {
    this.#keep(folded.id, { head, state: read, parts: partsIn(folded) * foldedWeight, ...(people ? { people } : {}) });
  }

  /** The one that was asked for longest ago goes first. */
  #keep(id: string, kept: Kept): void {
    this.#parts += kept.parts - (this.#kept.get(id)?.parts ?? 0);
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    for (const [other, { parts }] of this.#kept) {
      if (this.#parts <= this.#room || other === id) break;
      this.#kept.delete(other);
      this.#parts -= parts;
    }
  }
}

function partsIn({ signals, tasks, contacts, facts, intents }: AccountState): number {
  return [signals, tasks, contacts, facts, intents].reduce((sum, { length }) => sum + length, 1);
}
