import { parse } from 'tldts';
import { codePoint, shown } from '../vocabulary/printable.ts';
import { oncePerText } from '../vocabulary/remembering.ts';
import { unseenProblem } from './free-text.ts';

type Problem = { problem: string };

/** Scripts that are written together count as one. */
const scripts = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
  ['East Asian', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u],
  ['no', /[\p{Script=Common}\p{Script=Inherited}]/u],
] as const;

const scriptOf = (sign: string): string => scripts.find(([, signs]) => signs.test(sign))?.[0] ?? 'another';

/** Letters that pass for a to z: Cyrillic, Greek, Armenian, and phonetic signs that are Latin but no language's. */
const lookAlikes = new Set('асԁеһіјӏкорԛѕѵԝхуүьгп' + 'αγηικνορτυχω' + 'աօոսհցզյլ' + 'ɑɡɩ');

function mixture(label: string): Problem | undefined {
  const letters = Array.from(label).filter((sign) => scriptOf(sign) !== 'no');
  const kinds = new Set(letters.map(scriptOf));
  if (kinds.size < 2) return undefined;
  const foreign = letters
    .filter((sign) => sign > '\u007f')
    .map((sign) => `${sign} (${codePoint(sign)}, ${scriptOf(sign)} script)`);
  return {
    problem: `${shown(label)} mixes ${[...kinds].join(' and ')} letters: ${foreign.join(', ')}. Such a name only looks like another; type it anew`,
  };
}

function disguise(label: string): Problem | undefined {
  const letters = Array.from(label).filter((sign) => /\p{L}/u.test(sign));
  const foreign = letters.filter((sign) => sign > '\u007f');
  if (foreign.length === 0 || !foreign.every((sign) => lookAlikes.has(sign))) return undefined;
  return {
    problem: `${shown(label)} reads as plain Latin letters but holds ${foreign.map((sign) => `${sign} (${codePoint(sign)})`).join(', ')}; type it anew`,
  };
}

/** RFC 3492, section 6.1: how far the next delta is expected to reach. */
function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : Math.floor(delta / 2);
  rest += Math.floor(rest / count);
  let bias = 0;
  for (; rest > 455; bias += 36) rest = Math.floor(rest / 35);
  return bias + Math.floor((36 * rest) / (rest + 38));
}

/** RFC 3492, section 6.2. Without it a look-alike would pass in its `xn--` spelling. */
function fromPunycode(label: string): string | undefined {
  const body = label.slice(4);
  const cut = body.lastIndexOf('-');
  const signs = Array.from(body.slice(0, Math.max(cut, 0)), (sign) => sign.charCodeAt(0));
  let [code, index, bias] = [128, 0, 72];
  for (let at = cut > 0 ? cut + 1 : 0; at < body.length; ) {
    const before = index;
    for (let weight = 1, k = 36; ; k += 36) {
      const digit = 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(body.charAt(at) || '-');
      if (digit < 0) return undefined;
      at += 1;
      index += digit * weight;
      const threshold = Math.min(Math.max(k - bias, 1), 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    const count = signs.length + 1;
    bias = adapted(index - before, count, before === 0);
    code += Math.floor(index / count);
    if (code > 0x10ffff) return undefined;
    index %= count;
    signs.splice(index++, 0, code);
  }
  const spelling = String.fromCodePoint(...signs);
  return /[^\0-\u007f]/.test(spelling) && spelling.normalize('NFKC').toLowerCase() === spelling ? spelling : undefined;
}

function labelProblem(given: string, label: string | undefined): Problem | undefined {
  if (label === '')
    return { problem: `${shown(given)} has an empty part; dots stand one at a time between letters or digits` };
  if (label === undefined) return { problem: `${shown(given)} holds an \`xn--\` part that spells no name` };
  const odd = Array.from(label).find((sign) => !/[\p{L}\p{M}\p{Nd}-]/u.test(sign));
  if (odd !== undefined)
    return {
      problem: `${shown(given)} holds ${shown(odd)} (${codePoint(odd)}), which no domain name has; give one domain, such as \`acme.com\``,
    };
  if (label.startsWith('-') || label.endsWith('-'))
    return { problem: `${shown(given)}: no part of a domain name begins or ends with a hyphen` };
  return mixture(label);
}

/** The name as DNS knows it, and letter by letter as a reader sees it. */
function spelled(given: string): { ascii: string; labels: readonly string[] } | Problem {
  const host = given.normalize('NFKC').toLowerCase().replaceAll('。', '.').replace(/\.$/, '');
  if (/^\[|^[\da-f]*:[\da-f:.]*$|(^|\.)(\d+|0x[\da-f]*)$/.test(host))
    return { problem: `${shown(given)} is an IP address; give the domain name` };
  const labels = host.split('.').map((label) => (label.startsWith('xn--') ? fromPunycode(label) : label));
  for (const label of labels) {
    const problem = labelProblem(given, label);
    if (problem) return problem;
  }
  if (labels.length < 2)
    return { problem: `${shown(given)} is a single word; give the whole domain, such as \`acme.com\`` };
  const address = `http://${host}`;
  const isPlain = /^[a-z\d.-]+$/.test(host) && !host.includes('xn--');
  const ascii = isPlain ? host : URL.canParse(address) ? new URL(address).hostname : '';
  const isTooLong = ascii.length > 253 || ascii.split('.').some((label) => label.length > 63);
  if (isTooLong)
    return { problem: `${shown(given)} is too long for a domain name: at most 253 characters, 63 between dots` };
  if (ascii === '') return { problem: `${shown(given)} is not a domain name` };
  return { ascii, labels: labels.map((label) => label ?? '') };
}

/** RFC 2606 names, of which demonstrations and tests are made; the list of public suffixes doesn't hold them. */
const reserved: ReadonlySet<string | null> = new Set(['example', 'test']);

/**
 * Host in lower-case ASCII and its registrable domain by the public suffix list (A1).
 * Private suffixes count: firms behind one shared host, `acme.github.io` and `beta.github.io`, are not one company.
 * The same domain is given by one call after another.
 */
export const readHost = oncePerText(hostOf, { room: 1000, longest: 100 });

interface Host {
  readonly host: string;
  readonly registrable: string;
}

function hostOf(given: string): Host | Problem {
  const name = spelled(given);
  if ('problem' in name) return name;
  const { domain, publicSuffix, isIcann, isPrivate } = parse(name.ascii, {
    allowPrivateDomains: true,
    extractHostname: false,
  });
  if (!isIcann && !isPrivate && !reserved.has(publicSuffix))
    return { problem: `${shown(given)} ends in \`.${publicSuffix ?? ''}\`, which is no known top-level domain` };
  if (domain === null)
    return {
      problem: `${shown(given)} is a suffix many organisations share; give the organisation's own domain below it, such as \`acme.${publicSuffix ?? ''}\``,
    };
  const own = name.labels.slice(0, name.labels.length - (publicSuffix ?? '').split('.').length);
  const problem = own.map(disguise).find((found) => found !== undefined);
  return problem ?? { host: name.ascii, registrable: domain };
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
