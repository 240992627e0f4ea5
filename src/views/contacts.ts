import type { AccountRecord, Person } from '../ledger/port/records.ts';
import { type Contact, outsideIds } from '../rules/aggregates/account.ts';
import type { Moment } from '../rules/command/context.ts';
import { counts } from '../rules/criteria/engagement.ts';
import { oncePerObject } from '../rules/vocabulary/remembering.ts';
import { quoted } from './quoted.ts';

export function viewContact(contact: Contact, { state, suppressed, people }: AccountRecord, context: Moment) {
  const person = people.get(contact.id) ?? {};
  return {
    id: contact.id,
    name:
      person.name ?? person.first_name ?? person.email ?? person.linkedin_url ?? (contact.left ? 'moved on' : 'erased'),
    ...(person.email ? { email: person.email } : {}),
    ...(person.linkedin_url ? { linkedin_url: person.linkedin_url } : {}),
    ...(person.title ? { title: quoted(person.title) } : {}),
    ...addressesOf(contact, { state, people }),
    ...outsideOf(person),
    ...(contact.left ? { left_to: contact.left.to } : {}),
    suppressed: suppressed.has(contact.id),
    counts: counts(contact, { state, suppressed }, context),
  };
}

export type ContactView = ReturnType<typeof viewContact>;

/** A13: ids by which other systems know them. */
function outsideOf(person: Person) {
  const external = outsideIds(person);
  return Object.keys(external).length > 0 ? { external } : {};
}

/** A2: joined contacts are one, with every address and profile of theirs. */
function addressesOf({ id }: Contact, { state, people }: Pick<AccountRecord, 'state' | 'people'>) {
  const parts = state.contacts.filter(({ part_of }) => part_of === id);
  if (parts.length === 0) return {};
  const all = [id, ...parts.map((part) => part.id)].flatMap((each) => {
    const { email, linkedin_url } = people.get(each) ?? {};
    return [email, linkedin_url].filter((address) => address !== undefined);
  });
  return { addresses: [...new Set(all)] };
}

/** The contacts to show: one that was joined into another shows as that one (A2). */
export function contactsShown({ state }: AccountRecord): readonly Contact[] {
  return unjoined(state.contacts);
}

const unjoined = oncePerObject((contacts: readonly Contact[]) =>
  contacts.filter(({ part_of }) => part_of === undefined),
);

/** The people of an account. */
export function viewContacts(record: AccountRecord, context: Moment) {
  return contactsShown(record).map((contact) => viewContact(contact, record, context));
}
