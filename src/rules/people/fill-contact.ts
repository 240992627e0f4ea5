import { outsideSystems } from '../aggregates/account.ts';
import type { AccountDraft } from '../command/world.ts';
import { emailAddress } from '../identity/email-address.ts';

type ContactWords = Readonly<Record<string, string | undefined>>;

interface Filling {
  readonly contact: string;
  /** Personal data from a list or a note while they waited. */
  readonly told: ContactWords;
  readonly has: ContactWords;
  /** Whether an address, a profile or an id in Apollo is nobody else's. */
  isFree(field: 'email' | 'linkedin_url' | 'apollo', word: string): boolean;
}

/** A2, A13: a person who waited brings along what was told of them; what is on file of the contact stands. */
export function fillContact(draft: AccountDraft, { contact, told, has, isFree }: Filling): void {
  const known = draft.state.contacts.find(({ id }) => id === contact);
  if (!known) return;
  const isSameName = told.name === undefined || has.name === undefined || told.name === has.name;
  const names = has.first_name === undefined ? ['name', 'first_name'] : [];
  const taken = [...names, ...(isSameName ? ['title'] : []), ...outsideSystems.filter((each) => each !== 'apollo')];
  const fields: Record<string, string> = {};
  const take = (field: string) => {
    const word = told[field];
    if (word !== undefined && has[field] === undefined) fields[field] = word;
  };
  for (const field of taken) take(field);
  for (const field of ['email', 'linkedin_url', 'apollo'] as const) if (isFree(field, told[field] ?? '')) take(field);
  if (Object.keys(fields).length === 0) return;
  const address = fields.email === undefined ? null : emailAddress(fields.email);
  const filled = {
    ...known,
    email_domain: address && 'email' in address ? address.registrable : known.email_domain,
    has_profile: known.has_profile || fields.linkedin_url !== undefined,
    has_name: known.has_name || fields.first_name !== undefined,
  };
  draft.emit({ type: 'contact_changed', contact: filled, sealed: { person: contact, fields } });
}
