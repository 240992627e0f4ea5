/** Domains, e-mail addresses, profiles, company names and free text, as outsiders write them (A1, A2). */

import { codePoint, shown } from '../vocabulary/printable.ts';
import { readHost } from './domain-name.ts';
import { type Problem, unseenProblem } from './free-text.ts';

const longestAddress = 254;

const longestLocalPart = 64;

const oneAddress = 'give one bare address, such as `jane@acme.com`';

function addressProblem(text: string): Problem | undefined {
  if (text === '') return { problem: `is empty; ${oneAddress}` };
  if (text.length > longestAddress)
    return { problem: `is ${text.length} characters long, an address has at most ${longestAddress}` };
  if (/[<>"]/.test(text))
    return { problem: `${shown(text)} holds a display name, quotes or angle brackets; ${oneAddress}` };
  if (/[,;\s]/.test(text) || text.split('@').length > 2)
    return { problem: `${shown(text)} is more than one address, or has a space in it; ${oneAddress}` };
  return text.includes('@') ? undefined : { problem: `${shown(text)} has no @; ${oneAddress}` };
}

function localProblem(text: string, local: string): Problem | undefined {
  const foreign = Array.from(local).find((sign) => sign > '\u007f');
  if (foreign !== undefined)
    return {
      problem: `${shown(text)} holds ${foreign} (${codePoint(foreign)}) before the @, where only plain Latin letters are taken; type it anew`,
    };
  if (local === '' || local.length > longestLocalPart)
    return {
      problem: `${shown(text)} has ${local.length} characters before the @; 1 to ${longestLocalPart} may stand there`,
    };
  if (/^\.|\.\.|\.$/.test(local))
    return { problem: `${shown(text)} has a dot at the edge of its first part, or two in a row` };
  return /^[a-z\d.!#$%&'*+/=?^_`{|}~-]+$/i.test(local)
    ? undefined
    : { problem: `${shown(text)} holds a character before the @ that an address cannot have` };
}

/** A2: one address, lower case; `domain` is the host as given, `registrable` the company's. */
export function emailAddress(input: string): { email: string; domain: string; registrable: string } | Problem {
  const text = input.trim();
  const problem = unseenProblem(text) ?? addressProblem(text);
  if (problem) return problem;
  const [local = '', host = ''] = text.split('@');
  const wrong = localProblem(text, local);
  if (wrong) return wrong;
  if (host.endsWith('.')) return { problem: `${shown(text)} ends in a dot; ${oneAddress}` };
  const found = readHost(host);
  if ('problem' in found) return found;
  const email = `${local.toLowerCase()}@${found.host}`;
  if (email.length > longestAddress)
    return {
      problem: `${shown(text)} is ${email.length} characters long in its ASCII spelling, an address has at most ${longestAddress}`,
    };
  return { email, domain: found.host, registrable: found.registrable };
}

/** Visible ASCII without a name in Punycode: whether it reads as an address or not, case alone is folded. */
const isPlain = /^(?!.*xn--)[!-~]+$/i;

function plainAddress(email: string): string {
  const read = emailAddress(email);
  return 'problem' in read ? email.trim().normalize('NFKC').toLowerCase() : read.email;
}

/** L13: folds case, plus-tag and dots on every domain, so that a person who opted out isn't reached through a variant. Never sends to a key. */
export function suppressionKey(email: string): string {
  const address = isPlain.test(email) ? email.toLowerCase() : plainAddress(email);
  const at = address.lastIndexOf('@');
  if (at < 0) return address;
  const local = address.slice(0, at);
  const folded = (local.split('+', 1)[0] ?? '').replaceAll('.', '');
  const domain = address.slice(at + 1);
  // A local part of tag and dots alone keeps its spelling: folded, all of a domain's would be one person.
  return `${folded === '' ? local : folded}@${domain === 'googlemail.com' ? 'gmail.com' : domain}`;
}
