import type { AccountState, Task } from '../rules/account.ts';
import { idleSince } from '../rules/engagement.ts';
import type { Sealed } from '../rules/events.ts';
import { nameKey, suppressionKey } from '../rules/identity.ts';
import { isSuppressed } from '../rules/person.ts';
import type { Role } from '../rules/roles.ts';
import type { Instant } from '../rules/time.ts';
import { type Folded, type LedgerEvent, nameOf, personAfter, personLeft } from './fold.ts';
import { canonical } from './json.ts';
import type { KeyStore } from './keys.ts';
import type { Person } from './port.ts';
import { type Row, row } from './tables.ts';
import { waitRow } from './waits.ts';
import { auditRow, intentRows, watchedRows } from './watched.ts';

/** What a stream's events bring besides its state: words, posts, policies. */
export interface Gathered {
  readonly people: Map<string, Person>;
  /** Rows that come of single events rather than of the state. */
  readonly added: Row[];
}

/** An event that has its number. */
export interface Numbered {
  readonly stream: string;
  readonly seq: number;
  readonly at: Instant;
  readonly recorded_at: Instant;
  readonly by: Role;
  readonly event: LedgerEvent;
  /** Null where it has none or the key is gone. */
  readonly sealed: Sealed | null;
}

type Mark = KeyStore['mark'];

interface Known extends Pick<Person, 'email' | 'linkedin_url'> {
  /** Marks that a moved contact brings along, apart by spaces. */
  readonly known_as?: string;
}

/** L13: case, tags and dots of an address are folded before it is marked. */
export function marksOf({ email, linkedin_url, known_as }: Known, mark: Mark): readonly string[] {
  const own = [
    ...(email ? [mark('suppression', `email:${suppressionKey(email)}`)] : []),
    ...(linkedin_url ? [mark('suppression', `profile:${linkedin_url}`)] : []),
  ];
  const brought = known_as?.split(' ').filter((each) => each !== '') ?? [];
  return [...new Set([...own, ...brought])];
}

export function gather(into: Gathered, numbered: Numbered, mark: Mark): void {
  const { stream, seq, at, recorded_at, event, sealed } = numbered;
  switch (event.type) {
    case 'contact_added':
    case 'contact_changed':
      gatherWords(into, event.contact.id, sealed, nameOf(stream), mark);
      return;
    case 'signal_recorded':
      if (sealed)
        into.added.push(row('words', event.signal.id, nameOf(stream), sealed.person, canonical(sealed.fields)));
      return;
    case 'contact_suppressed':
      into.added.push(row('suppressed_contacts', event.contact, nameOf(stream)));
      return;
    case 'suppression_voided':
      if ('contact' in event)
        drop(into, ({ table, values }) => table === 'suppressed_contacts' && values[0] === event.contact);
      return;
    case 'contact_left':
      into.people.set(event.contact, personLeft(into.people.get(event.contact)));
      return;
    case 'person_waits':
    case 'wait_ended':
      drop(into, ({ table }) => table === 'waiting');
      into.added.push(waitRow({ stream, seq, at, event, sealed }));
      return;
    case 'person_erased':
      into.people.set(event.contact, {});
      drop(into, (each) => isAbout(each, event.contact));
      into.added.push(row('erased', event.contact, nameOf(stream), seq));
      return;
    case 'posted':
    case 'batch_posted':
      into.added.push(row('posts', seq, stream, event.channel, at, event.text));
      return;
    case 'policy_recorded': {
      const { hash, version, status } = event;
      into.added.push(row('policies', seq, stream, hash, version, status, event.canonical, recorded_at));
      return;
    }
    default: {
      const audited = auditRow(numbered);
      if (audited) into.added.push(audited);
    }
  }
}

function gatherWords(into: Gathered, contact: string, sealed: Sealed | null, account: string, mark: Mark): void {
  const fields = sealed?.fields ?? {};
  into.people.set(contact, personAfter(into.people.get(contact), fields));
  for (const each of marksOf(fields, mark)) into.added.push(row('marks', contact, each, account));
}

function drop({ added }: Gathered, which: (row: Row) => boolean): void {
  added.splice(0, added.length, ...added.filter((each) => !which(each)));
}

/** Words of a person and the marks of their addresses. That they are suppressed is kept. */
function isAbout({ table, values }: Row, contact: string): boolean {
  return (table === 'words' && values[2] === contact) || (table === 'marks' && values[0] === contact);
}

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
    ...keys('word', words),
  ];
}

function flagsOf(state: AccountState): readonly string[] {
  return [...(state.cro_weight ? ['cro_weight'] : []), ...state.flags];
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
