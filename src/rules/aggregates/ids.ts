import type { AccountState } from './account.ts';
import type { DeskState } from './desk.ts';

export type Minted = 'sig' | 'con' | 'fct' | 'dos' | 'tsk' | 'ovr' | 'prp' | 'int' | 'enr' | 'prm' | 'wth';

/** The next id on an account's stream: the account's own mark, then a running number. */
export function mint(draft: { readonly state: Pick<AccountState, 'id' | 'minted'> }, prefix: Minted): string {
  return `${prefix}_${draft.state.id.slice('acc_'.length)}_${draft.state.minted + 1}`;
}

/** The next id on the desk's stream. */
export function deskId(draft: { readonly state: Pick<DeskState, 'minted'> }, prefix: 'tsk' | 'int'): string {
  return `${prefix}_desk_${draft.state.minted + 1}`;
}

/** The last numbered of a record by id: one that was read back no longer stands in the order in which it grew. */
export function lastNumbered<T>(record: Readonly<Record<string, T>>, most: number): Readonly<Record<string, T>> {
  const entries = Object.entries(record);
  if (entries.length <= most) return record;
  return Object.fromEntries(entries.sort(([one], [other]) => numberIn(one) - numberIn(other)).slice(-most));
}

function numberIn(id: string): number {
  return Number(/\d+$/.exec(id)?.[0] ?? 0);
}
