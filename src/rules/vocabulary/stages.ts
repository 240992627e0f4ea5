export const stages = [
  'PROSPECT',
  'MQL',
  'SQL',
  'BRIEFING_READY',
  'ASSESSMENT_QUALIFIED',
  'WON',
  'RECYCLED',
  'DISQUALIFIED',
  'ARCHIVED',
] as const;

export type Stage = (typeof stages)[number];

/** Beside the stage: how far its qualification has come (ruling L1). */
export const reviews = ['NONE', 'DOSSIER_DUE', 'PENDING_CRO'] as const;

export type Review = (typeof reviews)[number];
