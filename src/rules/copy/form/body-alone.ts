import { fold, visible } from '../../language/normalise.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { offences } from '../finding.ts';
import type { CopyContext, CopyMessage } from '../message.ts';

/** Ruling K1: the renderer adds greeting, sign-off and footer; a body that brings its own shows them twice. */
export function bodyAlone({ body }: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { closings } = policy.format;
  const lines = visible(body)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return offences('body.alone', closings, {
    found: [
      ...lines
        .slice(0, 1)
        .filter((line) => isGreeting(line, context, policy))
        .map((line) => /^[^,!:]*[,!:]?/.exec(line)?.[0] ?? line),
      ...signatureOf(lines, context, closings.value),
      ...addressIn(body, context),
    ],
    none: 'greeting, sign-off and footer are left to the renderer',
    some: 'the renderer adds greeting, sign-off and footer, and these would stand twice',
    remedy: 'take them out of the body',
  });
}

/** A first line that is a salutation, or the reader's name and a comma; and `Hi Ana, I counted`. */
function isGreeting(line: string, { contact }: CopyContext, { personal }: CopyPolicy): boolean {
  const said = plain(line);
  const first = plain(contact?.first_name ?? '');
  if (first !== '' && [`${first},`, `${first}:`, `${first}!`].includes(said)) return true;
  const salutes = [...personal.salutations.value, ...personal.salutations_abroad.value].map(plain);
  return salutes.some((salute) => {
    if (!said.startsWith(salute)) return false;
    const rest = said.slice(salute.length);
    return /^(?: [\p{L}.'-]+){0,3} ?[,!:]?$/u.test(rest) ? !rest.endsWith('.') : rest.startsWith(` ${first},`);
  });
}

const postscript = /^p\.?\s?s\b/i;

/** Closing words and the sender's name in the last lines, also before a postscript. */
function signatureOf(lines: readonly string[], { sender }: CopyContext, closings: readonly string[]) {
  const at = lines.findIndex((line) => postscript.test(line));
  const last = lines.slice(0, at < 0 ? lines.length : at).slice(-3);
  const name = plain(sender?.name ?? '');
  const names = [name, name.split(' ')[0] ?? ''].filter((each) => each !== '');
  const words = closings.map(plain);
  return last.filter((line, n) => {
    const said = plain(line).replace(/^-+ ?|[,.!-]+$/g, '');
    const isEnd =
      n === last.length - 1 && names.some((each) => words.some((word) => said.endsWith(`${word}, ${each}`)));
    return words.includes(said) || names.includes(said) || isEnd;
  });
}

function addressIn(body: string, { sender }: CopyContext): readonly string[] {
  const address = sender?.postal_address ?? '';
  return plain(address) !== '' && plain(body).includes(plain(address)) ? [address] : [];
}

function plain(text: string): string {
  return fold(text).toLowerCase().replace(/\s+/g, ' ').trim();
}
