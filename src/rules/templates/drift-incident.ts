import type { Incident, IncidentTold } from '../aggregates/desk.ts';
import { isRunning } from '../aggregates/enrolment.ts';
import type { DeskDraft, EmailAt, World } from '../command/world.ts';

interface OutWith {
  readonly flag: string;
  readonly template: string;
}

/** The permits by which a rendered mail went out. */
function sentBy({ email: { contact, hash } }: EmailAt, { mail }: Pick<World, 'mail'>): readonly string[] {
  const permits = mail.permitsFor(contact, hash).flatMap(({ permit }) => permit ?? []);
  return permits.filter((permit) => mail.stepsOf(permit).some(({ step }) => step === 'sent'));
}

/** Whether a rendered mail was reported as sent. */
export function wasSent(email: EmailAt, world: Pick<World, 'mail'>): boolean {
  return sentBy(email, world).length > 0;
}

/** The open incident of a flag. */
export function driftOf(flag: string, { state }: DeskDraft): Incident | undefined {
  return state.incidents?.find((each) => each.flag === flag);
}

/** I1: copy that drifted, in a mail that went out; one incident a flag. No task is added: the flag's own are its steps. */
function openDrift(
  desk: DeskDraft,
  of: OutWith & { readonly account: string; readonly contact: string },
): IncidentTold {
  const { flag, account, contact, template } = of;
  const open = driftOf(flag, desk);
  if (open) return { id: open.id, severity: open.severity, state: open.state };
  const id = `inc_desk_${(desk.state.incidented ?? 0) + 1}`;
  const because = `a mail of ${template} that was sent drifts from the parallel axis (${flag})`;
  const incident = { id, severity: 'SEV3', kind: 'drift_sent', account, contact, flag, because } as const;
  desk.emit({ type: 'incident_opened', incident });
  return { id, severity: 'SEV3', state: 'opened' };
}

/** I1: the proposal investigates it, the decision closes it. Null where the flag has none. */
export function driftStep(
  desk: DeskDraft,
  { flag, state, found }: { readonly flag: string; readonly state: 'investigated' | 'closed'; readonly found: string },
): IncidentTold | null {
  const incident = driftOf(flag, desk);
  if (!incident) return null;
  const { id, severity } = incident;
  desk.emit({ type: `incident_${state}`, incident: id, found });
  return { id, severity, state };
}

/** The open incident of drift in that very mail. */
export function toldOf(
  { account, email: { contact } }: EmailAt,
  template: string,
  world: Pick<World, 'copy' | 'desk'>,
): Incident | undefined {
  const { flags = [], lapsed = [] } = world.copy().state;
  const incidents = [...flags, ...lapsed].flatMap((flag) =>
    flag.template === template ? (driftOf(flag.id, world.desk) ?? []) : [],
  );
  const waits = (flag: string | undefined) =>
    account.state.enrolments?.some(
      (each) => each.contact === contact && each.holds.some(({ ref, sent_version }) => sent_version && ref === flag),
    );
  return incidents.find((each) => each.contact === contact || waits(each.flag));
}

/** §7, I1: the effects of drift in a mail that went out, beside the flag, and the words that tell them. */
export function driftedOut(
  mail: EmailAt,
  of: OutWith,
  world: Pick<World, 'mail' | 'desk'>,
): { readonly incident: IncidentTold; readonly told: string } {
  const { account, email } = mail;
  const incident = openDrift(world.desk, { ...of, account: account.state.id, contact: email.contact });
  const reader = pauseReader(mail, of, world);
  const waits = reader ? ` ${reader} is paused until the flag is settled.` : '';
  return { incident, told: ` It went out: ${incident.severity} ${incident.id} is open until then.${waits}` };
}

/** §7: the sequence in which a mail drifted stands still for whoever got it. Null where it is over. */
function pauseReader(mail: EmailAt, { flag, template }: OutWith, world: Pick<World, 'mail'>): string | null {
  const permits = sentBy(mail, world);
  const { account } = mail;
  const found = account.state.enrolments?.find(
    (each) => isRunning(each) && each.sent.some(({ permit }) => permits.includes(permit)),
  );
  if (!found) return null;
  const because = `${template}, which they were sent, is flagged (${flag})`;
  const hold = { why: 'flag', ref: flag, sent_version: template, because } as const;
  account.emit({ type: 'enrolment_held', enrolment: found.id, hold });
  return `The ${found.sequence} of ${mail.address ?? found.contact}`;
}
