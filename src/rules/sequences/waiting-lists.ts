import type { CopyState } from '../aggregates/copy.ts';
import type { RecipientList } from '../aggregates/recipient-list.ts';
import type { Context } from '../command/context.ts';
import type { DeskDraft } from '../command/world.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeDeskTasks, openDeskTask } from '../tasks/desk-tasks.ts';
import { type Versions, versionsAstray } from './bind-versions.ts';

const hands: Readonly<Record<string, string>> = {
  cmo_review: 'the cmo answers with review_template',
  cro_review: 'the cro answers with review_template',
  approved: 'sales.ops loads it with load_template',
  paused: 'the cmo decides on its flag with resolve_flag',
};

/** Q4: versions of a list that are not live yet, each with who brings it on; nothing where it may be started. */
export function waitsFor(versions: Versions, copy: CopyState): string {
  const astray = versionsAstray(versions, copy, ['live']);
  return astray.map(({ state, says }) => [says, hands[state] ?? []].flat().join(', ')).join('; ');
}

/** §5.4.3, Q4: sales.ops is asked to start an approved list while every version that it binds is live. */
export function askToStart(open: readonly RecipientList[], copy: CopyState, desk: DeskDraft, context: Context): void {
  const kind = 'start_sequence';
  for (const { id: subject, approved, versions } of open) {
    if (!approved) continue;
    const waits = waitsFor(versions, copy);
    if (waits) closeDeskTasks(desk, { kinds: [kind], subject, ...overtaken(`it waits: ${waits}`) });
    else openDeskTask(desk, { kind, subject }, context);
  }
}
