import type { Context, Moment } from '../../rules/command/context.ts';
import { isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Engine, Transaction, Unit } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import { fingerprintsOf } from '../events/person-fingerprint.ts';
import type { Restored } from '../integrity/restored-backup.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Caller, Clock, PolicyInForce, Reader } from '../port/ledger.ts';
import type { AccountStates, StateOf } from '../reading/account-states.ts';
import type { PoliciesInForce, PolicyRuling } from '../reading/policy-in-force.ts';
import { readerOf } from '../reading/reader.ts';

/** The rows and states of a reader: others at each unit of work. */
interface Looking {
  keys: Pick<KeyStore, 'keyOf'>;
  stateOf: StateOf;
}

/** Readers by the rows that they look at. */
type Readers = WeakMap<Rows, { readonly ruling: PolicyRuling; readonly reader: Reader; readonly looking: Looking }>;

/** Dependencies of every unit of work. */
export interface Store {
  readonly engine: Engine;
  /** The policy by which this unit of work decides; before `ruledAt`, the file. */
  readonly policy: PolicyInForce;
  readonly ruling: PolicyRuling;
  /** The policies over this server's file (P2). */
  readonly policies: Pick<PoliciesInForce, 'at' | 'of'>;
  readonly clock: Clock;
  /** The report on a restored backup, made at opening. */
  readonly restored: Restored | null;
  readonly states: AccountStates;
  readonly readers: Readers;
  readonly random: (bytes: number) => Buffer;
  readonly step: (name: string) => void;
  /** Called after each commit that wrote. Must not throw, for what was committed stands. */
  readonly committed: (unit: Pick<Unit<unknown>, 'erases'>) => Promise<void>;
}

/** P2: the store with the policy that rules at an instant. */
export function ruledAt(store: Store, rows: Pick<Rows, 'stream'>, now: Moment['now']): Store {
  const ruling = store.policies.at(rows, now);
  return ruling.policy === store.policy ? store : { ...store, policy: ruling.policy, ruling };
}

/** Runs a unit alone among all writers; once it is kept, does what follows a commit. */
export async function exclusively<T>(
  { engine, committed }: Store,
  unit: (transaction: Transaction) => Unit<T>,
  isLarge = false,
): Promise<T | Refusal> {
  const done = await engine.exclusively(unit, isLarge);
  if (isRefusal(done)) return done;
  if (done.keep) await committed(done);
  return done.value;
}

export function momentOf({ policy, engine }: Pick<Store, 'policy' | 'engine'>, now: Moment['now']): Moment {
  const { keys } = engine;
  let today: Moment['today'] | undefined;
  // The calendar is made on first use, and a start is told of nothing that needs it.
  return {
    policy: policy.values,
    get calendar() {
      return policy.calendar;
    },
    now,
    get today() {
      today ??= policy.calendar.dateOf(now);
      return today;
    },
    fingerprint: (text) => keys.mark('fingerprint', text).slice(0, 16),
    addressFingerprint: (email) => fingerprintsOf({ email }, keys.mark).join(''),
  };
}

/** The context of rules: the moment, and who acts. A principal that no role key proves is only recorded (L16). */
export function contextOf(
  { policy, calendar, now, today, fingerprint, addressFingerprint }: Moment,
  { role, principal, key }: Pick<Caller, 'role' | 'principal' | 'key'>,
  command: Context['command'],
): Context {
  const context = { policy, calendar, now, today, role, command, fingerprint, addressFingerprint };
  return key === undefined || principal === undefined ? context : { principal, ...context };
}

/** The reader of one unit of work at a time: made once while the same policy rules, for it is made of some seventy functions. */
export function readerFor(
  { engine, ruling, restored, states, readers }: Store,
  { rows, once }: Pick<Transaction, 'rows'> & Partial<Pick<Transaction, 'once'>>,
  keys: Pick<KeyStore, 'keyOf'> = engine.keys,
): Reader {
  const stateOf = states.over({ rows, ...(once ? { once } : {}) });
  const known = readers.get(rows);
  if (known?.ruling === ruling) {
    Object.assign(known.looking, { keys, stateOf });
    return known.reader;
  }
  const looking: Looking = { keys, stateOf };
  const reader = readerOf({
    rows,
    keys: { keyOf: (person) => looking.keys.keyOf(person) },
    mark: engine.keys.mark,
    ruling,
    restored,
    stateOf: (row) => looking.stateOf(row),
  });
  readers.set(rows, { ruling, reader, looking });
  return reader;
}
