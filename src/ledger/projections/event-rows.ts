import type { AccountEventOf } from '../../rules/aggregates/account-events.ts';
import type { MailEvent } from '../../rules/aggregates/permit.ts';
import type { Sealed } from '../../rules/aggregates/sealed.ts';
import type { WaitingEvent } from '../../rules/aggregates/unmatched-person.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { canonical } from '../events/canonical-json.ts';
import { fingerprintsOf } from '../events/person-fingerprint.ts';
import { type LedgerEvent, nameOf, type PolicyRecorded, personLeft, takeWords } from '../events/streams.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Person } from '../port/records.ts';
import { mailRow, wordsId } from './mail-rows.ts';
import { type Row, row, type TableName } from './tables.ts';
import { stepRow, versionRow } from './template-rows.ts';
import { waitMarkRows, waitRow } from './wait-rows.ts';

/** Rows of single events, besides the stream's state: personal data, posts, policies. */
export interface Gathered {
  readonly people: Map<string, Person>;
  /** Rows that come of single events rather than of the state. */
  readonly added: Row[];
}

/** An event that has its number. */
export interface Numbered {
  readonly stream: string;
  readonly seq: number;
  readonly at: Instant;
  readonly recorded_at: Instant;
  readonly by: Role;
  /** L16: the principal behind the role, where a role key proved it. */
  readonly principal: string | null;
  readonly event: LedgerEvent;
  /** Null where it has none or the key is gone. */
  readonly sealed: Sealed | null;
}

type Mark = KeyStore['mark'];

export function gather(into: Gathered, numbered: Numbered, mark: Mark): void {
  const { stream, seq, at, event, sealed } = numbered;
  switch (event.type) {
    case 'contact_added':
    case 'contact_changed':
    case 'contact_taken':
      gatherWords(into, event.contact.id, sealed, nameOf(stream), mark);
      return;
    case 'contact_tied':
    case 'contacts_joined':
      into.added.push(...besideRows(event, sealed, nameOf(stream), mark));
      return;
    case 'signal_recorded':
    case 'signal_taken':
      gatherNote(into, event.signal.id, nameOf(stream), sealed);
      return;
    case 'contact_suppressed':
    case 'suppression_voided':
    case 'account_absorbed':
      gatherStanding(into, event, stream);
      return;
    case 'contact_left':
      into.people.set(event.contact, personLeft(into.people.get(event.contact)));
      return;
    case 'note_waits':
    case 'note_wait_ended':
    case 'person_waits':
    case 'wait_tied':
    case 'wait_ended':
      gatherWait(into, { stream, seq, at, event, sealed }, mark);
      return;
    case 'person_erased':
      forget(into, event.contact, numbered);
      return;
    case 'posted':
    case 'batch_posted':
      into.added.push(row('posts', seq, stream, event.channel, at, event.text));
      return;
    default:
      gatherRest(into, numbered);
  }
}

/** Tables whose rows go with an absorbed account to the one that took it in. */
export const goesAlong: readonly TableName[] = ['words', 'marks', 'suppressed_contacts'];

function gatherStanding(into: Gathered, event: LedgerEvent, stream: string): void {
  if (event.type === 'contact_suppressed') into.added.push(row('suppressed_contacts', event.contact, nameOf(stream)));
  else if (event.type === 'account_absorbed') drop(into, ({ table }) => goesAlong.includes(table));
  else if (event.type === 'suppression_voided' && 'contact' in event)
    drop(into, ({ table, values }) => table === 'suppressed_contacts' && values[0] === event.contact);
}

function policyRow(
  { hash, version, status, canonical: text, file }: PolicyRecorded,
  { seq, stream, recorded_at }: Numbered,
): Row {
  return row('policies', seq, stream, hash, version, status, text, recorded_at, file ?? null);
}

function gatherRest(into: Gathered, numbered: Numbered): void {
  const { event } = numbered;
  switch (event.type) {
    case 'template_drafted':
      drop(into, ({ table, values }) => table === 'template_versions' && values[0] === event.template.id);
      into.added.push(versionRow(event, numbered));
      return;
    case 'template_submitted':
    case 'template_reviewed':
    case 'template_loaded':
    case 'template_retired':
    case 'content_flagged':
    case 'flag_joined':
    case 'correction_proposed':
    case 'flag_resolved':
      into.added.push(stepRow(event, numbered));
      return;
    case 'email_rendered':
    case 'permit_granted':
    case 'permit_redeemed':
    case 'permit_revoked':
    case 'permit_taken':
    case 'permit_lapsed':
    case 'delivery_recorded':
    case 'reply_recorded':
    case 'contact_withheld':
    case 'withholding_ended':
    case 'words_taken':
      gatherMail(into, event, numbered);
      return;
    default:
      into.added.push(...auditRows(numbered));
  }
}

