import type { Reader } from '../../ledger/port/ledger.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import { emailAddress } from '../../rules/identity/email-address.ts';
import { linkedinProfile } from '../../rules/identity/linkedin-profile.ts';
import type { RowReading } from './import-list.ts';

export interface OnFileDifference {
  readonly field: string;
  readonly on_file: string;
  readonly given: string;
}

type Person = Readonly<Record<string, string>>;

/** The contact on file that a row's person is. */
export function onFile({ reader }: RowReading, person: Person): ReturnType<Reader['contact']> {
  for (const key of keysOf(person)) {
    const found = reader.contact(key);
    if (found !== null) return found;
  }
  return null;
}

/** Keys by which a row's person can be on file. */
function keysOf({ email, linkedin_url }: Person): readonly string[] {
  const address = email === undefined ? undefined : emailAddress(email);
  const profile = linkedin_url === undefined ? undefined : linkedinProfile(linkedin_url);
  return [
    ...(address && 'email' in address ? [address.email] : []),
    ...(profile && 'url' in profile ? [profile.url] : []),
  ];
}

/** A2: values of a row on a person on file that differ from those there: people change jobs and addresses. */
export function differsFrom(
  { reader }: RowReading,
  known: ReturnType<Reader['contact']>,
  person: Person,
  company: { readonly name: string | undefined; readonly domain: string | undefined },
): readonly OnFileDifference[] {
  if (!known) return [];
  const keys = keysOf(person);
  const account = reader.account(known.domain);
  const given: Readonly<Record<string, string | undefined>> = {
    name: person.name,
    title: person.title,
    email: keys.find((key) => key.includes('@')),
    linkedin_url: keys.find((key) => key.startsWith('https:')),
  };
  const ofPerson = Object.entries(given).flatMap(([field, word]) =>
    difference(field, wordOf(known.person, field), word),
  );
  const own = [known.domain, ...(account?.state.aliases ?? [])];
  const isElsewhere = company.domain !== undefined && !own.includes(company.domain);
  const name = account?.state.name ?? undefined;
  const isRenamed = name !== undefined && company.name !== undefined && nameKey(name) !== nameKey(company.name);
  return [
    ...(isElsewhere ? difference('domain', known.domain, company.domain) : []),
    ...(isRenamed ? difference('company', name, company.name) : []),
    ...ofPerson,
  ];
}

function wordOf(person: object, field: string): string | undefined {
  const found = Object.entries(person).find(([name]) => name === field)?.[1];
  return typeof found === 'string' ? found : undefined;
}

function difference(
  field: string,
  on_file: string | undefined,
  given: string | undefined,
): readonly OnFileDifference[] {
  if (on_file === undefined || given === undefined) return [];
  const same = on_file.toLowerCase().replace(/\s+/g, ' ') === given.toLowerCase().replace(/\s+/g, ' ');
  return same ? [] : [{ field, on_file, given: given.slice(0, 120) }];
}

export function differsText(differs: readonly OnFileDifference[]): string {
  const each = differs.map(
    ({ field, on_file, given }) =>
      `${field} is ${JSON.stringify(given)} in the list and ${JSON.stringify(on_file)} on file`,
  );
  return `the person is on file otherwise, which stands: ${each.join('; ')}`;
}
