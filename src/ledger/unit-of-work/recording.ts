import type { Pending } from '../../rules/command/draft.ts';
import type { PolicyStanding } from '../../rules/policy-changes/policy-on-record.ts';
import type { Instant } from '../../rules/time/time.ts';
import { isPrincipal } from '../../rules/vocabulary/principal.ts';
import { type Changes, noChanges, type Transaction } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import { canonical } from '../events/canonical-json.ts';
import { type EventRow, hashOf, noHash } from '../events/hash-chain.ts';
import { seal } from '../events/sealed-fields.ts';
import { type Folded, type LedgerEvent, nameOf, sealedOf } from '../events/streams.ts';
import type { Caller } from '../port/ledger.ts';
import type { Person } from '../port/records.ts';
import { readBack } from '../projections/account-parts.ts';
import { type Gathered, gather, goesAlong } from '../projections/event-rows.ts';
import { countChanges, summed } from '../projections/stream-counts.ts';
import { difference } from '../projections/stream-rows.ts';
import { type Row, row } from '../projections/tables.ts';
import { answersAbout, withoutWords } from './kept-answers.ts';
import type { Store } from './store.ts';

/** A stream with what is to be appended to it. */
export interface Append {
  readonly stream: string;
  readonly version: number;
  readonly head: string;
  readonly before: Folded | null;
  readonly after: Folded;
  readonly pending: readonly Pending<LedgerEvent>[];
  readonly people: ReadonlyMap<string, Person>;
}

interface Next {
  readonly stream: string;
  readonly version: number;
  readonly prev_hash: string;
  readonly event: LedgerEvent;
  readonly at: Instant;
}

/** Turns the changes of one act into data: events numbered, sealed and hashed, and the rows that differ by them. */
export class Recording {
  readonly #store: Store;
  readonly #transaction: Transaction;
  readonly #caller: Caller;
  readonly #now: Instant;
  readonly #isTrial: boolean;
  readonly #keys = new Map<string, Buffer>();
  #taken = 0;
  readonly #events: EventRow[] = [];
  readonly #removed: Row[] = [];
  readonly #put: Row[] = [];
  readonly #counts: Changes['counts'][number][] = [];
  readonly #erasedAnswers: Changes['erasedAnswers'][number][] = [];
  #seq: number | undefined;

  /** In a trial no key is stored: personal data can be read back until it is undone. */
  constructor(
    store: Store,
    transaction: Transaction,
    caller: Caller & { readonly now: Instant; readonly isTrial?: boolean },
  ) {
    const { role, client, principal, key, now, isTrial = false } = caller;
    // An event is for ever, and a name in it could not be erased.
    if (principal !== undefined && !isPrincipal(principal))
      throw new Error('the principal to be recorded is no opaque id');
    this.#store = store;
    this.#transaction = transaction;
    this.#caller = { role, client: client.replace(/[\p{C}]/gu, '').slice(0, 100), principal, key };
    this.#now = now;
    this.#isTrial = isTrial;
  }

