import type { Task } from '../../rules/aggregates/task.ts';
import { faulty, type Refusal } from '../../rules/vocabulary/refusal.ts';
import { unseal } from '../events/sealed-fields.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Entry, Listed, Paging, Post, TaskQuery, TaskRecord } from '../port/reader.ts';
import { bodyOf } from '../projections/replay.ts';
import type { EventRow, Statements, TaskRow } from './statements.ts';

type Place = readonly (string | number)[];

/** A cursor names the last row of a page; it is the caller's to carry, not to read. */
export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place a cursor names, null without one; a refusal where it isn't one of ours. */
export function placeOf(cursor: string | undefined, kinds: readonly ('string' | 'number')[]): Place | null | Refusal {
  if (cursor === undefined) return null;
  const place = parsed(Buffer.from(cursor, 'base64url').toString());
  const fits =
    Array.isArray(place) && place.length === kinds.length && kinds.every((kind, n) => typeof place[n] === kind);
  // The decoder overlooks what is no base64: only what reads back as it was given is ours.
  if (fits && cursorOf(place) === cursor) return place;
  return faulty('cursor', 'it is not one that this list gave out');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One row more than asked for was read: it says whether the list goes on. */
export function listed<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  place: (row: Row) => Place,
): Listed<Item> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const items = page.map(item);
  return rows.length > limit && last !== undefined ? { items, next_cursor: cursorOf(place(last)) } : { items };
}

export function taskOf(row: TaskRow): TaskRecord {
  const { id, kind, role, subject, clause, opened_at, due_at, closed_at, closed_by, note, escalated } = row;
  const task: Task = {
    id,
    kind,
    role,
    ...(subject === null ? {} : { subject }),
    clause,
    opened_at,
    due_at,
    ...(closed_at === null ? {} : { closed_at }),
    ...(closed_by === null ? {} : { closed_by }),
    ...(note === null ? {} : { note }),
    ...(escalated === 0 ? {} : { escalated: true }),
  };
  const { account, domain, name } = row;
  return { task, account: domain === null ? null : { id: account, domain, name } };
}

export function tasks({ role, account, limit, cursor }: TaskQuery, q: Statements): Listed<TaskRecord> | Refusal {
  const place = placeOf(cursor, ['string', 'string']);
  if (place && 'refused' in place) return place;
  const [due_at = '', id = ''] = place ?? [];
  const from = { due_at, id, limit: limit + 1 };
  const rows =
    account !== undefined
      ? q.openTasksOfAccount.all({ ...from, account, role: role ?? null })
      : role !== undefined
        ? q.openTasksOfRole.all({ ...from, role })
        : q.openTasks.all(from);
  return listed(rows, limit, taskOf, (row) => [row.due_at, row.id]);
}

/** Later than any instant. */
const afterAll = '9999';

export function posts(channel: string, { limit, cursor }: Paging, q: Statements): Listed<Post> | Refusal {
  const place = placeOf(cursor, ['string', 'number']);
  if (place && 'refused' in place) return place;
  const [at = afterAll, seq = 0] = place ?? [];
  const rows = q.posts.all({ channel, at, seq, limit: limit + 1 });
  const post = (row: (typeof rows)[number]): Post => ({
    id: `pst_${row.seq}`,
    channel,
    at: row.at,
    text: row.text,
    account: row.stream.startsWith('account:') ? row.stream.slice('account:'.length) : null,
  });
  return listed(rows, limit, post, (row) => [row.at, row.seq]);
}

interface Sources {
  readonly statements: Statements;
  readonly keys: Pick<KeyStore, 'keyOf'>;
}

export function timeline(
  account: string,
  { limit, cursor }: Paging,
  { statements, keys }: Sources,
): Listed<Entry> | Refusal {
  const place = placeOf(cursor, ['number']);
  if (place && 'refused' in place) return place;
  const [before = Number.MAX_SAFE_INTEGER] = place ?? [];
  const rows = statements.timeline.all(`account:${account}`, Number(before), limit + 1);
  return listed(
    rows,
    limit,
    (row) => entryOf(row, keys),
    (row) => [row.version],
  );
}

export function entryOf(row: EventRow, keys: Pick<KeyStore, 'keyOf'>): Entry {
  const { seq, version, type, at, recorded_at, role, client, policy_version } = row;
  const { body, box } = bodyOf(row);
  const words = box ? (unseal(box, row, keys) ?? 'erased') : null;
  return { seq, version, type, at, recorded_at, role, client, policy_version, body, words };
}
