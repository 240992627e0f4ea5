import type { AccountState } from '../../rules/aggregates/account.ts';
import { isSaidBy } from '../../rules/sending/insights.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Rows } from '../engine/rows.ts';
import type { StateOf } from './account-states.ts';

/** More accounts than were told one thing. */
const mostTold = 1000;

interface Told {
  readonly rows: Pick<Rows, 'accountsOfKey' | 'accountById'>;
  readonly stateOf: StateOf;
  readonly now: Instant;
  /** Accounts that the unit of work loaded: what it did to them counts. */
  readonly loaded?: readonly AccountState[];
}

/** K4: whether a mail to another account that was sent or permitted says that. */
export function isSaidElsewhere(
  said: string,
  { id: own, also = [] }: Pick<AccountState, 'id' | 'also'>,
  { rows, stateOf, now, loaded = [] }: Told,
): boolean {
  const isOther = (id: string) => id !== own && !also.includes(id);
  if (loaded.some((each) => isOther(each.id) && isSaidBy(each, said, now))) return true;
  return rows.accountsOfKey.all('said', said, '', mostTold).some(({ id }) => {
    const row = isOther(id) && !loaded.some((each) => each.id === id) ? rows.accountById.get(id) : undefined;
    return row !== undefined && isSaidBy(stateOf(row), said, now);
  });
}
