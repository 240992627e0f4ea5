import type { DeskState } from '../aggregates/desk.ts';
import type { Evidence } from '../aggregates/task.ts';
import type { CalendarDate } from '../time/time.ts';
import { type Role, roles } from '../vocabulary/roles.ts';

export interface EvidenceRate {
  readonly role: Role;
  readonly kind: Evidence;
  readonly held: number;
  readonly false: number;
  readonly unverifiable: number;
}

/** How often what stood behind a signal was false, of what was looked up. */
export interface SignalEvidence {
  readonly sampled: number;
  readonly failed: number;
  readonly rate: number | null;
}

const kinds = ['finding', 'fact', 'signal'] as const;

type Judged = Pick<DeskState, 'evidence'>;

interface Days {
  readonly from: CalendarDate;
  /** The last of them. */
  readonly to: CalendarDate;
}

/** Verdicts as counted: day, filer, kind, verdict and, where it is of one, signal. */
function countedIn({ evidence = {} }: Judged, { from, to }: Days) {
  return Object.entries(evidence).flatMap(([key, n]) => {
    const [day = '', role, kind, verdict, signal] = key.split(' ');
    return day >= from && day <= to ? [{ role, kind, verdict, signal, n }] : [];
  });
}

/** S-7: verdicts of both days and those between, by filer and kind; those without any are left out. */
export function evidenceRates(desk: Judged, days: Days): readonly EvidenceRate[] {
  const counted = countedIn(desk, days);
  const count = (role: Role, kind: Evidence, verdict: string) =>
    counted
      .filter((each) => each.role === role && each.kind === kind && each.verdict === verdict)
      .reduce((sum, { n }) => sum + n, 0);
  return roles
    .flatMap((role) =>
      kinds.map((kind) => ({
        role,
        kind,
        held: count(role, kind, 'held'),
        false: count(role, kind, 'false'),
        unverifiable: count(role, kind, 'unverifiable'),
      })),
    )
    .filter((each) => each.held + each.false + each.unverifiable > 0);
}

/** S-7: the same by signal, whoever filed it: acts by their type, findings by the buying signal that they were for. */
export function evidenceOf(desk: Judged, days: Days): (signal: string) => SignalEvidence {
  const counted = countedIn(desk, days);
  return (signal) => {
    const mine = counted.filter((each) => each.signal === signal);
    const sampled = mine.reduce((sum, { n }) => sum + n, 0);
    const failed = mine.reduce((sum, { verdict, n }) => sum + (verdict === 'false' ? n : 0), 0);
    return { sampled, failed, rate: sampled === 0 ? null : failed / sampled };
  };
}

/** One in so many, and more than once: a single slip says nothing of a signal. */
const often = { oneIn: 5, failed: 2 };

/** Whether evidence fails so often that conversion by its signal is to be read with care. */
export function oftenFails({ sampled, failed }: SignalEvidence): boolean {
  return failed >= often.failed && failed * often.oneIn >= sampled;
}
