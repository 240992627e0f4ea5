/** Sequences of mails: recipient lists, enrolments, cadence, holds and ends (§5.2, §5.4). */

import { mint } from '../aggregates/ids.ts';
import type { RecipientList } from '../aggregates/recipient-list.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, PersonAt } from '../command/world.ts';
import { waitingFor } from '../tasks/answer-tasks.ts';
import type { CalendarDate } from '../time/time.ts';
import { firstDue } from './cadence.ts';
import { activeContacts, entryObstacles, type LeftOutContact, obstacleText } from './eligibility.ts';

/** A person named for a list: as the call names them, and as they are on file. */
export interface NamedPerson {
  readonly given: string;
  readonly person: PersonAt;
}

export interface Weighed {
  readonly taken: readonly NamedPerson[];
  readonly refused: readonly (LeftOutContact & { readonly suppressed: boolean })[];
}

/** C3, Q5: persons named who may be enrolled now, in the order given; the places of one account are filled in that order. */
export function weigh(sequence: string, named: readonly NamedPerson[], context: Context): Weighed {
  const taken: NamedPerson[] = [];
  const refused: (LeftOutContact & { suppressed: boolean })[] = [];
  const places = new Map<string, Set<string>>();
  for (const each of named) {
    const { given, person } = each;
    const { home, contact, suppressed } = person;
    const obstacles = entryObstacles(sequence, { state: home.state, suppressed }, contact, context);
    const active = places.get(person.account) ?? new Set(activeContacts(home.state));
    places.set(person.account, active);
    const because = obstacles.length > 0 ? obstacleText(obstacles) : noPlace(active, contact, taken, context);
    if (because === null) {
      active.add(contact);
      taken.push(each);
    } else refused.push({ contact: given, because, suppressed: obstacles.some(({ code }) => code === 'SUPPRESSED') });
  }
  return { taken, refused };
}

function noPlace(
  active: ReadonlySet<string>,
  contact: string,
  taken: readonly NamedPerson[],
  { policy }: Context,
): string | null {
  if (taken.some(({ person }) => person.contact === contact)) return 'they are named twice';
  const most = policy.sequences.enrolling.account_contacts.value;
  return active.size < most
    ? null
    : `${active.size} contacts of the account are active or named before, ${most} may be`;
}

export interface Enrolled {
  readonly contact: string;
  readonly touch: number;
  readonly due_on: CalendarDate;
}

/** C1, Q4, Y3: one contact on the way through a sequence, at its first touch, bound to the versions of the list; it waits for an answer that is owed. */
export function enrol(
  draft: AccountDraft,
  contact: string,
  { id: list, sequence, versions }: Pick<RecipientList, 'id' | 'sequence' | 'versions'>,
  context: Context,
): Enrolled {
  const due_on = firstDue(context);
  const enrolment = { id: mint(draft, 'enr'), contact, sequence, list, versions, touch: 1, due_on };
  draft.emit({ type: 'contact_enrolled', enrolment });
  for (const hold of waitingFor(draft.state, contact))
    draft.emit({ type: 'enrolment_held', enrolment: enrolment.id, hold });
  return { contact, touch: 1, due_on };
}
