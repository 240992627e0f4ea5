import type { Reader } from '../../ledger/port/ledger.ts';
import type { Moment } from '../../rules/command/context.ts';
import { registrableDomain } from '../../rules/identity/domain-name.ts';
import { emailAddress } from '../../rules/identity/email-address.ts';
import { linkedinProfile } from '../../rules/identity/linkedin-profile.ts';
import type { WaitArgs } from '../../rules/people/queue-unmatched.ts';
import { momentIn, plainCell, truthIn } from './cells.ts';
import { signalFields } from './columns.ts';
import { factsIn } from './company-facts.ts';
import type { Row } from './csv-table.ts';
import { type LeftOut, type List, originOf, type Reading } from './import-list.ts';

type Person = Readonly<Record<string, string>>;
type Args = Readonly<Record<string, unknown>>;

/** What a row asks for. */
export type Asked =
  | { readonly ask: 'save_account' | 'file_signal_note'; readonly args: Args; readonly leftOut: readonly LeftOut[] }
  | { readonly ask: 'wait'; readonly args: WaitArgs; readonly note?: Args }
  | { readonly ask: 'nothing'; readonly field: string; readonly because: string; readonly wanted: string };

/** Fields that may run over lines; in any other a line break is a space. */
const wordy: ReadonlySet<string> = new Set(['note', 'quote', 'context', 'evidence', 'why_causal']);

export function askedBy(row: Row, list: List, reader: Reader, moment: Moment): Asked {
  const text = (field: string) => {
    const cells = (list.columns.get(field) ?? []).map((n) => plainCell(row.cells[n] ?? '', wordy.has(field)));
    return cells.find((cell) => cell !== '');
  };
  const shifted = row.cells.slice(list.header.length).find((cell) => cell.trim() !== '');
  if (shifted !== undefined) {
    const because = `the row has ${row.cells.length} cells under ${list.header.length} headers`;
    return { ask: 'nothing', field: 'row', because, wanted: 'a cell with the delimiter in it stands in quotes' };
  }
  const reading = { list, row, reader, moment, text };
  return list.kind === 'companies' ? companyRow(reading) : personRow(reading);
}

function companyRow(reading: Reading): Asked {
  const { text, reader } = reading;
  const company = text('company');
  const domain = companyDomain(text('domain')) ?? (company ? onlyOne(company, reader) : undefined);
  if (domain === undefined)
    return {
      ask: 'nothing',
      field: 'domain',
      because: 'no domain of a company stands in the row',
      wanted: 'a domain such as acme.com',
    };
  const { facts, leftOut } = factsIn(reading, domain);
  return {
    ask: 'save_account',
    args: { domain, ...(company ? { name: company } : {}), ...(facts.length > 0 ? { facts } : {}) },
    leftOut,
  };
}

function personRow(reading: Reading): Asked {
  const { text, list } = reading;
  const person = personIn(reading);
  const company = text('company');
  const domain = domainOf(reading, person);
  if (domain === undefined) {
    const because = company ? 'no domain is known for the company named' : 'a private mailbox or none, and no company';
    const did =
      list.kind === 'signals' ? `${typeIn(reading) ?? 'a signal'} ${text('observed_at') ?? ''}`.trim() : undefined;
    const act = list.kind === 'signals' ? signalRow(reading, undefined, person) : null;
    return {
      ask: 'wait',
      args: { person, origin: originOf(list), because, company: company?.slice(0, 200), did },
      ...(act?.ask === 'file_signal_note' ? { note: act.args } : {}),
    };
  }
  if (list.kind === 'signals') return signalRow(reading, domain, person);
  const { facts, leftOut } = factsIn(reading, domain);
  const args = {
    domain,
    ...(company ? { name: company } : {}),
    contacts: [person],
    ...(facts.length > 0 ? { facts } : {}),
  };
  return { ask: 'save_account', args, leftOut };
}

function signalRow({ list, row, text, moment }: Reading, account: string | undefined, person: Person): Asked {
  // A note takes the whole name alone.
  const { first_name: _first, ...contact } = person;
  const type = typeIn({ list, text });
  const when = text('observed_at');
  const observed_at = when === undefined ? undefined : momentIn(when, moment.calendar);
  if (observed_at === undefined)
    return {
      ask: 'nothing',
      field: 'observed_at',
      because: when === undefined ? 'is missing' : `is \`${when.slice(0, 40)}\``,
      wanted: 'a date such as 2026-04-21, or a time with its offset',
    };
  if (type === undefined)
    return { ask: 'nothing', field: 'type', because: 'is missing', wanted: 'the type of the signal, such as E2' };
  const signal = Object.fromEntries(
    signalFields.flatMap((field) => {
      const cell = text(field);
      return cell === undefined || field === 'type'
        ? []
        : [[field, field === 'gated' || field === 'attended' ? (truthIn(cell) ?? cell) : cell]];
    }),
  );
  const source = text('source') ?? `${originOf(list)} (${list.file}, row ${row.row})`;
  const note = text('note');
  return {
    ask: 'file_signal_note',
    args: {
      ...(account ? { account } : {}),
      contact,
      observed_at,
      source,
      ...(note ? { note } : {}),
      signal: { ...signal, type },
    },
    leftOut: [],
  };
}

/** A subscriber's row tells of one act: that they subscribed. */
function typeIn({ list, text }: Pick<Reading, 'list' | 'text'>): string | undefined {
  return list.vendor === 'Substack' ? 'E2' : text('type')?.toUpperCase();
}

function personIn({ text }: Reading): Person {
  const first = text('first_name');
  const name = text('name') ?? [first, text('last_name')].filter((each) => each !== undefined).join(' ');
  const given = {
    name,
    first_name: first,
    email: text('email'),
    linkedin_url: text('linkedin_url'),
    title: text('title'),
  };
  return Object.fromEntries(Object.entries(given).flatMap(([field, word]) => (word ? [[field, word]] : [])));
}

/** Pages at these names are a person's or a company's page there, not the company's own domain. */
const hosts: readonly string[] = [
  'linkedin.com',
  'facebook.com',
  'twitter.com',
  'x.com',
  'instagram.com',
  'youtube.com',
  'substack.com',
  'medium.com',
  'github.com',
];

function companyDomain(cell: string | undefined): string | undefined {
  if (cell === undefined) return undefined;
  const read = registrableDomain(cell);
  return 'problem' in read || hosts.includes(read.domain) ? undefined : read.domain;
}

/** Which company a person's row belongs to: the one it names, the one they stand at, their address's, or the one so named. */
function domainOf({ text, reader, moment }: Reading, { email, linkedin_url }: Person): string | undefined {
  const named = companyDomain(text('domain'));
  if (named !== undefined) return named;
  const address = email === undefined ? undefined : emailAddress(email);
  const profile = linkedin_url === undefined ? undefined : linkedinProfile(linkedin_url);
  const known = [address && 'email' in address ? address.email : '', profile && 'url' in profile ? profile.url : ''];
  const contact = known.map((each) => (each === '' ? null : reader.contact(each))).find((each) => each !== null);
  if (contact) return contact.domain;
  const isFree = (domain: string) => moment.policy.account.free_mail_domains.value.includes(domain);
  if (address && 'registrable' in address && !isFree(address.registrable)) return address.registrable;
  const company = text('company');
  return company === undefined ? undefined : onlyOne(company, reader);
}

function onlyOne(company: string, reader: Reader): string | undefined {
  const [first, second] = reader.near(company, 2);
  return first && !second ? first.domain : undefined;
}
