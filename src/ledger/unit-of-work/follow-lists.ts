import type { Context } from '../../rules/command/context.ts';
import { versionsOver } from '../../rules/sequences/follow-versions.ts';
import { givenUp, proposeAgain, toldGivenUp } from '../../rules/sequences/given-up-lists.ts';
import type { LoadedAccount } from './load.ts';
import type { SingleStreams } from './single-streams.ts';

/** C3, Q4: what becomes of lists that are given up and of their people; how the answer of an act tells of it. */
export function followLists(
  single: SingleStreams,
  account: (id: string) => LoadedAccount | null,
  context: Context,
): string {
  const versions = versionsOver(single.copyChanges());
  const lists = (versions.size > 0 ? single.lists() : single.listsTouched())?.draft;
  if (!lists) return '';
  const over = givenUp(lists, single.desk, versions);
  for (const each of over)
    for (const id of new Set(each.list.recipients.map((recipient) => recipient.account))) {
      const home = account(id);
      const { open } = lists.state;
      if (home) proposeAgain(home.draft, each, { open, suppressed: home.suppressed }, context);
    }
  return toldGivenUp(over);
}
