import { setTimeout as sleep } from 'node:timers/promises';
import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { VersionConflict } from './engine.ts';

/** How long a lock is waited for in all, in milliseconds. */
export const lockPatience = 15_000;

export const pause = () => sleep(5 + Math.random() * 45);

/** Milliseconds of this process, on a clock that nobody sets. Node's own timer for that takes 4 ms to load. */
export const elapsed = () => process.uptime() * 1000;

/** How often a unit is run again after somebody else wrote to one of its streams. */
const rereads = 3;

/** An engine's errors, told apart. */
interface Errors {
  /** Whether somebody else holds the lock. */
  readonly isBusy: (error: unknown) => boolean;
  /** The refusal that a call gets for an error; undefined for a defect. */
  readonly refusalOf: (error: unknown) => Refusal | undefined;
}

/** Tries until the lock is had. What the caller can be told comes back as a refusal. */
export async function patiently<T>(attempt: () => T | Promise<T>, { isBusy, refusalOf }: Errors): Promise<T | Refusal> {
  const deadline = elapsed() + lockPatience;
  for (let conflicts = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof VersionConflict) {
        conflicts += 1;
        if (conflicts >= rereads) return movedOn(error);
      } else if (!isBusy(error)) {
        const refusal = refusalOf(error);
        if (refusal) return refusal;
        throw error;
      } else if (elapsed() > deadline) return busy();
    }
    await pause();
  }
}

function movedOn({ stream }: VersionConflict): Refusal {
  return refuse('CONFLICT', {
    found: `${stream} was written to by somebody else meanwhile`,
    next: 'read it again and call again; `ladder verify` if it persists',
  });
}

function busy(): Refusal {
  return refuse('UNAVAILABLE', {
    found: `other processes kept the database locked for ${lockPatience / 1000} s`,
    next: 'call again; it is safe to repeat',
  });
}
