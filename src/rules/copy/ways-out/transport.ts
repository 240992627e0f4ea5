/** A link of a way out that mail tools may break (K5). */

import { type Link, linksIn } from '../../language/links.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { waysOutOf } from './in-mail.ts';

const isMail = ({ words }: Link): boolean => words.toLowerCase().startsWith('mailto:');

/** 5.3.5, ruling K5: quoted-printable breaks at `=`, and some mail tools break it in turn: a link must do without. */
export function optOutTransportSafe(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { unsafe_in_link: unsafe } = policy.optout;
  const { footer } = message;
  const { optout } = context;
  const headers = Object.entries(message.headers ?? {})
    .filter(([name]) => name.toLowerCase() === 'list-unsubscribe')
    .map(([, value]) => value);
  const links = [
    ...waysOutOf(message, context, policy.optout).flatMap(({ link }) => linksIn(link).slice(0, 1)),
    ...linksIn(footer).filter((link) => isMail(link) || (optout?.token && link.words.includes(optout.token))),
    ...[...headers, optout?.url].flatMap((text) => (text ? linksIn(text) : [])).filter((link) => !isMail(link)),
  ].map((link) => link.words);
  const written = [footer, ...headers].flatMap((text) => text.match(/https?:\/\/[^\s<>"]+/gi) ?? []);
  const own = optout?.mode === 'link' ? [optout.token ?? ''] : [];
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
