/** The prompts, one file each. */

import dossier from './dossier.ts';
import draftEmail from './draft-email.ts';
import type { Prompt } from './prompt.ts';
import { croDailyCheckIn, fridayWeeklyClose, quarterlyCalibration } from './reports.ts';
import sessionStartSweep from './session-start-sweep.ts';

export const prompts: readonly Prompt[] = [
  sessionStartSweep,
  dossier,
  draftEmail,
  croDailyCheckIn,
  fridayWeeklyClose,
  quarterlyCalibration,
];
