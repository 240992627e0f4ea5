import type { Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import type { Joined } from '../people/join-contacts.ts';
import { findInJoined } from '../signals/acts-of-joined.ts';

/** A2: looks anew at the acts of who was joined, and words what comes of it, for there is no way back. */
export function joinedText(draft: AccountDraft, joined: readonly Joined[], world: World, context: Context): string {
  const anew = findInJoined(draft, joined, world, context);
  const who = joined.map(
    ({ names: [stays, part], contact, part: id, suppressed }) =>
      ` ${part} (${id}) is one person with ${stays} (${contact}), who stays and gets the mail.${stoppedText(suppressed)}`,
  );
  const fell = fallen(draft).map(
    ({ type, id, on, gone }) => ` ${type} of ${on} (${id}) counts no more: ${gone?.because}.`,
  );
  const found = anew.map(({ type, id, on }) => ` On the acts of both, the engine found an ${type} of ${on} (${id}).`);
  return [...who, ...fell, ...found].join('');
}

/** Notes of both that tell one act, and what the engine finds otherwise on the acts of both. */
function fallen({ pending, state }: AccountDraft): readonly Signal[] {
  const ids = pending.flatMap(({ event }) => (event.type === 'signal_gone' ? [event.signal] : []));
  return state.signals.filter(({ id }) => ids.includes(id));
}

function stoppedText(suppressed: Joined['suppressed']): string {
  if (suppressed === 'neither') return '';
  return suppressed === 'both'
    ? ' They stay suppressed.'
    : ' One of them is suppressed, so both are from now on: no mail goes to any address of theirs.';
}
