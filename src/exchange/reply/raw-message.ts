/** A reply as a mail program gives it: the whole message, or its text alone (Y2). */

import PostalMime from 'postal-mime';
import type { ReceivedMail } from '../../rules/replies/suggest-reply.ts';

/** Fields that messages have; a text may begin with one such word and a colon too, hardly with two. */
const known =
  /^(?:from|to|cc|subject|date|received|return-path|reply-to|message-id|in-reply-to|references|mime-version|delivered-to|content-type|auto-submitted):/gim;

const headerLine = /^(?:[!-9;-~]+:.*|[ \t]+\S.*)$/;

/** Whether a text begins with the header fields of a message. */
export function isRawMessage(text: string): boolean {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const lines = head.split(/\r?\n/);
  const fields = new Set([...head.matchAll(known)].map(([name]) => name.toLowerCase()));
  return fields.size > 1 && lines.every((line) => headerLine.test(line));
}

/** Text, header fields and delivery report of a message; a text that is no message stays as it is. */
export async function readReply(text: string): Promise<ReceivedMail> {
  if (!isRawMessage(text)) return { text };
  const {
    headers,
    from,
    subject,
    text: plain,
    html,
    attachments,
  } = await PostalMime.parse(text, {
    // A message that is attached is somebody else's words.
    forceRfc822Attachments: true,
  });
  const status = attachments.find(({ mimeType }) => mimeType === 'message/delivery-status');
  const report = status && reportOf(textOf(status.content));
  return {
    text: plain ?? withoutTags(html ?? ''),
    headers: Object.fromEntries(headers.map(({ key, value }) => [key.toLowerCase(), value])),
    ...(from?.address === undefined ? {} : { from: from.address }),
    ...(subject === undefined ? {} : { subject }),
    ...(report ? { report } : {}),
  };
}

const textOf = (content: string | ArrayBuffer | Uint8Array): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);

function reportOf(text: string): { readonly action: string; readonly status: string } {
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'im').exec(text)?.[1] ?? '';
  return { action: field('Action').toLowerCase(), status: field('Status') };
}

/** A message without a plain part: a line for each block. */
const withoutTags = (html: string): string =>
  html
    .replace(/<(?:style|script|head)\b[\s\S]*?<\/(?:style|script|head)>/gi, '')
    .replace(/<blockquote\b[\s\S]*?<\/blockquote>/gi, '')
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&');
