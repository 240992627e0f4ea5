import type { Context } from '../../rules/command/context.ts';
import { versionsOver } from '../../rules/sequences/follow-versions.ts';
import { givenUp, proposeAgain, toldGivenUp } from '../../rules/sequences/given-up-lists.ts';
import { askToStart } from '../../rules/sequences/waiting-lists.ts';
import { askToLoad } from '../../rules/templates/load-tasks.ts';
import type { LoadedAccount } from './load.ts';
import type { SingleStreams } from './single-streams.ts';

/** C3, Q3, Q4: what copy and lists ask of sales.ops, and what becomes of lists that are given up and of their people; how the answer of an act tells of it. */
export function followLists(
  single: SingleStreams,
  account: (id: string) => LoadedAccount | null,
  context: Context,
): string {
  const changes = single.copyChanges();
  const versions = versionsOver(changes);
  if (changes.length > 0) askToLoad(single.copy().draft, single.desk, context);
  const lists = (changes.length > 0 ? single.lists() : single.listsTouched())?.draft;
  if (!lists) return '';
  const over = givenUp(lists, single.desk, versions);
  for (const each of over)
    for (const id of new Set(each.list.recipients.map((recipient) => recipient.account))) {
      const home = account(id);
      const { open } = lists.state;
      if (home) proposeAgain(home.draft, each, { open, suppressed: home.suppressed }, context);
    }
  if (lists.state.open.length > 0) askToStart(lists.state.open, single.copy().draft.state, single.desk, context);
  return toldGivenUp(over);
}
