import type { CopyEvent } from '../aggregates/copy.ts';
import type { Context } from '../command/context.ts';
import type { Pending } from '../command/draft.ts';
import type { AccountDraft, CopyDraft, DeskDraft, ListsDraft, StreamsBeside } from '../command/world.ts';
import { type NamesById, namesSomebody, updateNamesakes } from '../people/namesakes.ts';
import { advanceIncidents } from '../sending/incidents.ts';
import { followVersion, versionNews, versionsOver } from '../sequences/follow-versions.ts';
import { givenUp, proposeAgain, toldGivenUp } from '../sequences/given-up-lists.ts';
import { askToStart } from '../sequences/waiting-lists.ts';
import { askToLoad } from '../templates/load-tasks.ts';
import { afterCommand } from './after-command.ts';
import { setDeskTimer } from './desk-timers.ts';

/** An account that an act had to do with. */
export interface TouchedAccount {
  readonly draft: AccountDraft;
  readonly suppressed: ReadonlySet<string>;
  /** Names of its contacts; absent where nobody can say them. */
  names?(): NamesById;
}

/** The reach of an act: the accounts that it had to do with, and those reached meanwhile. */
export interface Reach {
  readonly beside: StreamsBeside;
  touched(): Iterable<TouchedAccount>;
  /** Absent where copy and lists go as they went. */
  readonly copied?: Copied;
}

/** Changes of copy and lists, and the way to the accounts that they concern. */
interface Copied {
  readonly changes: readonly Pending<CopyEvent>[];
  copy(): CopyDraft;
  /** The lists on file; unless they are needed, only where the act had to do with them. */
  lists(areNeeded: boolean): ListsDraft | undefined;
  /** Accounts with an enrolment that is bound to a version. */
  boundTo(version: string): readonly AccountDraft[];
  account(id: string): TouchedAccount | null;
}

/** Runs the reactions to an act on every stream that it reaches; returns what the answer tells of lists. */
export function followAct({ beside, copied, touched }: Reach, context: Context): string {
  const told = copied ? followCopy(copied, beside.desk, context) : '';
  for (const { draft, suppressed, names } of touched()) {
    if (names && namesSomebody(draft)) updateNamesakes(draft, names(), context);
    afterCommand(draft, suppressed, beside, context);
  }
  advanceIncidents(beside.desk, context);
  setDeskTimer(beside.desk, context);
  return told;
}

/** C3, Q3, Q4: opens the tasks that copy and lists ask of sales.ops, and follows lists that are given up, with their people. */
function followCopy({ changes, copy, lists: onFile, boundTo, account }: Copied, desk: DeskDraft, context: Context) {
  for (const news of versionNews(changes)) for (const draft of boundTo(news.version)) followVersion(draft, news);
  if (changes.length > 0) askToLoad(copy(), desk, context);
  const lists = onFile(changes.length > 0);
  if (!lists) return '';
  const over = givenUp(lists, desk, versionsOver(changes));
  for (const each of over)
    for (const id of new Set(each.list.recipients.map((recipient) => recipient.account))) {
      const home = account(id);
      const { open } = lists.state;
      if (home) proposeAgain(home.draft, each, { open, suppressed: home.suppressed }, context);
    }
  if (lists.state.open.length > 0) askToStart(lists.state.open, copy().state, desk, context);
  return toldGivenUp(over);
}
