import type { AccountState } from '../rules/aggregates/account.ts';
import { type Enrolment, isRunning } from '../rules/aggregates/enrolment.ts';
import type { MailboxState } from '../rules/aggregates/mailbox.ts';
import { heldBack } from '../rules/sending/held-back.ts';
import { type EnrolmentStanding, enrolmentStanding } from '../rules/sequences/standing.ts';
import type { CalendarDate } from '../rules/time/time.ts';

export interface EnrolmentView extends EnrolmentStanding {
  readonly contact: string;
  readonly sequence: string;
  /** The touch in turn; once it is over, the last that was. */
  readonly touch: number;
  readonly due_on?: CalendarDate;
}

/** Enrolments of an account, those that run first, then the newest; what the mailbox holds back is paused (M4, M7). */
export function viewEnrolments(
  state: AccountState,
  reader: { readonly mailbox: () => MailboxState },
): readonly EnrolmentView[] {
  const { enrolments = [] } = state;
  const running = enrolments.filter(isRunning);
  const held = running.length > 0 ? heldBack(reader.mailbox(), false) : null;
  const over = enrolments.filter((each) => !isRunning(each)).toReversed();
  return [...running, ...over]
    .map((each) => viewEnrolment(each, state))
    .map((view) => (held && view.state === 'active' ? { ...view, state: 'paused', because: held.because } : view));
}

function viewEnrolment(enrolment: Enrolment, account: AccountState): EnrolmentView {
  const { contact, sequence, touch, due_on, versions } = enrolment;
  return {
    contact,
    sequence,
    touch: Math.min(touch, Object.keys(versions).length),
    ...(due_on === null || enrolment.over ? {} : { due_on }),
    ...enrolmentStanding(enrolment, account),
  };
}

/** One line of a text. */
export function enrolmentLine({ contact, sequence, touch, due_on, state, because, until }: EnrolmentView): string {
  const day = due_on ? `, touch ${touch} due on ${due_on}` : `, touch ${touch}`;
  return `Enrolled ${contact}: ${sequence}${day}, ${state}${until ? ` until ${until}` : ''}${because ? `: ${because}` : ''}`;
}
