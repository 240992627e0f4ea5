import type { External } from '../aggregates/account.ts';
import type { Reading } from '../command/input-reader.ts';
import type { AccountDraft } from '../command/world.ts';

/** An id is a word of the other system's: kept as given, in one line. */
export function readExternal(given: External, read: Reading): External {
  const words = Object.entries(given).flatMap(([system, id]) => {
    const word = read.text(`external.${system}`, id === undefined ? undefined : String(id), 'name');
    return word ? [[system, word] as const] : [];
  });
  return Object.fromEntries(words);
}

/** A13: keeps the ids under which other systems know the account; a newer one takes the place of an older. */
export function noteExternal(draft: AccountDraft, given: External): boolean {
  const known = draft.state.external ?? {};
  const news = Object.entries(given).filter(([system, id]) => id !== undefined && Reflect.get(known, system) !== id);
  if (news.length === 0) return false;
  draft.emit({ type: 'outside_ids_recorded', external: Object.fromEntries(news) });
  return true;
}
