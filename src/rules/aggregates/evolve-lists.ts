import type { Stamp } from './event-stamp.ts';
import { lastNumbered } from './ids.ts';
import { emptyLists, type ListEvent, type ListsState } from './recipient-list.ts';

/** How many ended lists are known by name: an older one is no longer found. */
const keptEnded = 100;

/** Recipient lists as they stand after one more event. */
export function evolveLists(state: ListsState | null, event: ListEvent, stamp: Stamp): ListsState {
  const lists = state ?? emptyLists;
  switch (event.type) {
    case 'recipients_proposed': {
      const { by, principal, at } = stamp;
      const list = { ...event.list, state: 'proposed' as const, by, proposed_at: at };
      const proposed = principal === undefined ? list : { ...list, principal };
      return { ...lists, open: [...lists.open, proposed], proposed: lists.proposed + 1 };
    }
    case 'recipients_reviewed':
      return event.decision === 'reject' ? ended(lists, event.list, 'rejected') : approved(lists, event, stamp);
    case 'sequence_started':
      return ended(lists, event.list, 'started');
    case 'list_lapsed':
      return ended(lists, event.list, 'lapsed');
    default:
      return event satisfies never;
  }
}

function approved(
  lists: ListsState,
  { list: id, dropped, until }: Extract<ListEvent, { readonly type: 'recipients_reviewed' }>,
  { at, principal }: Stamp,
): ListsState {
  return {
    ...lists,
    open: lists.open.map((list) =>
      list.id === id
        ? {
            ...list,
            state: 'approved',
            recipients: list.recipients.filter(({ contact }) => !dropped.includes(contact)),
            approved: { at, until: until ?? at, ...(principal === undefined ? {} : { principal }) },
          }
        : list,
    ),
  };
}

function ended(lists: ListsState, id: string, how: ListsState['ended'][string]): ListsState {
  const open = lists.open.filter((list) => list.id !== id);
  return { ...lists, open, ended: lastNumbered({ ...lists.ended, [id]: how }, keptEnded) };
}
