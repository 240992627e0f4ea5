import { setTimeout as sleep } from 'node:timers/promises';

/** How long a lock is waited for in all; each single wait stays short, so that no server stands still. */
export const patience = { total: 15_000, meeting: 2000, single: 250 };

export const pause = () => sleep(5 + Math.random() * 45);

/** Milliseconds of this process, on a clock that nobody sets. Node's own timer for that takes 4 ms to load. */
export const elapsed = () => process.uptime() * 1000;
