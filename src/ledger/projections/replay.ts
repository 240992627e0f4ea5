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
  const { sealed, ...body } = recorded;
  return { body, box: sealed };
}

/** L16: a principal that no role key proved is recorded, and known to no rule. */
function stampOf({ at, role: by, principal, role_key }: EventRow): Stamp {
  return principal === null || role_key === null ? { at, by } : { at, by, principal };
}

function replayedOf(row: EventRow): Replayed {
  const kind = kindOf(row.stream);
  if (!kind) throw new Error(`${row.stream} is a stream of no known kind`);
  const event = { ...JSON.parse(row.body), type: row.type };
  return { kind, event };
}

export interface Replay {
  readonly folded: Folded;
  readonly rows: readonly Row[];
  readonly events: number;
  /** Whose words its events hold, sealed. */
  readonly sealedFor: ReadonlySet<string>;
}

/** A stream's rows as its events alone give them; the same functions wrote them in the first place. */
export async function replay(
  pages: AsyncIterable<readonly EventRow[]>,
  keys: Pick<KeyStore, 'keyOf' | 'mark'>,
): Promise<Replay | null> {
  const gathered: Gathered = { people: new Map(), added: [] };
  let folded: Folded | null = null;
  let last: EventRow | null = null;
  let count = 0;
  const sealedFor = new Set<string>();
  for await (const events of pages) {
    for (const row of events) {
      const replayed = replayedOf(row);
      folded = fold(folded, replayed, stampOf(row));
      const { box } = bodyOf(row);
      if (box) sealedFor.add(box.person);
      const words: PersonalData | null = box ? unseal(box, row, keys) : null;
      const sealed = box && words ? { person: box.person, fields: words } : null;
      const { stream, seq, at, recorded_at } = row;
      const { by, principal = null } = stampOf(row);
      gather(gathered, { stream, seq, at, recorded_at, by, principal, event: replayed.event, sealed }, keys.mark);
      last = row;
      count += 1;
    }
  }
  if (!last || !folded) return null;
  const { stream, version, hash } = last;
  return { folded, rows: rowsOf({ stream, version, head: hash, folded }, gathered), events: count, sealedFor };
}
