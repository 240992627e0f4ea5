import type { AccountState } from '../../rules/aggregates/account.ts';
import type { PersonFound, World } from '../../rules/command/world.ts';
import { itemNumber } from '../../rules/identity/item-number.ts';
import { whoStays } from '../reading/row-records.ts';
import type { LoadedAccount, Loading } from './load.ts';

/** More accounts than bear one number among their words. */
const mostCalled = 1000;

interface Among {
  accounts(): readonly LoadedAccount[];
  account(ref: string): LoadedAccount | null;
}

/** Owners of ids of other systems. */
export function outsideOwners(
  { accounts, account }: Among,
  loading: Loading,
): Pick<World, 'itemOwners' | 'apolloBearers'> {
  return {
    itemOwners: (item) => {
      const loaded = accounts().map(({ draft }) => draft.state);
      return itemOwners(item, loaded, loading);
    },
    apolloBearers: (id) => apolloBearers(id, account, loading),
  };
}

/** A13: accounts that have the item of that number on the board; what the unit did to those that it loaded counts. */
export function itemOwners(
  item: number,
  loaded: readonly AccountState[],
  { rows, stateOf }: Pick<Loading, 'rows' | 'stateOf'>,
): readonly AccountState[] {
  const called = new Set(rows.calledBy.all('word', String(item), mostCalled).map(({ id }) => id));
  const others = [...called].flatMap((id) => {
    const row = loaded.some((each) => each.id === id) ? undefined : rows.accountById.get(id);
    return row ? [stateOf(row)] : [];
  });
  return [...loaded, ...others].filter(
    ({ absorbed_into, external }) => absorbed_into === undefined && itemNumber(external?.monday ?? '') === item,
  );
}

/** A13: contacts whom Apollo knows under that id; a joined one is replaced by the contact it was joined into. */
function apolloBearers(
  id: string,
  account: (id: string) => LoadedAccount | null,
  { rows }: Pick<Loading, 'rows'>,
): readonly PersonFound[] {
  return rows.contactByOutside.all({ id, limit: mostCalled }).flatMap((row) => {
    const state = row.apollo === id ? account(row.account)?.draft.state : undefined;
    if (!state || state.contacts.some((each) => each.id === row.id && each.left)) return [];
    return [{ account: state.id, domain: state.domain, contact: whoStays(row, state, rows).id }];
  });
}
