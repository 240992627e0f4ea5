import type { AccountDraft } from '../../rules/command/world.ts';
import { toldEnrolments } from '../../rules/sequences/told-enrolments.ts';
import type { LoadedAccount } from './load.ts';

/** The consequences of a command's decision on accounts, as an answer tells them, and the people that they name. */
export function toldAfter(
  accounts: readonly LoadedAccount[],
  done: ReadonlyMap<AccountDraft, number>,
): { readonly text: string; readonly named: readonly string[] } {
  const named = new Set<string>();
  const texts = accounts.map((loaded) => {
    const { pending, state } = loaded.draft;
    const events = pending.slice(done.get(loaded.draft) ?? 0).map(({ event }) => event);
    return toldEnrolments(events, state, (contact) => {
      named.add(contact);
      return loaded.record().people.get(contact)?.name;
    });
  });
  return { text: texts.join(''), named: [...named] };
}
