import type { Moment } from '../../rules/command/context.ts';
import { emailAddress } from '../../rules/identity/email-address.ts';
import { linkedinProfile } from '../../rules/identity/linkedin-profile.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import { suppressContact, suppressRow } from '../../rules/suppression/suppress-contact.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { plainCell } from './cells.ts';
import type { OptOut } from './columns.ts';
import type { CsvRow } from './csv-table.ts';
import type { LeftOutCell, List } from './import-list.ts';
import type { Run } from './row-report.ts';

type Adoption = PolicyValues['adoption'];

/** Letters and digits alone: `Opted-Out`, `opted_out` and `OptedOut` are one heading, `Désabonné` and `desabonne` another. */
const bare = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** A sign by itself, such as an empty box, is no word. */
const isSame = (one: string, other: string) =>
  bare(one) === '' ? one.trim() === other.trim() : bare(one) === bare(other);

/** A12: whether a heading is that of an opt-out column. */
export function optOutColumn(heading: string, adoption: Adoption): OptOut | undefined {
  const given = bare(heading);
  const isOne = (listed: string) => (listed.endsWith('*') ? given.startsWith(bare(listed)) : given === bare(listed));
  if (given === '') return undefined;
  if (adoption.opt_out_headings.value.some(isOne)) return 'flag';
  return adoption.opt_out_status_headings.value.some(isOne) ? 'state' : undefined;
}

/** The opt-out that a row tells: of whom, with the heading and the cell that say so. */
export interface OptedOut {
  readonly heading: string;
  readonly cell: string;
  /** Each address and profile that can be read in the row, whatever else is wrong with it. */
  readonly identities: readonly string[];
}

export function optedOut(row: CsvRow, list: List, adoption: Adoption): OptedOut | undefined {
  for (const [at, how] of list.optOuts) {
    const cell = plainCell(row.cells[at] ?? '', false);
    if (isOptOut(cell, how, adoption))
      return { heading: list.header[at] ?? '', cell, identities: identitiesIn(row, list) };
  }
  return undefined;
}

function identitiesIn({ cells }: CsvRow, { columns }: List): readonly string[] {
  const texts = (field: string) => (columns.get(field) ?? []).map((n) => cells[n] ?? '');
  return [...new Set([...texts('email').flatMap(addressesIn), ...texts('linkedin_url').flatMap(profileIn)])];
}

/** Whether a cell says that nobody opted out: false, no or 0. */
export function deniesOptOut(cell: string, { no_opt_out }: Pick<Adoption, 'no_opt_out'>): boolean {
  return cell !== '' && no_opt_out.value.some((each) => isSame(each, cell));
}

function isOptOut(cell: string, how: OptOut, adoption: Adoption): boolean {
  const { opt_out_statuses } = adoption;
  if (cell === '') return false;
  if (how === 'flag') return !deniesOptOut(cell, adoption);
  return opt_out_statuses.value.some((each) => isSame(each, cell));
}

/** Addresses of a cell. Several are no one address for a contact, and still name people not to write to. */
function addressesIn(cell: string): readonly string[] {
  const parts = plainCell(cell, false).split(/[\s,;|<>"()]+/);
  return parts.flatMap((part) => {
    const read = emailAddress(part.replace(/^mailto:/i, ''));
    return 'problem' in read ? [] : [read.email];
  });
}

function profileIn(cell: string): readonly string[] {
  const read = linkedinProfile(plainCell(cell, false));
  return 'problem' in read ? [] : [read.url];
}

/** The person whom a row's opt-out suppresses; an opt-out of nobody who can be told is lost, and the report says so. */
export interface SuppressedFirst {
  readonly suppressed?: string;
  readonly lost?: LeftOutCell;
}

/** L13, A12: suppresses the person whom a row names as opted out, with the list and its column as the source. */
export function suppressOptedOut(row: CsvRow, list: List, { policy }: Moment, run: Run): SuppressedFirst {
  const opted = optedOut(row, list, policy.adoption);
  if (!opted) return {};
  const { heading, cell, identities } = opted;
  const given = cell.slice(0, 60);
  const said = `\`${heading}\` is \`${given}\``;
  const source = `${list.file}, column ${heading}`;
  const note = `${list.file}, row ${row.row}: ${said}`;
  const refused = identities
    .map((contact) => run(suppressContact, { contact, reason: 'opt_out', note, source }))
    .find(isRefusal);
  if (refused) return { lost: { field: heading, given, wanted: refused.next } };
  if (identities.length > 0) return { suppressed: said };
  return { lost: { field: heading, given, wanted: 'an address or a profile in the row, which tells who opted out' } };
}

/** L13: a row that is refused may still tell what else a suppressed person has. */
export function suppressedWith(row: CsvRow, list: List, run: Run): string | undefined {
  const done = run(suppressRow, { identities: identitiesIn(row, list) });
  return !isRefusal(done) && done.outcome === 'done' ? 'tied to somebody who is' : undefined;
}
