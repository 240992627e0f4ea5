import type { Reader } from '../../ledger/port/ledger.ts';
import { cursorOf, placeOf } from '../../ledger/port/paging.ts';
import type { AccountRecord, TaskRecord } from '../../ledger/port/records.ts';
import type { Signal } from '../../rules/aggregates/account.ts';
import type { Moment } from '../../rules/command/context.ts';
import { liveSignals } from '../../rules/criteria/engagement.ts';
import { unweighed } from '../../rules/criteria/spent-signals.ts';
import { isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';

/** A task, and the strongest live signal behind it. */
export interface UrgentTask extends TaskRecord {
  readonly signal?: Pick<Signal, 'type' | 'tier'>;
}

export interface Urgent {
  readonly items: readonly UrgentTask[];
  /** The cursor of the list after each item. */
  readonly cursorAfter: (item: UrgentTask) => string;
  readonly isLast: boolean;
}

/** The most open tasks of one role that are put in order. */
const ordered = 1000;

/** Duties that stand on a signal. */
const signalled = /^(?:classify|dossier|cro_review|answer_briefing_request|immediate_outreach)/;

type Key = readonly [due: string, strength: number, id: string];

/** Due time, then strength of the signal; a strong signal's classification above its account's dossier, whatever their due times. */
export function urgentTasks(
  reader: Reader,
  { role, limit, cursor }: { readonly role: Role; readonly limit: number; readonly cursor?: string | undefined },
  context: Moment,
): Urgent | Refusal {
  const place = placeOf(cursor, ['string', 'number', 'string']);
  if (place !== null && isRefusal(place)) return place;
  const listed = reader.tasks({ role, limit: ordered });
  if (isRefusal(listed)) return listed;
  const look = lookOf(reader);
  const dues = new Map(listed.items.map((item) => [item.task.id, dueOf(item, listed.items, look, context)]));
  const dueAt = (item: TaskRecord) => dues.get(item.task.id) ?? item.task.due_at;
  const from = place === null ? null : keyOf(place);
  const rows = listed.items.filter((item) => from === null || dueAt(item) >= from[0]).sort(by(dueAt));
  const behind = from === null ? 0 : rows.filter((item) => dueAt(item) === from[0]).length;
  const last = rows[Math.min(rows.length - 1, limit + behind)];
  const near = rows
    .filter((item) => last !== undefined && dueAt(item) <= dueAt(last))
    .map((item) => weighted(item, dueAt(item), look, context))
    .filter(({ key }) => from === null || compare(key, from) > 0)
    .sort((a, b) => compare(a.key, b.key));
  const keys = new Map(near.map(({ item, key }) => [item.task.id, key]));
  return {
    items: near.slice(0, limit).map(({ item }) => item),
    cursorAfter: ({ task }) => cursorOf(keys.get(task.id) ?? [task.due_at, 0, task.id]),
    isLast: near.length <= limit && rows.length <= near.length + behind,
  };
}

type Look = (id: string) => AccountRecord | null;

function lookOf(reader: Reader): Look {
  const seen = new Map<string, AccountRecord | null>();
  return (id) => {
    const found = seen.has(id) ? (seen.get(id) ?? null) : reader.account(id);
    seen.set(id, found);
    return found;
  };
}

/** L2: a dossier waits for the classification of a strong signal. */
function dueOf(item: TaskRecord, all: readonly TaskRecord[], look: Look, context: Moment): string {
  const { task, account } = item;
  if (task.kind !== 'classify' || !account) return task.due_at;
  const dossier = all.find((each) => each.task.kind === 'dossier' && each.account?.id === account.id);
  if (!dossier || dossier.task.due_at >= task.due_at) return task.due_at;
  const record = look(account.id);
  return record && unweighed(record, context).length > 0 ? dossier.task.due_at : task.due_at;
}

function weighted(item: TaskRecord, due: string, look: Look, context: Moment) {
  const record = item.account && signalled.test(item.task.kind) ? look(item.account.id) : null;
  const [signal] = record ? [...liveSignals(record, context)].sort((a, b) => strengthOf(a) - strengthOf(b)) : [];
  const isFirst = item.task.kind === 'classify' && record !== null && unweighed(record, context).length > 0;
  const strength = (signal ? strengthOf(signal) : weakest) + (isFirst ? 0 : 0.5);
  const key: Key = [due, strength, item.task.id];
  const told: UrgentTask = signal ? { ...item, signal: { type: signal.type, tier: signal.tier } } : item;
  return { item: told, key };
}

const weakest = 3;

/** A request for the Briefing first, for it is the only way to SQL without a dossier (L2). */
function strengthOf({ type, tier }: Pick<Signal, 'type' | 'tier'>): number {
  if (type === 'E4') return 0;
  return tier === 'strong' ? 1 : 2;
}

function keyOf([due, strength, id]: readonly (string | number)[]): Key {
  return [String(due), Number(strength), String(id)];
}

function compare(a: Key, b: Key): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] !== b[1]) return a[1] - b[1];
  if (a[2] === b[2]) return 0;
  return a[2] < b[2] ? -1 : 1;
}

function by(dueAt: (item: TaskRecord) => string) {
  return (a: TaskRecord, b: TaskRecord) => (dueAt(a) === dueAt(b) ? 0 : dueAt(a) < dueAt(b) ? -1 : 1);
}
