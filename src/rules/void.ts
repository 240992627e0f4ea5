import type { AccountDraft, Context, PersonFile } from './command.ts';
import { type Refusal, refuse } from './refusal.ts';
import { nobodyAsks } from './settle.ts';
import { openTask, openTasks } from './tasks.ts';

/** L14: a mistake is put right on the day it was made (T3); later it is a suppression like any other. */
export function tooLate(held: PersonFile['drafts'], { calendar, now }: Context): Refusal | null {
  const since = held
    .flatMap(({ before }) => (before ? [before.since] : []))
    .reduce((first, each) => (each < first ? each : first));
  const until = calendar.endOfSameDay(since);
  if (now <= until) return null;
  return refuse('RULE_REFUSED', {
    clause: '3.5',
    ruling: 'L14',
    found: `that person is suppressed since ${since}; a mistake could be voided the same day, until ${until}`,
    next: 'the suppression holds: work with another contact at the account',
  });
}

/** What the mistake opened about this person ends; what it ended stands open again, due as it was. */
export function restoreDuties(account: AccountDraft, contact: string, context: Context): void {
  for (const { id, kind, subject } of openTasks(account.state))
    if (subject === contact && (kind === 'look_at_returned' || kind === 'remove_everywhere'))
      account.emit({ type: 'task_closed', task: id, note: 'the suppression was voided' });
  const kind = 'answer_briefing_request';
  const asked = account.state.signals.some((each) => each.type === 'E4' && !each.gone && each.contact === contact);
  const last = account.state.tasks.filter((task) => task.kind === kind).at(-1);
  if (asked && last?.note === nobodyAsks) openTask(account, { kind, from: last.opened_at }, context);
}
