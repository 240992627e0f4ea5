import { emailAddress } from '../../rules/identity/email-address.ts';
import { linkedinProfile } from '../../rules/identity/linkedin-profile.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import { plainCell } from './cells.ts';
import type { OptOut } from './columns.ts';
import type { CsvRow } from './csv-table.ts';
import type { List } from './import-list.ts';

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

/** What a row says: who opted out, and the heading and the cell that say so. */
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

export function identitiesIn({ cells }: CsvRow, { columns }: List): readonly string[] {
  const texts = (field: string) => (columns.get(field) ?? []).map((n) => cells[n] ?? '');
  return [...new Set([...texts('email').flatMap(addressesIn), ...texts('linkedin_url').flatMap(profileIn)])];
}

/** Such as false, no or 0. */
export function deniesOptOut(cell: string, { no_opt_out }: Pick<Adoption, 'no_opt_out'>): boolean {
  return cell !== '' && no_opt_out.value.some((each) => isSame(each, cell));
}

function isOptOut(cell: string, how: OptOut, adoption: Adoption): boolean {
  const { opt_out_statuses } = adoption;
  if (cell === '') return false;
  if (how === 'flag') return !deniesOptOut(cell, adoption);
  return opt_out_statuses.value.some((each) => isSame(each, cell));
}

/** Several, too: what is no one address for a contact still names whom not to write to. */
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
