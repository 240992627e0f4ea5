/** The arrows of the ladder: all lawful moves, as a table (§3, L1). */

import type { AccountState } from '../aggregates/account.ts';
import type { Stage } from '../vocabulary/stages.ts';
import type { Arrow } from './arrow.ts';
import { adoptionArrows } from './arrows-adoption.ts';
import { beyondArrows } from './arrows-deal.ts';
import { downArrows } from './arrows-down.ts';
import { lapsedArrows, upArrows } from './arrows-up.ts';

/** The ladder (§3): every arrow there is. A move that is not in this table cannot be made. */
export const arrows = [...upArrows, ...lapsedArrows, ...beyondArrows, ...downArrows, ...adoptionArrows] as const;

export type ArrowId = (typeof arrows)[number]['id'];

/** The guards that some arrow of the table names. */
export type GuardInUse = (typeof arrows)[number]['guards'][number];

/** The arrow by which a list's account comes to that stage; null for PROSPECT, where every account begins (A12). */
export function adoptionTo(stage: Stage): (typeof adoptionArrows)[number] | null {
  return adoptionArrows.find(({ to }) => to === stage) ?? null;
}

/** Whether a move put on file what stood elsewhere before: nothing was decided by it (A12). */
export function isAdoption(arrow: string): boolean {
  return adoptionArrows.some(({ id }) => id === arrow);
}

const byId: ReadonlyMap<string, Arrow> = new Map(arrows.map((arrow) => [arrow.id, arrow]));

/** The arrow, where it starts at that stage and review; whether it may be taken is for its guards to say. */
export function arrowFrom(id: ArrowId, { stage, review }: Pick<AccountState, 'stage' | 'review'>): Arrow | null {
  const arrow = byId.get(id);
  return arrow?.from.includes(stage) && arrow.reviews.includes(review) ? arrow : null;
}

export function mayTake(id: ArrowId, at: Pick<AccountState, 'stage' | 'review'>): boolean {
  return arrowFrom(id, at) !== null;
}
