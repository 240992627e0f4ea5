import type { Reader } from '../../ledger/port/ledger.ts';
import type { Moment } from '../../rules/command/context.ts';
import { emailAddress } from '../../rules/identity/email-address.ts';
import type { WaitArgs } from '../../rules/people/queue-unmatched.ts';
import { barredPage, isMailboxHost } from '../../rules/people/register-account.ts';
import { answers } from '../../rules/vocabulary/note-fields.ts';
import { momentIn, plainCell, truthIn } from './cells.ts';
import { plainHeader, signalFields } from './columns.ts';
import { factsIn } from './company-facts.ts';
import type { CsvRow } from './csv-table.ts';
import { type LeftOutCell, type List, originOf, type RowReading } from './import-list.ts';
import { differsFrom, type OnFileDifference, onFile } from './on-file-differences.ts';
import { ofCompany, ofPerson, outsideIn } from './outside-ids.ts';
import { namesIn } from './person-names.ts';
import { placed } from './placed.ts';
import { companyDomain, namesMailboxes, readCells } from './row-cells.ts';

type Person = Readonly<Record<string, string>>;
type Args = Readonly<Record<string, unknown>>;

/** The command that a row asks for. */
export type RowCommand =
  | {
      readonly ask: 'save_account' | 'file_signal_note';
      readonly args: Args;
      readonly leftOut: readonly LeftOutCell[];
      /** The row's facts have no day of their own. */
      readonly undated: boolean;
      /** The person that it saves, who is on file nowhere. */
      readonly newcomer?: Person;
      /** Values that differ from those on file. */
      readonly differs: readonly OnFileDifference[];
    }
  | { readonly ask: 'wait'; readonly args: WaitArgs; readonly note?: Args }
  | { readonly ask: 'nothing'; readonly field: string; readonly because: string; readonly wanted: string };

export function askedBy(row: CsvRow, list: List, reader: Reader, moment: Moment): RowCommand {
  const shifted = row.cells.slice(list.header.length).find((cell) => cell.trim() !== '');
  if (shifted !== undefined) {
    const because = `the row has ${row.cells.length} cells under ${list.header.length} headers`;
    return { ask: 'nothing', field: 'row', because, wanted: 'a cell with the delimiter in it stands in quotes' };
  }
  const { text, leftOut } = readCells(row, list, moment);
  const reading = { list, row, reader, moment, text };
  const namesNobody = list.board && text('email') === undefined && text('linkedin_url') === undefined;
  const asked = list.kind === 'companies' || namesNobody ? companyRow(reading) : personRow(reading);
  return 'leftOut' in asked ? { ...asked, leftOut: [...leftOut(), ...asked.leftOut] } : asked;
}

function companyRow(reading: RowReading): RowCommand {
  const { text, reader, moment } = reading;
  const company = companyIn(reading);
  const page = text('domain');
  // A page at somebody else's site is no other company of that name.
  const domain =
    page === undefined
      ? company && onlyOne(company, reader)
      : (companyDomain(page, moment) ?? (namesMailboxes(page, moment) ? page : undefined));
  if (!domain)
    return {
      ask: 'nothing',
      field: 'domain',
      because: (page && barredPage(page, moment)?.found) ?? 'no domain of a company stands in the row',
      wanted: 'a domain such as acme.com',
    };
  const { facts, leftOut, undated } = factsIn(reading, domain);
  return {
    ask: 'save_account',
    args: {
      domain,
      ...(company ? { name: company } : {}),
      ...outsideIn(text, ofCompany),
      ...(facts.length > 0 ? { facts } : {}),
    },
    leftOut,
    undated,
    differs: [],
  };
}

