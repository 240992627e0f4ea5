import type { AccountState } from '../aggregates/account.ts';
import type { AccountDraft, PersonAt, World } from '../command/world.ts';

/** The contact that the reply is of, where they stand. */
export interface Home {
  readonly draft: AccountDraft;
  readonly state: AccountState;
  readonly contact: string;
  readonly suppressed: ReadonlySet<string>;
  readonly at: PersonAt | null;
}

export function homeOf({ people: [at], person }: World): Home | null {
  if (at) return { draft: at.home, state: at.home.state, contact: at.contact, suppressed: at.suppressed, at };
  const found = person?.contacts.find(({ account, contact, current }) => {
    const known = account.state.contacts.find((each) => each.id === contact);
    return current && known?.left === undefined && known?.part_of === undefined;
  });
  if (!found) return null;
  const { account: draft, contact, suppressed } = found;
  return { draft, state: draft.state, contact, suppressed, at: null };
}
