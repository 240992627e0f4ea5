import { type External, titled } from '../aggregates/account.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { itemNumber } from '../identity/item-number.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

/** A13: keeps the ids under which other systems know the account; a newer one takes the place of an older. */
export function noteExternal(draft: AccountDraft, given: External): void {
  const known = draft.state.external ?? {};
  const news = Object.entries(given).filter(([system, id]) => id !== undefined && Reflect.get(known, system) !== id);
  if (news.length > 0) draft.emit({ type: 'outside_ids_recorded', external: Object.fromEntries(news) });
}

/** A13: keeps them where the item of the board is no other account's. */
export function takeExternal(draft: AccountDraft, given: External, world: Pick<World, 'itemOwners'>): Refusal | null {
  const taken = itemTaken(draft, given, world);
  if (!taken) noteExternal(draft, given);
  return taken;
}

/** A13: refuses an item of the board that another account has: what is meant for each would go to the one. */
export function itemTaken(
  { state }: AccountDraft,
  { monday }: External,
  { itemOwners }: Pick<World, 'itemOwners'>,
): Refusal | null {
  const item = itemNumber(monday ?? '');
  if (item === null || monday === state.external?.monday) return null;
  const other = itemOwners(item).find(({ id }) => id !== state.id);
  if (!other) return null;
  return refuse('CONFLICT', {
    clause: '3.1',
    ruling: 'A13',
    found: `item ${item} on Monday's board is that of ${titled(other)}, and ${state.domain} can't have it too`,
    next: `if they are one company, call save_account for ${other.domain} with ${state.domain} among its \`aliases\`; else give ${state.domain} the number of its own item, or correct that of ${other.domain} first: \`external.monday\` of save_account`,
  });
}
