import classifyMql from './classify-mql.ts';
import completeTask from './complete-task.ts';
import croDecide from './cro-decide.ts';
import explainAccount from './explain-account.ts';
import fileSignalNote from './file-signal-note.ts';
import findAccounts from './find-accounts.ts';
import logAttribution from './log-attribution.ts';
import readLadder from './read-ladder.ts';
import renderSequenceEmail from './render-sequence-email.ts';
import retractSignal from './retract-signal.ts';
import saveAccount from './save-account.ts';
import scoreDossier from './score-dossier.ts';
import sessionSweep from './session-sweep.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order in which a role's list shows them. */
export const tools: readonly Tool[] = [
  sessionSweep,
  findAccounts,
  explainAccount,
  readLadder,
  fileSignalNote,
  retractSignal,
  logAttribution,
  saveAccount,
  classifyMql,
  scoreDossier,
  croDecide,
  renderSequenceEmail,
  completeTask,
];
