import { offRecord } from '../../rules/policy-changes/policy-on-record.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { ActNow, Caller, Together } from '../port/ledger.ts';
import { policyStanding } from '../reading/policy-standing.ts';
import { execute } from './execute-command.ts';
import { atMoment } from './preconditions.ts';
import { exclusively, readerFor, type Store } from './store.ts';

/** Many acts in one transaction: one write to the disk for all. What is refused writes no more than its record. */
export function together<T>(
  asOpened: Store,
  { role }: Pick<Caller, 'role'>,
  run: (together: Together) => T,
): Promise<T | Refusal> {
  return exclusively<T | Refusal>(
    asOpened,
    // An obstacle to each act refuses them all.
    (transaction) =>
      atMoment<T | Refusal>(asOpened, transaction, (begun) => {
        const { store, moment } = begun;
        const stale = offRecord(policyStanding(transaction.rows, store.ruling), role);
        if (stale) return { value: stale, keep: false };
        let erases = false;
        const act: ActNow = (work) => {
          // A trial writes before it is undone, and here nothing is undone.
          if (work.call.dryRun) throw new Error('a trial among acts that are kept');
          const unit = execute(begun, transaction, work);
          erases ||= unit.keep && unit.erases === true;
          return unit.value;
        };
        const value = run({ act, reader: readerFor(store, transaction), moment });
        return { value, keep: true, erases };
      }),
    true,
  );
}
