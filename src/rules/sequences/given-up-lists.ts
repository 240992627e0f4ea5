import type { AccountState } from '../aggregates/account.ts';
import type { RecipientList } from '../aggregates/recipient-list.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, DeskDraft, ListsDraft } from '../command/world.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeDeskTasks } from '../tasks/desk-tasks.ts';
import { openTask } from '../tasks/tasks.ts';
import type { Instant } from '../time/time.ts';
import { plural } from '../vocabulary/amount-text.ts';
import { activeContacts, entryObstacles } from './eligibility.ts';
import type { VersionsOver } from './follow-versions.ts';
import { proposalTasks } from './lists.ts';

/** A list from which nobody will be enrolled: nobody started it in time, or a version that it binds retired or was rejected. */
export interface GivenUp {
  readonly list: RecipientList;
  readonly at: Instant;
  /** The version that an act ended; time gives up the others. */
  readonly because?: string;
}

/** Q4, S-1: lists that this unit of work gives up; the tasks to start them or to approve them end. */
export function givenUp(lists: ListsDraft, desk: DeskDraft, versions: VersionsOver): readonly GivenUp[] {
  const lapsed = lists.pending.flatMap(({ event, at }) => {
    const list = event.type === 'list_lapsed' ? lists.before?.open.find(({ id }) => id === event.list) : undefined;
    return list ? [{ list, at }] : [];
  });
  const astray = lists.state.open.flatMap((list) => {
    const version = Object.values(list.versions).find((each) => versions.has(each));
    const over = version && versions.get(version);
    return over ? [{ list, at: over.at, because: `${version} is ${over.as}` }] : [];
  });
  for (const { list, at, because } of astray) {
    const { id: subject, approved } = list;
    closeDeskTasks(desk, { kinds: ['start_sequence', 'review_recipients'], subject, ...overtaken(because) });
    // An approval is over by itself.
    if (!approved) lists.emit({ type: 'list_lapsed', list: subject, because }, at);
  }
  return [...lapsed, ...astray];
}

/** Q4: the lists that an act gave up, in sentences of its answer; nothing where it gave up none. */
export function toldGivenUp(lists: readonly GivenUp[]): string {
  const told = lists.flatMap(({ list: { id, sequence, recipients }, because }) =>
    because === undefined
      ? []
      : [
          ` The list ${id} (${sequence}, ${plural(recipients.length, 'contact')}) falls: ${because}; sales.ops proposes it anew with propose_recipients.`,
        ],
  );
  return told.join('');
}

/** C3: contacts of the list who may still be enrolled are to be proposed once more, unless another list names them. */
export function proposeAgain(
  draft: AccountDraft,
  { list, at }: GivenUp,
  { open, suppressed }: { readonly open: readonly RecipientList[]; readonly suppressed: ReadonlySet<string> },
  context: Context,
): void {
  const kind = proposalTasks[list.sequence];
  if (kind === undefined) return;
  const isNamed = (id: string) =>
    open.some((each) => each.id !== list.id && each.recipients.some(({ contact }) => contact === id));
  const mayBe = list.recipients.some(
    ({ contact }) =>
      isHere(draft.state, contact) &&
      !isNamed(contact) &&
      entryObstacles(list.sequence, { state: draft.state, suppressed }, contact, context).length === 0,
  );
  const room = context.policy.sequences.enrolling.account_contacts.value - activeContacts(draft.state).size;
  if (mayBe && room > 0) openTask(draft, { kind, from: at }, context);
}

const isHere = ({ contacts }: AccountState, id: string) => contacts.some((each) => each.id === id && !each.left);
