/** The arrows of the ladder and the one way to take them (§3, L1). */

import type { AccountState } from '../aggregates/account.ts';
import type { AccountDraft } from '../command/world.ts';
import type { Instant } from '../time/time.ts';
import { type Arrow, type ArrowId, arrows } from './arrows.ts';

const byId: ReadonlyMap<string, Arrow> = new Map(arrows.map((arrow) => [arrow.id, arrow]));

export function mayTake(id: ArrowId, { stage, review }: Pick<AccountState, 'stage' | 'review'>): boolean {
  const arrow = byId.get(id);
  return arrow?.from.includes(stage) === true && arrow.reviews.includes(review);
}

export interface Step {
  readonly because: string;
  readonly evidence: readonly string[];
  /** Given where idleness is the ground: the newest act known (L9). */
  readonly idle?: { readonly lastAct: Instant | null };
}

/** Takes an arrow. One that is missing from the table, or does not start here, is a defect and not an answer. */
export function move(draft: AccountDraft, id: ArrowId, { because, evidence, idle }: Step): void {
  const arrow = byId.get(id);
  const { stage } = draft.state;
  if (!arrow || !mayTake(id, draft.state)) throw new Error(`no arrow ${id} from ${stage}/${draft.state.review}`);
  const to = arrow.to === 'same' ? stage : arrow.to;
  draft.emit({
    type: 'moved',
    arrow: id,
    from: stage,
    to,
    review: arrow.review,
    clause: arrow.clause,
    because,
    evidence,
    spends: arrow.spends === 'always' || (arrow.spends === 'when_idle' && idle !== undefined),
    ...(arrow.resets && idle?.lastAct ? { floor: idle.lastAct } : {}),
  });
}
