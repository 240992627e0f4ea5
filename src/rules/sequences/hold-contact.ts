import { label } from '../aggregates/account.ts';
import type { Enrolment, EnrolmentEvent, Hold } from '../aggregates/enrolment.ts';
import type { Decided } from '../command/command.ts';
import type { PersonAt, World } from '../command/world.ts';
import { nameOf } from '../people/join-contacts.ts';
import { noSuchPerson } from '../suppression/person-ref.ts';
import { done } from '../tasks/closing.ts';
import { openTasks } from '../tasks/tasks.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { runningOf } from './eligibility.ts';
import { type Held, type HoldInput, outcomes } from './hold-types.ts';

/** C4: one person's enrolments, paused, resumed or ended. */
export function holdContact(input: HoldInput, { people }: World): Decided<Held> | Refusal {
  const [person] = people;
  if (!person) return noSuchPerson();
  const running = runningOf(person.home.state, person.contact);
  const refusal =
    running.length === 0 ? notRunning(person) : input.action === 'resume' ? mayResume(running, person) : null;
  if (refusal) return refusal;
  for (const each of running) for (const event of changes(each, input)) person.home.emit(event);
  const { contact } = person;
  const { action, until } = input;
  if (action !== 'pause') closeLook(person, `the sequence was ${outcomes[action]}`);
  const until_ = until === undefined ? '' : ` until ${until}`;
  const of = running.map(({ sequence, touch }) => `${sequence}, touch ${touch}`).join('; ');
  return {
    outcome: outcomes[action],
    summary: `${called(person)}: ${of} is ${outcomes[action]}${until_}.`,
    checks: [],
    extra: { contacts: [contact], ...(until === undefined ? {} : { until }) },
  };
}

/** A person by name and company, with the id. */
function called(person: PersonAt): string {
  return `${nameOf(person)} of ${label(person.home.state)} (${person.contact})`;
}

/** Y1: the task to look for a person closes once their enrolment goes on or ends. */
function closeLook({ home, contact }: PersonAt, note: string): void {
  for (const { id, subject } of openTasks(home.state, 'look_at_away'))
    if (subject === contact) home.emit({ type: 'task_closed', task: id, ...done(note) });
}

function changes(
  { id: enrolment, holds }: Enrolment,
  { action, reason: because, until }: HoldInput,
): readonly EnrolmentEvent[] {
  switch (action) {
    case 'pause': {
      const hold = { why: 'hold' as const, because, ...(until === undefined ? {} : { until }) };
      return [{ type: 'enrolment_held', enrolment, hold }];
    }
    case 'resume':
      return holds.map(({ why, ref }) => {
        const of = ref === undefined ? {} : { ref };
        return { type: 'enrolment_released', enrolment, why, ...of, because };
      });
    case 'end':
      return [{ type: 'enrolment_over', enrolment, as: 'ended', because }];
    default:
      return action satisfies never;
  }
}

const no = (found: string, next: string, ruling = 'C4') =>
  refuse('RULE_REFUSED', { clause: '5.2', ruling, found, next });

function notRunning(person: PersonAt): Refusal {
  return person.suppressed.has(person.contact)
    ? no(
        `${called(person)} is suppressed, and on the way through no sequence`,
        'legal.exec alone lifts it, with void_suppression',
        'L13',
      )
    : no(`${called(person)} is on the way through no sequence`, 'propose_recipients names people for one');
}

/** Enrolments that something else holds go on when that is closed. */
function mayResume(running: readonly Enrolment[], person: PersonAt): Refusal | null {
  const holds = running.flatMap((each) => each.holds);
  if (holds.length === 0) return no(`${called(person)} is not paused`, 'nothing is to be resumed');
  const others = holds.filter((hold) => !isOwn(hold));
  if (others.length === 0) return null;
  const answers = openTasks(person.home.state).filter(({ id, subject }) =>
    others.some(({ ref }) => ref === id || (ref !== undefined && ref === subject)),
  );
  const tasks = answers.map(({ id, kind, role }) => `${kind.replaceAll('_', ' ')} of ${role} (${id})`);
  return no(
    `${called(person)} is held by something else: ${others.map(({ because }) => because).join('; ')}`,
    tasks.length > 0 ? `let ${tasks.join(', ')} be closed first` : closing(others),
  );
}

/** Holds of sales.ops's own, and absences without a day; an absence whose day has come fell by itself. */
function isOwn({ why, ref, until }: Hold): boolean {
  return (why === 'hold' && ref === undefined) || (why === 'away' && until === undefined);
}

const closers: Readonly<Record<Hold['why'], string>> = {
  reply: 'the reply is answered first: the direct mail that answers it, or complete_task, closes its task',
  colleague: "the colleague's reply is answered first",
  away: 'they are away until then; it goes on by itself',
  review: 'the review is decided first: score_dossier, then cro_decide',
  flag: 'the flag is decided first: resolve_flag of category.positioning and cmo',
  hold: 'resume its template with hold_sequence',
};

function closing(others: readonly Hold[]): string {
  return [...new Set(others.map(({ why }) => closers[why]))].join('; ');
}
