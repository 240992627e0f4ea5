import { lockPatience } from '../engine/patiently.ts';

/** How long a lock is waited for in all; each single wait stays short, so that no server stands still. */
export const patience = { total: lockPatience, meeting: 2000, single: 250 };
