import {
  fieldNamed,
  fieldOfAct,
  fieldsOf,
  type ImportKind,
  type ListAct,
  type ListKind,
  listKinds,
  type OptOut,
  optOutField,
  plainHeader,
  signalFields,
  vagueness,
} from './columns.ts';
import type { Row } from './csv-table.ts';

/** Whose export a list is, told by columns that only that vendor has. */
export type Vendor = 'HubSpot' | 'Apollo' | 'LinkedIn' | 'Substack' | 'list';

export interface Mapped {
  readonly vendor: Vendor;
  readonly kind: ImportKind;
  /** The act that every row tells of by being in the list. */
  readonly act?: ListAct | undefined;
  /** Columns by field, in the order in which the first filled one counts. */
  readonly columns: ReadonlyMap<string, readonly number[]>;
  /** Headers that fill no field of this kind. */
  readonly unknown: readonly string[];
  /** Columns that tell who opted out, and how. */
  readonly optOuts: ReadonlyMap<number, OptOut>;
}

export interface Wishes {
  readonly kind?: ListKind | undefined;
  /** Column names by field. */
  readonly map: ReadonlyMap<string, string>;
  /** What a heading tells of opt-outs. */
  optOut(heading: string): OptOut | undefined;
}

/** Reads a header row; what a deployment maps by hand stands before what the names say. */
export function mapColumns(
  header: readonly string[],
  { kind: wished, map, optOut }: Wishes,
  sample: readonly Row[],
): Mapped {
  const plain = header.map(plainHeader);
  const vendor = vendorOf(new Set(plain));
  const byHand = new Map([...map].map(([field, column]) => [plain.indexOf(plainHeader(column)), field]));
  const told = toldBy(wished, new Set(plain), vendor);
  const isOfPeople = wished === 'connections';
  const named = header.map(
    (cell, n) => byHand.get(n) ?? fieldOfAct(cell, told?.act) ?? foundField(cell, vendor, isOfPeople),
  );
  const kind = told?.kind ?? kindOf(named, sample);
  const columns = new Map<string, number[]>();
  const unknown: string[] = [];
  const optOuts = optOutsIn(header, kind, (n) => (byHand.get(n) === optOutField ? 'flag' : optOut(header[n] ?? '')));
  for (const [n, found] of named.entries()) {
    const field = kind === 'companies' && found === 'name' ? 'company' : found;
    const isFilled = field !== undefined && fieldsOf[kind].includes(field) && (byHand.has(n) || !map.has(field));
    if (isFilled) columns.set(field, [...(columns.get(field) ?? []), n]);
    else if (header[n] !== '' && !optOuts.has(n)) unknown.push(header[n] ?? '');
  }
  const exactFirst = [...columns].map(
    ([field, at]) =>
      [field, at.toSorted((a, b) => vagueness(field, header[a] ?? '') - vagueness(field, header[b] ?? ''))] as const,
  );
  const act = told?.act;
  return { vendor, kind, ...(act ? { act } : {}), columns: new Map(exactFirst), unknown, optOuts };
}

interface Told {
  readonly kind: ImportKind;
  readonly act?: ListAct;
}

/** A subscriber's row tells of one act, that they subscribed; a list that says who came tells of theirs. */
function toldBy(wished: ListKind | undefined, plain: ReadonlySet<string>, vendor: Vendor): Told | undefined {
  if (wished && wished !== 'signals') return listKinds[wished];
  if (vendor === 'Substack') return listKinds.subscribers;
  if (wished) return listKinds[wished];
  return plain.has('attended') && !plain.has('type') ? listKinds.attendees : undefined;
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
  if (has('connected on') && has('url', 'profile url')) return 'LinkedIn';
  if (
    has('person linkedin url', 'company name for emails') ||
    (has('company linkedin url') && has('account stage', 'apollo account id'))
  )
    return 'Apollo';
  if (has('hs object id') || (has('record id') && hubspotAlone.some((name) => has(name)))) return 'HubSpot';
  const isSubscribers =
    has('active subscription', 'email disabled', 'stripe plan', 'paid upgrade date') ||
    (has('subscription type') && has('activity'));
  if (has('email') && has('created at', 'start date', 'subscription date') && isSubscribers) return 'Substack';
  return 'list';
}

/** `Record ID` stands in the exports of others, too; these beside it don't. */
const hubspotAlone = [
  'company domain name',
  'website url',
  'associated company',
  'associated company ids',
  'associated contact',
  'contact owner',
  'company owner',
  'lifecycle stage',
  'lead status',
  'hubspot score',
  'hubspot team',
  'marketing contact status',
];

/** LinkedIn's own list of connections calls the profile `URL`; Substack's `Type` is a plan, no signal. */
function foundField(cell: string, vendor: Vendor, areConnections: boolean): string | undefined {
  const plain = plainHeader(cell);
  if ((vendor === 'LinkedIn' || areConnections) && plain === 'url') return 'linkedin_url';
  const field = fieldNamed(cell);
  return vendor === 'Substack' && field !== undefined && signalFields.includes(field) ? undefined : field;
}

/** Told by all columns and by what stands in them: a signal's type is E1 to E10. */
function kindOf(named: readonly (string | undefined)[], sample: readonly Row[]): ImportKind {
  const cellsOf = (field: string) =>
    named.flatMap((each, n) => (each === field ? sample.map(({ cells }) => (cells[n] ?? '').trim()) : []));
  if (cellsOf('type').some((cell) => /^E(?:[1-9]|10)$/i.test(cell))) return 'signals';
  const pages = cellsOf('linkedin_url').filter((cell) => cell !== '');
  const areCompanies =
    pages.length > 0 && pages.every((cell) => /linkedin\.com\/(?:company|school|showcase)\//i.test(cell));
  const ofPeople = ['email', 'first_name', 'last_name', ...(areCompanies ? [] : ['linkedin_url'])];
  return ofPeople.some((field) => named.includes(field)) ? 'contacts' : 'companies';
}
