/** What a list holds. */
export const importKinds = ['companies', 'contacts', 'signals'] as const;

export type ImportKind = (typeof importKinds)[number];

export type Vendor = 'HubSpot' | 'Apollo' | 'LinkedIn' | 'Substack' | 'list';

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
  email: ['email', 'e mail', 'email address', 'e mail address', 'work email', 'primary email', 'contact email'],
  first_name: ['first name', 'firstname', 'given name'],
  last_name: ['last name', 'lastname', 'surname', 'family name'],
  name: ['name', 'full name', 'fullname', 'contact name'],
  title: ['title', 'job title', 'jobtitle', 'position', 'current position', 'current title'],
  linkedin_url: [
    'person linkedin url',
    'linkedin url',
    'linkedin',
    'linkedin profile',
    'linkedin profile url',
    'linkedinprofileurl',
    'profile url',
    'profileurl',
    'public profile url',
    'hs linkedin url',
    'linkedin bio',
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
  ],
  domain: [
    'domain',
    'company domain name',
    'company domain',
    'companydomain',
    'website',
    'company website',
    'website url',
    'account domain',
    'email domain',
  ],
  employees: ['employees', 'number of employees', 'employee count', 'company employee count', 'company headcount'],
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

export function fieldNamed(cell: string): string | undefined {
  const plain = plainHeader(cell);
  const exact = plain.replaceAll(' ', '_');
  return byHeader.get(plain) ?? (allFields.has(exact) ? exact : undefined);
}

export interface Mapped {
  readonly vendor: Vendor;
  readonly kind: ImportKind;
  /** Columns by field, in the order in which the first filled one counts. */
  readonly columns: ReadonlyMap<string, readonly number[]>;
  /** Headers that fill no field of this kind. */
  readonly unknown: readonly string[];
  /** Columns that tell who opted out, and how. */
  readonly optOuts: ReadonlyMap<number, OptOut>;
}

export interface Wishes {
  readonly kind?: ImportKind | undefined;
  /** Column names by field. */
  readonly map: ReadonlyMap<string, string>;
  /** What a heading tells of opt-outs. */
  optOut(heading: string): OptOut | undefined;
}

/** The column of opt-outs may be named by hand: `--map opt_out=COLUMN`. */
export const optOutField = 'opt_out';

/** Reads a header row; what a deployment maps by hand stands before what the names say. */
export function mapColumns(header: readonly string[], { kind: wished, map, optOut }: Wishes): Mapped {
  const plain = header.map(plainHeader);
  const vendor = vendorOf(new Set(plain));
  const byHand = new Map([...map].map(([field, column]) => [plain.indexOf(plainHeader(column)), field]));
  const named = header.map((cell, n) => byHand.get(n) ?? foundField(cell, vendor));
  const kind = wished ?? kindOf(new Set(named), vendor);
  const columns = new Map<string, number[]>();
  const unknown: string[] = [];
  const optOuts = optOutsIn(header, kind, (n) => (byHand.get(n) === optOutField ? 'flag' : optOut(header[n] ?? '')));
  for (const [n, found] of named.entries()) {
    const field = kind === 'companies' && found === 'name' ? 'company' : found;
    const isFilled = field !== undefined && fieldsOf[kind].includes(field) && (byHand.has(n) || !map.has(field));
    if (isFilled) columns.set(field, [...(columns.get(field) ?? []), n]);
    else if (header[n] !== '' && !optOuts.has(n)) unknown.push(header[n] ?? '');
  }
  return { vendor, kind, columns, unknown, optOuts };
}

function optOutsIn(
  header: readonly string[],
  kind: ImportKind,
  tells: (n: number) => OptOut | undefined,
): ReadonlyMap<number, OptOut> {
  // A company's row tells of no person.
  const found = kind === 'companies' ? [] : [...header.keys()].map((n) => [n, tells(n)] as const);
  return new Map(found.flatMap(([n, how]) => (how ? [[n, how]] : [])));
}

function vendorOf(plain: ReadonlySet<string>): Vendor {
  const has = (...names: readonly string[]) => names.some((name) => plain.has(name));
  if (has('connected on')) return 'LinkedIn';
  if (
    has('person linkedin url', 'company name for emails') ||
    (has('company linkedin url') && has('account stage', 'apollo account id'))
  )
    return 'Apollo';
  if (has('record id', 'hs object id')) return 'HubSpot';
  if (
    has('email') &&
    has('created at', 'start date', 'subscription date') &&
    has('active subscription', 'email disabled', 'stripe plan', 'subscription type', 'paid upgrade date', 'activity')
  )
    return 'Substack';
  return has('profile url', 'profileurl', 'linkedin profile url', 'linkedinprofileurl', 'public profile url')
    ? 'LinkedIn'
    : 'list';
}

/** LinkedIn's own list of connections calls the profile `URL`; Substack's `Type` is a plan, no signal. */
function foundField(cell: string, vendor: Vendor): string | undefined {
  const plain = plainHeader(cell);
  if (vendor === 'LinkedIn' && plain === 'url') return 'linkedin_url';
  const field = fieldNamed(cell);
  return vendor === 'Substack' && field !== undefined && signalFields.includes(field) ? undefined : field;
}

function kindOf(named: ReadonlySet<string | undefined>, vendor: Vendor): ImportKind {
  if (vendor === 'Substack' || named.has('type')) return 'signals';
  return ['email', 'first_name', 'last_name', 'linkedin_url'].some((field) => named.has(field))
    ? 'contacts'
    : 'companies';
}

/** How a column tells an opt-out: by anything in it but a no, or by a state among others. */
export type OptOut = 'flag' | 'state';
