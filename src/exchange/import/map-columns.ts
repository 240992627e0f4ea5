import { everySignalType } from '../../rules/vocabulary/signal-types.ts';
import { boardField, boardFields, boardVagueness, recordField } from './board-columns.ts';
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
  type Vendor,
  vagueness,
} from './columns.ts';
import type { CsvRow } from './csv-table.ts';

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
  /** Whether one of them says nothing else, or was named by hand (A12). */
  readonly isOptOutNamed: boolean;
  /** Accounts, each at a stage, and their people. */
  readonly board?: true;
}

export interface Wishes {
  readonly kind?: ListKind | undefined;
  /** Column names by field. */
  readonly map: ReadonlyMap<string, string>;
  /** The list is a board: accounts, each at a stage, and their people (A12). */
  readonly board?: boolean | undefined;
  /** How a heading tells of opt-outs, if it does. */
  optOut(heading: string): OptOut | undefined;
}

/** Reads a header row; what a deployment maps by hand stands before what the names say. */
export function mapColumns(
  header: readonly string[],
  { kind: wished, map, optOut, board }: Wishes,
  sample: readonly CsvRow[],
): Mapped {
  const plain = header.map(plainHeader);
  const vendor = vendorOf(new Set(plain));
  const { byHand, optOutIn, isOptOutByHand } = mappedByHand(header, map, optOut);
  const all = new Set(plain);
  const told: ListMeaning | undefined = board ? listKinds.contacts : toldBy(wished, all, vendor);
  const found = header.map((cell, n) => byHand.get(n) ?? fieldOf(cell, { wished, vendor, all, board, act: told?.act }));
  const kind = told?.kind ?? kindOf(found, sample);
  const items = board && namesCompanies(found, vendor);
  const named = items ? found.map((each, n) => (isItem(plain[n], byHand.has(n)) ? 'company' : each)) : found;
  const fillable = board ? [...fieldsOf[kind], ...boardFields] : fieldsOf[kind];
  const columns = new Map<string, number[]>();
  const unknown: string[] = [];
  const optOuts = optOutsIn(header, board ? 'contacts' : kind, optOutIn);
  const isOptOutNamed = isOptOutByHand || [...optOuts.values()].includes('flag');
  for (const [n, each] of named.entries()) {
    const field = kind === 'companies' && each === 'name' ? 'company' : each;
    const isFilled = field !== undefined && fillable.includes(field) && (byHand.has(n) || !map.has(field));
    if (isFilled) columns.set(field, [...(columns.get(field) ?? []), n]);
    else if (header[n] !== '' && !optOuts.has(n)) unknown.push(header[n] ?? '');
  }
  const exactFirst = [...columns].map(
    ([field, at]) =>
      [field, at.toSorted((a, b) => vague(field, header[a] ?? '') - vague(field, header[b] ?? ''))] as const,
  );
  return { vendor, kind, ...whatOf(told?.act, board), columns: new Map(exactFirst), unknown, optOuts, isOptOutNamed };
}

/** A column of states that is named for its opt-outs goes on telling the others: its words of opt-outs alone are one. */
function mappedByHand(header: readonly string[], map: Wishes['map'], optOut: Wishes['optOut']) {
  const plain = header.map(plainHeader);
  const places = new Map([...map].map(([field, column]) => [field, plain.indexOf(plainHeader(column))]));
  const at = places.get(optOutField) ?? -1;
  const optOutIn = (n: number) => optOut(header[n] ?? '') ?? (n === at ? 'flag' : undefined);
  if (optOutIn(at) === 'state') places.delete(optOutField);
  return { byHand: new Map([...places].map(([field, n]) => [n, field])), optOutIn, isOptOutByHand: at >= 0 };
}

function isItem(heading: string | undefined, isByHand: boolean): boolean {
  return heading === 'name' && !isByHand;
}

function whatOf(act: ListAct | undefined, board: boolean | undefined): Pick<Mapped, 'act' | 'board'> {
  return { ...(act ? { act } : {}), ...(board ? { board: true } : {}) };
}

interface Under extends Pick<Wishes, 'board'> {
  readonly wished: ListKind | undefined;
  readonly vendor: Vendor;
  readonly all: ReadonlySet<string>;
  readonly act: ListAct | undefined;
}

/** The field that a heading fills in a list of that kind. */
function fieldOf(cell: string, { wished, vendor, all, board, act }: Under): string | undefined {
  const own = board ? boardField(cell, vendor, all) : (fieldOfAct(cell, act) ?? recordField(cell, vendor, all));
  return own ?? foundField(cell, vendor, wished === 'connections');
}

const vague = (field: string, heading: string) => boardVagueness(field, heading) ?? vagueness(field, heading);

/** On a board an item bears the company's name, where no other column does and a person isn't what it lists. */
function namesCompanies(found: readonly (string | undefined)[], vendor: Vendor): boolean {
  if (found.includes('company')) return false;
  return (
    vendor === 'Monday' || found.includes('domain') || !(found.includes('email') || found.includes('linkedin_url'))
  );
}

interface ListMeaning {
  readonly kind: ImportKind;
  readonly act?: ListAct;
}

/** A subscriber's row tells of one act, that they subscribed; a list that says who came tells of theirs. */
function toldBy(wished: ListKind | undefined, plain: ReadonlySet<string>, vendor: Vendor): ListMeaning | undefined {
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
  if (has('item id auto generated', 'subitems')) return 'Monday';
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

/** Told by all columns and by what stands in them: a list of signals has a type of signal in some row. */
function kindOf(named: readonly (string | undefined)[], sample: readonly CsvRow[]): ImportKind {
  const cellsOf = (field: string) =>
    named.flatMap((each, n) => (each === field ? sample.map(({ cells }) => (cells[n] ?? '').trim()) : []));
  if (cellsOf('type').some((cell) => everySignalType.some((type) => type === cell.toUpperCase()))) return 'signals';
  const pages = cellsOf('linkedin_url').filter((cell) => cell !== '');
  const areCompanies =
    pages.length > 0 && pages.every((cell) => /linkedin\.com\/(?:company|school|showcase)\//i.test(cell));
  const ofPeople = ['email', 'first_name', 'last_name', ...(areCompanies ? [] : ['linkedin_url'])];
  return ofPeople.some((field) => named.includes(field)) ? 'contacts' : 'companies';
}
