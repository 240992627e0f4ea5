import { noChanges } from '../../src/ledger/engine/engine.ts';
import type { AccountRow, StreamRow } from '../../src/ledger/engine/rows.ts';
import { type EventRow, noHash } from '../../src/ledger/events/hash-chain.ts';
import { fingerprintsOf } from '../../src/ledger/events/person-fingerprint.ts';
import { unseal } from '../../src/ledger/events/sealed-fields.ts';
import { type LedgerEvent, nameOf } from '../../src/ledger/events/streams.ts';
import type { Acted, PolicyInForce } from '../../src/ledger/port/ledger.ts';
import type { Person } from '../../src/ledger/port/records.ts';
import { bodyOf } from '../../src/ledger/projections/replay.ts';
import { rowsOf } from '../../src/ledger/projections/stream-rows.ts';
import { isOwnedByAccount, keyOf, type Row, row, type TableName } from '../../src/ledger/projections/tables.ts';
import { AccountStates } from '../../src/ledger/reading/account-states.ts';
import { happenedOf } from '../../src/ledger/reading/happened.ts';
import { peopleOf, personOf } from '../../src/ledger/reading/person-rows.ts';
import { PoliciesInForce } from '../../src/ledger/reading/policy-in-force.ts';
import { suppressedOf } from '../../src/ledger/reading/row-records.ts';
import { execute } from '../../src/ledger/unit-of-work/execute-command.ts';
import { accountIdOf } from '../../src/ledger/unit-of-work/load.ts';
import { atMoment } from '../../src/ledger/unit-of-work/preconditions.ts';
import { momentOf, ruledAt, type Store } from '../../src/ledger/unit-of-work/store.ts';
import type { AccountState } from '../../src/rules/aggregates/account.ts';
import type { AccountEvent } from '../../src/rules/aggregates/account-events.ts';
import { type CopyState, emptyCopy } from '../../src/rules/aggregates/copy.ts';
import { type DeskState, emptyDesk } from '../../src/rules/aggregates/desk.ts';
import type { PieceState } from '../../src/rules/aggregates/published-piece.ts';
import type { PersonState } from '../../src/rules/aggregates/suppressed-person.ts';
import type { Task } from '../../src/rules/aggregates/task.ts';
import type { WaitingState } from '../../src/rules/aggregates/unmatched-person.ts';
import type { Command, Decided } from '../../src/rules/command/command.ts';
import type { Context } from '../../src/rules/command/context.ts';
import type { Happened } from '../../src/rules/simulation/happened.ts';
import type { CalendarDate, Instant } from '../../src/rules/time/time.ts';
import { isRefusal, type Refusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { memoryEngine } from './memory-keys.ts';
import { ownedBy, rowsOver, unitOver } from './memory-rows.ts';
import { type Saved, Tables } from './memory-tables.ts';
import { testPolicy } from './policy.ts';

interface PersonOnFile {
  readonly account: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** An event as it was recorded, its sealed words readable. */
interface Recorded {
  readonly stream: string;
  readonly event: unknown;
  readonly at: Instant;
  readonly by: Role;
}

export type Ran<Extra> = Decided<Extra> & {
  readonly opened: readonly Task[];
  readonly closed: readonly Task[];
  readonly events: readonly AccountEvent[];
};

/** The id of the account that was founded for a domain. */
export const accountId = (domain: string): string => accountIdOf(domain, none);
const none = rowsOver(new Tables());

/** Events as they were read from their rows. */
const opened = new WeakMap<EventRow, LedgerEvent>();

/** The records at a moment, with the states that were read by then. */
export interface SavedWorld {
  readonly tables: Saved;
  readonly states: readonly { readonly head: string; readonly state: AccountState }[];
  readonly events: readonly EventRow[];
}

/** States as they were read from their rows. */
const states = new WeakMap<object, unknown>();

function stateIn<State>(found: { readonly state: unknown }): State {
  const known = states.get(found);
  if (known !== undefined) return known as State;
  const state: State = JSON.parse(String(found.state));
  states.set(found, state);
  return state;
}

/** The shipped unit of work over tables in memory, with a clock that the test moves. */
export class TestWorld {
  now: Instant;
  /** L16: the principal who acts from here on, proved by a key; undefined where none is known. */
  principal: string | undefined;
  readonly #tables = new Tables();
  readonly #rows = rowsOver(this.#tables);
  readonly #engine = memoryEngine();
  readonly #states = new AccountStates();
  readonly #stateOf = this.#states.over({ rows: this.#rows });
  readonly #unit = unitOver(this.#tables, this.#rows, this.#engine.keys);
  readonly #store: Store;
  readonly #told: Recorded[] = [];
  /** How many of the events were told. */
  #read = 0;
  /** The records from which it goes on, where it starts from a saved world. */
  #before: readonly EventRow[] = [];

  constructor(now: Instant, policy: PolicyInForce = testPolicy()) {
    this.now = now;
    // No rule reads the text that goes on record, and hashing it takes half the time of a world's first act.
    const file = { ...policy, canonical: '{}' };
    this.#store = {
      engine: this.#engine,
      policy: file,
      policies: new PoliciesInForce(file),
      ruling: { file, policy: file, misfits: [] },
      clock: { now: () => this.now, simulated: true },
      restored: null,
      states: this.#states,
      readers: new WeakMap(),
      random: (bytes) => Buffer.alloc(bytes, 7),
      step: () => undefined,
      committed: async () => undefined,
    };
  }

  context(role: Role, command: string | null = null): Context {
    return { ...momentOf(ruledAt(this.#store, this.#rows, this.now), this.now), role, command };
  }

  get today(): CalendarDate {
    return this.#store.policy.calendar.dateOf(this.now);
  }

  /** By domain or alias. */
  account(domain: string): AccountState {
    const owner = this.#tables.get('domains', domain);
    const found = owner && this.#rows.accountById.get(String(owner.account));
    if (!found) throw new Error(`no account ${domain}`);
    return this.#stateOf(found);
  }

  /** By id. An account that another absorbed has no rows any more. */
  get accounts(): ReadonlyMap<string, AccountState> {
    return new Map(this.#accountRows().map((each) => [each.id, this.#stateOf(each)]));
  }

  /** Everybody's contacts, by id, with the words that stand on file. */
  get people(): ReadonlyMap<string, PersonOnFile> {
    const found = [...this.#tables.all('contacts')].map(
      (each) =>
        [
          String(each.id),
          { account: String(each.account), fields: { ...personOf(each as Parameters<typeof personOf>[0]) } },
        ] as const,
    );
    return new Map(found);
  }

  /** Contacts of all accounts who must never be written to. */
  get suppressed(): ReadonlySet<string> {
    const found = [...this.#tables.all('accounts')].flatMap(({ id }) => [...suppressedOf(String(id), this.#rows)]);
    return new Set(found);
  }

  /** By stream. */
  get persons(): ReadonlyMap<string, PersonState> {
    return this.#streams('person');
  }

  get waiting(): ReadonlyMap<string, WaitingState> {
    return this.#streams('waiting');
  }

  /** By the piece's own id. */
  get pieces(): ReadonlyMap<string, PieceState> {
    return new Map([...this.#streams<PieceState>('piece')].map(([stream, state]) => [nameOf(stream), state]));
  }

  get copy(): CopyState {
    const found = this.#tables.get('streams', 'copy');
    return found ? stateIn(found) : emptyCopy;
  }

  get desk(): DeskState {
    const found = this.#tables.get('streams', 'desk');
    return found ? stateIn(found) : emptyDesk;
  }

  /** Puts the desk in by hand. */
  set desk(state: DeskState) {
    this.#replace('desk', deskRows(state));
    const found = this.#tables.get('streams', 'desk');
    if (found) states.set(found, state);
  }

  /** Puts an account in by hand, with the words about those of its contacts that are given. */
  place(state: AccountState, words: ReadonlyMap<string, Person> = new Map()): void {
    const { id } = state;
    const { mark } = this.#engine.keys;
    for (const { contact, mark: each, account } of this.#tables.all('marks'))
      if (words.has(String(contact))) this.#tables.remove(row('marks', contact, each, account));
    const people = new Map([...peopleOf(id, this.#rows), ...words]);
    const added = [...words].flatMap(([contact, person]) =>
      fingerprintsOf(person, mark).map((each) => row('marks', contact, each, id, 0)),
    );
    const stream = `account:${id}`;
    const { version } = this.#standing(stream);
    placings += 1;
    const head = `placed ${placings}`;
    const folded = { kind: 'account' as const, state };
    this.#states.keep(head, state);
    this.#replace(id, rowsOf({ stream, version, head, folded }, { people, added }));
  }

  /** Puts it on record by hand that a contact must never be written to. */
  suppressContact(id: string): void {
    const account = this.#tables.get('contacts', id)?.account;
    if (account === undefined) throw new Error(`no contact ${id}`);
    this.#tables.put(row('suppressed_contacts', id, account));
    this.#tables.keep();
  }

  /** All that is on record now, to go on from again and again. */
  save(): SavedWorld {
    const states = this.#accountRows().map((each) => ({ head: each.head, state: this.#stateOf(each) }));
    return { tables: this.#tables.save(), states, events: this.#all() };
  }

  /** Goes back to what was on record then; events are told from there on. */
  restore({ tables, states, events }: SavedWorld): void {
    this.#tables.restore(tables);
    this.#before = events;
    for (const { head, state } of states) this.#states.keep(head, state);
    this.#told.length = 0;
    this.#read = 0;
  }

  /** Events of acts, in order; policies put on record and refused calls are left out. */
  get events(): readonly Recorded[] {
    const { events } = this.#tables;
    for (const each of events.slice(this.#read)) {
      const { stream, at, role: by } = each;
      if (stream !== 'policy' && stream !== 'refusals') this.#told.push({ stream, event: this.#eventOf(each), at, by });
    }
    this.#read = events.length;
    return this.#told;
  }

  /** All that is on record, as a replay reads it. */
  get happened(): readonly Happened[] {
    return this.#all()
      .map((each) => happenedOf(each, this.#engine.keys))
      .filter((each) => each !== null);
  }

  /** Runs a command and expects a decision. */
  run<Args, Input, Extra extends object>(role: Role, command: Command<Args, Input, Extra>, args: Args): Ran<Extra> {
    const answer = this.try(role, command, args);
    if (isRefusal(answer)) throw new Error(`refused: ${answer.code} ${answer.found}. Next: ${answer.next}`);
    return answer;
  }

  /** Runs a command and expects a refusal. */
  refused<Args, Input, Extra extends object>(role: Role, command: Command<Args, Input, Extra>, args: Args): Refusal {
    const answer = this.try(role, command, args);
    if (!isRefusal(answer)) throw new Error(`not refused: ${answer.summary}`);
    return answer;
  }

  try<Args, Input, Extra extends object>(
    role: Role,
    command: Command<Args, Input, Extra>,
    args: Args,
  ): Ran<Extra> | Refusal {
    const { principal } = this;
    const key = principal && `key_${principal}`;
    const call = { role, client: 'vitest', principal, key, tool: command.name, args, dryRun: false };
    const answer = (acted: Acted<Extra>) => acted;
    const before = this.#tables.events.length;
    const { value } = this.#unit((transaction) =>
      atMoment(this.#store, transaction, (begun) => execute(begun, transaction, { command, args, call, answer })),
    );
    if (isRefusal(value)) return value;
    const { outcome, summary, checks, extra, opened, closed } = value;
    const tasks = (found: Acted<Extra>['opened']) => found.flatMap(({ task, account }) => (account ? [task] : []));
    const events = this.#tables.events
      .slice(before)
      .filter(({ stream }) => stream.startsWith('account:'))
      .map((each) => this.#eventOf(each) as AccountEvent);
    return { outcome, summary, checks, extra, opened: tasks(opened), closed: tasks(closed), events };
  }

  /** As it stands in the row, and its sealed words as they open. */
  #eventOf(found: EventRow): LedgerEvent {
    const known = opened.get(found);
    if (known) return known;
    const { body, box } = bodyOf(found);
    const sealed = box && { sealed: { person: box.person, fields: unseal(box, found, this.#engine.keys) } };
    const event = { type: found.type, ...body, ...sealed } as unknown as LedgerEvent;
    opened.set(found, event);
    return event;
  }

  #streams<State>(kind: string): ReadonlyMap<string, State> {
    const found = [...this.#tables.all('streams')].filter(({ stream }) => String(stream).startsWith(`${kind}:`));
    return new Map(found.map((each) => [String(each.stream), stateIn<State>(each)]));
  }

  #all(): readonly EventRow[] {
    return [...this.#before, ...this.#tables.events];
  }

  #accountRows(): readonly AccountRow[] {
    const ids = [...this.#tables.all('accounts')].map((each) => String(each.id));
    return ids.flatMap((id) => this.#rows.accountById.get(id) ?? []);
  }

  #standing(stream: string): Pick<StreamRow, 'version' | 'head'> {
    return this.#rows.stream.get(stream) ?? fresh;
  }

  /** Puts a stream's rows in the place of those that its state gave before. */
  #replace(owner: string, put: readonly Row[]): void {
    const stream = owner === 'desk' ? owner : `account:${owner}`;
    const known = new Set(put.map(keyOf));
    const removed = placed.flatMap((table) => {
      const found = ownedBy(this.#tables, table, isOwnedByAccount(table) ? owner : stream);
      return found.map((each) => row(table, ...Object.values(each))).filter((each) => !known.has(keyOf(each)));
    });
    this.#tables.write({ ...noChanges, removed, put });
    this.#tables.keep();
  }
}

const fresh = { version: 1, head: noHash };

/** A state that was put in by hand stands at a head of its own. */
let placings = 0;

/** The rows of desks that were put in by hand. */
const desks = new WeakMap<DeskState, readonly Row[]>();

function deskRows(state: DeskState): readonly Row[] {
  const folded = { kind: 'desk' as const, state };
  const rows = desks.get(state) ?? rowsOf({ stream: 'desk', ...fresh, folded }, { people: new Map(), added: [] });
  desks.set(state, rows);
  return rows;
}

/** Tables whose rows a state alone decides. */
const placed = [
  'accounts',
  'account_parts',
  'account_keys',
  'domains',
  'contacts',
  'tasks',
  'intents',
  'signals',
  'likes',
  'timers',
] as const satisfies readonly TableName[];
