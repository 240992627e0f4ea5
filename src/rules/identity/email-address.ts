import { codePoint, shown, unseen } from '../vocabulary/printable.ts';
import { readHost } from './domain-name.ts';

type Problem = { problem: string };

function unseenProblem(text: string): Problem | undefined {
  return unseen.test(text) ? { problem: `${shown(text)} holds a character that cannot be seen; remove it` } : undefined;
}

/** A1: `www.eu.acme.co.uk` -> `acme.co.uk`, in lower-case ASCII. Takes a URL or a host. */
export function registrableDomain(input: string): { domain: string } | Problem {
  const text = input.trim();
  const hidden = unseenProblem(text);
  if (hidden) return hidden;
  const authority = text.replace(/^(?:[a-z][a-z\d+.-]*:)?\/\//i, '').split(/[/?#]/, 1)[0] ?? '';
  if (authority === '') return { problem: 'is empty; give a domain, such as `acme.com`' };
  if (authority.includes('@'))
    return { problem: `${shown(text)} holds an @; give the domain alone, such as \`acme.com\`` };
  const found = readHost(authority.replace(/(?<=[^:]):\d{1,5}$/, ''));
  if ('problem' in found) return found;
  if (found.registrable === 'linkedin.com' && /\/(?:company|in|posts|pub|school|showcase)\//i.test(text))
    return { problem: `${shown(text)} is a page at LinkedIn; give the company's own domain, such as \`acme.com\`` };
  return { domain: found.registrable };
}

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

/** L13: folds case, plus-tag and dots on every domain, so that a person who opted out isn't reached through a variant. Never sends to a key. */
export function suppressionKey(email: string): string {
  const read = emailAddress(email);
  const address = 'problem' in read ? email.trim().normalize('NFKC').toLowerCase() : read.email;
  const at = address.lastIndexOf('@');
  if (at < 0) return address;
  const local = address.slice(0, at);
  const folded = (local.split('+', 1)[0] ?? '').replaceAll('.', '');
  const domain = address.slice(at + 1);
  // A local part of tag and dots alone keeps its spelling: folded, all of a domain's would be one person.
  return `${folded === '' ? local : folded}@${domain === 'googlemail.com' ? 'gmail.com' : domain}`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A2: any spelling of a personal profile's address to one, `https://www.linkedin.com/in/jane-roe`; letters beyond ASCII are percent-encoded, as in the browser's bar. */
export function linkedinProfile(input: string): { url: string } | Problem {
  const text = input.trim();
  const wanted = 'give a personal profile, such as `https://www.linkedin.com/in/jane-roe`';
  const hidden = unseenProblem(text);
  if (hidden) return hidden;
  if (text === '') return { problem: `is empty; ${wanted}` };
  const address = /^https?:\/\//i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLinkedin =
    url !== undefined &&
    /^(?:(?:www|m|mobile|[a-z]{2})\.)?linkedin\.com$/.test(url.hostname) &&
    `${url.username}${url.password}${url.port}` === '';
  if (!isLinkedin) return { problem: `${shown(text)} is not an address at linkedin.com; ${wanted}` };
  if (/linkedin\.com.*linkedin\.com/i.test(text) || /[,;]./.test(url.pathname))
    return { problem: `${shown(text)} is more than one address; ${wanted}` };
  const [, kind = '', part = ''] = url.pathname.split('/');
  if (/^(?:company|school|showcase)$/i.test(kind))
    return { problem: `${shown(text)} is the page of an organisation; ${wanted}` };
  const slug = decoded(part)?.normalize('NFC').toLowerCase();
  if (kind.toLowerCase() !== 'in' || slug === '')
    return { problem: `${shown(text)} is not a personal profile; ${wanted}` };
  if (slug === undefined || !/^[\p{L}\p{M}\p{N}\p{So}_-]{1,100}$/u.test(slug))
    return { problem: `${shown(text)} has a profile name LinkedIn would not give; ${wanted}` };
  return { url: `https://www.linkedin.com/in/${encodeURIComponent(slug).toLowerCase()}` };
}

/** U+202A to U+202E and U+2066 to U+2069 turn the order of what is read round. */
const forbidden = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** Whether there is anything to see: blanks, format and filler characters alone say nothing. */
export function hasSubstance(text: string): boolean {
  return /[^\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}

/** Free text: composed (NFC), trimmed, line ends as \n; `max` counts code points. */
export function cleanText(input: string, max: number): { text: string } | Problem {
  const text = input.replaceAll('\r\n', '\n').normalize('NFC').trim();
  const signs = Array.from(text);
  const at = signs.findIndex((sign) => sign !== '\n' && sign !== '\t' && forbidden.test(sign));
  if (at >= 0) return { problem: `holds ${shown(signs[at] ?? '')} as character ${at + 1}; remove it` };
  if (!hasSubstance(text)) return { text: '' };
  return signs.length > max ? { problem: `is ${signs.length} characters long, the limit is ${max}` } : { text };
}

/** A2: the first word. */
export const firstNameOf = (name: string): string => name.trim().split(/\s+/, 1)[0] ?? '';

const legalForms: ReadonlySet<string> = new Set([
  'inc',
  'incorporated',
  'llc',
  'ltd',
  'limited',
  'gmbh',
  'corp',
  'corporation',
  'co',
  'company',
  'sa',
  'ag',
  'plc',
  'bv',
]);
/** Letters that Unicode doesn't take apart into a base and an accent. */
const undivided: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '&': ' and ',
};

/** A1, near-duplicates: names with one key may be one company. Never empty for a name that isn't. */
export function nameKey(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı&]/g, (sign) => undivided[sign] ?? sign);
  const words = plain
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  while (words.length > 1 && (legalForms.has(words.at(-1) ?? '') || words.at(-1) === 'and')) words.pop();
  return words.length > 0 ? words.join(' ').normalize('NFC') : name.trim().toLowerCase();
}
