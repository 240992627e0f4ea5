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

const kinds = ['finding', 'fact', 'signal'] as const;

/** S-7: verdicts of both days and those between, by filer and kind; those without any are left out. */
export function evidenceRates(
  { evidence = {} }: Pick<DeskState, 'evidence'>,
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
): readonly EvidenceRate[] {
  const within = Object.entries(evidence).filter(([key]) => key.slice(0, 10) >= from && key.slice(0, 10) <= to);
  const count = (what: string) => within.filter(([key]) => key.slice(11) === what).reduce((sum, [, n]) => sum + n, 0);
  return roles
    .flatMap((role) =>
      kinds.map((kind) => ({
        role,
        kind,
        held: count(`${role} ${kind} held`),
        false: count(`${role} ${kind} false`),
        unverifiable: count(`${role} ${kind} unverifiable`),
      })),
    )
    .filter((each) => each.held + each.false + each.unverifiable > 0);
}
