import type { Stamp } from '../../rules/aggregates/event-stamp.ts';
import type { EventRow } from '../events/hash-chain.ts';
import { type Box, type PersonalData, unseal } from '../events/sealed-fields.ts';
import { type Folded, fold, kindOf, type Replayed } from '../events/streams.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { type Gathered, gather } from './event-rows.ts';
import { rowsOf } from './stream-rows.ts';
import type { Row } from './tables.ts';

/** An event's body as recorded, its sealed words apart. */
export function bodyOf(row: Pick<EventRow, 'body'>): {
  readonly body: Readonly<Record<string, unknown>>;
  readonly box: Box | undefined;
} {
  const recorded: Readonly<Record<string, unknown>> & { readonly sealed?: Box } = JSON.parse(row.body);
  if (recorded.sealed === undefined) return { body: recorded, box: undefined };
  const { sealed, ...body } = recorded;
  return { body, box: sealed };
}

/** L16: a principal that no role key proved is recorded, and known to no rule. */
function stampOf({ at, role: by, principal, role_key }: EventRow): Stamp {
  return principal === null || role_key === null ? { at, by } : { at, by, principal };
}

export interface Replay {
  readonly folded: Folded;
  readonly rows: readonly Row[];
  readonly events: number;
  /** People whose personal data its events hold and no key opens. */
  readonly unread: ReadonlySet<string>;
}

/** A stream's rows as its events alone give them; the same functions wrote them in the first place. */
export class StreamReplay {
  readonly #keys: Pick<KeyStore, 'keyOf' | 'mark'>;
  readonly #gathered: Gathered = { people: new Map(), added: [] };
  readonly #unread = new Set<string>();
  #folded: Folded | null = null;
  #last: EventRow | null = null;
  #events = 0;

  constructor(keys: Pick<KeyStore, 'keyOf' | 'mark'>) {
    this.#keys = keys;
  }

  take(row: EventRow): void {
    const kind = this.#folded?.kind ?? kindOf(row.stream);
    if (!kind) throw new Error(`${row.stream} is a stream of no known kind`);
    const { stream, seq, type, at, recorded_at } = row;
    const recorded = JSON.parse(row.body);
    recorded.type = type;
    const replayed: Replayed = { kind, event: recorded };
    const stamp = stampOf(row);
    this.#folded = fold(this.#folded, replayed, stamp);
    const box: Box | undefined = recorded.sealed;
    const words: PersonalData | null = box ? unseal(box, row, this.#keys) : null;
    if (box && !words) this.#unread.add(box.person);
    const sealed = box && words ? { person: box.person, fields: words } : null;
    const { by, principal = null } = stamp;
    const { event } = replayed;
    gather(this.#gathered, { stream, seq, at, recorded_at, by, principal, event, sealed }, this.#keys.mark);
    this.#last = row;
    this.#events += 1;
  }

  end(): Replay | null {
    if (!this.#last || !this.#folded) return null;
    const { stream, version, hash } = this.#last;
    const folded = this.#folded;
    const rows = rowsOf({ stream, version, head: hash, folded }, this.#gathered);
    return { folded, rows, events: this.#events, unread: this.#unread };
  }
}
