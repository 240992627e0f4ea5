/** Persons: contacts matched, taken, corrected, tied, queued without an account (A2, L13). */

import { type Contact, label, outsideSystems } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { PersonRead } from '../command/input-reader.ts';
import type { AccountDraft, PersonAt, PersonIdentity, PersonKey } from '../command/world.ts';
import { emailAddress } from '../identity/email-address.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Tying } from './tied-identities.ts';

export interface Who {
  /** Null for a person not known yet. */
  readonly contact: Contact | null;
  /** The contact on file, where it was looked up. */
  readonly at?: PersonAt;
}

/** The contact a person is; a refusal where two answers are possible (A2). */
export function whoIs(found: readonly (PersonAt | null)[], draft: AccountDraft): Who | Refusal {
  const known = found.filter((each) => each !== null);
  const ids = new Set(known.map((each) => each.contact));
  if (ids.size > 1) {
    return refuse('CONFLICT', {
      clause: '3.1',
      ruling: 'A2',
      found: `the e-mail and the profile belong to two contacts: ${[...known].map((each) => `${each.contact} at ${each.domain}`).join(' and ')}`,
      next: 'file under one of the two, or let sales.ops join them: save_account with one as `contacts[].contact` and the other as `same_as`',
    });
  }
  const [first] = known;
  if (!first) return { contact: null };
  const contact = draft.state.contacts.find((each) => each.id === first.contact);
  if (contact) return { contact, at: first };
  return refuse('RULE_REFUSED', {
    clause: '3.1',
    ruling: 'A2',
    found: `that person is a contact of ${first.domain} already, not of ${label(draft.state)}`,
    next: `name ${first.domain} as the account, or let sales.ops move them here: save_account with ${first.contact} as \`contacts[].contact\``,
  });
}

/** A2: the reason why nobody can tell at which account, or as which contact, somebody acted; null where it can be told. */
export function whyUnplaced(
  found: readonly (PersonAt | null)[],
  given: readonly PersonIdentity[],
  account: string | null,
): string | null {
  const known = found.filter((each) => each !== null);
  const [first, ...others] = known.filter((each, n) => known.findIndex((one) => one.contact === each.contact) === n);
  if (first && others.length > 0)
    return `the e-mail and the profile belong to two contacts: ${[first, ...others].map((each) => `${each.contact} at ${each.domain}`).join(' and ')}`;
  if (first && first.account !== account) return `that person is a contact of ${first.domain} already`;
  const left = given.flatMap((each) => (each.left.some((one) => one.contact === first?.contact) ? [] : each.left));
  return left[0] ? `its bearer, a contact of ${left[0].domain}, has another address or profile now` : null;
}

/** The person that was found, in the form that L13 needs. */
export function tyingOf({ contact, at }: Who, suppressed: ReadonlySet<string>): Tying {
  return {
    contact: contact?.id ?? null,
    isSuppressed: contact !== null && (at?.suppressed ?? suppressed).has(contact.id),
    bears: (key) => at?.bears(key) ?? false,
  };
}

/** L13: an address or profile that is said to be theirs is kept as such, though another stays on file. */
export function tiePerson(draft: AccountDraft, { contact, at }: Who, { email, linkedin_url }: Addresses): void {
  if (!contact) return;
  const fields = {
    ...(email === undefined || at?.bears({ email }) ? {} : { email }),
    ...(linkedin_url === undefined || at?.bears({ profile: linkedin_url }) ? {} : { linkedin_url }),
  };
  if (Object.keys(fields).length === 0) return;
  draft.emit({ type: 'contact_tied', contact: contact.id, sealed: { person: contact.id, fields } });
}

interface Addresses {
  readonly email?: string | undefined;
  readonly linkedin_url?: string | undefined;
}

/** Adds the person, or fills in what the contact lacked. A second name or title for a known contact isn't taken. */
export function takePerson(
  draft: AccountDraft,
  { contact: known, at }: Who,
  person: PersonRead,
  saved: Pick<Contact, 'saved'> = {},
): Contact {
  if (!known) {
    const { email_domain, has_profile, has_name } = person;
    const contact = { id: mint(draft, 'con'), email_domain, has_profile, has_name, ...saved };
    draft.emit({ type: 'contact_added', contact, sealed: { person: contact.id, fields: person.fields } });
    return contact;
  }
  const fields: Record<string, string> = {};
  if (person.fields.email && known.email_domain === null) fields.email = person.fields.email;
  if (person.fields.linkedin_url && !known.has_profile) fields.linkedin_url = person.fields.linkedin_url;
  if (!known.has_name) Object.assign(fields, only(person.fields, ['name', 'first_name', 'title']));
  for (const system of outsideSystems) {
    const id = person.fields[system];
    if (id !== undefined && at?.words[system] !== id) fields[system] = id;
  }
  const sameName = person.fields.name === undefined || person.fields.name === at?.words.name;
  if (person.fields.title && at && at.words.title === undefined && sameName) fields.title = person.fields.title;
  tiePerson(
    draft,
    { contact: known, ...(at ? { at } : {}) },
    {
      email: fields.email === undefined ? person.fields.email : undefined,
      linkedin_url: fields.linkedin_url === undefined ? person.fields.linkedin_url : undefined,
    },
  );
  return changePerson(draft, { known, person, fields, email_domain: known.email_domain ?? person.email_domain }, saved);
}

interface PersonChange {
  readonly known: Contact;
  readonly person: PersonRead;
  /** The words that are other than on file. */
  readonly fields: Readonly<Record<string, string>>;
  readonly email_domain: string | null;
}

function changePerson(
  draft: AccountDraft,
  { known, person, fields, email_domain }: PersonChange,
  saved: Pick<Contact, 'saved'>,
): Contact {
  if (Object.keys(fields).length === 0) return known;
  const has_profile = known.has_profile || person.has_profile;
  const has_name = known.has_name || person.has_name;
  const contact = { id: known.id, email_domain, has_profile, has_name, ...saved };
  draft.emit({ type: 'contact_changed', contact, sealed: { person: contact.id, fields } });
  return contact;
}

/** A1: marks a contact whom `save_account` adds to an account without a name: it is on file by more than a note. */
export function savedAt({ state }: AccountDraft): Pick<Contact, 'saved'> {
  return state.name === null ? { saved: true } : {};
}

/** Whether a call says something else of a known contact than stands on file; that stands until it is corrected (A2). */
export function saysOtherwise({ at }: Who, { fields }: PersonRead): boolean {
  const words = at?.words ?? {};
  return (['name', 'title', 'email', 'linkedin_url'] as const).some(
    (field) => fields[field] !== undefined && words[field] !== undefined && fields[field] !== words[field],
  );
}

/** A contact as a caller names one: by id, or by e-mail. */
export function namedPerson(ref: string): PersonKey {
  const text = ref.trim();
  if (!text.includes('@')) return { id: text };
  const read = emailAddress(text);
  return { email: 'problem' in read ? text.toLowerCase() : read.email };
}

/** A2: sales.ops corrects a contact; what is given stands in the place of what was. */
export function correctPerson(
  draft: AccountDraft,
  known: Contact,
  person: PersonRead,
  words: Readonly<Record<string, string>>,
): Contact {
  const fields = Object.fromEntries(Object.entries(person.fields).filter(([name, word]) => words[name] !== word));
  const email_domain = person.email_domain ?? known.email_domain;
  return changePerson(draft, { known, person, fields, email_domain }, savedAt(draft));
}

function only(fields: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
