import { offRecord } from '../../rules/policy-changes/policy-on-record.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { ActNow, Caller, Together } from '../port/ledger.ts';
import { policyStanding } from '../reading/policy-standing.ts';
import { execute } from './execute-command.ts';
import { exclusively, momentOf, readerFor, ruledAt, type Store } from './store.ts';

/** Many acts in one transaction, each undone by itself where it is refused: one write to the disk for all. */
export function together<T>(
  asOpened: Store,
  { role }: Pick<Caller, 'role'>,
  run: (together: Together) => T,
): Promise<T | Refusal> {
  return exclusively<T | Refusal>(
    asOpened,
    (transaction) => {
      const { rows, once, part } = transaction;
      // What would refuse each act refuses them all.
      const now = once(() => asOpened.clock.now());
      const store = ruledAt(asOpened, rows, now);
      const stale = offRecord(policyStanding(rows, store.ruling), role);
      if (stale) return { value: stale, keep: false };
      let erases = false;
      const act: ActNow = (work) => {
        const unit = part(() => execute(asOpened, transaction, work));
        erases ||= unit.keep && unit.erases === true;
        return unit.value;
      };
      const moment = momentOf(store, now);
      const value = run({ act, reader: readerFor(store, transaction), moment });
      return { value, keep: true, erases };
    },
    true,
  );
}
