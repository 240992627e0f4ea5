import type { EnrolmentEvent } from '../aggregates/enrolment.ts';
import type { Decided } from '../command/command.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { isEnded, noSuchTemplate, templateNamed } from '../templates/flow.ts';
import { plural } from '../vocabulary/amount-text.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { type Held, type HoldInput, outcomes } from './hold-types.ts';
import { runningEnrolments, standsOn } from './standing.ts';

interface Bound {
  readonly draft: AccountDraft;
  readonly enrolment: string;
  readonly contact: string;
}

/** C4: every enrolment that stands on one version, paused, resumed or ended. */
export function holdTemplate(input: HoldInput, world: World): Decided<Held> | Refusal {
  const found = templateNamed(world.copy().state, input.named);
  if (!found) return noSuchTemplate();
  if ('ended' in found && found.ended === 'rejected') return isEnded(found, 'held');
  const { id } = found;
  const { action } = input;
  const bound = boundTo(id, world);
  if (bound.length === 0)
    return no(`no enrolment stands on ${id}`, 'name the version that they are bound to; explain_account shows it');
  const flagged = world.copy().state.flags?.find(({ template }) => template === id);
  if (action === 'resume' && flagged)
    return no(
      `${id} is held by the flag ${flagged.id}`,
      'the flag is decided first: resolve_flag of category.positioning and cmo',
    );
  const own = action === 'resume' ? bound.filter(({ draft, enrolment }) => isHeld(draft, enrolment, id)) : bound;
  if (own.length === 0) return no(`${id} is not paused`, 'nothing is to be resumed');
  for (const { draft, enrolment } of own) draft.emit(changeOf(enrolment, id, input));
  const contacts = own.map(({ contact }) => contact);
  const { until } = input;
  return {
    outcome: outcomes[action],
    summary: `What stands on ${id} is ${outcomes[action]}${until === undefined ? '' : ` until ${until}`}: ${plural(contacts.length, 'contact')}.`,
    checks: [],
    extra: { contacts, ...(until === undefined ? {} : { until }) },
  };
}

const no = (found: string, next: string) => refuse('RULE_REFUSED', { clause: '5.2', ruling: 'C4', found, next });

function boundTo(version: string, world: World): readonly Bound[] {
  return world.enrolledOn(version).flatMap((draft) =>
    runningEnrolments(draft.state)
      .filter((each) => standsOn(each, version))
      .map(({ id, contact }) => ({ draft, enrolment: id, contact })),
  );
}

function isHeld({ state }: AccountDraft, enrolment: string, version: string): boolean {
  const found = runningEnrolments(state).find(({ id }) => id === enrolment);
  return found?.holds.some(({ why, ref }) => why === 'hold' && ref === version) === true;
}

function changeOf(enrolment: string, version: string, { action, reason: because, until }: HoldInput): EnrolmentEvent {
  switch (action) {
    case 'pause': {
      const hold = { why: 'hold' as const, ref: version, because, ...(until === undefined ? {} : { until }) };
      return { type: 'enrolment_held', enrolment, hold };
    }
    case 'resume':
      return { type: 'enrolment_released', enrolment, why: 'hold', ref: version, because };
    case 'end':
      return { type: 'enrolment_over', enrolment, as: 'ended', because };
    default:
      return action satisfies never;
  }
}