function auditRows(numbered: Numbered): readonly Row[] {
  if (numbered.event.type === 'policy_recorded') return [policyRow(numbered.event, numbered)];
  const audited = auditRow(numbered);
  return audited ? [audited] : [];
}

function gatherWords(into: Gathered, contact: string, sealed: Sealed | null, account: string, mark: Mark): void {
  takeWords(into.people, contact, sealed?.fields ?? {});
  into.added.push(...broughtRows(contact, sealed, account, mark));
}

function broughtRows(contact: string, sealed: Sealed | null, account: string, mark: Mark): readonly Row[] {
  const fields = sealed?.fields ?? {};
  const tied = fields.tied_as?.split(' ') ?? [];
  return fingerprintsOf(fields, mark).map((each) => row('marks', contact, each, account, tied.includes(each) ? 1 : 0));
}

function besideRows(
  { type, contact }: AccountEventOf<'contact_tied' | 'contacts_joined'>,
  sealed: Sealed | null,
  account: string,
  mark: Mark,
): readonly Row[] {
  if (type === 'contacts_joined') return broughtRows(contact, sealed, account, mark);
  return fingerprintsOf(sealed?.fields ?? {}, mark).map((each) => row('marks', contact, each, account, 1));
}

function forget(into: Gathered, contact: string, { stream, seq }: Numbered): void {
  into.people.set(contact, {});
  drop(into, (each) => isAbout(each, contact));
  into.added.push(row('erased', contact, nameOf(stream), seq));
}

function gatherNote(into: Gathered, id: string, owner: string, sealed: Sealed | null): void {
  if (sealed) into.added.push(row('words', id, owner, sealed.person, canonical(sealed.fields)));
}

function gatherMail(into: Gathered, event: MailEvent, { stream, seq, at, by, sealed }: Numbered): void {
  const account = nameOf(stream);
  const id = wordsId(event);
  if (id !== null) {
    drop(into, ({ table, values }) => (table === 'words' || table === 'emails') && values[0] === id);
    gatherNote(into, id, account, sealed);
  }
  const told = mailRow(event, { account, seq, at, by });
  if (told) into.added.push(told);
}

interface WaitTold extends Pick<Numbered, 'stream' | 'seq' | 'at' | 'sealed'> {
  readonly event: Exclude<WaitingEvent, { readonly type: 'task_opened' | 'task_hastened' }>;
}

function gatherWait(into: Gathered, { event, ...told }: WaitTold, mark: Mark): void {
  if (event.type === 'note_waits') {
    gatherNote(into, event.note.id, told.stream, told.sealed);
    return;
  }
  if (event.type === 'note_wait_ended') {
    drop(into, ({ table, values }) => table === 'words' && values[0] === event.note);
    return;
  }
  if (event.type !== 'wait_tied') {
    drop(into, ({ table }) => table === 'waiting' || table === 'wait_marks' || table === 'words');
    into.added.push(waitRow({ ...told, event }));
  }
  if (event.type !== 'wait_ended') into.added.push(...waitMarkRows(told.stream, told.sealed?.fields ?? {}, mark));
}

function drop({ added }: Gathered, which: (row: Row) => boolean): void {
  added.splice(0, added.length, ...added.filter((each) => !which(each)));
}

/** Words of a person and the marks of their addresses. That they are suppressed is kept. */
function isAbout({ table, values }: Row, contact: string): boolean {
  return (table === 'words' && values[2] === contact) || (table === 'marks' && values[0] === contact);
}

/** Rows of single events that no state keeps: what was said then, for audits. */
function auditRow({ stream, seq, at, by, event }: Numbered): Row | null {
  switch (event.type) {
    case 'gate_overridden': {
      const { id, gate, fact, justification, compensating } = event.override;
      return row('overrides', id, nameOf(stream), gate, fact, justification, canonical(compensating), at);
    }
    case 'override_fell':
      return row('fallen_overrides', event.override, nameOf(stream), at, event.because);
    case 'mql_disputed':
      return row('disputes', seq, nameOf(stream), event.criterion, event.outcome, event.claim, by, at);
    case 'refused':
      return row('refusals', seq, stream, by, event.tool, event.code, at);
    default:
      return null;
  }
}
