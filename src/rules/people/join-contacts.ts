import type { Contact } from '../aggregates/account.ts';
import { label, outsideSystems } from '../aggregates/account.ts';
import type { AccountDraft, PersonAt } from '../command/world.ts';
import { carryLook, carryWithholding } from '../tasks/carry-look.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

/** Two contacts that became one. */
export interface Joined {
  /** The contact that stays, and gets the mail. */
  readonly contact: string;
  readonly part: string;
  /** The names of both, where they are on file. */
  readonly names: readonly [string, string];
  /** How many of the two were suppressed before. */
  readonly suppressed: 'neither' | 'one' | 'both';
}

interface Pair {
  readonly stays: PersonAt;
  readonly part: PersonAt;
}

/** A2: two contacts of one account are one person from now on; null where they are already. */
export function joinContacts(draft: AccountDraft, { stays, part }: Pair): Joined | Refusal | null {
  const refusal = mayJoin(draft, stays) ?? mayJoin(draft, part);
  if (refusal) return refusal;
  if (stays.contact === part.contact) return null;
  const isStopped = [stays, part].map((each) => each.suppressed.has(each.contact));
  const { known_as = '', tied_as = '' } = part.words;
  const own = new Set(part.own);
  const fields = {
    known_as,
    tied_as: [...new Set([...own, ...tied_as.split(' ')])].filter((each) => each !== '').join(' '),
  };
  draft.emit({
    type: 'contacts_joined',
    contact: stays.contact,
    same_as: part.contact,
    sealed: { person: stays.contact, fields },
  });
  if (isStopped[1] && !stays.suppressed.has(stays.contact))
    draft.emit({ type: 'contact_suppressed', contact: stays.contact, reason: 'joined with who is suppressed' });
  const stopped = isStopped.some(Boolean);
  for (const from of stopped ? [stays.contact, part.contact] : [part.contact])
    carryLook(draft, draft, { from, to: stays.contact }, stopped);
  carryWithholding(draft, draft, { from: part.contact, to: stays.contact });
  fillIn(draft, { stays, part });
  return {
    contact: stays.contact,
    part: part.contact,
    names: [nameOf(stays), nameOf(part)],
    suppressed: isStopped.every(Boolean) ? 'both' : isStopped.some(Boolean) ? 'one' : 'neither',
  };
}

function mayJoin(draft: AccountDraft, at: PersonAt): Refusal | null {
  const no = (found: string, next: string) => refuse('RULE_REFUSED', { clause: '3.1', ruling: 'A2', found, next });
  const contact = contactOf(draft, at);
  if (at.account !== draft.state.id || !contact)
    return no(
      `${at.contact} is a contact of ${at.domain}, and those of one account alone are joined`,
      `sales.ops moves it first: save_account with domain ${draft.state.domain} and contact ${at.contact}; then joins it under its new id`,
    );
  if (contact.left)
    return no(
      `${at.contact} left ${label(draft.state)} for ${contact.left.to}`,
      `join it there: save_account with domain ${contact.left.to}`,
    );
  return contact.erased
    ? no(`${at.contact} was erased: nobody stands there any more`, 'leave it as it is, and save the other alone')
    : null;
}

function contactOf(draft: AccountDraft, { contact }: PersonAt): Contact | undefined {
  return draft.state.contacts.find(({ id }) => id === contact);
}

/** Fields that the remaining contact lacks come from the other. */
function fillIn(draft: AccountDraft, { stays, part }: Pair): void {
  const [known, other] = [contactOf(draft, stays), contactOf(draft, part)];
  if (!known || !other) return;
  const lacking = (field: string) => stays.words[field] === undefined && part.words[field] !== undefined;
  const fields = Object.fromEntries(
    ['name', 'first_name', 'email', 'linkedin_url', 'title', ...outsideSystems].flatMap((field) => {
      const word = part.words[field];
      return lacking(field) && word !== undefined ? [[field, word]] : [];
    }),
  );
  if (Object.keys(fields).length === 0) return;
  const contact: Contact = {
    id: known.id,
    email_domain: known.email_domain ?? other.email_domain,
    has_profile: known.has_profile || other.has_profile,
    has_name: known.has_name || other.has_name,
  };
  draft.emit({ type: 'contact_changed', contact, sealed: { person: contact.id, fields } });
}

/** A person by name, else by address, else by id. */
export function nameOf({ words, contact }: Pick<PersonAt, 'words' | 'contact'>): string {
  return words.name ?? words.first_name ?? words.email ?? contact;
}
