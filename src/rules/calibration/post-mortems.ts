import type { Instant } from '../time/time.ts';

/** An account that is WON, and whether its post-mortem is on file. */
export interface WonClient {
  readonly domain: string;
  readonly won_at: Instant;
  readonly filed: boolean;
}

/** P3: every client of the quarter's end owes one; which of them are on file by now. */
export function postMortems(won: readonly WonClient[], { to }: { readonly to: Instant }) {
  const clients = won.filter(({ won_at }) => won_at < to);
  const filed = clients.flatMap((each) => (each.filed ? [each.domain] : []));
  const owed = clients.flatMap((each) => (each.filed ? [] : [each.domain]));
  return { filed, owed, ...completeness(filed, owed) };
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
