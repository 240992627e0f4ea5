/** What a list holds. */
export const importKinds = ['companies', 'contacts', 'signals'] as const;

export type ImportKind = (typeof importKinds)[number];

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
];

const person = ['name', 'first_name', 'last_name', 'email', 'linkedin_url', 'title'];

const acts = [
  'type',
  'object',
  'interaction',
  'channel',
  'topic',
  'quote',
  'gated',
  'kind',
  'attended',
  'engagement',
  'referrer',
  'relationship',
  'context',
  'response',
  'evidence',
  'piece',
  'engagement_signal',
  'why_causal',
];

/** The fields that a column can fill. */
export const fieldsOf: Readonly<Record<ImportKind, readonly string[]>> = {
  companies: company,
  contacts: [...person, ...company],
  signals: [...person, 'domain', 'company', 'observed_at', 'source', 'note', ...acts],
};

export const signalFields: readonly string[] = acts;

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
