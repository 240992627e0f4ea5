import type { IncidentTold } from '../aggregates/desk.ts';
import type { DeskDraft, EmailAt, World } from '../command/world.ts';

/** Whether a rendered mail was reported as sent. */
export function wasSent({ email: { contact, hash } }: EmailAt, { mail }: World): boolean {
  return mail
    .permitsFor(contact, hash)
    .some(({ permit }) => permit !== null && mail.stepsOf(permit).some(({ step }) => step === 'sent'));
}

/** I1: copy that drifted, in a mail that went out. No task is added: the flag's own are its steps. */
export function openDrift(
  desk: DeskDraft,
  of: { readonly flag: string; readonly account: string; readonly contact: string; readonly template: string },
): IncidentTold {
  const { flag, account, contact, template } = of;
  const id = `inc_desk_${(desk.state.incidented ?? 0) + 1}`;
  const because = `a mail of ${template} that was sent drifts from the parallel axis (${flag})`;
  const incident = { id, severity: 'SEV3', kind: 'drift_sent', account, contact, flag, because } as const;
  desk.emit({ type: 'incident_opened', incident });
  return { id, severity: 'SEV3', state: 'opened' };
}

/** I1: the proposal investigates it; the decision, or the flag's end, closes it. Null where the flag has none. */
export function driftStep(
  desk: DeskDraft,
  { flag, state, found }: { readonly flag: string; readonly state: 'investigated' | 'closed'; readonly found: string },
): IncidentTold | null {
  const incident = desk.state.incidents?.find((each) => each.flag === flag);
  if (!incident) return null;
  const { id, severity } = incident;
  desk.emit({ type: `incident_${state}`, incident: id, found });
  return { id, severity, state };
}
