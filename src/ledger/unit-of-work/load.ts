import { createHash } from 'node:crypto';
import type { AccountState } from '../../rules/aggregates/account.ts';
import type { AccountEvent } from '../../rules/aggregates/account-events.ts';
import type { Stamp } from '../../rules/aggregates/event-stamp.ts';
import { evolveAccount } from '../../rules/aggregates/evolve-account.ts';
import type { Context } from '../../rules/command/context.ts';
import { draftOf } from '../../rules/command/draft.ts';
import type { AccountDraft } from '../../rules/command/world.ts';
import type { TouchedAccount } from '../../rules/reactions/follow-act.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Transaction } from '../engine/engine.ts';
import type { AccountRow, Rows } from '../engine/rows.ts';
import { base32 } from '../events/canonical-json.ts';
import { noHash } from '../events/hash-chain.ts';
import { broughtBy, fingerprintsOf } from '../events/person-fingerprint.ts';
import { personLeft, sealedOf, takeWords } from '../events/streams.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { PolicyInForce } from '../port/ledger.ts';
import type { AccountRecord, Person } from '../port/records.ts';
import type { StateOf } from '../reading/account-states.ts';
import { suppressedOf } from '../reading/row-records.ts';
import type { Append } from './recording.ts';
import type { Store } from './store.ts';

/** Dependencies of loading: queries, fingerprints, role and time. */
export interface Loading {
  readonly rows: Rows;
  readonly stateOf: StateOf;
  readonly peopleOf: ReturnType<Store['states']['peopleOver']>;
  readonly mark: KeyStore['mark'];
  readonly policy: PolicyInForce;
  readonly policies: Store['policies'];
  readonly who: Omit<Stamp, 'at'>;
  readonly now: Instant;
  /** How many copies of the ledger killed processes left beside it. */
  readonly copies: () => number;
}

export function loadingOf(
  { engine, states, policy, policies }: Pick<Store, 'engine' | 'states' | 'policy' | 'policies'>,
  { rows, once }: Pick<Transaction, 'rows' | 'once'>,
  { role: by, principal, now }: Pick<Context, 'role' | 'principal' | 'now'>,
): Loading {
  return {
    rows,
    stateOf: states.over({ rows, once }),
    peopleOf: states.peopleOver({ rows, once }),
    mark: engine.keys.mark,
    policy,
    policies,
    who: principal === undefined ? { by } : { by, principal },
    now,
    copies: () => once(() => engine.copies()),
  };
}

/** A draft with the way to write it; no change where nothing was emitted. */
export interface Loaded<Draft> {
  readonly draft: Draft;
  change(): Append | null;
}

export interface LoadedAccount extends Loaded<AccountDraft>, TouchedAccount {
  /** Grows when a contact is added under a suppressed address. */
  readonly suppressed: Set<string>;
  /** The account with all that was emitted. */
  record(): AccountRecord;
}

export const fresh = { version: 0, head: noHash };

/** An account's id is its founding domain's, so that two processes that found it at once give it one id. */
export function accountIdOf(domain: string, { accountById }: Rows): string {
  for (let turn = 0; ; turn++) {
    const digest = createHash('sha256')
      .update(turn === 0 ? domain : `${domain} ${turn}`)
      .digest();
    const id = `acc_${base32(digest, 10)}`;
    if (!accountById.get(id)) return id;
  }
}

export function foundAccount(domain: string, loading: Loading, suppressed: Set<string>): LoadedAccount {
  const stream = `account:${accountIdOf(domain, loading.rows)}`;
  return account({ stream, ...fresh, before: null, suppressed, people: new Map() }, loading);
}

export function loadAccount(row: AccountRow, loading: Loading): LoadedAccount {
  const { id, version, head } = row;
  const { rows, stateOf, peopleOf } = loading;
  const suppressed = suppressedOf(id, rows);
  const before = stateOf(row);
  return account({ stream: `account:${id}`, version, head, before, suppressed, people: peopleOf(row) }, loading);
}

interface AccountParts {
  readonly stream: string;
  readonly version: number;
  readonly head: string;
  readonly before: AccountState | null;
  readonly suppressed: Set<string>;
  readonly people: ReadonlyMap<string, Person>;
}

function account({ stream, version, head, before, suppressed, people }: AccountParts, loading: Loading): LoadedAccount {
  const { who, now } = loading;
  const evolve = (state: AccountState | null, event: AccountEvent, at: Instant) => {
    noteSuppressed(event, suppressed, loading);
    return evolveAccount(state, event, { at, ...who });
  };
  const draft = draftOf({ kind: 'account', stream, before, now, evolve });
  const { pending } = draft;
  let told: ReadonlyMap<string, Person> = people;
  let until = 0;
  const names = () => {
    if (until < pending.length) told = peopleAfter(told, pending.slice(until));
    until = pending.length;
    return told;
  };
  return {
    draft,
    suppressed,
    names,
    record: () => ({ state: draft.state, version: version + pending.length, suppressed, people: names() }),
    change: () =>
      pending.length === 0
        ? null
        : {
            stream,
            version,
            head,
            before: before && { kind: 'account', state: before },
            after: { kind: 'account', state: draft.state },
            pending,
            people,
          },
  };
}

/** L13: suppression follows the person, so a contact added under a suppressed address is suppressed from the start. */
function noteSuppressed(event: AccountEvent, suppressed: Set<string>, { rows, mark }: Loading): void {
  if (event.type === 'contact_suppressed') suppressed.add(event.contact);
  if (event.type === 'suppression_voided') suppressed.delete(event.contact);
  const brought = broughtBy(event);
  if (!brought) return;
  const { contact, fields } = brought;
  const marks = fingerprintsOf(fields, mark);
  if (marks.some((each) => rows.isSuppressed.get(each) !== undefined)) suppressed.add(contact);
}

function peopleAfter(
  people: ReadonlyMap<string, Person>,
  pending: AccountDraft['pending'],
): ReadonlyMap<string, Person> {
  const after = new Map(people);
  for (const { event } of pending) {
    if (event.type === 'person_erased') after.set(event.contact, {});
    if (event.type === 'contact_left') after.set(event.contact, personLeft(after.get(event.contact)));
    if (event.type !== 'contact_added' && event.type !== 'contact_changed' && event.type !== 'contact_taken') continue;
    takeWords(after, event.contact.id, sealedOf(event)?.fields ?? {});
  }
  return after;
}
