import { beyondArrows } from './arrows-deal.ts';
import { downArrows } from './arrows-down.ts';
import { lapsedArrows, upArrows } from './arrows-up.ts';

export type { Arrow } from './arrow.ts';

/** The ladder (§3): every arrow there is. A move that is not in this table cannot be made. */
export const arrows = [...upArrows, ...lapsedArrows, ...beyondArrows, ...downArrows] as const;

export type ArrowId = (typeof arrows)[number]['id'];
