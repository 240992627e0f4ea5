import type { Incident, IncidentTold } from '../aggregates/desk.ts';
import { deskId } from '../aggregates/ids.ts';
import type { Context } from '../command/context.ts';
import type { DeskDraft } from '../command/world.ts';
import { dueFrom, duty } from '../tasks/duties.ts';
import type { Role } from '../vocabulary/roles.ts';

const investigating = 'investigate_incident';

const closing = 'close_incident';

const investigators: Readonly<Record<Incident['severity'], readonly Role[]>> = {
  SEV2: ['legal.exec', 'sales.ops'],
  SEV3: ['sales.ops'],
};

/** 7.3, M2: a mail that must not have gone out; those whose it is investigate it the same day. */
export function openIncident(
  desk: DeskDraft,
  incident: Omit<Incident, 'id' | 'at' | 'state'>,
  context: Context,
): IncidentTold {
  const id = `inc_desk_${(desk.state.incidented ?? 0) + 1}`;
  const { severity } = incident;
  desk.emit({ type: 'incident_opened', incident: { ...incident, id } });
  for (const role of investigators[severity]) openOf(desk, { kind: investigating, role, subject: id }, context);
  return { id, severity, state: 'opened' };
}

/** Investigated once everybody whose it is has said what they found; then it is to be closed. */
export function advanceIncidents(desk: DeskDraft, context: Context): void {
  for (const { id, state, severity, kind } of desk.state.incidents ?? []) {
    // A flag's proposal and decision are the steps of copy that drifted.
    if (kind === 'drift_sent') continue;
    const step = state === 'opened' ? investigating : closing;
    const tasks = desk.state.tasks.filter((task) => task.kind === step && task.subject === id);
    if (tasks.length === 0 || tasks.some(({ closed_at }) => closed_at === undefined)) continue;
    const found = foundIn(desk, step, id);
    if (state === 'opened') {
      desk.emit({ type: 'incident_investigated', incident: id, found });
      openOf(desk, { kind: closing, role: severity === 'SEV2' ? 'legal.exec' : 'cro', subject: id }, context);
    } else desk.emit({ type: 'incident_closed', incident: id, found });
  }
}

function foundIn({ state }: DeskDraft, kind: string, subject: string): string {
  const notes = state.tasks.flatMap((task) =>
    task.kind === kind && task.subject === subject && task.note !== undefined ? [task.note] : [],
  );
  return notes.join('; ');
}

function openOf(
  desk: DeskDraft,
  { kind, role, subject }: { readonly kind: string; readonly role: Role; readonly subject: string },
  context: Context,
): void {
  const rule = duty(kind, context);
  const due_at = dueFrom(rule, context.now, context);
  desk.emit({
    type: 'task_opened',
    task: { id: deskId(desk, 'tsk'), kind, role, clause: rule.clause, due_at, subject },
  });
}
