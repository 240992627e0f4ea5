import type { AccountDraft, Holdings } from '../../rules/command/world.ts';
import type { Rows } from '../engine/rows.ts';
import { personOf } from '../reading/person-rows.ts';
import { storedWords } from '../reading/row-records.ts';

/** The holdings of an account that another absorbs, from its rows. */
export function holdingsOf(suppressed: ReadonlySet<string> = new Set(), rows: Rows): Holdings {
  const marks = (contact: string, tied: number) =>
    rows.marksOfContact
      .all(contact)
      .flatMap((each) => (each.tied === tied ? [each.mark] : []))
      .join(' ');
  return {
    suppressed,
    person(contact) {
      const row = rows.contactById.get(contact);
      return row ? { ...personOf(row), known_as: marks(contact, 0), tied_as: marks(contact, 1) } : {};
    },
    note: (signal) => storedWords(rows.wordsOf.get(signal)),
  };
}

/** Whether it gives up a domain or an address, which another takes over. */
export function givesUp({ draft }: { readonly draft: AccountDraft }): boolean {
  return draft.pending.some(({ event }) => event.type === 'contact_left' || event.type === 'account_absorbed');
}
