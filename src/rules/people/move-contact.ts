import type { Contact } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { PersonRead } from '../command/input-reader.ts';
import type { AccountDraft, PersonAt } from '../command/world.ts';
import { carryLook, carryWithholding, carryWriting } from '../tasks/carry-look.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { savedAt } from './match-contact.ts';

interface Moved {
  readonly contact: Contact;
  /** The domain that they left. */
  readonly from: string;
}

/** A2, L13: history stays where it is; the words, a suppression and who was joined into them go with the person. */
export function moveContact(draft: AccountDraft, from: PersonAt, known: Contact, person: PersonRead): Moved | Refusal {
  const words = { ...from.words, ...person.fields };
  if (!words.email && !words.linkedin_url) {
    return refuse('RULE_REFUSED', {
      clause: '3.1',
      ruling: 'A2',
      found: `${from.contact} was erased: no words are left to move`,
      next: 'add the person anew, with an address or a profile',
    });
  }
  const contact = moveOne(draft, from, words, person.email_domain ?? known.email_domain);
  for (const part of from.parts) {
    const { known_as = '', tied_as = '' } = part.words;
    const own = part.home.state.contacts.find(({ id }) => id === part.contact);
    const moved = moveOne(draft, part, part.words, own?.email_domain ?? null);
    const sealed = { person: contact.id, fields: { known_as, tied_as } };
    draft.emit({ type: 'contacts_joined', contact: contact.id, same_as: moved.id, sealed });
  }
  return { contact, from: from.domain };
}

function moveOne(
  draft: AccountDraft,
  from: PersonAt,
  words: Readonly<Record<string, string>>,
  email_domain: string | null,
): Contact {
  const id = mint(draft, 'con');
  from.home.emit({ type: 'contact_left', contact: from.contact, to: draft.state.domain, as: id });
  const contact: Contact = {
    id,
    email_domain,
    has_profile: words.linkedin_url !== undefined,
    has_name: words.first_name !== undefined,
    ...savedAt(draft),
  };
  const wrote = from.home.state.answered?.[from.contact];
  // M6: a person who replied may be written to at each of their accounts.
  const answered = wrote ? { answered: { ...wrote, elsewhere: true as const } } : {};
  draft.emit({ type: 'contact_added', contact, ...answered, sealed: { person: contact.id, fields: words } });
  carryLook(from.home, draft, { from: from.contact, to: contact.id }, from.suppressed.has(from.contact));
  carryWithholding(from.home, draft, { from: from.contact, to: contact.id });
  carryWriting(from.home, draft, { from: from.contact, to: contact.id });
  if (from.suppressed.has(from.contact))
    draft.emit({ type: 'contact_suppressed', contact: contact.id, reason: 'suppressed before the move' });
  return contact;
}
