import type { EmailAt } from '../../rules/command/world.ts';
import type { Rows } from '../engine/rows.ts';
import { stored } from '../port/unusable.ts';
import { wordsFiled } from '../reading/mail-on-file.ts';
import type { LoadedAccount } from './load.ts';

/** A rendered mail with its words, and the account that it stands at. */
export function emailAt(id: string, account: (id: string) => LoadedAccount | null, rows: Rows): EmailAt | null {
  const row = rows.emailById.get(id);
  const home = row && account(row.account);
  if (!home) return null;
  const { account: _account, failing, names_price, ...names } = row;
  return {
    account: home.draft,
    suppressed: home.suppressed,
    email: { ...names, failing: stored(failing), names_price: names_price === 1 },
    address: rows.contactById.get(row.contact)?.email ?? undefined,
    // K4: what names an account that was absorbed is rendered anew.
    words: row.account === home.draft.state.id ? wordsFiled(id, rows) : {},
  };
}
