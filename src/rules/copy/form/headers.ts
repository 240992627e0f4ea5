import { decodeEntities } from '../../language/entities.ts';
import { fold, unseenIn } from '../../language/normalise.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding, offences } from '../finding.ts';
import type { CopyContext, CopyMessage } from '../message.ts';

const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
/** `<local@host>`. */
export const messageId = /^<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,200}@[A-Za-z0-9.[\]:-]{1,200}>$/;

/** The headers a mail may bring along; any other could add a recipient or another sender. */
const ourHeaders: ReadonlySet<string> = new Set([
  'list-unsubscribe',
  'list-unsubscribe-post',
  'in-reply-to',
  'references',
  'message-id',
]);

/** Ruling K10: one recipient, and nothing that could become a header of its own. */
export function headerSafe(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const source = { ...policy.subject.max, ruling: 'K10' };
  const email = context.contact?.email?.trim();
  const found = [
    ...unsafeText('subject', message.subject),
    ...(context.contact ? unsafeAddress('recipient', context.contact.email ?? '') : []),
    ...(context.sender?.email ? unsafeAddress('sender', context.sender.email) : []),
    ...unsafeName('recipient name', context.contact?.name),
    ...unsafeName('first name', context.contact?.first_name),
    ...unsafeName('sender name', context.sender?.name),
    ...(context.in_reply_to !== null && context.in_reply_to !== undefined && !messageId.test(context.in_reply_to)
      ? [`in_reply_to ${shown(context.in_reply_to)} is no message id`]
      : []),
    ...Object.entries(message.headers ?? {}).flatMap(([name, value]) => unsafeHeader(name, value)),
  ];
  if (found.length === 0 && !email)
    return finding('header.safe', source, {
      verdict: 'unknown',
      because: 'no recipient address is given',
      remedy: 'name the contact by one address',
    });
  return offences('header.safe', source, {
    found,
    none: 'one recipient and clean headers',
    some: 'unsafe',
    remedy: 'one plain address, one line per header, a message id as <local@host>',
  });
}

function unsafeText(name: string, value: string): readonly string[] {
  const unseen = unseenIn(decodeEntities(value).replace(/[\r\n]/g, '\u2028'));
  return [
    ...(unseen.length > 0 ? [`${name} ${shown(value)} holds a line break or an unseen character`] : []),
    ...(/=\?[^?\s]+\?[bq]\?/i.test(fold(value)) ? [`${name} ${shown(value)} is already encoded`] : []),
    ...(/%0[ad]|(?<!(?<!\p{L})\p{L}:)\\[rn]/iu.test(fold(value))
      ? [`${name} ${shown(value)} holds an encoded line break`]
      : []),
    ...(value.length > 900 ? [`${name} is ${value.length} characters long`] : []),
  ];
}

function unsafeAddress(name: string, value: string): readonly string[] {
  const at = value.lastIndexOf('@');
  const labels = value.slice(at + 1).split('.');
  const isOne =
    at > 0 &&
    at <= 64 &&
    value.length <= 254 &&
    local.test(value.slice(0, at)) &&
    labels.length > 1 &&
    labels.every((part) => label.test(part)) &&
    /^(?=.*[a-z]).{2,}$/i.test(labels.at(-1) ?? '');
  return isOne ? [] : [`${name} ${shown(value)} is not one address`];
}

/** A display name that looks like an address shows another recipient than it has. */
function unsafeName(name: string, value: string | null | undefined): readonly string[] {
  if (!value) return [];
  const isPlain = !/[@<>"\\;]/.test(fold(value));
  return isPlain ? unsafeText(name, value) : [`${name} ${shown(value)} holds an address or its signs`];
}

function unsafeHeader(name: string, value: string): readonly string[] {
  if (!ourHeaders.has(name.toLowerCase())) return [`header ${shown(name)} is not one of ours`];
  const isThread = /^(?:in-reply-to|message-id)$/i.test(name);
  return isThread && !messageId.test(value) ? [`${name} ${shown(value)} is no message id`] : unsafeText(name, value);
}

function shown(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}...` : value);
}
