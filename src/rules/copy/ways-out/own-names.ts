/** The names that our company bears in a mail: `no more mail from Acme` ends all of ours (K5). */

import { linksIn } from '../../language/links.ts';
import { tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext, CopyMessage } from '../message.ts';

type Rules = CopyPolicy['optout'];

/** The lists of the policy, with the names of the sender, of its hosts and of what stands before its address among our own. */
export function rulesFor({ footer }: CopyMessage, { sender, optout }: CopyContext, rules: Rules): Rules {
  const address = sender?.postal_address ?? '';
  const before = address === '' ? '' : footer.slice(0, Math.max(0, footer.indexOf(address)));
  const hosts = [...linksIn(`${footer} ${optout?.url ?? ''}`).map(({ host }) => host), sender?.email?.split('@')[1]];
  const named = [sender?.name, /(?:\p{Lu}[^\s,.:;]*[\s,.]*){1,6}$/u.exec(before)?.[0], ...hosts].join(' ');
  const names = tokenise(named).tokens.flatMap(({ text }) => (text.length > 2 ? [text] : []));
  const withNames = <List extends { value: string[] }>(list: List): List => ({
    ...list,
    value: [...list.value, ...names],
  });
  return { ...rules, of_us: withNames(rules.of_us), whole: withNames(rules.whole) };
}
