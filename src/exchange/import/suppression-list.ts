import { parse } from 'csv-parse/sync';
import { emailAddress } from '../../rules/identity/email-address.ts';
import { linkedinProfile } from '../../rules/identity/linkedin-profile.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import { plainCell } from './cells.ts';
import { fieldNamed, plainHeader } from './columns.ts';
import { deniesOptOut, optOutColumn } from './opt-out.ts';

/** A row of a list of people not to write to, as a spreadsheet counts it. */
export interface SuppressionRow {
  readonly row: number;
  /** The people whom it names: by addresses, profiles, contact ids and tokens of opt-out links. */
  readonly people: readonly string[];
  /** The column of opt-outs that says no, and its cell. */
  readonly denied?: { readonly heading: string; readonly cell: string };
}

type Adoption = PolicyValues['adoption'];

/** Headings of columns that name a person, besides those of an e-mail address or a profile. */
const naming = ['contact', 'contact id', 'token', 'opt out token', 'unsubscribe link'];

/** K5, L13: one a line, or a table with headings, of which the columns that name people are read. */
export function readSuppressionList(text: string, adoption: Adoption): readonly SuppressionRow[] {
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = [';', '\t'].find((each) => first.includes(each)) ?? ',';
  const records: readonly string[][] = parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
  });
  const rows = records.map((cells, n) => ({ row: n + 1, cells: cells.map((cell) => plainCell(cell, false)) }));
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [head, ...below] = filled;
  const columns = head?.cells.flatMap((cell, at) => (isHeading(cell) ? [at] : [])) ?? [];
  const isTable = columns.length > 0 && head !== undefined && peopleIn(head.cells).length === 0;
  if (!isTable) return filled.map(({ row, cells }) => ({ row, people: peopleIn(cells) }));
  const flags = head.cells.flatMap((heading, at) =>
    optOutColumn(heading, adoption) === 'flag' ? [{ heading, at }] : [],
  );
  return below.map(({ row, cells }) => ({
    row,
    people: peopleIn(columns.map((at) => cells[at] ?? '')),
    ...deniedIn(cells, flags, adoption),
  }));
}

interface Flag {
  readonly heading: string;
  readonly at: number;
}

/** A12: a list of everybody with a column that says who opted out. Where its cells are empty, being listed says it. */
function deniedIn(
  cells: readonly string[],
  flags: readonly Flag[],
  adoption: Adoption,
): Pick<SuppressionRow, 'denied'> {
  const said = flags.map(({ heading, at }) => ({ heading, cell: cells[at] ?? '' })).filter(({ cell }) => cell !== '');
  const [denied] = said;
  return denied && said.every(({ cell }) => deniesOptOut(cell, adoption)) ? { denied } : {};
}

function isHeading(cell: string): boolean {
  const field = fieldNamed(cell);
  return field === 'email' || field === 'linkedin_url' || naming.includes(plainHeader(cell));
}

/** Several may stand in one cell. */
function peopleIn(cells: readonly string[]): readonly string[] {
  const parts = cells.flatMap((cell) => cell.split(/[\s,;|<>"()]+/)).map((part) => part.replace(/^mailto:/i, ''));
  return [...new Set(parts.flatMap((part) => (part === '' ? [] : (personIn(part) ?? []))))];
}

function personIn(part: string): string | null {
  const email = emailAddress(part);
  if (!('problem' in email)) return email.email;
  if (/^con_[a-z0-9]+_\d+$/.test(part) || /^(?:https?:\/\/\S*\/)?[a-z0-9]{32}-[a-z0-9]{16}\/?$/i.test(part))
    return part;
  const profile = linkedinProfile(part);
  return 'problem' in profile ? null : profile.url;
}
