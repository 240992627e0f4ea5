/** The tools, one file each. */

import advanceDeal from './advance-deal.ts';
import authorizeSend from './authorize-send.ts';
import classifyMql from './classify-mql.ts';
import completeTask from './complete-task.ts';
import confirmIntent from './confirm-intent.ts';
import croDecide from './cro-decide.ts';
import decideStageChange from './decide-stage-change.ts';
import disputeMql from './dispute-mql.ts';
import draftTemplate from './draft-template.ts';
import erasePerson from './erase-person.ts';
import explainAccount from './explain-account.ts';
import filePostMortem from './file-post-mortem.ts';
import fileSignalNote from './file-signal-note.ts';
import findAccounts from './find-accounts.ts';
import flagContent from './flag-content.ts';
import holdSequence from './hold-sequence.ts';
import importList from './import-list.ts';
import loadTemplate from './load-template.ts';
import logAttribution from './log-attribution.ts';
import orderRequests from './order-requests.ts';
import overrideGate from './override-gate.ts';
import pipelineReport from './pipeline-report.ts';
import proposePolicyChange from './propose-policy-change.ts';
import proposeRecipients from './propose-recipients.ts';
import proposeStageChange from './propose-stage-change.ts';
import ratifyPolicyChange from './ratify-policy-change.ts';
import readLadder from './read-ladder.ts';
import reconcileSent from './reconcile-sent.ts';
import reconcileStages from './reconcile-stages.ts';
import recordDelivery from './record-delivery.ts';
import recordResponse from './record-response.ts';
import renderSequenceEmail from './render-sequence-email.ts';
import requestTemplate from './request-template.ts';
import resolveFlag from './resolve-flag.ts';
import retractSignal from './retract-signal.ts';
import reviewRecipients from './review-recipients.ts';
import reviewTemplate from './review-template.ts';
import saveAccount from './save-account.ts';
import scoreDossier from './score-dossier.ts';
import sessionSweep from './session-sweep.ts';
import simulatePolicy from './simulate-policy.ts';
import startSequence from './start-sequence.ts';
import type { Tool } from './support/tool.ts';
import suppressContact from './suppress-contact.ts';
import takeIntent from './take-intent.ts';
import verifyLedger from './verify-ledger.ts';
import voidSuppression from './void-suppression.ts';

/** Every tool, in the order in which a role's list shows them. */
export const tools: readonly Tool[] = [
  sessionSweep,
  findAccounts,
  explainAccount,
  readLadder,
  fileSignalNote,
  importList,
  retractSignal,
  logAttribution,
  saveAccount,
  classifyMql,
  overrideGate,
  scoreDossier,
  croDecide,
  advanceDeal,
  proposeStageChange,
  decideStageChange,
  disputeMql,
  suppressContact,
  voidSuppression,
  erasePerson,
  requestTemplate,
  orderRequests,
  draftTemplate,
  reviewTemplate,
  loadTemplate,
  flagContent,
  resolveFlag,
  proposeRecipients,
  reviewRecipients,
  startSequence,
  holdSequence,
  renderSequenceEmail,
  authorizeSend,
  recordDelivery,
  reconcileSent,
  recordResponse,
  reconcileStages,
  takeIntent,
  confirmIntent,
  completeTask,
  filePostMortem,
  proposePolicyChange,
  ratifyPolicyChange,
  verifyLedger,
  pipelineReport,
  simulatePolicy,
];
