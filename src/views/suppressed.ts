import type { Reader } from '../ledger/port/ledger.ts';
import type { Paging } from '../ledger/port/paging.ts';
import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';

/** A suppressed person, named by ids and company alone (L13). */
interface SuppressedView {
  readonly since: string;
  readonly reason: string;
  readonly contexts: readonly string[];
  readonly contacts: readonly string[];
  readonly account?: string;
}

interface SuppressionView {
  readonly count: number;
  readonly suppressed: readonly SuppressedView[];
  readonly next_cursor?: string;
}

/** The company of the first contact that is on file still. */
export function accountOf(reader: Reader, contacts: readonly string[]): string | undefined {
  for (const id of contacts) {
    const domain = reader.contact(id)?.domain;
    if (domain !== undefined) return domain;
  }
  return undefined;
}

/** L13: addresses and profiles that nothing may be sent to, the newest first; a cursor that isn't ours is refused. */
export function suppressionView(reader: Reader, paging: Paging): SuppressionView | Refusal {
  const listed = reader.suppressions(paging);
  if (isRefusal(listed)) return listed;
  const suppressed = listed.items.map(({ since, reason, contexts, contacts }) => {
    const account = accountOf(reader, contacts);
    return { since, reason, contexts, contacts, ...(account ? { account } : {}) };
  });
  const { next_cursor } = listed;
  return { count: reader.suppressionCount(), suppressed, ...(next_cursor ? { next_cursor } : {}) };
}
