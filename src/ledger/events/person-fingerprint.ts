import type { AccountEvent } from '../../rules/aggregates/account-events.ts';
import { suppressionKey } from '../../rules/identity/email-address.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Person } from '../port/records.ts';

interface Known extends Pick<Person, 'email' | 'linkedin_url'> {
  /** Marks that a moved contact brings along, apart by spaces. */
  readonly known_as?: string;
  /** The part of `known_as` that was tied to it. */
  readonly tied_as?: string;
}

/** L13: case, tags and dots of an address are folded before it is marked. */
export function fingerprintsOf(
  { email, linkedin_url, known_as = '', tied_as = '' }: Known,
  mark: KeyStore['mark'],
): readonly string[] {
  const own = [
    ...(email ? [mark('suppression', `email:${suppressionKey(email)}`)] : []),
    ...(linkedin_url ? [mark('suppression', `profile:${linkedin_url}`)] : []),
  ];
  const brought = `${known_as} ${tied_as}`.split(' ').filter((each) => each !== '');
  return [...new Set([...own, ...brought])];
}

interface Brought {
  readonly contact: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The addresses, profiles and fingerprints that an event says are a contact's; null for one that says none. */
export function broughtBy(event: AccountEvent): Brought | null {
  switch (event.type) {
    case 'contact_added':
    case 'contact_changed':
      return { contact: event.contact.id, fields: event.sealed.fields };
    case 'contact_taken':
      return { contact: event.contact.id, fields: event.sealed?.fields ?? {} };
    case 'contact_tied':
    case 'contacts_joined':
      return { contact: event.contact, fields: event.sealed.fields };
    default:
      return null;
  }
}

/** Fingerprints of the places where a person waits, by address and by profile, as spelled. */
export function placeFingerprintsOf(
  { email, linkedin_url }: { readonly email?: string; readonly linkedin_url?: string },
  mark: KeyStore['mark'],
): readonly string[] {
  return [email, linkedin_url].flatMap((each) => (each ? [mark('fingerprint', `waiting ${each}`)] : []));
}

/** How people name somebody whose words are known. */
export function nameIn({ name, email, linkedin_url }: Person): string | undefined {
  return name ?? email ?? linkedin_url;
}
