/** Decisions and their outcomes as a sentence says them: it was …, it would be …. */

const outcomes: Readonly<Record<string, string>> = {
  mql: 'MQL',
  fast_track: 'MQL on the fast track',
  auto_sql: 'SQL at once',
  stays_prospect: 'left at PROSPECT',
  unchanged: 'left as it stood',
  pending_review: 'sent to the CRO for review',
  falls_short: 'found short of buying signals',
  stands: 'found to stand',
  not_met: 'found not met',
  awaiting_cro: 'left to the CRO',
  done: 'carried out',
};

const decisions: Readonly<Record<string, string>> = {
  classify_mql: 'the classification',
  score_dossier: 'the dossier',
  cro_decide: 'the word of the CRO',
  override_gate: 'the override',
  dispute_mql: 'the dispute',
  advance_deal: 'the step of the deal',
  propose_stage_change: 'the proposed change of stage',
  decide_stage_change: 'the word on a change of stage',
  authorize_send: 'the permit for a mail',
};

export const outcomeInWords = (outcome: string): string => outcomes[outcome] ?? outcome;

export const decisionInWords = (tool: string): string => decisions[tool] ?? tool;
