import EmailReplyParser from 'email-reply-parser';
import { optOutOpening } from '../copy/render/render-mail.ts';

/** The library's patterns look far ahead in a line; no reply needs more. */
const longest = 20_000;

const parser = new EmailReplyParser();

/** Y2: what the author of a reply wrote, without quoted mail, signature and our own footer. */
export function ownWords(text: string): string {
  const plain = text.slice(0, longest).replace(/\r\n?/g, '\n');
  const visible = parser.parseReply(plain).trim();
  const own = visible === '' ? unquoted(plain) : visible;
  return own
    .split('\n')
    .filter((line) => !line.includes(optOutOpening))
    .join('\n')
    .trim();
}

/** Where the library takes all for quoted or signed: every line that isn't marked as quoted. */
const unquoted = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('>'))
    .join('\n')
    .trim();
