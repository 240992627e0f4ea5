import type { AccountState } from '../../rules/aggregates/account.ts';
import type { PersonFound, World } from '../../rules/command/world.ts';
import { itemNumber } from '../../rules/identity/item-number.ts';
import { whoStays } from '../reading/row-records.ts';
import type { LoadedAccount, Loading } from './load.ts';

/** More accounts than bear one number among their words. */
const mostCalled = 1000;

/** The accounts of a unit of work. */
export interface Among {
  readonly loading: Loading;
  /** The loaded accounts. */
  accounts(): readonly LoadedAccount[];
  account(ref: string): LoadedAccount | null;
}

/** Owners of ids of other systems. */
export function outsideOwners(among: Among): Pick<World, 'itemOwners' | 'apolloBearers'> {
  return {
    itemOwners: (item) => {
      const loaded = among.accounts().map(({ draft }) => draft.state);
      return itemOwners(item, loaded, among.loading);
    },
    apolloBearers: (id) => apolloBearers(id, among),
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
function apolloBearers(id: string, among: Among): readonly PersonFound[] {
  const { rows } = among.loading;
  return rows.contactByOutside.all({ id, limit: mostCalled }).flatMap((row) => {
    const state = row.apollo === id ? among.account(row.account)?.draft.state : undefined;
    if (!state || state.contacts.some((each) => each.id === row.id && each.left)) return [];
    return [{ account: state.id, domain: state.domain, contact: whoStays(row, state, rows).id }];
  });
}
