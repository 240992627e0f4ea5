import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { type Engine, noChanges } from '../engine/engine.ts';
import { shownTo } from '../reading/sweep-reader.ts';
import { quietly } from './after-commit.ts';

/** Tasks that a role's sweep showed, by their ids, and when. */
interface Showing {
  readonly role: Role;
  readonly tasks: readonly string[];
  readonly at: Instant;
}

/** How long the end of a process waits for it, in milliseconds. */
const patience = 250;

/** Keeps what sweeps show, after their answers; what a killed process didn't get to keep is told outside once more. */
export function showings(engine: Engine) {
  let pending: Promise<void> = Promise.resolve();
  return {
    note(showing: Showing): void {
      pending = pending.then(async () => {
        await turn();
        await quietly(() => keep(engine, showing));
      });
    },
    /** While others hold the lock nobody waits long for it. */
    settled: () => Promise.race([pending, wait(patience, undefined, { ref: false })]),
  };
}

async function keep(engine: Engine, { role, tasks, at }: Showing): Promise<void> {
  await engine.exclusively(({ rows, write }) => {
    const before = Object.entries(shownTo(role, rows)).filter(([id]) => rows.task.get(id)?.closed_at === null);
    const now = { ...Object.fromEntries(before), ...Object.fromEntries(tasks.map((id) => [id, at])) };
    write({ ...noChanges, shown: [{ role, tasks: JSON.stringify(now) }] });
    return { value: undefined, keep: true };
  });
}
