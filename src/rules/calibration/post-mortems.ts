import type { AccountState } from '../aggregates/account.ts';
import type { Instant } from '../time/time.ts';

/** P3: every client of the quarter's end owes one; which of them are on file by now. */
export function postMortems(won: readonly AccountState[], { to }: { readonly to: Instant }) {
  const clients = won.filter((each) => wonAt(each) < to).sort((a, b) => (a.domain < b.domain ? -1 : 1));
  const filed = clients.filter(({ post_mortem }) => post_mortem !== undefined).map(({ domain }) => domain);
  const owed = clients.filter(({ post_mortem }) => post_mortem === undefined).map(({ domain }) => domain);
  return { filed, owed, ...completeness(filed, owed) };
}

/** A list may date a client's stage before the ledger knew of it (A12). */
function wonAt({ stage_since, adopted }: AccountState): Instant {
  return adopted?.stage === 'WON' && adopted.at > stage_since ? adopted.at : stage_since;
}

function completeness(filed: readonly string[], owed: readonly string[]) {
  if (owed.length > 0)
    return {
      complete: false,
      incomplete_because: `${owed.length} of ${filed.length + owed.length} post-mortems are owed; customer.success files them (file_post_mortem)`,
    };
  return filed.length > 0
    ? { complete: true }
    : {
        complete: false,
        incomplete_because: 'no delivery to learn from: no account was WON by the end of the quarter',
      };
}