function personRow(reading: RowReading): RowCommand {
  const { text, list } = reading;
  const person = personIn(reading);
  const company = companyIn(reading);
  const whole = { ...person, ...outsideIn(text, ofPerson) };
  const ofItsCompany = outsideIn(text, ofCompany);
  const named = pageDomain(reading);
  const known = onFile(reading, person);
  const place = placed(reading, { company, named, domain: named ?? known?.domain ?? domainOf(reading, person) });
  if ('because' in place) {
    const { because } = place;
    const { external: company_ids } = ofItsCompany;
    const did =
      list.kind === 'signals' ? `${typeIn(reading) ?? 'a signal'} ${text('observed_at') ?? ''}`.trim() : undefined;
    const act = list.kind === 'signals' ? signalRow(reading, undefined, person) : null;
    return {
      ask: 'wait',
      args: { person: whole, origin: originOf(list), because, company: company?.slice(0, 200), company_ids, did },
      ...(act?.ask === 'file_signal_note' ? { note: act.args } : {}),
    };
  }
  const { domain } = place;
  // The company that the row itself names by a domain: its site, else its people's mail.
  const differs = differsFrom(reading, known, person, { name: company, domain: named ?? mailDomain(reading, person) });
  if (list.kind === 'signals') {
    const asked = signalRow(reading, domain, person);
    return asked.ask === 'file_signal_note' ? { ...asked, differs } : asked;
  }
  const { facts, leftOut, undated } = factsIn(reading, domain);
  const args = {
    domain,
    ...(company ? { name: company } : {}),
    contacts: [whole],
    ...ofItsCompany,
    ...(facts.length > 0 ? { facts } : {}),
  };
  return { ask: 'save_account', args, leftOut, undated, differs, ...(known ? {} : { newcomer: person }) };
}

function signalRow({ list, row, text, moment }: RowReading, account: string | undefined, person: Person): RowCommand {
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
  const signal = { ...saidByList(list), ...wordsOfAct(text), type };
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
      signal,
    },
    leftOut: [],
    undated: false,
    differs: [],
  };
}

function typeIn({ list, text }: Pick<RowReading, 'list' | 'text'>): string | undefined {
  return list.act ?? text('type')?.toUpperCase();
}

/** A list of those who came says by itself that they came, and of nobody that they did more (A4). */
function saidByList({ act, columns, constants }: List): Readonly<Record<string, unknown>> {
  if (act !== 'E6') return {};
  return { ...(columns.has('attended') || constants.has('attended') ? {} : { attended: true }), engagement: 'none' };
}

/** The row's fields of the act, each as a note takes it. */
function wordsOfAct(text: RowReading['text']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    signalFields.flatMap((field) => {
      const cell = text(field);
      return cell === undefined || field === 'type' ? [] : [[field, wordOfAct(field, cell)]];
    }),
  );
}

const closed: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(answers));

function wordOfAct(field: string, cell: string): unknown {
  if (field === 'gated' || field === 'attended') return truthIn(cell) ?? cell;
  const listed = closed.get(field);
  if (!listed) return cell;
  const letters = (text: string) => plainHeader(text).replaceAll(' ', '');
  const meant = truthIn(cell) === false ? 'none' : letters(cell);
  return listed.find((each) => letters(each) === meant) ?? plainHeader(cell).replaceAll(' ', '_');
}

function personIn({ text }: RowReading): Person {
  const { name, first_name } = namesIn({ name: text('name'), first: text('first_name'), last: text('last_name') });
  const given = { name, first_name, email: text('email'), linkedin_url: text('linkedin_url'), title: text('title') };
  const person: Record<string, string> = {};
  for (const [field, word] of Object.entries(given)) if (word) person[field] = word;
  return person;
}

/** The company's name; a column called `Account` holds it as often as its domain. */
function companyIn({ text, list, row }: RowReading): string | undefined {
  const named = text('company');
  if (named !== undefined) return named;
  const cell = text('domain');
  const isName = (list.columns.get('domain') ?? []).some(
    (n) => plainHeader(list.header[n] ?? '') === 'account' && plainCell(row.cells[n] ?? '', false) === cell,
  );
  return isName && cell !== undefined && !/\S\.\S/.test(cell) ? cell : undefined;
}

/** The company of a person whose row names no site, where they stand at none: their address's, or the one so named. */
function domainOf(reading: RowReading, person: Person): string | undefined {
  const { reader } = reading;
  const ofMail = mailDomain(reading, person);
  if (ofMail !== undefined) return ofMail;
  const company = companyIn(reading);
  return company === undefined ? undefined : onlyOne(company, reader);
}

function pageDomain({ text, moment }: RowReading): string | undefined {
  const page = text('domain');
  return page === undefined ? undefined : companyDomain(page, moment);
}

function mailDomain({ moment }: RowReading, { email }: Person): string | undefined {
  const address = email === undefined ? undefined : emailAddress(email);
  // By the whole host: relays stand below domains of companies.
  return address && 'email' in address && !isMailboxHost(address.domain, moment) ? address.registrable : undefined;
}

function onlyOne(company: string, reader: Reader): string | undefined {
  const [first, second] = reader.near(company, 2);
  return first && !second ? first.domain : undefined;
}
