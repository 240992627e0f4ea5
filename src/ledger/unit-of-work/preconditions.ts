import type { Moment } from '../../rules/command/context.ts';
import { addHours } from '../../rules/time/time.ts';
import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import type { Transaction, Unit } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import { momentOf, ruledAt, type Store } from './store.ts';

/** How far a real clock may have been set back; within it, time is taken to stand still. */
const setBackHours = 5 / 60;

export interface Beginning {
  readonly moment: Moment;
  /** The store, with the policy that rules at that moment (P2). */
  readonly store: Store;
}

/** The moment of a unit of work. `recorded_at` never decreases, whichever process writes (T6). */
function momentNow(asOpened: Store, { rows, once }: Transaction): Beginning | Refusal {
  const now = once(() => asOpened.clock.now());
  const newest = rows.newest.get()?.recorded_at;
  if (newest === undefined || newest <= now) return beginning(asOpened, rows, now);
  const { simulated } = asOpened.clock;
  if (!simulated && addHours(now, setBackHours) >= newest) return beginning(asOpened, rows, newest);
  return refuse('CONFLICT', {
    ruling: 'T6',
    found: `the clock stands at ${now}, and the newest entry was recorded at ${newest}; time does not run backwards`,
    next: simulated
      ? `set LADDER_NOW to ${newest} or later and start the server again`
      : `set this machine's clock right and call again`,
  });
}

/** A unit at its moment; where there is none, nothing is done. */
export function atMoment<T>(
  asOpened: Store,
  transaction: Transaction,
  unit: (begun: Beginning) => Unit<T>,
): Unit<T | Refusal> {
  const begun = momentNow(asOpened, transaction);
  return 'refused' in begun ? { value: begun, keep: false } : unit(begun);
}

function beginning(asOpened: Store, rows: Rows, now: Moment['now']): Beginning {
  const store = ruledAt(asOpened, rows, now);
  return { moment: momentOf(store, now), store };
}
