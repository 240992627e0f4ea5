import { randomBytes } from 'node:crypto';
import type { Engine } from './engine/engine.ts';
import { refuseWithoutKeys } from './integrity/opening-checks.ts';
import { rebuild } from './integrity/rebuild.ts';
import { restoredCopy } from './integrity/restored-backup.ts';
import { signRestored } from './integrity/signed-checkpoints.ts';
import { verify } from './integrity/verify.ts';
import type { AppliedKnown, Clock, Ledger, PolicyInForce } from './port/ledger.ts';
import { AccountStates } from './reading/account-states.ts';
import { PoliciesInForce } from './reading/policy-in-force.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import { endKeys, quietly, signing } from './unit-of-work/after-commit.ts';
import { applyDue } from './unit-of-work/apply-due.ts';
import { applyKnown, rememberSuppressed } from './unit-of-work/apply-known.ts';
import { together } from './unit-of-work/batch.ts';
import { execute } from './unit-of-work/execute-command.ts';
import { showings } from './unit-of-work/note-shown.ts';
import { atMoment } from './unit-of-work/preconditions.ts';
import { asOfNow } from './unit-of-work/preview-due.ts';
import { recordRefusal } from './unit-of-work/record-refusal.ts';
import { roleKeysOf } from './unit-of-work/role-keys.ts';
import { exclusively, momentOf, readerFor, ruledAt, type Store } from './unit-of-work/store.ts';

export type { Ledger } from './port/ledger.ts';

export interface LedgerOptions {
  readonly path: string;
  /** The key store's folder. */
  readonly keys: string;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
  /** NORMAL may lose the last writes of a machine that loses its power, never those of a process that dies. */
  readonly synchronous?: 'FULL' | 'NORMAL';
  /** Signs so many milliseconds after a commit, for a process that may be killed; without it only now and then. */
  readonly signWithin?: number;
  /** For tests: a database that is soon full. */
  readonly maxPages?: number;
  /** Told how far it is where the ledger of an older program is brought up to date: how many events of how many. */
  readonly onFolded?: ((done: number, of: number) => void) | undefined;
  /** For tests: told of each step of a unit of work. */
  readonly onStep?: (name: string) => void;
}

/** Throws LedgerUnusable where the file, its folder or its key store cannot serve. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { clock, synchronous = 'FULL', onStep } = options;
  const engine = await openSqlite({ ...options, simulated: clock.simulated, synchronous }, onStep);
  try {
    return await ledgerOver(engine, options);
  } catch (error) {
    engine.close();
    throw error;
  }
}

/**
 * Makes a copy of a ledger one that may be served: signs that it was put back, which locks sending, and tells it what its
 * key store knows and it doesn't. Throws LedgerUnusable where it can't be.
 */
export async function takeUp(options: LedgerOptions, backup: string): Promise<AppliedKnown> {
  const { clock } = options;
  const engine = await openSqlite({ ...options, simulated: clock.simulated, synchronous: 'FULL' });
  try {
    await refuseWithoutKeys(engine);
    await signRestored(engine, backup, clock.now());
    const { store } = await storeOver(engine, options);
    return await applyKnown(store);
  } finally {
    engine.close();
  }
}

export interface LedgerServing extends Pick<LedgerOptions, 'policy' | 'clock' | 'signWithin' | 'onStep'> {
  /** For tests: a source of random bytes that can be repeated. */
  readonly random?: (bytes: number) => Buffer;
}

/** A ledger over an engine that is open. */
export async function ledgerOver(engine: Engine, serving: LedgerServing): Promise<Ledger> {
  const { policy, clock } = serving;
  await refuseWithoutKeys(engine);
  const { store, sign } = await storeOver(engine, serving);
  // A process may have died between the record of an erasure and the end of its key.
  await endKeys(engine);
  if (store.restored === null) await quietly(() => rememberSuppressed(engine));
  // A copy that was put back by hand: what can't be told to it now is told at the next opening, and sending is locked.
  else await quietly(async () => void (await applyKnown(store)));
  const shown = showings(engine);
  let isClosed = false;
  return {
    opened: { place: engine.name, isNew: engine.isNew },
    act: (work) =>
      exclusively(store, (transaction) => atMoment(store, transaction, (begun) => execute(begun, transaction, work))),
    together: (caller, run) => together(store, caller, run),
    applyDue: (caller, most) => applyDue(store, caller, most),
    noteShown: (role, tasks, at) => shown.note({ role, tasks, at }),
    recordRefusal: (call, refusal) => recordRefusal(store, call, refusal),
    read(look) {
      const now = clock.now();
      return engine.read((rows) => {
        const ruled = ruledAt(store, rows, now);
        const moment = momentOf(ruled, now);
        return look(asOfNow(ruled, { rows }, moment), moment);
      });
    },
    isLocked: () => engine.read((rows) => readerFor(store, { rows }).sendingLock() !== null),
    async verify(stream) {
      const report = await verify(engine, stream);
      if (report.ok && stream === undefined) await quietly(sign);
      return report;
    },
    rebuild: () => rebuild(engine),
    roleKeys: roleKeysOf({ engine, now: () => clock.now(), random: store.random }),
    checkpoint: sign,
    dryRun: () => ledgerOver(engine.scratchCopy(), { policy, clock }),
    async close() {
      if (isClosed) return;
      isClosed = true;
      await shown.settled();
      await quietly(sign);
      engine.close();
    },
  };
}

async function storeOver(engine: Engine, { policy, clock, signWithin, onStep, random = randomBytes }: LedgerServing) {
  const restored = await engine.read((rows) => restoredCopy(rows, engine));
  const { sign, signed } = signing(engine, { restored, clock, signWithin });
  const committed: Store['committed'] = async ({ erases }) => {
    if (erases) {
      await endKeys(engine);
      engine.scrub();
    }
    await signed();
  };
  const step = onStep ?? (() => undefined);
  const states = new AccountStates();
  const policies = new PoliciesInForce(policy);
  const ruling = { file: policy, policy, misfits: [] };
  const kept = { states, readers: new WeakMap() };
  return { store: { engine, policy, policies, ruling, clock, restored, ...kept, random, step, committed }, sign };
}
