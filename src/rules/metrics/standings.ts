import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import { counts } from '../criteria/engagement.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { runningEnrolments } from '../sequences/standing.ts';
import type { NumberStep, Point, Running, SequenceStep } from './history.ts';

interface Standing {
  readonly state: AccountState;
  readonly suppressed: ReadonlySet<string>;
}

export interface Standings {
  take(event: AccountEvent, id: string, standing: Standing, point: Point): void;
  people(): readonly NumberStep[];
  sequences(): readonly SequenceStep[];
  /** Accounts with people who count, each with the event that brought it to so many. */
  peopleNow(): readonly (Point & { readonly value: number })[];
  running(): readonly Running[];
}

/** W10: stages whose people are in the pipeline; RECYCLED is out of it. */
export const contactStages = ['PROSPECT', 'MQL', 'SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED'] as const;

const ofPeople: readonly AccountEvent['type'][] = [
  'contact_added',
  'contact_taken',
  'contact_changed',
  'contact_left',
  'contacts_joined',
  'person_erased',
  'contact_suppressed',
  'suppression_voided',
  'moved',
  'account_absorbed',
];

const ofSequences: readonly AccountEvent['type'][] = [
  'contact_enrolled',
  'enrolment_over',
  'enrolment_taken',
  'account_absorbed',
];

/** Events that may change how many people or which sequences an account brings to the whole. */
export const standingTypes: readonly string[] = [...new Set([...ofPeople, ...ofSequences])];

/** How many contacts count and may be written to; joined ones count once (W10, A3). */
function peopleOf(standing: Standing, policy: PolicyValues): number {
  const { state } = standing;
  if (state.absorbed_into !== undefined || !contactStages.some((stage) => stage === state.stage)) return 0;
  return state.contacts.filter(
    (each) => !each.left && each.part_of === undefined && !each.erased && counts(each, standing, { policy }),
  ).length;
}

/** W10: how many people and which sequences each account brings to the whole, as it changes. */
export function standingsWalked(policy: PolicyValues): Standings {
  const known = new Map<string, Point & { readonly value: number }>();
  const running = new Map<string, readonly Running[]>();
  const [people, sequences]: [NumberStep[], SequenceStep[]] = [[], []];
  return {
    take(event, id, standing, point) {
      const { at } = point;
      if (ofPeople.includes(event.type)) {
        const value = peopleOf(standing, policy);
        const by = value - (known.get(id)?.value ?? 0);
        if (by !== 0) {
          known.set(id, { ...point, value });
          people.push({ at, by });
        }
      }
      if (!ofSequences.includes(event.type)) return;
      const before = running.get(id) ?? [];
      const now = runningNow(standing, before, point);
      for (const { sequence } of now) sequences.push({ at, sequence, by: 1 });
      for (const { sequence } of before) sequences.push({ at, sequence, by: -1 });
      running.set(id, now);
    },
    people: () => people,
    sequences: () => sequences,
    peopleNow: () => [...known.values()].filter(({ value }) => value > 0),
    running: () => [...running.values()].flat(),
  };
}

function runningNow({ state }: Standing, before: readonly Running[], point: Point): readonly Running[] {
  if (state.absorbed_into !== undefined) return [];
  return runningEnrolments(state).map(
    ({ id: enrolment, sequence }) =>
      before.find((each) => each.enrolment === enrolment) ?? { ...point, enrolment, sequence },
  );
}
