/** The prompts, one file each. */

import croDailyCheckIn from './cro-daily-check-in.ts';
import dossier from './dossier.ts';
import draftEmail from './draft-email.ts';
import fridayWeeklyClose from './friday-weekly-close.ts';
import type { Prompt } from './prompt.ts';
import quarterlyCalibration from './quarterly-calibration.ts';
import sessionStartSweep from './session-start-sweep.ts';

export const prompts: readonly Prompt[] = [
  sessionStartSweep,
  dossier,
  draftEmail,
  croDailyCheckIn,
  fridayWeeklyClose,
  quarterlyCalibration,
];
