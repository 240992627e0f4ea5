/** A link of a way out that mail tools may break (K5). */

import { linksIn } from '../../language/links.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { waysOutOf } from './in-mail.ts';

/** 5.3.5, ruling K5: quoted-printable breaks at `=`, and some mail tools break it in turn: a link must do without. */
export function optOutTransportSafe(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { unsafe_in_link: unsafe } = policy.optout;
  const headers = Object.entries(message.headers ?? {}).flatMap(([name, value]) =>
    name.toLowerCase() === 'list-unsubscribe' ? [value] : [],
  );
  const token = context.optout?.token ?? '';
  const ways = waysOutOf(message, policy.optout).flatMap(({ act, link }) => (act.kind === 'link' ? [link] : []));
  const links = [
    ...ways.flatMap((text) => linksIn(text).slice(0, 1)),
    ...linksIn(message.footer).filter((link) => token !== '' && link.words.includes(token)),
    ...linksIn(message.footer).filter((link) => /^mailto:/i.test(link.words)),
    ...[...headers, context.optout?.url ?? '']
      .flatMap((text) => linksIn(text))
      .filter((link) => !/^mailto:/i.test(link.words)),
  ].map((link) => link.words);
  const written = [message.footer, ...headers].flatMap((text) => text.match(/https?:\/\/[^\s<>"]+/gi) ?? []);
  const own = context.optout?.mode === 'link' ? [token] : [];
  const strange = written.filter((text) => /[^\x21-\x7e]/.test(text));
  const risky = [...new Set([...links, ...strange, ...own])].filter(
    (text) => unsafe.value.some((sign) => text.includes(sign)) || /[^\x21-\x7e]/.test(text),
  );
  if (risky.length > 0) {
    return finding('optout.transport_safe', unsafe, {
      verdict: 'fail',
      because: `${risky.map((text) => `\`${text}\``).join(', ')} may not survive the mail tools: no ${unsafe.value.join(' ')} in an opt-out link`,
      evidence: risky,
      remedy: 'put the token into the path: https://host/o/token',
    });
  }
  return finding('optout.transport_safe', unsafe, {
    verdict: 'pass',
    because: links.length > 0 ? 'the opt-out link is a plain path' : 'there is no opt-out link to corrupt',
  });
}
