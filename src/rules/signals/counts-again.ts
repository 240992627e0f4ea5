import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { counts, type Standing } from '../criteria/engagement.ts';
import { owesClassification } from '../criteria/mql-criteria.ts';
import { closingReason } from '../tasks/closing.ts';
import { openTask } from '../tasks/tasks.ts';
import { rederiveRepeats } from './derive-repeat.ts';

/** A3: weighs the acts of a contact that counts since it has a company address; returns the engine's findings, in words. */
export function lookAtCorrected(draft: AccountDraft, { suppressed }: World, context: Context): string {
  const { before } = draft;
  if (!before) return '';
  const known = new Set(draft.state.signals.map(({ id }) => id));
  const counted = (state: Standing['state'], id: string) =>
    counts(
      state.contacts.find((each) => each.id === id),
      { state, suppressed },
      context,
    );
  for (const { id } of before.contacts)
    if (counted(draft.state, id) && !counted(before, id)) lookAnew(draft, id, suppressed, context);
  return foundText(draft, known);
}

/** A5: signals that the engine found on acts that count again, in words. */
export function foundText({ state }: AccountDraft, known: ReadonlySet<string>): string {
  const found = state.signals.filter(({ id }) => !known.has(id));
  return found
    .map(({ type, id, on }) => ` On acts that count now, the engine found an ${type} of ${on} (${id}).`)
    .join('');
}

/** A5, L2, L3: finds the repeat engagement of a contact that counts again, and opens the answer and the classification that its acts ask for. */
export function lookAnew(
  draft: AccountDraft,
  contact: string,
  suppressed: Standing['suppressed'],
  context: Context,
): void {
  rederiveRepeats(draft, contact, context);
  oweAnswer(draft, contact, context);
  if (owesClassification({ state: draft.state, suppressed }, context)) openTask(draft, { kind: 'classify' }, context);
}

/** L3: the answer to a request that was silenced, or that nobody was asked to answer. */
function oweAnswer(draft: AccountDraft, contact: string, context: Context): void {
  const kind = 'answer_briefing_request';
  const requests = draft.state.signals.filter((each) => each.type === 'E4' && !each.gone && each.contact === contact);
  const tasks = draft.state.tasks.filter((task) => task.kind === kind);
  const last = tasks.at(-1);
  const isUnanswered = requests.some(({ filed_at }) => !tasks.some(({ opened_at }) => opened_at >= filed_at));
  const wasSilenced = last !== undefined && closingReason(last) === 'silenced';
  if (requests.length > 0 && wasSilenced) openTask(draft, { kind, from: last.opened_at }, context);
  else if (isUnanswered && draft.state.stage !== 'WON') openTask(draft, { kind }, context);
}
