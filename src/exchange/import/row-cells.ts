import type { Context } from '../../rules/command/context.ts';
import { registrableDomain } from '../../rules/identity/domain-name.ts';
import { emailAddress } from '../../rules/identity/email-address.ts';
import { linkedinProfile } from '../../rules/identity/linkedin-profile.ts';
import { isUnder } from '../../rules/identity/shared-host.ts';
import { barredPage, isMailboxHost } from '../../rules/people/register-account.ts';
import { dateIn } from '../../rules/time/written-date.ts';
import { oncePerObject, oncePerText, remembering } from '../../rules/vocabulary/remembering.ts';
import { numberIn, plainCell } from './cells.ts';
import type { CsvRow } from './csv-table.ts';
import type { LeftOutCell, List } from './import-list.ts';
import { outsideFields } from './outside-ids.ts';

/** Fields that may run over lines; in any other a line break is a space. */
const wordy: ReadonlySet<string> = new Set(['note', 'quote', 'context', 'evidence', 'why_causal']);

type Policy = Pick<Context, 'policy'>;

interface Reads {
  readonly wanted: string;
  reads(cell: string, context: Policy): boolean;
}

/** An id that another system gave: a cell that holds several names none. */
const outsideId: Reads = { wanted: 'one id of the other system', reads: (cell) => !/[;,|\s]/.test(cell) };

const number: Reads = { wanted: 'a number, such as 850', reads: (cell) => numberIn(cell) !== undefined };

/** Fields in which words for nothing are empty cells; where something is said, a cell counts only if it can be read. */
const personal: Readonly<Record<string, Reads | null>> = {
  name: null,
  first_name: null,
  last_name: null,
  industry: null,
  observed_at: null,
  company: {
    wanted: 'the name of a company',
    reads: (cell, { policy }) => !isListed(cell, policy.lists.no_employer.value),
  },
  title: { wanted: 'a post', reads: (cell, { policy }) => !isListed(cell, policy.lists.honorifics.value) },
  email: {
    wanted: 'one address, such as jane@acme.com',
    reads: (cell) => 'email' in emailAddress(cell) || areSeveral(cell),
  },
  linkedin_url: {
    wanted: "a personal profile's address, such as https://www.linkedin.com/in/jane-roe",
    reads: (cell) => 'url' in linkedinProfile(cell),
  },
  domain: {
    wanted: 'a domain of the company alone, such as acme.com',
    reads: (cell, context) => companyDomain(cell, context) !== undefined,
  },
  as_of: { wanted: 'a date such as 2026-04-21', reads: (cell) => dateIn(cell) !== undefined },
  employees: number,
  arr_usd: number,
  annual_revenue: number,
  ...Object.fromEntries(outsideFields.map((field) => [field, outsideId])),
};

/** Fields whose unread cells are told where they are taken. */
const toldAsFacts: ReadonlySet<string> = new Set(['employees', 'arr_usd', 'annual_revenue', 'company', 'title']);

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}&]+/gu, ' ')
    .trim();

const plainWords = remembering<readonly string[], ReadonlySet<string>>();

function isListed(cell: string, words: readonly string[]): boolean {
  return plainWords(words, () => new Set(words.map(plain))).has(plain(cell));
}

/** A2: a list of addresses is no cell to go on without; its row is refused. */
function areSeveral(cell: string): boolean {
  return cell.split('@').length > 2;
}

const wordsForNothing = remembering<readonly string[], ReadonlySet<string>>();

function isEmpty(cell: string, { policy }: Policy): boolean {
  const words = policy.lists.empty_cells.value;
  const given = cell.toLowerCase();
  return given === '' || wordsForNothing(words, () => new Set(words.map((word) => word.toLowerCase()))).has(given);
}

/** The domain that a cell names as a company's own: no mailbox host, no page at somebody else's site. */
export function companyDomain(cell: string, { policy }: Policy): string | undefined {
  return domainsUnder(policy)(cell).domain;
}

/** A list names a company in row after row, and each row asks several times. */
const domainsUnder = oncePerObject((policy: Policy['policy']) =>
  oncePerText((cell) => ({ domain: readCompanyDomain(cell, { policy }) }), { room: 1000, longest: 300 }),
);

function readCompanyDomain(cell: string, context: Policy): string | undefined {
  const read = registrableDomain(cell);
  if ('problem' in read || barredPage(cell, context)) return undefined;
  const { shared_hosts } = context.policy.account;
  return isUnder(read.domain, shared_hosts.value) || isMailboxHost(read.domain, context) ? undefined : read.domain;
}

export interface Cells {
  /** The first cell of the field that can be used, else the first that isn't empty. */
  text(field: string): string | undefined;
  /** Cells that say something and can't be read, where the row goes on without them. */
  leftOut(): readonly LeftOutCell[];
}

export function readCells({ cells }: CsvRow, { columns, constants }: List, context: Policy): Cells {
  const given = oncePerField((field) => {
    const found = (columns.get(field) ?? []).map((n) => plainCell(cells[n] ?? '', wordy.has(field)));
    return found.filter((cell) => (Object.hasOwn(personal, field) ? !isEmpty(cell, context) : cell !== ''));
  });
  const usable = oncePerField((field) => given(field).find((cell) => personal[field]?.reads(cell, context) ?? true));
  const isKnown = usable('email') !== undefined || usable('linkedin_url') !== undefined;
  const text = (field: string) => {
    const found = usable(field);
    if (found !== undefined || field === 'company' || field === 'title' || personal[field] === outsideId) return found;
    const isSpare = isKnown && (field === 'email' || field === 'linkedin_url');
    return isSpare ? undefined : (given(field)[0] ?? constants.get(field));
  };
  const leftOut = () =>
    Object.entries(personal).flatMap(([field, how]) => {
      if (!how || toldAsFacts.has(field)) return [];
      if ((field === 'email' || field === 'linkedin_url') && !isKnown) return [];
      const used = usable(field);
      return given(field)
        .filter((cell) => cell !== used && !how.reads(cell, context))
        .filter((cell) => field !== 'domain' || !namesMailboxes(cell, context))
        .map((cell) => ({ field, given: cell.slice(0, 60), wanted: how.wanted }));
    });
  return { text, leftOut };
}

/** A field of a row is asked for a dozen times. */
function oncePerField<Found>(find: (field: string) => Found): (field: string) => Found {
  const known = new Map<string, { readonly found: Found }>();
  return (field) => {
    const kept = known.get(field);
    if (kept) return kept.found;
    const found = find(field);
    known.set(field, { found });
    return found;
  };
}

/** `gmail.com` in a column of mail domains says nothing that could be lost. */
export function namesMailboxes(cell: string, context: Policy): boolean {
  const read = registrableDomain(cell);
  return 'domain' in read && isMailboxHost(read.domain, context);
}
