import { fold } from '../../language/normalise.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext } from '../message.ts';

type Other = NonNullable<CopyContext['others']>[number];

interface Others {
  readonly names: readonly string[];
  readonly domains: readonly string[];
  /** Full names. */
  readonly people: readonly string[];
}

/** The names under which other accounts and their people may show up in a mail that isn't theirs. */
export function othersOf(context: CopyContext, rules: CopyPolicy['cross_account']): Others {
  const written = (context.emailsToOthers ?? []).map(({ company }) => ({ company }));
  const others = context.others ?? written;
  const names = others.flatMap(namesOf).flatMap((name) => spellings(withoutForm(name, rules)).concat(name));
  const addresses = others.flatMap(addressesOf).map((address) => address.toLowerCase());
  return {
    names: clean(names.flatMap(transcribed)),
    domains: clean(addresses),
    people: clean(others.flatMap(peopleOf).flatMap(transcribed)),
  };
}

function namesOf(other: Other): readonly string[] {
  if (typeof other === 'string') return [other];
  return [...companyNames(other.company), other.company ? '' : (other.name ?? ''), ...(other.aliases ?? [])];
}

function companyNames(company: Exclude<Other, string>['company']): readonly string[] {
  return typeof company === 'string' ? [company] : [company?.name ?? '', ...(company?.aliases ?? [])];
}

function addressesOf(other: Other): readonly string[] {
  if (typeof other === 'string') return [];
  const nested = typeof other.company === 'string' ? '' : (other.company?.domain ?? '');
  const persons = personsOf(other).map((person) => (typeof person === 'string' ? '' : (person.email ?? '')));
  const mail = [other.email ?? '', ...persons];
  return [nested, other.domain ?? '', ...(other.domains ?? []), ...mail]
    .map((given) =>
      given
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/\/.*$/, ''),
    )
    .filter((given) => given.includes('.'));
}

function personsOf(other: Exclude<Other, string>) {
  return [...(other.people ?? []), ...(other.contacts ?? [])];
}

function peopleOf(other: Other): readonly string[] {
  if (typeof other === 'string') return [];
  const own = { full_name: other.full_name, first_name: other.first_name, last_name: other.last_name };
  const alone = other.company ? { ...own, name: other.name } : own;
  return [alone, ...personsOf(other)].map((person) => {
    if (typeof person === 'string') return person;
    const joined = `${person.first_name ?? ''} ${person.last_name ?? ''}`;
    return [person.full_name, 'name' in person ? person.name : '', joined].find((name) => name?.trim()) ?? '';
  });
}

/** A name with `and` in words, as a sign, and with neither. */
function spellings(name: string): readonly string[] {
  const parts = name.split(/\s*(?:&|\+|\band\b)\s*/i);
  return parts.length > 1 ? [name, parts.join(' and '), parts.join(' ')] : [name];
}

const transcripts: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  œ: 'oe',
  þ: 'th',
};

/** As it stands, and in letters of the English keyboard: `Müller` is also written Mueller, `Kjær` Kjaer. */
function transcribed(name: string): readonly string[] {
  const composed = name.normalize('NFC');
  const written = composed.replace(/[äöüßæøåœþ]/gi, (letter) => {
    const plain = transcripts[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? plain : plain.charAt(0).toUpperCase() + plain.slice(1);
  });
  return written === composed ? [name] : [name, written, composed.replace(/[æœ]/gi, 'ae').replace(/ß/g, 'ss')];
}

/** `Globex Corporation` is spoken of as Globex. */
export function withoutForm(name: string, rules: CopyPolicy['cross_account']): string {
  const words = name.trim().split(/[\s,]+/);
  while (words.length > 1 && rules.legal_forms.value.includes((words.at(-1) ?? '').toLowerCase().replaceAll('.', '')))
    words.pop();
  return words.join(' ');
}

function clean(list: readonly string[]): readonly string[] {
  const kept = list.map((text) => text.trim()).filter((text) => /[\p{L}\p{N}]/u.test(fold(text)));
  return [...new Set(kept)];
}
