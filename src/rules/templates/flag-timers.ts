import type { ContentFlag } from '../aggregates/copy.ts';
import type { Applied } from '../aggregates/event-stamp.ts';
import type { CopyDraft, DeskDraft } from '../command/world.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeDeskTasks } from '../tasks/desk-tasks.ts';
import type { Instant } from '../time/time.ts';
import { driftOf } from './drift-incident.ts';

/** Duties that a flag opens for two roles; the subject is the flag's id. */
export const flagDuties: readonly string[] = ['propose_correction', 'decide_flag'];

/** §7, I1: a flag that nobody resolved in time ends the version that it held, at that instant (T6). Its incident, and who is to answer that, stay. */
export function applyFlagTimers(copy: CopyDraft, desk: DeskDraft, now: Instant): readonly Applied[] {
  const over = (copy.state.flags ?? [])
    .filter(({ until }) => until <= now)
    .sort((one, other) => (one.until < other.until ? -1 : 1));
  return over.map((flag) => {
    lapse(flag, copy, desk);
    return { kind: 'flag_lapsed', due_at: flag.until, noticed_at: now };
  });
}

function lapse({ id, template, until }: ContentFlag, copy: CopyDraft, desk: DeskDraft): void {
  const incident = driftOf(id, desk)?.id;
  const because = `the flag ${id} was not resolved by then`;
  const of = { flag: id, ...(incident === undefined ? {} : { incident }) };
  copy.emit({ type: 'template_retired', template, because, lapsed: true, ...of }, until);
  if (incident === undefined)
    closeDeskTasks(desk, { kinds: flagDuties, subject: id, ...overtaken(`${template} retired unresolved`) });
}
