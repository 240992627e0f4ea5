/** The arrows of the ladder: every one there is (§3, L1). */

import type { AccountState } from '../aggregates/account.ts';
import type { Arrow } from './arrow.ts';
import { beyondArrows } from './arrows-deal.ts';
import { downArrows } from './arrows-down.ts';
import { lapsedArrows, upArrows } from './arrows-up.ts';

export type { Arrow } from './arrow.ts';

/** The ladder (§3): every arrow there is. A move that is not in this table cannot be made. */
export const arrows = [...upArrows, ...lapsedArrows, ...beyondArrows, ...downArrows] as const;

export type ArrowId = (typeof arrows)[number]['id'];

/** The guards that some arrow of the table names. */
export type GuardInUse = (typeof arrows)[number]['guards'][number];

const byId: ReadonlyMap<string, Arrow> = new Map(arrows.map((arrow) => [arrow.id, arrow]));

/** The arrow, where it starts at that stage and review; whether it may be taken is for its guards to say. */
export function arrowFrom(id: ArrowId, { stage, review }: Pick<AccountState, 'stage' | 'review'>): Arrow | null {
  const arrow = byId.get(id);
  return arrow?.from.includes(stage) && arrow.reviews.includes(review) ? arrow : null;
}

export function mayTake(id: ArrowId, at: Pick<AccountState, 'stage' | 'review'>): boolean {
  return arrowFrom(id, at) !== null;
}
