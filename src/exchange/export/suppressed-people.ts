import type { Reader } from '../../ledger/port/ledger.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';

/** L13: people whom other senders must not write to either, as far as their address is known. */
export interface SuppressedPeople {
  readonly people: readonly { readonly email: string; readonly linkedin_url: string }[];
  /** People who can't be named: erased since, or never a contact, and so known by a fingerprint alone. */
  readonly left_out: { readonly erased: number; readonly by_fingerprint: number };
}

const page = 200;

export function suppressedPeople(reader: Reader): SuppressedPeople {
  const people = new Map<string, { readonly email: string; readonly linkedin_url: string }>();
  let erased = 0;
  for (const { id } of everyAccount(reader)) {
    const record = reader.account(id);
    for (const contact of record?.suppressed ?? []) {
      const { email = '', linkedin_url = '' } = record?.people.get(contact) ?? {};
      if (email !== '' || linkedin_url !== '') people.set(`${email} ${linkedin_url}`, { email, linkedin_url });
      else if (record?.state.contacts.some((each) => each.id === contact && !each.left)) erased += 1;
    }
  }
  const sorted = [...people.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
  return { people: sorted, left_out: { erased, by_fingerprint: nameless(reader) } };
}

/** Addresses and profiles that no contact has or had. */
function nameless(reader: Reader): number {
  let count = 0;
  for (let cursor: string | undefined; ; ) {
    const listed = reader.suppressions({ limit: page, cursor });
    if (isRefusal(listed)) throw new Error(listed.found);
    count += listed.items.filter(({ contacts }) => contacts.length === 0).length;
    cursor = listed.next_cursor;
    if (cursor === undefined) return count;
  }
}

function* everyAccount(reader: Reader): Generator<{ readonly id: string }> {
  for (let cursor: string | undefined; ; ) {
    const listed = reader.findAccounts({ limit: page, cursor });
    if (isRefusal(listed)) throw new Error(listed.found);
    yield* listed.items;
    cursor = listed.next_cursor;
    if (cursor === undefined) return;
  }
}
