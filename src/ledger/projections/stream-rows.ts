import { type AccountState, flagsOf } from '../../rules/aggregates/account.ts';
import { isSuppressed } from '../../rules/aggregates/suppressed-person.ts';
import type { Task } from '../../rules/aggregates/task.ts';
import { idleSince } from '../../rules/criteria/idleness.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import { canonical } from '../events/canonical-json.ts';
import { type Folded, nameOf } from '../events/streams.ts';
import type { Person } from '../port/records.ts';
import { intentRows, watchedRows } from './sweep-rows.ts';
import { type Row, row } from './tables.ts';

export interface Standing {
  readonly stream: string;
  readonly version: number;
  readonly head: string;
  readonly folded: Folded;
}

type Told = { readonly people: ReadonlyMap<string, Person>; readonly added: readonly Row[] };

/** All rows of one stream: the one place that says how events look in tables. */
export function rowsOf({ stream, version, head, folded }: Standing, { people, added }: Told): Row[] {
  const own = (state: string | null) => row('streams', stream, version, head, state);
  switch (folded.kind) {
    case 'account':
      if (folded.state.absorbed_into !== undefined) return [own(null), ...added];
      return [own(null), ...accountRows(folded.state, version, people), ...timerRows(stream, folded), ...added];
    case 'desk':
      return [
        own(canonical(folded.state)),
        ...folded.state.tasks.map((task) => taskRow('desk', task)),
        ...intentRows('desk', folded.state.intents),
        ...timerRows(stream, folded),
        ...added,
      ];
    case 'piece':
      return [own(canonical(folded.state)), row('pieces', folded.state.id, stream, folded.state.published_at)];
    case 'person': {
      const { reason, contexts, since, voided_at } = folded.state;
      if (voided_at !== null) return [own(canonical(folded.state))];
      return [
        own(canonical(folded.state)),
        row('suppression', nameOf(stream), stream, reason, canonical(contexts), since),
      ];
    }
    case 'waiting':
      return [own(canonical(folded.state)), ...added];
    case 'policy':
    case 'refusals':
      return [own(null), ...added];
    default:
      return folded satisfies never;
  }
}

function timerRows(stream: string, folded: Extract<Folded, { kind: 'account' | 'desk' }>): Row[] {
  const due = folded.state.alarm;
  return due === null ? [] : [row('timers', stream, folded.kind, due)];
}

function accountRows(state: AccountState, version: number, people: ReadonlyMap<string, Person>): Row[] {
  const { id, domain, name, stage, review, priority, stage_since } = state;
  const key = name === null ? null : nameKey(name);
  const flags = flagsOf(state);
  return [
    row(
      'accounts',
      id,
      domain,
      name,
      key,
      stage,
      review,
      priority,
      stage_since,
      flags.join(' '),
      canonical(state),
      version,
      idleSince(state),
      state.cooldown_until,
    ),
    ...[domain, ...state.aliases].map((each) => row('domains', each, id)),
    ...keyRows(state, flags, key),
    ...state.contacts.map((contact) => contactRow(id, contact.id, people.get(contact.id) ?? {})),
    ...state.tasks.map((task) => taskRow(id, task)),
    ...watchedRows(state),
  ];
}

/** What an account can be found by, besides its domain. */
function keyRows(state: AccountState, flags: readonly string[], key: string | null): Row[] {
  const { id, domain, stage, review } = state;
  const types = state.signals.filter((signal) => signal.qualifies && !signal.gone).map((signal) => signal.type);
  const words = [domain, ...state.aliases, ...(key ?? '').split(' ').filter((word) => word !== '')];
  const keys = (kind: string, found: readonly string[]) =>
    [...new Set(found)].map((each) => row('account_keys', kind, each, domain, id));
  return [
    ...keys('stage', [stage]),
    ...keys('review', [review]),
    ...keys('flag', flags),
    ...keys('signal', types),
    ...keys('held', state.held_by),
    ...keys('word', words),
  ];
}

function contactRow(account: string, id: string, { name, first_name, email, linkedin_url, title }: Person): Row {
  return row(
    'contacts',
    id,
    account,
    name ?? null,
    first_name ?? null,
    email ?? null,
    linkedin_url ?? null,
    title ?? null,
  );
}

function taskRow(account: string, task: Task): Row {
  const { id, kind, role, subject, clause, opened_at, due_at, closed_at, closed_by, note } = task;
  const end = [closed_at ?? null, closed_by ?? null, note ?? null, task.escalated ? 1 : 0];
  return row('tasks', id, account, kind, role, subject ?? null, clause, opened_at, due_at, ...end);
}

/** What a stream adds to the counts that are kept rather than scanned. */
export function countsOf(folded: Folded | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  if (folded?.kind === 'account' && folded.state.absorbed_into !== undefined) return counts;
  if (folded?.kind === 'waiting' && folded.state.ended === null) add('unmatched all');
  if (folded?.kind === 'account') {
    add(`stage ${folded.state.stage}`);
    add(`standing ${folded.state.stage}/${folded.state.review}`);
  }
  if (folded?.kind === 'account' || folded?.kind === 'desk') {
    for (const task of folded.state.tasks) if (task.closed_at === undefined) add(`open_tasks ${task.role}`);
    for (const intent of folded.state.intents)
      if (intent.settled?.result !== 'done') add(`open_intents ${intent.role}`);
  }
  if (folded?.kind === 'person' && isSuppressed(folded.state)) add('suppression all');
  return counts;
}
