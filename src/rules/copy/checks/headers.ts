import { fold, unseenIn } from '../../language/normalise.ts';
import { findPhrases } from '../../language/phrases.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { finding, offences } from './finding.ts';

const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const messageId = /^<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,200}@[A-Za-z0-9.[\]:-]{1,200}>$/;

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
  const email = context.contact?.email;
  const found = [
    ...unsafeText('subject', message.subject),
    ...(email ? unsafeAddress('recipient', email) : []),
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
  const unseen = unseenIn(value.replace(/[\r\n]/g, '\u2028'));
  return [
    ...(unseen.length > 0 ? [`${name} ${shown(value)} holds a line break or an unseen character`] : []),
    ...(/=\?[^?\s]+\?[bq]\?/i.test(fold(value)) ? [`${name} ${shown(value)} is already encoded`] : []),
    ...(/%0[ad]|\\[rn]/i.test(fold(value)) ? [`${name} ${shown(value)} holds an encoded line break`] : []),
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

/** Ruling K10: the subject promises what the mail is: no thread that isn't, no alarm, no shouting. */
export function subjectHonest(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { max, reply_prefixes: prefixes, names_like_replies: names, alarm, alarm_labels: labels } = policy.subject;
  const plain = fold(message.subject).trim();
  const length = [...message.subject.trim()].length;
  const tagged = plain.replace(/^(?:[[(][^\])]{0,30}[\])]\s*)+(?=\S)/, '').replace(/^["'([<*\s-]+/, '');
  const prefix = /^([a-z]{2,9})\s*(?:[[(]\d{1,3}[\])]|\^?\d{1,3})?(?:\s*[:;]|\s+[-|](?=\s))/i.exec(tagged);
  const boxed = /^\s*[[(]\s*([a-z]{2,9})\s*:?\s*[\])]/i.exec(plain);
  const isName = names.value.some((name) => tagged.toLowerCase().startsWith(name));
  const label = /^([a-z]{2,20})\s*(?:[:!#]|\s-\s|\d{3,}|$)/i.exec(tagged);
  const isReply = prefix !== null && !isName && prefixes.value.includes((prefix[1] ?? '').toLowerCase());
  const hasPrior = context.threadHasPrior === true || messageId.test(context.in_reply_to ?? '');
  const found = [
    ...(/[\p{L}\p{N}]/u.test(plain) ? [] : ['(empty subject)']),
    ...(isReply && !hasPrior ? [prefix[0]] : []),
    ...(boxed && !hasPrior && prefixes.value.includes((boxed[1] ?? '').toLowerCase()) ? [boxed[0]] : []),
    ...(label && labels.value.includes((label[1] ?? '').toLowerCase()) ? [label[0]] : []),
    ...findPhrases(plain, alarm.value).map((match) => match.words),
    ...(/[!?]\s*!|!\s*[!?]/.test(plain) ? ['!!'] : []),
    ...(length > max.value ? [`${length} characters, at most ${max.value}`] : []),
  ];
  return offences('subject.honest', max, {
    found,
    none: `the subject says what it is in ${length} characters`,
    some: 'the subject misleads or runs over',
    remedy: `name what the mail is about in at most ${max.value} characters; Re: only in a thread that exists`,
  });
}
