import type { Applied } from '../aggregates/event-stamp.ts';
import type { ListsState, RecipientList } from '../aggregates/recipient-list.ts';
import type { DeskDraft, ListsDraft, World } from '../command/world.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeDeskTasks } from '../tasks/desk-tasks.ts';
import type { Instant } from '../time/time.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { LeftOutContact } from './eligibility.ts';
import type { NamedPerson } from './enrol.ts';

/** How the tools name a list. */
export interface ListNamed {
  readonly id: string;
  readonly sequence: string;
  readonly contacts: readonly string[];
  /** The bound versions, touch by touch. */
  readonly versions: readonly string[];
  readonly refused: readonly LeftOutContact[];
}

export function listNamed(
  { id, sequence, versions }: Pick<RecipientList, 'id' | 'sequence' | 'versions'>,
  contacts: readonly string[],
  refused: readonly LeftOutContact[],
): ListNamed {
  const rows = refused.map(({ contact, because }) => ({ contact, because }));
  return { id, sequence, contacts, versions: Object.values(versions), refused: rows };
}

/** C3: kind of the task that a proposal for a sequence closes. */
export const proposalTasks: Readonly<Record<string, string>> = {
  nurture: 'propose_nurture',
  re_engagement: 'propose_re_engagement',
};

/** The contacts left out, as a sentence; empty where nobody is. */
export function leftOutText(refused: readonly unknown[]): string {
  return refused.length === 0 ? '' : ` Left out: ${refused.length}; \`refused\` says why.`;
}

/** An open list by its id. */
export function openList({ open, ended, proposed }: ListsState, named: string): RecipientList | Refusal {
  const id = named.trim();
  const found = open.find((each) => each.id === id);
  if (found) return found;
  const how = Object.hasOwn(ended, id) ? ended[id] : undefined;
  const nth = Number(/^lst_copy_([1-9]\d*)$/.exec(id)?.[1]);
  if (how === 'started') return over('CONFLICT', `${id} was started already`, 'explain_account shows who is enrolled');
  if (how !== undefined || nth <= proposed)
    return over(
      'RULE_REFUSED',
      `${id} is ${how ?? 'over'}`,
      'sales.ops proposes the contacts anew with propose_recipients',
    );
  return refuse('NOT_FOUND', {
    clause: '5.4',
    ruling: 'Q4',
    found: 'no recipient list stands under that id',
    next: 'take the id from session_sweep or from propose_recipients',
  });
}

function over(code: 'CONFLICT' | 'RULE_REFUSED', found: string, next: string): Refusal {
  return refuse(code, { clause: '5.4', ruling: 'Q4', found, next });
}

/** The people of a list that the call named, as they stand now; each is named by their id on the list. */
export function recipientsNow(
  { recipients }: RecipientList,
  { people }: Pick<World, 'people'>,
): readonly NamedPerson[] {
  return recipients.flatMap(({ contact }, n) => {
    const person = people[n];
    return person ? [{ given: contact, person }] : [];
  });
}

/** Q4: an approved list that nobody started in time ends, at that instant (T6). */
export function applyListTimers(lists: ListsDraft, desk: DeskDraft, now: Instant): readonly Applied[] {
  const over = lists.state.open
    .flatMap(({ id, approved }) => (approved && approved.until < now ? [{ id, until: approved.until }] : []))
    .sort((one, other) => (one.until < other.until ? -1 : 1));
  return over.map(({ id, until }) => {
    const because = 'it was not started while its approval stood';
    lists.emit({ type: 'list_lapsed', list: id, because }, until);
    closeDeskTasks(desk, { kinds: ['start_sequence'], subject: id, ...overtaken(because) });
    return { kind: 'list_lapsed', due_at: until, noticed_at: now };
  });
}
