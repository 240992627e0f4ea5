import EmailReplyParser from 'email-reply-parser';
import { optOutOpening } from '../copy/render/render-mail.ts';
import { oncePerText } from '../vocabulary/remembering.ts';

/** The library's patterns look far ahead in a line; no reply needs more. */
const longest = 20_000;

const parser = new EmailReplyParser();

/** Characters of the end that are looked at where a text is longer: some write below what they quote. */
const endLooked = 5000;

/** Y2: the author's own words in a reply, without quoted mail, signature and our own footer. One call asks for them several times. */
export const ownWords = oncePerText(withoutOthers, { room: 1, longest: 200_000 });

function withoutOthers(text: string): string {
  // Some mail programs indent what they quote.
  const plain = looked(text.replace(/\r\n?/g, '\n').replace(/^[^\S\n]{1,20}(?=>)/gm, ''));
  const visible = parser.parseReply(plain).trim();
  const own = visible === '' ? unquoted(plain) : visible;
  return own
    .split('\n')
    .filter((line) => !line.includes(optOutOpening))
    .join('\n')
    .trim();
}

/** A long text without its quoted lines; of what is longer still, beginning and end. */
function looked(text: string): string {
  if (text.length <= longest) return text;
  const bare = unquoted(text);
  if (bare.length <= longest) return bare;
  return `${bare.slice(0, longest - endLooked)}\n${bare.slice(-endLooked)}`;
}

/** The lines that aren't marked as quoted, for texts that the library takes whole for quoted or signed. */
const unquoted = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('>'))
    .join('\n')
    .trim();
