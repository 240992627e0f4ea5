import type { Delivery } from '../aggregates/permit.ts';
import type { AccountDraft } from '../command/world.ts';
import { runningEnrolments } from '../sequences/standing.ts';
import { closeAnswers } from '../tasks/answer-tasks.ts';
import { closingReason, done } from '../tasks/closing.ts';
import { closeTasks, isOpen } from '../tasks/tasks.ts';

/** Y1 to Y3: the effects of an act on replies that wait for an answer, and on enrolments that they hold. */
export function followReplies(draft: AccountDraft, suppressed: ReadonlySet<string>): void {
  for (const { event } of draft.pending)
    if (event.type === 'delivery_recorded' && event.delivery.event === 'sent' && isDirect(event.delivery, draft))
      closeAnswers(draft, event.delivery.contact);
  if (draft.state.deal.briefing_for !== null) closeTasks(draft, ['follow_up_warm'], done('a Briefing is booked'));
  for (const { id, contact } of draft.state.withheld ?? [])
    if (suppressed.has(contact))
      draft.emit({ type: 'withholding_ended', withholding: id, because: 'the person is suppressed' });
  release(draft);
}

/** A mail of a sequence answers nobody, whether or not its permit was over by the time it was told. */
function isDirect({ permit, is_sequence }: Delivery, { before, state }: AccountDraft): boolean {
  if (is_sequence) return false;
  const over = (state.over_permits ?? []).map((each) => each.permit);
  const held = [...(before?.permits ?? []), ...(state.permits ?? []), ...over].find(({ id }) => id === permit);
  return held?.email === undefined;
}

/** Y3: an enrolment that a reply holds goes on once the task to answer is closed. */
function release(draft: AccountDraft): void {
  const gone = new Set(draft.state.contacts.filter(({ left }) => left !== undefined).map(({ id }) => id));
  for (const { id, contact, holds } of runningEnrolments(draft.state)) {
    if (gone.has(contact)) continue;
    for (const { why, ref } of holds) {
      if (why !== 'reply' && why !== 'colleague' && why !== 'away') continue;
      const task = draft.state.tasks.find((each) => each.id === ref);
      if (!task || isOpen(task)) continue;
      const isElsewhere = closingReason(task) === 'carried';
      const because = isElsewhere
        ? 'who replied is at another account now'
        : `${task.kind.replaceAll('_', ' ')} is done`;
      draft.emit({ type: 'enrolment_released', enrolment: id, why, ref: task.id, because });
    }
  }
}
