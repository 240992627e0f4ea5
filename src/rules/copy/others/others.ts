import { fold } from '../../language/normalise.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext } from '../message.ts';

type Given = NonNullable<CopyContext['others']>[number];
type Other = Exclude<Given, string>;

interface Others {
  readonly names: readonly string[];
  readonly domains: readonly string[];
  /** Full names. */
  readonly people: readonly string[];
}

/** The names under which other accounts and their people may show up in a mail that isn't theirs. */
export function othersOf(context: CopyContext, rules: CopyPolicy['cross_account']): Others {
  const written = context.emailsToOthers?.map(({ company }) => ({ company }));
  const others = (context.others ?? written ?? []).map(recordOf);
  const names = others.flatMap(namesOf).flatMap((name) => [...spellings(withoutForm(name, rules)), name]);
  return {
    names: clean(names.flatMap(transcribed)),
    domains: clean(others.flatMap(domainsOf)),
    people: clean(others.flatMap(peopleOf).flatMap(transcribed)),
  };
}

/** A name alone is a record that holds no more. */
function recordOf(given: Given): Other {
  return typeof given === 'string' ? { name: given } : given;
}

function companyOf({ company, name }: Other): Pick<Other, 'name' | 'aliases' | 'domain'> {
  return recordOf(company ?? { name });
}

function namesOf(other: Other): readonly string[] {
  const { name, aliases } = companyOf(other);
  return [name ?? '', ...(aliases ?? []), ...(other.aliases ?? [])];
}

/** Domains, and addresses of people. */
function domainsOf(other: Other): readonly string[] {
  const addresses = [other, ...personsOf(other)].map(({ email }) => email);
  return [companyOf(other).domain, other.domain, ...(other.domains ?? []), ...addresses]
    .map((given) => /^(?:https?:\/\/)?(?:www\.)?([^/]*)/.exec(given?.toLowerCase() ?? '')?.[1] ?? '')
    .filter((given) => given.includes('.'));
}

function personsOf({ people, contacts }: Other): readonly Other[] {
  return [...(people ?? []), ...(contacts ?? [])].map(recordOf);
}

/** The name of an entry without a company is the company's. */
function peopleOf(other: Other): readonly string[] {
  const own = other.company ? other : { ...other, name: undefined };
  return [own, ...personsOf(other)].map(({ full_name, name, first_name, last_name }) => {
    const joined = `${first_name ?? ''} ${last_name ?? ''}`;
    return [full_name, name, joined].find((each) => each?.trim()) ?? '';
  });
}

/** A name with `and` in words, as a sign, and with neither. */
function spellings(name: string): readonly string[] {
  const parts = name.split(/\s*(?:&|\+|\band\b)\s*/i);
  return [name, parts.join(' and '), parts.join(' ')];
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
  const spelled = composed.replace(/[äöüßæøåœþ]/gi, (letter) => {
    const plain = transcripts[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? plain : plain.charAt(0).toUpperCase() + plain.slice(1);
  });
  return [composed, spelled, composed.replace(/[æœ]/gi, 'ae').replace(/ß/g, 'ss')];
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
