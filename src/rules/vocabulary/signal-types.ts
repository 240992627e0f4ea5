export const signalTypes = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9', 'E10'] as const;

export type SignalType = (typeof signalTypes)[number];

export const buyingSignals = ['S1', 'S2', 'S3', 'S4'] as const;

export type BuyingSignal = (typeof buyingSignals)[number];

export const scores = ['CONFIRMED', 'LIKELY', 'UNVERIFIED', 'NOT_PRESENT'] as const;

export type Score = (typeof scores)[number];
