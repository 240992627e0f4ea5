import type { Task } from '../../rules/aggregates/task.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Rows, TaskRow } from '../engine/rows.ts';
import type { EventRow } from '../events/hash-chain.ts';
import { nameIn } from '../events/person-fingerprint.ts';
import { unseal } from '../events/sealed-fields.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { type Listed, listed, type Paging, placeOf } from '../port/paging.ts';
import type { TaskQuery } from '../port/reader.ts';
import type { Post, RecordedEvent, SuppressionRecord, TaskRecord } from '../port/records.ts';
import { stored } from '../port/unusable.ts';
import { bodyOf } from '../projections/replay.ts';

export function taskOf(row: TaskRow): TaskRecord {
  const { id, kind, role, clause, opened_at, due_at, closed_at, closed_by, note, escalated } = row;
  const subject = (row.words ? nameIn(stored(row.words)) : undefined) ?? row.subject;
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

export function tasks({ role, account, limit, cursor }: TaskQuery, q: Rows): Listed<TaskRecord> | Refusal {
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
export const afterAll = '9999';

export function posts(channel: string, { limit, cursor }: Paging, q: Rows): Listed<Post> | Refusal {
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

export function suppressions({ limit, cursor }: Paging, q: Rows): Listed<SuppressionRecord> | Refusal {
  const place = placeOf(cursor, ['string', 'string']);
  if (place && 'refused' in place) return place;
  const [since = afterAll, mark = ''] = place ?? [];
  const rows = q.newestSuppressed.all({ since, mark, limit: limit + 1 });
  const record = ({ mark, reason, contexts, since }: (typeof rows)[number]): SuppressionRecord => ({
    reason,
    contexts: stored(contexts),
    since,
    contacts: q.contactsOfMark.all(mark).map(({ contact }) => contact),
  });
  return listed(rows, limit, record, (row) => [row.since, row.mark]);
}

interface Sources {
  readonly query: Rows['timeline'];
  readonly keys: Pick<KeyStore, 'keyOf'>;
}

/** Events of an account, newest first, as a query gives them. */
export function entries(
  account: string,
  { limit, cursor }: Paging,
  { query, keys }: Sources,
): Listed<RecordedEvent> | Refusal {
  const place = placeOf(cursor, ['number']);
  if (place && 'refused' in place) return place;
  const [before = Number.MAX_SAFE_INTEGER] = place ?? [];
  const found = query.all(`account:${account}`, Number(before), limit + 1);
  return listed(
    found,
    limit,
    (row) => entryOf(row, keys),
    (row) => [row.version],
  );
}

export function entryOf(row: EventRow, keys: Pick<KeyStore, 'keyOf'>): RecordedEvent {
  const { seq, version, type, at, recorded_at, role, client, principal, role_key, policy_version } = row;
  const said = {
    ...(principal === null ? {} : { principal }),
    ...(role_key === null ? {} : { key: role_key }),
  };
  const { body, box } = bodyOf(row);
  const words = box ? (unseal(box, row, keys) ?? 'erased') : null;
  return { seq, version, type, at, recorded_at, role, client, ...said, policy_version, body, words };
}
