/** The rendering of mails: a template filled, checked and put together (§5.3). */

import Handlebars from 'handlebars';
import { visible } from '../../language/normalise.ts';
import type { CopyMessage } from '../message.ts';
import { builtInSlots, type TemplateText, validateTemplate } from './template.ts';

export interface Mailbox {
  readonly address: string;
  readonly sender_name: string;
  readonly postal_address: string;
  readonly unsubscribe_url?: string | undefined;
}

export interface RenderRequest {
  readonly template: TemplateText;
  /** As the caller gave them: anything may stand here, only own, non-empty texts get in. */
  readonly slots: Readonly<Record<string, unknown>>;
  readonly contact: { readonly first_name: string; readonly name?: string | undefined };
  readonly company: { readonly name: string };
  /** Without one a mail can be read, and is never sendable: its footer says what isn't configured (ruling K5). */
  readonly mailbox: Mailbox | undefined;
  /** Stands for the contact in the opt-out link; one path segment. */
  readonly contactToken: string;
}

export interface RenderedMail extends CopyMessage {
  readonly text: string;
  readonly headers: Record<string, string>;
  readonly optout: { readonly mode: 'reply' | 'link'; readonly token: string; readonly url?: string | undefined };
  /** The reasons why it didn't render; subject and body are empty then. */
  readonly problems: readonly string[];
}

type Compiled = ReturnType<typeof Handlebars.compile>;

let engine: ReturnType<typeof withoutHelpers> | undefined;

/** No helpers of anybody's: `isSafeName` keeps their names out, and an own environment keeps them out again. */
function withoutHelpers() {
  const own = Handlebars.create();
  for (const helper of Object.keys(own.helpers)) own.unregisterHelper(helper);
  return own;
}

const compiled = new Map<string, Compiled>();
const mostCompiled = 500;

/** A mail from a template (ruling K1): greeting, sign-off and footer come from here, never from an author. */
export function renderMail(request: RenderRequest): RenderedMail {
  const { template, contact, company, mailbox } = request;
  const values = valuesOf(request);
  const problems = [...validateTemplate(template), ...values.problems, ...mailboxProblems(request)];
  const isWhole = problems.length === 0;
  const subject = isWhole ? compile(template.subject)(values.context) : '';
  const body = isWhole ? compile(template.body)(values.context).trim() : '';
  const name = textProblem(contact.first_name) || textProblem(company.name) ? 'there' : contact.first_name.trim();
  const greeting = `Hi ${name},`;
  const signoff = mailbox?.sender_name ?? '(sender not configured)';
  const footer = footerOf(request);
  const text = [greeting, body, signoff, footer].join('\n\n');
  return {
    subject,
    greeting,
    body,
    signoff,
    footer,
    text,
    headers: headersOf(request),
    optout: { mode: linkOf(request) ? 'link' : 'reply', token: request.contactToken, url: mailbox?.unsubscribe_url },
    problems,
  };
}

/** Own texts only, on an object that inherits nothing. */
function valuesOf(request: RenderRequest): { readonly context: object; readonly problems: readonly string[] } {
  const context: Record<string, string> = Object.create(null);
  const declared = request.template.slots.map((slot) => slot.name).filter((name) => !builtInSlots.includes(name));
  const given = new Map<string, unknown>([
    ['company', request.company.name],
    ['first_name', request.contact.first_name],
  ]);
  for (const name of declared) given.set(name, Object.hasOwn(request.slots, name) ? request.slots[name] : undefined);
  const problems: string[] = [];
  for (const [name, value] of given) {
    const problem = textProblem(value);
    if (problem !== undefined) problems.push(`slot \`${name}\` ${problem}`);
    else if (typeof value === 'string') context[name] = value.trim();
  }
  const stray = Object.keys(request.slots).filter((name) => !declared.includes(name));
  return {
    context,
    problems: [...problems, ...stray.map((name) => `slot \`${name}\` is not one that the template declares`)],
  };
}

/** The reason why a value may not stand in a mail. */
function textProblem(value: unknown): string | undefined {
  if (value === undefined || value === null) return 'is missing';
  if (typeof value !== 'string')
    return `is ${Array.isArray(value) ? 'a list' : `of the kind ${typeof value}`}, expected a text`;
  if (visible(value).trim() === '') return 'is empty';
  if (/[\r\n\u2028\u2029]/.test(value)) return 'holds a line break';
  if (/\{\{|\}\}|\[[oO]bject |\bundefined\b|^(?:null|NULL|NaN|[nN]one)$/.test(visible(value).normalize('NFKC').trim()))
    return 'holds an unfilled or stringified value';
  return undefined;
}

function compile(text: string): Compiled {
  const known = compiled.get(text);
  if (known) return known;
  if (compiled.size >= mostCompiled) compiled.clear();
  engine ??= withoutHelpers();
  const fresh = engine.compile(text, { strict: true, noEscape: true, knownHelpersOnly: true });
  compiled.set(text, fresh);
  return fresh;
}

function mailboxProblems(request: RenderRequest): readonly string[] {
  const { mailbox, contactToken } = request;
  const url = mailbox?.unsubscribe_url;
  const lines = mailbox ? [mailbox.address, mailbox.sender_name, mailbox.postal_address, url ?? ''] : [];
  return [
    ...(/^[A-Za-z0-9_-]{1,120}$/.test(contactToken) ? [] : ['the contact token is not letters, digits, - and _']),
    ...(url !== undefined && !/^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]+)*\/?$/.test(url)
      ? ['unsubscribe_url is not a plain https path']
      : []),
    ...(lines.some((line) => /[\r\n]/.test(line)) ? ['the mailbox holds a line break'] : []),
  ];
}

/** Path-style, without `=` (ruling K5). */
function linkOf(request: RenderRequest): string | undefined {
  const url = request.mailbox?.unsubscribe_url;
  return url === undefined ? undefined : `${url.replace(/\/$/, '')}/${request.contactToken}`;
}

/** How the last line of our footer begins; in a reply it is not its author's (Y2). */
export const optOutOpening = 'Not for you? Reply "stop"';

function footerOf(request: RenderRequest): string {
  const { mailbox } = request;
  const link = linkOf(request);
  const sender = mailbox
    ? `${mailbox.sender_name}, ${mailbox.postal_address}`
    : '(sender and postal address not configured)';
  const way =
    link === undefined
      ? `${optOutOpening} and I will not write to you again.`
      : `${optOutOpening}, or unsubscribe from all my mail here: ${link}`;
  return `${sender}\n${way}`;
}

/** RFC 2369, and RFC 8058 where a URL takes the POST; a GET on it must change nothing. */
function headersOf(request: RenderRequest): Record<string, string> {
  const { mailbox } = request;
  if (!mailbox) return {};
  const mail = `<mailto:${mailbox.address}?subject=unsubscribe>`;
  const link = linkOf(request);
  if (link === undefined) return { 'List-Unsubscribe': mail };
  return { 'List-Unsubscribe': `<${link}>, ${mail}`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
