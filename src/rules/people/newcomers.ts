import type { AccountDraft } from '../command/world.ts';

/**
 * Whether all that came of an act is that so many people were added where others stood already. Adding each by an act of
 * its own would have come to the same: what follows from somebody new followed from the first, and nothing that one brings
 * about is undone by the next.
 */
export function onlyNewcomers({ before, pending }: AccountDraft, count: number): boolean {
  if (!before || before.contacts.length === 0 || pending.length !== count) return false;
  return pending.every(({ event }) => event.type === 'contact_added');
}
