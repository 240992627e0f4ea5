/** The records of the ledger as tables for other programs. */

import type { Reader } from '../../ledger/port/ledger.ts';
import type { AccountRecord, RecordedEvent } from '../../ledger/port/records.ts';
import { flagsOf, type Signal } from '../../rules/aggregates/account.ts';
import type { Task } from '../../rules/aggregates/task.ts';
import type { Moment } from '../../rules/command/context.ts';
import { currentFacts } from '../../rules/criteria/gates.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { tell } from '../../views/event-sentences.ts';
import type { Cell } from './csv-line.ts';
import { elsewhere, elsewhereOf } from './elsewhere.ts';

export const exported = ['accounts', 'contacts', 'signals', 'tasks', 'decisions'] as const;
export type Exported = (typeof exported)[number];
export type Line = Readonly<Record<string, Cell>>;
export type Write = (table: Exported, line: Line) => void;

/** The words that may be filed with a signal. */
const spoken = ['quote', 'note', 'referrer', 'relationship', 'context', 'evidence', 'why_causal'] as const;

/** The columns of each table, in their order for ever; new ones go to the end. */
export function columnsOf({ policy }: Pick<Moment, 'policy'>): Readonly<Record<Exported, readonly string[]>> {
  const account =
    'id,domain,aliases,name,stage,review,owner,stage_since,registered_at,first_touch_type,first_touch_at,priority,flags,cooldown_until';
  return {
    accounts: [...account.split(','), ...policy.gates.map(({ fact }) => fact), ...elsewhere],
    contacts: [
      ...'id,account,name,first_name,email,linkedin_url,title,suppressed,erased,left_to'.split(','),
      ...['contact_apollo', 'contact_hubspot', 'gmail_thread'],
    ],
    signals: [
      ...'id,account,contact,type,tier,qualifies,because,observed_at,counts_from,filed_at,filed_by,source,object,interaction,piece,rests_on,gone,gone_at,gone_because'.split(
        ',',
      ),
      ...spoken,
    ],
    tasks: 'id,account,kind,role,subject,clause,opened_at,due_at,escalated,closed_at,closed_by,note'.split(','),
    decisions: 'seq,account,at,recorded_at,decision,by,policy_version,says,decided,principal'.split(','),
  };
}

const page = 200;

/** Everything, account by account in the order of their domains, as it stands in one state. */
export function dump(reader: Reader, moment: Moment, write: Write): void {
  let cursor: string | undefined;
  do {
    const listed = reader.findAccounts({ limit: page, cursor });
    if (isRefusal(listed)) throw new Error(listed.found);
    for (const { id } of listed.items) {
      const record = reader.account(id);
      if (record) dumpAccount(record, reader, moment, write);
    }
    cursor = listed.next_cursor;
  } while (cursor !== undefined);
  dumpDesk(reader, write);
}

function dumpAccount(record: AccountRecord, reader: Reader, moment: Moment, write: Write): void {
  const { state } = record;
  write('accounts', accountLine(record, moment));
  for (const { id, left, part_of, erased = false } of state.contacts) {
    const words = record.people.get(id) ?? {};
    const { apollo, hubspot, gmail_thread, monday: _, ...person } = words;
    write('contacts', {
      id,
      account: state.domain,
      ...person,
      suppressed: record.suppressed.has(id),
      erased,
      left_to: left?.to,
      part_of,
      contact_apollo: apollo,
      contact_hubspot: hubspot,
      gmail_thread,
    });
  }
  const words = reader.words(state.signals.map(({ id }) => id));
  for (const signal of state.signals) write('signals', signalLine(signal, state.domain, words.get(signal.id) ?? {}));
  for (const task of state.tasks) write('tasks', taskLine(task, state.domain));
  for (const entry of decisionsOf(state.id, reader)) write('decisions', decisionLine(entry, state.domain, moment));
}

function accountLine({ state }: AccountRecord, { policy }: Moment): Line {
  const facts = currentFacts(state.facts);
  return {
    id: state.id,
    domain: state.domain,
    aliases: state.aliases,
    name: state.name,
    stage: state.stage,
    review: state.review,
    owner: policy.stage_owner.value[state.stage],
    stage_since: state.stage_since,
    registered_at: state.registered_at,
    first_touch_type: state.first_touch?.type,
    first_touch_at: state.first_touch?.at,
    priority: state.priority,
    flags: flagsOf(state),
    cooldown_until: state.cooldown_until,
    ...Object.fromEntries(policy.gates.map(({ fact }) => [fact, facts.get(fact)?.value])),
    ...elsewhereOf(state),
  };
}

function signalLine(signal: Signal, account: string, words: Readonly<Record<string, string>>): Line {
  const { id, contact, type, tier, qualifies, because, observed_at, at, filed_at, filed_by, source, gone } = signal;
  const { object, interaction, piece, rests_on } = signal;
  const head = {
    id,
    account,
    contact,
    type,
    tier,
    qualifies,
    because,
    observed_at,
    counts_from: at,
    filed_at,
    filed_by,
    source,
  };
  const end = { gone: gone?.why, gone_at: gone?.at, gone_because: gone?.because };
  return {
    ...head,
    object,
    interaction,
    piece,
    rests_on,
    ...end,
    ...Object.fromEntries(spoken.map((word) => [word, words[word]])),
  };
}

function taskLine(task: Task, account: string | null): Line {
  const { id, kind, role, subject, clause, opened_at, due_at, escalated, closed_at, closed_by, note } = task;
  return {
    id,
    account,
    kind,
    role,
    subject,
    clause,
    opened_at,
    due_at,
    escalated: escalated ?? false,
    closed_at,
    closed_by,
    note,
  };
}

function decisionsOf(account: string, reader: Reader): readonly RecordedEvent[] {
  const found: RecordedEvent[] = [];
  let cursor: string | undefined;
  do {
    const listed = reader.decisions(account, { limit: page, cursor });
    if (isRefusal(listed)) throw new Error(listed.found);
    found.push(...listed.items);
    cursor = listed.next_cursor;
  } while (cursor !== undefined);
  return found.reverse();
}

function decisionLine(entry: RecordedEvent, account: string, { calendar }: Moment): Line {
  const { seq, at, recorded_at, type, role, principal, policy_version, body } = entry;
  return {
    seq,
    account,
    at,
    recorded_at,
    decision: type,
    by: role,
    policy_version,
    says: tell({ type, body }, calendar),
    decided: body,
    principal,
  };
}

/** Open tasks that concern no single account. */
function dumpDesk(reader: Reader, write: Write): void {
  let cursor: string | undefined;
  do {
    const listed = reader.tasks({ limit: page, cursor });
    if (isRefusal(listed)) throw new Error(listed.found);
    for (const { task, account } of listed.items) if (account === null) write('tasks', taskLine(task, null));
    cursor = listed.next_cursor;
  } while (cursor !== undefined);
}
