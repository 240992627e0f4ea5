import type { AccountState } from '../../rules/aggregates/account.ts';
import { isAccountId } from '../../rules/command/account-ref.ts';
import type { PersonKey } from '../../rules/command/world.ts';
import type { AccountRow, ContactFoundRow, Rows } from '../engine/rows.ts';
import type { AccountRecord, Person } from '../port/records.ts';
import { stored } from '../port/unusable.ts';
import type { StateOf } from './account-states.ts';
import { personOf } from './person-rows.ts';

/** The words on file in a row of the tables; none where it is missing. */
export function storedWords(row: { readonly words: string } | undefined): Readonly<Record<string, string>> {
  return row ? stored(row.words) : {};
}

/** By id, domain or alias; the id of an account that was absorbed leads to the one that took it in. */
export function accountRow(ref: string, { accountById, accountByDomain }: Rows): AccountRow | undefined {
  return (isAccountId(ref) ? accountById.get(ref) : undefined) ?? accountByDomain.get(ref);
}

/** The people of an account, each read when asked for: of a hundred an answer names a few. */
class PeopleRead {
  readonly #account: string;
  readonly #rows: Pick<Rows, 'contactById'>;
  readonly #read = new Map<string, Person | undefined>();

  constructor(account: string, rows: Pick<Rows, 'contactById'>) {
    this.#account = account;
    this.#rows = rows;
  }

  get(id: string): Person | undefined {
    if (!this.#read.has(id)) {
      const row = this.#rows.contactById.get(id);
      this.#read.set(id, row?.account === this.#account ? personOf(row) : undefined);
    }
    return this.#read.get(id);
  }
}

export function suppressedOf(account: string, rows: Rows): Set<string> {
  return new Set(rows.suppressedOf.all({ account }).map(({ contact }) => contact));
}

export function findPerson({ id, email, profile }: PersonKey, rows: Rows): ContactFoundRow | undefined {
  if (id !== undefined) return rows.contactById.get(id) ?? knownOutside(id, rows);
  if (email !== undefined) return rows.contactByEmail.get(email.toLowerCase());
  return profile === undefined ? undefined : rows.contactByProfile.get(profile);
}

/** K5: the contact that has the address or profile of that fingerprint; where none has it any more, the one that once had it. */
export function findMarked(
  mark: string,
  { contactsOfMark, contactById, openBearer }: Rows,
): ContactFoundRow | undefined {
  const [had] = contactsOfMark.all(mark);
  const found = openBearer.get(mark)?.contact ?? had?.contact;
  return found === undefined ? undefined : contactById.get(found);
}

/** A13: the contact whom another system knows under that id, where that is one person. */
function knownOutside(id: string, { contactByOutside }: Pick<Rows, 'contactByOutside'>): ContactFoundRow | undefined {
  const [found, another] = contactByOutside.all({ id, limit: 2 });
  return another ? undefined : found;
}

/** A2: of a contact that was joined into another, that other. */
export function whoStays(
  row: ContactFoundRow,
  { contacts }: Pick<AccountState, 'contacts'>,
  rows: Rows,
): ContactFoundRow {
  const stays = contacts.find(({ id }) => id === row.id)?.part_of;
  return (stays === undefined ? undefined : rows.contactById.get(stays)) ?? row;
}

export function recordOf(row: AccountRow, rows: Rows, stateOf: StateOf): AccountRecord {
  const { id, version } = row;
  return { state: stateOf(row), version, suppressed: suppressedOf(id, rows), people: new PeopleRead(id, rows) };
}
