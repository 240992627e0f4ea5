import type { Moment } from '../../rules/command/context.ts';
import { addHours } from '../../rules/time/time.ts';
import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import type { Transaction } from '../engine/engine.ts';
import { momentOf, type Store } from './store.ts';

/** How far a real clock may have been set back; within it, time is taken to stand still. */
const setBackHours = 5 / 60;

/** The moment of a unit of work. `recorded_at` never decreases, whichever process writes (T6). */
export function momentNow(store: Store, { rows, once }: Transaction): Moment | Refusal {
  const moment = momentOf(
    store,
    once(() => store.clock.now()),
  );
  const newest = rows.newest.get()?.recorded_at;
  if (newest === undefined || newest <= moment.now) return moment;
  const { simulated } = store.clock;
  if (!simulated && addHours(moment.now, setBackHours) >= newest) return momentOf(store, newest);
  return refuse('CONFLICT', {
    ruling: 'T6',
    found: `the clock stands at ${moment.now}, and the newest entry was recorded at ${newest}; time does not run backwards`,
    next: simulated
      ? `set LADDER_NOW to ${newest} or later and start the server again`
      : `set this machine's clock right and call again`,
  });
}
