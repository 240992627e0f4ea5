import type { Context } from '../command/context.ts';
import type { AccountDraft, PersonAt, World } from '../command/world.ts';
import { asksToStop } from '../language/asks-to-stop.ts';
import { openTask } from '../tasks/tasks.ts';

type NoteWords = Readonly<Record<string, string>>;

export const askedToStop =
  'They ask to stop: no mail goes to them until sales.ops, who has the task today, has looked; suppress_contact ends it at once.';

export function asksToStopIn({ quote }: NoteWords, { policy }: Context): boolean {
  return quote !== undefined && asksToStop(quote, policy.stopping) !== null;
}

/** A9: opens the task to look at a person who asks to stop in their own words; no mail goes to them until it is closed. */
export function openStop(
  draft: AccountDraft,
  { contact, words }: { readonly contact: string; readonly words: NoteWords },
  { suppressed }: World,
  context: Context,
): void {
  if (suppressed.has(contact) || !asksToStopIn(words, context)) return;
  openTask(draft, { kind: 'look_at_stop', subject: contact }, context);
}

/** A9, A2: words that wait for an account stop the mail to their author where they are a contact already. */
export function openStops(people: World['people'], context: Context): void {
  const known = people.filter((each) => each !== null);
  const isFirst = ({ contact }: PersonAt, n: number) => known.findIndex((each) => each.contact === contact) === n;
  for (const { home, contact, suppressed } of known.filter(isFirst))
    if (!suppressed.has(contact)) openTask(home, { kind: 'look_at_stop', subject: contact }, context);
}
