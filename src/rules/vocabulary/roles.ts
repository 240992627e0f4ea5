/** The roster (HANDOFF-0.2 §2, §4, §5.1) and the read-only identity of a connection that names none. */
export const roles = [
  'mining.mind',
  'sales.ops',
  'category.positioning',
  'cro',
  'cmo',
  'chief.staff',
  'customer.success',
  'legal.exec',
  'viewer',
] as const;

export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

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

export const signalTypes = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9', 'E10'] as const;
export type SignalType = (typeof signalTypes)[number];

export const buyingSignals = ['S1', 'S2', 'S3', 'S4'] as const;
export type BuyingSignal = (typeof buyingSignals)[number];

export const scores = ['CONFIRMED', 'LIKELY', 'UNVERIFIED', 'NOT_PRESENT'] as const;
export type Score = (typeof scores)[number];
