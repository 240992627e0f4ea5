import type { Sealed } from '../rules/events.ts';
import { suppressionKey } from '../rules/identity.ts';
import type { Role } from '../rules/roles.ts';
import type { Instant } from '../rules/time.ts';
import { type LedgerEvent, nameOf, personAfter, personLeft } from './fold.ts';
import { canonical } from './json.ts';
import type { KeyStore } from './keys.ts';
import type { Person } from './port.ts';
import { type Row, row } from './tables.ts';
import { waitRow } from './waits.ts';
import { auditRow } from './watched.ts';

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
    default:
      into.added.push(...auditRows(numbered));
  }
}

function auditRows(numbered: Numbered): readonly Row[] {
  const audited = auditRow(numbered);
  return audited ? [audited] : [];
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
