import type { CopyState, TemplateHeld } from '../aggregates/copy.ts';
import type { Context } from '../command/context.ts';
import type { CopyDraft, DeskDraft } from '../command/world.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeDeskTasks, openDeskTask } from '../tasks/desk-tasks.ts';
import { isOpen } from '../tasks/tasks.ts';

/** Q3: the live version of the same touch, where it is the newer one. */
export function newerLive(
  { keys }: CopyState,
  { key, version }: Pick<TemplateHeld, 'key' | 'version'>,
): TemplateHeld | undefined {
  return keys[key]?.held.find((each) => each.state === 'live' && each.version > version);
}

/** §5.4, I1: sales.ops is asked to load what is approved, while no flag holds it and no newer version is live. */
export function askToLoad({ state }: CopyDraft, desk: DeskDraft, context: Context): void {
  const kind = 'load_template';
  const held = Object.values(state.keys).flatMap((each) => each.held);
  for (const { subject = '' } of desk.state.tasks.filter((task) => task.kind === kind && isOpen(task))) {
    const version = held.find(({ id }) => id === subject);
    const newer = version && newerLive(state, version);
    const because = newer ? `${newer.id} is newer, and live` : `${subject} is ${version?.state ?? 'retired'}`;
    if (version?.state !== 'approved' || newer) closeDeskTasks(desk, { kinds: [kind], subject, ...overtaken(because) });
  }
  for (const version of held)
    if (version.state === 'approved' && !newerLive(state, version))
      openDeskTask(desk, { kind, subject: version.id }, context);
}