  /** The changes appended since the last call, to be written. */
  take(): Changes {
    const keys = [...this.#keys].slice(this.#taken);
    this.#taken = this.#keys.size;
    return {
      ...noChanges,
      keys: new Map(this.#isTrial ? [] : keys),
      events: this.#events.splice(0),
      removed: this.#removed.splice(0),
      put: this.#put.splice(0),
      counts: summed(this.#counts.splice(0)),
      erasedAnswers: this.#erasedAnswers.splice(0),
    };
  }

  /** Reads back what this act seals. */
  keyOf(person: string): Buffer | undefined {
    return this.#keys.get(person) ?? this.#store.engine.keys.keyOf(person);
  }

  /** Appends a stream's new events, with the difference that they make to its rows. */
  append({ stream, version, head: first, before, after, people, pending }: Append): void {
    const gathered: Gathered = { people: new Map(people), added: [] };
    const { role: by, principal: said, key } = this.#caller;
    const principal = key === undefined ? null : (said ?? null);
    let head = first;
    for (const [n, { event, at }] of pending.entries()) {
      const { seq, hash } = this.#event({ stream, version: version + n + 1, prev_hash: head, event, at });
      head = hash;
      const sealed = sealedOf(event) ?? null;
      const numbered = { stream, seq, at, recorded_at: this.#now, by, principal, event, sealed };
      gather(gathered, numbered, this.#store.engine.keys.mark);
    }
    this.#withdraw(pending, stream, after);
    const { removed, put } = difference(before && { stream, version, head: first, folded: before, people }, {
      stream,
      version: version + pending.length,
      head,
      folded: after,
      ...gathered,
    });
    this.#removed.push(...removed);
    this.#put.push(...put);
    this.#counts.push(...countChanges(before, after));
    if (after.kind !== 'account' || this.#isTrial) return;
    const was = before?.kind === 'account' ? before.state : null;
    const known = isKnown(people, gathered.people) ? gathered.people : undefined;
    this.#store.states.keepFolded(head, after.state, () => readBack(was, after.state, put), known);
  }

  /** Appends to a stream that has no state of its own. */
  appendPlain(stream: 'policy' | 'refusals', events: readonly LedgerEvent[]): void {
    if (events.length === 0) return;
    const { version, head } = this.#transaction.rows.stream.get(stream) ?? { version: 0, head: noHash };
    const folded = { kind: stream, state: null };
    const before = version === 0 ? null : folded;
    const pending = events.map((event) => ({ event, at: this.#now }));
    this.append({ stream, version, head, before, after: folded, pending, people: new Map() });
  }

  /** P2: puts a policy on record that isn't yet: the file, and what it comes to with the changes in force; only with what is carried out under it. */
  policy({ is, isRuling }: PolicyStanding): void {
    const { file, policy } = this.#store.ruling;
    const recorded = ({ values: { version, status }, hash, canonical: text }: typeof file) =>
      ({ type: 'policy_recorded', version, hash, status, canonical: text }) as const;
    const changed = isRuling ? [] : [{ ...recorded(policy), file: file.hash }];
    this.appendPlain('policy', [...(is === 'in_force' ? [] : [recorded(file)]), ...changed]);
  }

  #event({ stream, version, prev_hash, event, at }: Next): EventRow {
    const { policy } = this.#store;
    const { role, client, principal = null, key: role_key = null } = this.#caller;
    this.#seq = (this.#seq ?? this.#transaction.rows.lastNumber.get()?.seq ?? 0) + 1;
    const fields = {
      stream,
      version,
      type: event.type,
      at,
      recorded_at: this.#now,
      role,
      client,
      principal,
      role_key,
      policy_version: policy.values.version,
      policy_hash: policy.hash,
      body: this.#body(event, stream),
      prev_hash,
    };
    const numbered = { seq: this.#seq, ...fields, hash: hashOf(fields) };
    this.#events.push(numbered);
    return numbered;
  }

  #body(event: LedgerEvent, stream: string): string {
    const { type, ...rest } = event;
    const sealed = sealedOf(event);
    if (!sealed) return canonical(rest);
    const iv = this.#random(12);
    return canonical({ ...rest, sealed: seal(sealed, { stream, type }, { key: this.#keyFor(sealed.person), iv }) });
  }

  #keyFor(person: string): Buffer {
    const made = this.#keys.get(person);
    if (made) return made;
    // The store's answer is another once the key was written.
    const { keys } = this.#store.engine;
    const { key, isNew } = this.#transaction.once(() => {
      const known = keys.keyOf(person);
      return { key: known ?? this.#store.random(32), isNew: known === undefined };
    });
    if (isNew) this.#keys.set(person, key);
    return key;
  }

  #random(bytes: number): Buffer {
    return this.#transaction.once(() => this.#store.random(bytes));
  }

  /** Rows of single events that a later event takes back. */
  #withdraw(pending: Append['pending'], stream: string, after: Folded): void {
    const { rows } = this.#transaction;
    for (const { event } of pending) {
      if (event.type === 'person_erased') this.#forget(event.contact, stream, after);
      else if (event.type === 'account_absorbed') this.#removed.push(...goneAlong(stream, rows));
      else if (event.type === 'wait_ended') this.#endWait(stream, rows);
      else if (event.type === 'note_wait_ended') this.#removed.push(row('words', event.note));
      else if (event.type === 'suppression_voided' && 'contact' in event)
        this.#removed.push(row('suppressed_contacts', event.contact));
    }
  }

  /** The words of a wait go as it ends, and so do kept answers that tell them. */
  #endWait(stream: string, rows: Rows): void {
    for (const table of ['wait_marks', 'words'] as const)
      this.#removed.push(...rows.owned(table, stream).map((values) => ({ table, values })));
    for (const { role, key, answer } of answersAbout(`wtg_${nameOf(stream)}`, [stream], rows))
      this.#erasedAnswers.push({ role, key, answer: withoutWords(answer) });
  }

  #forget(contact: string, stream: string, after: Folded): void {
    const { rows } = this.#transaction;
    this.#removed.push(
      ...rows.wordsOfPerson.all(nameOf(stream), contact).map(({ id }) => row('words', id)),
      ...rows.marksOfContact.all(contact).map(({ mark }) => row('marks', contact, mark)),
    );
    // A kept answer may tell the name, and the call that it answered would bring it back.
    const also = after.kind === 'account' ? (after.state.also ?? []) : [];
    for (const { role, key, answer } of answersAbout(contact, [stream, ...also.map((id) => `account:${id}`)], rows))
      this.#erasedAnswers.push({ role, key, answer: withoutWords(answer) });
  }
}

/** Whether nobody changed: who came is known as read back, who changed has their words in another order. */
function isKnown(people: ReadonlyMap<string, Person>, after: ReadonlyMap<string, Person>): boolean {
  return [...people].every(([id, person]) => after.get(id) === person);
}

function goneAlong(stream: string, { owned }: Rows): readonly Row[] {
  return goesAlong.flatMap((table) => owned(table, nameOf(stream)).map((values) => ({ table, values })));
}
