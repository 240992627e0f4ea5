import { actFields, fuelFields } from '../../rules/vocabulary/note-fields.ts';

/** Kinds of rows. */
const importKinds = ['companies', 'contacts', 'signals'] as const;

export type ImportKind = (typeof importKinds)[number];

/** Names that a caller may give a list: the kind of its rows, and the act that each of them tells of by being in it. */
export const listKinds = {
  attendees: { kind: 'signals', act: 'E6' },
  subscribers: { kind: 'signals', act: 'E2' },
  connections: { kind: 'contacts' },
  companies: { kind: 'companies' },
  contacts: { kind: 'contacts' },
  signals: { kind: 'signals' },
} as const satisfies Readonly<Record<string, { readonly kind: ImportKind; readonly act?: ListAct }>>;

export type ListKind = keyof typeof listKinds;

/** The vendor whose export a list is, told by columns that no other has. */
export type Vendor = 'HubSpot' | 'Apollo' | 'LinkedIn' | 'Substack' | 'Monday' | 'list';

export type ListAct = 'E2' | 'E6';

export function isListKind(word: string): word is ListKind {
  return Object.hasOwn(listKinds, word);
}

const company = [
  'domain',
  'company',
  'employees',
  'industry',
  'arr_usd',
  'annual_revenue',
  'has_ecosystem_motion',
  'gate_g5',
  'as_of',
  'monday',
  'hubspot',
  'apollo',
];

const person = ['name', 'first_name', 'last_name', 'email', 'linkedin_url', 'title'];

/** Ids of the person, not of the company, in other systems (A13). */
const personIds = ['contact_apollo', 'contact_hubspot', 'gmail_thread'];

const acts = ['type', ...actFields, ...fuelFields];

/** The fields that a column can fill. */
export const fieldsOf: Readonly<Record<ImportKind, readonly string[]>> = {
  companies: company,
  contacts: [...person, ...personIds, ...company],
  signals: [...person, 'domain', 'company', 'observed_at', 'source', 'note', ...acts],
};

export const signalFields: readonly string[] = acts;

/** Fields that all rows of a list may share. Words and acts of a person beyond being in it, each row tells itself (A4). */
export const listFields: ReadonlySet<string> = new Set([
  ...['type', 'object', 'interaction', 'channel', 'topic', 'gated', 'kind', 'piece'],
  ...['observed_at', 'source', 'note', 'domain', 'company'],
]);

/** Headers as vendors write them, in lower case and without signs. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  email: [
    'work email',
    'business email',
    'corporate email',
    'primary email',
    'contact email',
    'email',
    'e mail',
    'email address',
    'e mail address',
    'email addresses',
    'e mail addresses',
    'e mail 1 value',
    'email 1',
    'e mail 1',
    'mail',
    'mailadresse',
    'e mail adresse',
    'emails',
  ],
  first_name: ['first name', 'firstname', 'given name', 'vorname'],
  last_name: ['last name', 'lastname', 'surname', 'family name', 'nachname'],
  name: ['full name', 'fullname', 'contact name', 'person name', 'name'],
  title: ['job title', 'jobtitle', 'current position', 'current title', 'position', 'role title', 'title'],
  linkedin_url: [
    'person linkedin url',
    'linkedin profile url',
    'linkedinprofileurl',
    'public profile url',
    'linkedin profile',
    'linkedin url',
    'hs linkedin url',
    'linkedin',
    'linkedin bio',
    'profile url',
    'profileurl',
  ],
  company: [
    'company',
    'company name',
    'companyname',
    'associated company',
    'current company',
    'account name',
    'organization',
    'organisation',
    'company name for emails',
    'firma',
  ],
  domain: [
    'company domain name',
    'company domain',
    'companydomain',
    'account domain',
    'domain',
    'account',
    'company website',
    'website url',
    'website',
    'email domain',
  ],
  employees: [
    'number of employees',
    'numberofemployees',
    'employee count',
    'company employee count',
    'company headcount',
    'employees',
  ],
  industry: ['industry', 'company industry'],
  annual_revenue: ['annual revenue', 'company annual revenue'],
  monday: ['monday item id', 'item id auto generated'],
  hubspot: ['hubspot company id', 'hubspot id'],
  apollo: ['apollo account id'],
  contact_hubspot: ['hubspot contact id', 'record id contact', 'contact record id'],
  contact_apollo: ['apollo contact id'],
  as_of: ['last modified date', 'last updated', 'updated at', 'as of'],
  observed_at: ['created at', 'start date', 'subscribed at', 'subscription date', 'signup date', 'date subscribed'],
};

const byHeader = new Map(Object.entries(aliases).flatMap(([field, names]) => names.map((name) => [name, field])));

const allFields: ReadonlySet<string> = new Set(Object.values(fieldsOf).flat());

export function plainHeader(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Headings that say so only in a list of those who came, or of those who subscribed. */
const ofAct: Readonly<Record<ListAct, Readonly<Record<string, string>>>> = {
  E2: { date: 'observed_at', joined: 'observed_at', 'subscribed on': 'observed_at' },
  E6: {
    topic: 'object',
    event: 'object',
    'event name': 'object',
    'event title': 'object',
    webinar: 'object',
    'webinar name': 'object',
    'webinar title': 'object',
    session: 'object',
    'session title': 'object',
    'event type': 'kind',
    format: 'kind',
    'has attended': 'attended',
    joined: 'attended',
    'has joined event': 'attended',
    'checked in': 'attended',
    date: 'observed_at',
    'event date': 'observed_at',
    'session date': 'observed_at',
    'join time': 'observed_at',
    'joined at': 'observed_at',
    'attended at': 'observed_at',
    'attended on': 'observed_at',
    'checked in at': 'observed_at',
    'user name original name': 'name',
  },
};

/** The field that a heading fills in a list of such acts, before what it says elsewhere. */
export function fieldOfAct(cell: string, act: ListAct | undefined): string | undefined {
  return act && ofAct[act][plainHeader(cell)];
}

/** How exactly a heading says what is meant: of two that fill one field, the lower counts first. */
export function vagueness(field: string, cell: string): number {
  const at = aliases[field]?.indexOf(plainHeader(cell)) ?? -1;
  return at < 0 ? 0 : at;
}

export function fieldNamed(cell: string): string | undefined {
  const plain = plainHeader(cell);
  const exact = plain.replaceAll(' ', '_');
  return byHeader.get(plain) ?? (allFields.has(exact) ? exact : undefined);
}

/** The column of opt-outs may be named by hand: `--map opt_out=COLUMN`. */
export const optOutField = 'opt_out';

/** How a column tells an opt-out: by anything in it but a no, or by a state among others. */
export type OptOut = 'flag' | 'state';
