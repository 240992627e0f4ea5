import { offRecord } from '../../rules/policy-changes/policy-on-record.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { ActNow, Caller, Reader, Together } from '../port/ledger.ts';
import { exclusively, momentOf, type Store } from './engine.ts';
import { Acting } from './execute-command.ts';
import { policyStanding } from './preconditions.ts';

/** Many acts in one transaction, each behind a savepoint of its own: one fsync of the ledger and of the keys for all. */
export function together<T>(
  store: Store,
  reader: Reader,
  { role }: Pick<Caller, 'role'>,
  run: (together: Together) => T,
): Promise<T | Refusal> {
  const { db, keys } = store;
  const begin = db.prepare('SAVEPOINT one_act');
  const undo = db.prepare('ROLLBACK TO one_act');
  const end = db.prepare('RELEASE one_act');
  return exclusively<T | Refusal>(store, () => {
    // What would refuse each act refuses them all.
    const stale = offRecord(policyStanding(store), role);
    if (stale) return { value: stale, keep: false };
    let erases = false;
    const act: ActNow = (work) => {
      begin.run();
      const unit = new Acting(store, reader, work).unit();
      if (!unit.keep) undo.run();
      end.run();
      erases ||= unit.keep && unit.erases === true;
      return unit.value;
    };
    const value = keys.together(() => run({ act, reader, moment: momentOf(store) }));
    return { value, keep: true, erases };
  });
}
