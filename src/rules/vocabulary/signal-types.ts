/** Types of engagement signals that the SOP has. */
export const signalTypes = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9', 'E10'] as const;

/** P6: names that a policy may give to further types, each made from a kind of act. */
export const furtherTypes = ['E11', 'E12', 'E13', 'E14', 'E15', 'E16', 'E17', 'E18', 'E19', 'E20'] as const;

export const everySignalType = [...signalTypes, ...furtherTypes] as const;

export type FurtherType = (typeof furtherTypes)[number];

/** What a note may tell of an act. */
export const actFields = [
  'object',
  'interaction',
  'channel',
  'topic',
  'quote',
  'gated',
  'kind',
  'attended',
  'engagement',
  'referrer',
  'relationship',
  'context',
  'response',
  'evidence',
] as const;

/** What a note of content fuel tells besides (E9). */
export const fuelFields = ['piece', 'engagement_signal', 'why_causal'] as const;

export type NoteField = (typeof actFields)[number] | (typeof fuelFields)[number];

export type SignalType = (typeof everySignalType)[number];

/** Buying signals that the SOP has. */
export const buyingSignals = ['S1', 'S2', 'S3', 'S4'] as const;

/** P6: all names that a policy may give to buying signals. */
export const everyBuyingSignal = [...buyingSignals, 'S5', 'S6', 'S7', 'S8', 'S9'] as const;

export type BuyingSignal = (typeof everyBuyingSignal)[number];

export const scores = ['CONFIRMED', 'LIKELY', 'UNVERIFIED', 'NOT_PRESENT'] as const;

export type Score = (typeof scores)[number];
