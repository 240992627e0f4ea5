import type { Signal } from '../aggregates/account.ts';
import type { Joined } from '../people/join-contacts.ts';

/** A2: what comes of a join, for which there is no way back. */
export function joinedText(joined: readonly Joined[], anew: readonly Signal[]): string {
  const who = joined.map(
    ({ names: [stays, part], contact, part: id, suppressed }) =>
      ` ${part} (${id}) is one person with ${stays} (${contact}), who stays and gets the mail.${stoppedText(suppressed)}`,
  );
  const found = anew.map(({ type, id, on }) => ` On the acts of both, the engine found an ${type} of ${on} (${id}).`);
  return [...who, ...found].join('');
}

function stoppedText(suppressed: Joined['suppressed']): string {
  if (suppressed === 'neither') return '';
  return suppressed === 'both'
    ? ' They stay suppressed.'
    : ' One of them is suppressed, so both are from now on: no mail goes to any address of theirs.';
}
