import type { Fields } from '../fields.ts';
import type { MailToolRule } from '../rules/policy/mail-gate.ts';
import { isEmpty } from './values.ts';

/** The mail that a call would send, as its profile reads it. */
export interface MailRead {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** The message that it answers to. */
  readonly thread?: string;
  readonly profile: MailToolRule;
}

/** A match of the input: nothing said beside one recipient, subject, body and thread; else what stands in the way. */
export function mailOf(input: Fields, profile: MailToolRule): MailRead | { readonly why: string } {
  const {
    to: toKey = 'to',
    subject: subjectKey = 'subject',
    body: bodyKey = 'body',
    thread: threadKey,
    inert = {},
  } = profile;
  const told = Object.keys(input).filter(
    (key) => !isEmpty(input[key]) && !(Object.hasOwn(inert, key) && inert[key] === input[key]),
  );
  const known = [toKey, subjectKey, bodyKey, threadKey];
  const further = told.find((key) => !known.includes(key));
  if (further !== undefined)
    return { why: `\`${clean(further)}\` is given: a permit covers recipient, subject and body alone` };
  const to = oneText(input[toKey]);
  if (to === null) return { why: `\`${toKey}\` is not exactly one address` };
  const [subject, body] = [input[subjectKey], input[bodyKey]];
  if (typeof subject !== 'string' || typeof body !== 'string' || subject === '' || body === '')
    return { why: `\`${subjectKey}\` and \`${bodyKey}\` are not both a text` };
  const thread = threadKey === undefined || isEmpty(input[threadKey]) ? undefined : input[threadKey];
  if (thread !== undefined && typeof thread !== 'string') return { why: `\`${threadKey ?? ''}\` is no text` };
  return { to, subject, body, profile, ...(thread === undefined ? {} : { thread }) };
}

function oneText(value: unknown): string | null {
  const [one, ...others]: readonly unknown[] = Array.isArray(value) ? value : [value];
  return typeof one === 'string' && one !== '' && others.length === 0 ? one : null;
}

function clean(key: string): string {
  return key.replace(/[\p{C}`]/gu, '').slice(0, 40);
}
