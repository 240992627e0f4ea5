import type { External } from '../aggregates/account.ts';
import type { AccountDraft } from '../command/world.ts';

/** A13: keeps the ids under which other systems know the account; a newer one takes the place of an older. */
export function noteExternal(draft: AccountDraft, given: External): void {
  const known = draft.state.external ?? {};
  const news = Object.entries(given).filter(([system, id]) => id !== undefined && Reflect.get(known, system) !== id);
  if (news.length > 0) draft.emit({ type: 'outside_ids_recorded', external: Object.fromEntries(news) });
}
