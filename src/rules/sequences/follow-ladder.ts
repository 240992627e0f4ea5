import type { AccountState } from '../aggregates/account.ts';
import type { Enrolment } from '../aggregates/enrolment.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import type { Standing } from '../criteria/engagement.ts';
import { quietStages } from '../criteria/silence.ts';
import { openTask } from '../tasks/tasks.ts';
import { sequenceRule } from '../templates/flow.ts';
import { runningOf } from './eligibility.ts';
import { runningEnrolments, standsOn } from './standing.ts';

/** C4: carries the effects of an act on an account and its people to their enrolments: ended, handed on, paused, resumed, complete. */
export function followLadder(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): void {
  for (const { id } of runningEnrolments(draft.state)) {
    handOn(draft, id);
    const each = runningEnrolments(draft.state).find((one) => one.id === id);
    if (!each) continue;
    const because = endOf(each, { state: draft.state, suppressed }, context);
    if (because !== null) draft.emit({ type: 'enrolment_over', enrolment: id, as: 'ended', because });
    else if (each.due_on === null) complete(draft, each, context);
    else {
      followReview(draft, each, context);
      releasePassed(draft, each);
    }
  }
}

/** Hands on the enrolment of joined people: that of the contact who stays goes on, else the other's. */
function handOn(draft: AccountDraft, id: string): void {
  const { state } = draft;
  const own = runningEnrolments(state).find((each) => each.id === id);
  const stays = state.contacts.find((each) => each.id === own?.contact)?.part_of;
  if (!own || stays === undefined) return;
  if (runningOf(state, stays).length === 0) draft.emit({ type: 'enrolment_handed_on', enrolment: id, contact: stays });
  else {
    const because = 'they were joined with who is on the way through a sequence already';
    draft.emit({ type: 'enrolment_over', enrolment: id, as: 'ended', because });
  }
}

/** The reason why an enrolment can't go on, whoever holds it; null where it can. Gates that fail later end none (L13b). */
export function endOf(
  { contact: id, sequence }: Pick<Enrolment, 'contact' | 'sequence'>,
  { state, suppressed }: Standing,
  context: Pick<Context, 'policy'>,
): string | null {
  const contact = state.contacts.find((each) => each.id === id);
  if (suppressed.has(id)) return 'the person is suppressed';
  if (!contact || contact.erased) return 'the person was erased';
  if (contact.left) return `the person moved to ${contact.left.to}`;
  const kind = sequenceRule(sequence, context)?.checked_as;
  if (fits(kind, state)) return null;
  const isProposed = kind === 'post_briefing' && state.stage === 'BRIEFING_READY';
  return isProposed ? 'the Assessment was proposed' : `the account is ${state.stage}`;
}

function fits(kind: string | undefined, { stage, deal }: AccountState): boolean {
  if (kind === 'nurture') return stage === 'MQL';
  if (kind === 'activation') return stage === 'SQL';
  if (kind === 'post_briefing') return stage === 'BRIEFING_READY' && deal.proposed_at === null;
  // The expiry of an idle MQL stops no re-engagement.
  return quietStages.includes(stage);
}

/** C1: every touch was sent; after an activation the CRO writes. */
function complete(draft: AccountDraft, { id, contact, sequence }: Enrolment, context: Context): void {
  const because = 'every touch was sent';
  draft.emit({ type: 'enrolment_over', enrolment: id, as: 'complete', because });
  if (sequenceRule(sequence, context)?.checked_as === 'activation')
    openTask(draft, { kind: 'direct_outreach', subject: contact }, context);
}

/** C4: any review pauses nurture. */
function followReview(draft: AccountDraft, { id, sequence, holds }: Enrolment, context: Context): void {
  const { review } = draft.state;
  const isHeld = holds.some(({ why }) => why === 'review');
  const wants = review !== 'NONE' && sequenceRule(sequence, context)?.checked_as === 'nurture';
  if (wants === isHeld) return;
  if (wants) {
    const because = `the account is under review (${review})`;
    draft.emit({ type: 'enrolment_held', enrolment: id, hold: { why: 'review', because } });
  } else draft.emit({ type: 'enrolment_released', enrolment: id, why: 'review', because: 'no review holds it' });
}

/** I1, C4: releases enrolments past the held version's touch, whose mail was under way when it was held. */
function releasePassed(draft: AccountDraft, each: Enrolment): void {
  for (const { why, ref, version } of each.holds) {
    const held = why === 'hold' ? ref : version;
    if (ref === undefined || held === undefined || standsOn(each, held)) continue;
    const because = `no touch ahead stands on ${held}`;
    draft.emit({ type: 'enrolment_released', enrolment: each.id, why, ref, because });
  }
}
