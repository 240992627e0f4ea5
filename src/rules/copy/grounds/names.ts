import { withoutLinks } from '../../language/links.ts';
import { fold, visible } from '../../language/normalise.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { type CopyContext, type CopyMessage, sequenceOf } from '../message.ts';
import { namesOf } from './grounds.ts';

/** 5.3.4, ruling K4: the company and the person by their names, letter by letter. */
export function personalNames(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const source = policy.personal.salutations;
  const companies = namesOf(context);
  const first = firstName(context);
  const unnamed = [...(companies.length > 0 ? [] : ['company']), ...(first === '' ? ['first name'] : [])];
  if (unnamed.length > 0)
    return finding('personal.names', source, {
      verdict: sequenceOf(context) === undefined ? 'unknown' : 'fail',
      because: `no ${unnamed.join(' and no ')} is on file`,
      remedy: 'put the name on file with save_account',
    });
  const authored = `${message.subject}\n${message.body}`;
  const company = companies.find((name) => stands(name, authored));
  const isGreeted = stands(first, message.greeting) || stands(first, message.body);
  const missing = [...(company === undefined ? companies.slice(0, 1) : []), ...(isGreeted ? [] : [first])];
  if (missing.length === 0)
    return finding('personal.names', source, {
      verdict: 'pass',
      because: 'company and person are named',
      evidence: [company ?? '', first],
    });
  return finding('personal.names', source, {
    verdict: 'fail',
    because: `${missing.map((name) => `\`${name}\``).join(' and ')} is not named, or not so spelled`,
    evidence: [message.greeting, message.subject],
    remedy: 'name the company in subject or body and greet the person, spelled as on file',
  });
}

/** Rulings K1, K4: the greeting greets this person and nobody else. */
export function mergeGreeting(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const source = policy.personal.salutations;
  const first = firstName(context);
  if (first === '')
    return finding('merge.greeting', source, {
      verdict: sequenceOf(context) === undefined ? 'unknown' : 'fail',
      because: 'no first name is on file',
      remedy: 'put the name on file with save_account',
    });
  const found = plain(message.greeting);
  const second = secondGreeting(message.body, policy.personal);
  const fits = isGreetingOf(first, found, [...source.value, ...policy.personal.salutations_abroad.value]);
  if (fits && (second === undefined || second === first))
    return finding('merge.greeting', source, { verdict: 'pass', because: `it greets ${first}`, evidence: [found] });
  const wrong = fits ? (second ?? '') : message.greeting;
  return finding('merge.greeting', source, {
    verdict: 'fail',
    because: `\`${wrong}\` is no greeting of \`${first}\``,
    evidence: [wrong],
    remedy: `greet with \`Hi ${first},\` and nothing else`,
  });
}

/** A salutation, the name and one sign at the end, in any language: `¡Hola Ana!`, `Bonjour Ana :`; or the name alone. */
function isGreetingOf(first: string, greeting: string, salutes: readonly string[]): boolean {
  const line = greeting.replace(/\s+/g, ' ').replace(/^¡/, '');
  return [line, line.replace(/\s?[,!:.]$|\s-$/, '')].some((said) => {
    if (!said.endsWith(first)) return false;
    const before = said.slice(0, -first.length);
    const salute = fold(before).toLowerCase().replace(/,? $/, '');
    return before === '' || (before.endsWith(' ') && salutes.some((each) => fold(each).toLowerCase() === salute));
  });
}

/** The name in a greeting at the head of the body. */
function secondGreeting(body: string, rules: CopyPolicy['personal']): string | undefined {
  const [head = ''] = visible(body).trim().split('\n');
  const isAt = (salute: string): boolean => head.toLowerCase().startsWith(`${salute.toLowerCase()} `);
  const abroad = rules.salutations_abroad.value.find(isAt);
  const salute = rules.salutations.value.find(isAt) ?? abroad;
  if (salute === undefined) return undefined;
  const rest = head.slice(salute.length).trim();
  const name = /^(\p{L}[\p{L}' -]{0,40}?)\s*[,!:](?:\s|$)/u.exec(rest)?.[1];
  // `Cara Diaz, your CFO, asked` greets nobody.
  const isLine = salute !== abroad || /^[^,!:]*[,!:]$/.test(rest);
  return name === undefined || name.split(' ').length > 3 || !isLine ? undefined : plain(name);
}

function firstName({ contact }: CopyContext): string {
  const given = contact?.first_name ?? '';
  return plain(given.trim() === '' ? ((contact?.name ?? '').trim().split(/\s+/)[0] ?? '') : given);
}

/** As a whole word, letter by letter; quotes, hyphens and spaces of any kind are alike. */
function stands(name: string, text: string): boolean {
  const pattern = plain(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const unlinked = withoutLinks(plain(text));
  return pattern !== '' && new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'u').test(unlinked);
}

function plain(text: string): string {
  return visible(text).normalize('NFC').trim();
}
