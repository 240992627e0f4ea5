import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { owesClassification } from '../criteria/mql-criteria.ts';
import { closeNamesakes } from '../people/namesakes.ts';
import { closeWriting } from '../tasks/answer-tasks.ts';
import { closeLooks } from '../tasks/carry-look.ts';
import { overtaken, silenced } from '../tasks/closing.ts';
import { closeCorrected } from '../tasks/evidence-sample.ts';
import { closeTasks, openTasks } from '../tasks/tasks.ts';
import type { Stage } from '../vocabulary/stages.ts';

/** L2: from SQL on a signal only refreshes engagement. */
const beyondClassification: readonly Stage[] = ['SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'WON'];

/** S-1: no task outlives its ground, whichever act took that away: a proposal that fell, an MQL no more, a step taken. */
export function closeGroundless(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): void {
  const { proposal, signals, stage } = draft.state;
  if (proposal?.change !== 'regress') closeTasks(draft, ['confirm_regression'], overtaken('the proposal fell'));
  if (proposal?.change !== 'disqualify')
    closeTasks(draft, ['confirm_disqualification'], overtaken('the proposal fell'));
  if (stage !== 'MQL') closeTasks(draft, ['propose_nurture'], overtaken(`it is ${stage}`));
  if (beyondClassification.includes(stage)) closeTasks(draft, ['classify'], overtaken(`it is ${stage}`));
  if (openTasks(draft.state, 'classify').length > 0 && !owesClassification({ state: draft.state, suppressed }, context))
    closeTasks(draft, ['classify'], overtaken('nothing is left to classify'));
  if (!signals.some(({ type, gone, contact }) => type === 'E4' && !gone && !suppressed.has(contact)))
    closeTasks(draft, ['answer_briefing_request'], silenced('nobody is left who asked and may be written to'));
  closeCorrected(draft);
  closeNamesakes(draft);
  closeLooks(draft);
  closeWriting(draft, suppressed);
  const open = openTasks(draft.state);
  for (const { id, kind, subject } of open)
    if (kind === 'escalated_step' && !open.some((step) => step.id === subject))
      draft.emit({ type: 'task_closed', task: id, ...overtaken('the step is closed') });
}
