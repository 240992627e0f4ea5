import type { DeskState } from '../aggregates/desk.ts';
import type { Context } from '../command/context.ts';
import type { DeskDraft } from '../command/world.ts';
import { monthOf } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** §7, P3: the CRO and the CMO supply the threshold of MQLs a week. */
const suppliers: readonly Role[] = ['cro', 'cmo'];

const kindFor = (role: Role) => `unset mql_volume ${role}`;

/** S-1: whether a role is still to be told this month that a threshold is not supplied. */
export function isUnsetUnsaid(
  { recurred }: DeskState,
  { policy, today, role }: Pick<Context, 'policy' | 'today' | 'role'>,
): boolean {
  if (!suppliers.includes(role) || policy.alerts.mql_volume.value !== null) return false;
  const said = recurred[kindFor(role)];
  return said === undefined || monthOf(said) !== monthOf(today);
}

/** S-1: the sweep that says it puts that on record. */
export function noteUnsetSaid(desk: DeskDraft, context: Context): void {
  if (!isUnsetUnsaid(desk.state, context)) return;
  desk.emit({ type: 'duty_recurred', kind: kindFor(context.role), day: context.today });
}
