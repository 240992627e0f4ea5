import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import type { Hold } from '../aggregates/enrolment.ts';

/** C4, M1: changes of enrolments and permits as sentences of an answer, each with the contact's name; empty where there are none. */
export function toldEnrolments(
  events: readonly AccountEvent[],
  { enrolments = [] }: AccountState,
  nameOf: (contact: string) => string | undefined,
): string {
  const of = (id: string) => {
    const found = enrolments.find((each) => each.id === id);
    if (!found) return `The enrolment ${id}`;
    const name = nameOf(found.contact);
    return `The ${found.sequence} of ${name === undefined ? found.contact : `${name} (${found.contact})`}`;
  };
  const holdsOf = (id: string) => enrolments.find((each) => each.id === id)?.holds ?? [];
  const isOverAfter = (id: string, n: number) =>
    events.slice(n + 1).some((event) => event.type === 'enrolment_over' && event.enrolment === id);
  const told = events.flatMap((event, n) => {
    switch (event.type) {
      case 'enrolment_over':
        return [`${of(event.enrolment)} ${event.as === 'ended' ? 'ends' : 'is complete'}: ${event.because}.`];
      case 'enrolment_held':
        return [`${of(event.enrolment)} is paused: ${event.hold.because}.`];
      case 'enrolment_released':
        return isOverAfter(event.enrolment, n)
          ? []
          : [released(of(event.enrolment), event.because, holdsOf(event.enrolment))];
      case 'enrolment_handed_on':
        return [`${of(event.enrolment)} goes on with them.`];
      case 'permit_revoked':
        return [`The permit ${event.permit} is revoked: ${event.because}.`];
      default:
        return [];
    }
  });
  return told.map((each) => ` ${each}`).join('');
}

/** One reason to stand still fell; another may be left. */
function released(whose: string, because: string, left: readonly Hold[]): string {
  if (left.length === 0) return `${whose} goes on: ${because}.`;
  return `${whose} stays paused, though ${because}: ${[...new Set(left.map((hold) => hold.because))].join('; ')}.`;
}
