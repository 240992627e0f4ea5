import type { StreamKind } from '../../rules/command/draft.ts';
import type { Happened } from '../../rules/simulation/happened.ts';
import type { Rows } from '../engine/rows.ts';
import type { EventRow } from '../events/hash-chain.ts';
import { broughtBy, fingerprintsOf } from '../events/person-fingerprint.ts';
import { unseal } from '../events/sealed-fields.ts';
import { kindOf, nameOf, type StreamEvents } from '../events/streams.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { HappenedPage } from '../port/history.ts';
import { bodyOf } from '../projections/replay.ts';

type Keys = Pick<KeyStore, 'keyOf' | 'mark'>;

/** The events after a number, in their order, as a replay reads them. */
export function happenedAfter(
  seq: number,
  limit: number,
  { eventsAfter }: Pick<Rows, 'eventsAfter'>,
  keys: Keys,
): HappenedPage {
  const rows = eventsAfter.all(seq, limit);
  return {
    events: rows.map((row) => happenedOf(row, keys)).filter((each) => each !== null),
    last: rows.at(-1)?.seq ?? null,
  };
}

/** Null for an event of a stream that no decision on an account reads. */
export function happenedOf(row: EventRow, keys: Keys): Happened | null {
  const { seq, at, recorded_at, role: by, principal, role_key, policy_hash: policy, stream } = row;
  const proved = principal === null || role_key === null ? {} : { principal };
  const told = { seq, at, recorded_at, by, ...proved, policy };
  const kind = kindOf(stream);
  switch (kind) {
    case 'account':
      return { ...told, kind, account: nameOf(stream), ...ofAccount(row, keys) };
    case 'desk':
      return { ...told, kind, event: eventOf(kind, row) };
    case 'copy':
      return { ...told, kind, event: eventOf(kind, row) };
    case 'mailbox':
      return { ...told, kind, event: eventOf(kind, row) };
    case 'changes':
      return { ...told, kind, event: eventOf(kind, row) };
    case 'person':
      return { ...told, kind, mark: nameOf(stream), event: eventOf(kind, row) };
    case 'refusals':
      return { ...told, kind, event: eventOf(kind, row) };
    default:
      return null;
  }
}

function eventOf<Kind extends StreamKind>(_: Kind, { body, type }: EventRow): StreamEvents[Kind] {
  return { ...JSON.parse(body), type };
}

/** Words are opened where a decision rests on them alone. */
function ofAccount(row: EventRow, keys: Keys) {
  const event = eventOf('account', row);
  const isDirect = event.type === 'permit_granted' && event.permit.email === undefined;
  if (!isDirect && broughtBy(event) === null) return { event, marks: [], words: null };
  const { box } = bodyOf(row);
  const words = box ? unseal(box, row, keys) : null;
  return isDirect ? { event, marks: [], words } : { event, marks: fingerprintsOf(words ?? {}, keys.mark), words: null };
}
