import type { NoteFields } from './note-fields.ts';
import { catalogue, type SignalKind } from './signal-catalogue.ts';

/** Every name that a type of engagement signal may have. */
export const everySignalType = [
  ...(['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9', 'E10'] as const),
  ...(['E11', 'E12', 'E13', 'E14', 'E15', 'E16', 'E17', 'E18', 'E19', 'E20'] as const),
] as const;

export type SignalType = (typeof everySignalType)[number];

type OwnType = keyof typeof catalogue;

/** P6: names that a policy may give to types of its own, each made from a kind of act. */
export type FurtherType = Exclude<SignalType, OwnType>;

const isOwn = (type: string): type is OwnType => Object.hasOwn(catalogue, type);

export const isFurther = (type: string): type is FurtherType =>
  !isOwn(type) && everySignalType.some((each) => each === type);

/** Types that the SOP has. */
export const signalTypes = everySignalType.filter(isOwn);

export const furtherTypes = everySignalType.filter(isFurther);

type DerivedType = {
  [Type in OwnType]: (typeof catalogue)[Type] extends { readonly isDerived: true } ? Type : never;
}[OwnType];

const isDerived = (type: SignalType): type is DerivedType => isOwn(type) && 'isDerived' in catalogue[type];

/** Types that a note may be of; the engine derives the others (A5). */
export type NotedType = Exclude<SignalType, DerivedType>;

export const isNoted = (type: SignalType): type is NotedType => !isDerived(type);

export const everyNotedType = everySignalType.filter(isNoted);

/** Types of the SOP's own that agents file. */
export type FiledType = Exclude<OwnType, DerivedType>;

const isFiled = (type: OwnType): type is FiledType => !isDerived(type);

export const filedTypes = signalTypes.filter(isFiled);

/** Types of the SOP that are filed, each with what the rules on notes ask of it. */
export const filedKinds: Readonly<Record<FiledType, SignalKind>> = catalogue;

/** P6: the kinds of act; a further type is filed and judged as the SOP's own of that kind. */
export const actKinds = filedTypes.flatMap((type) => {
  const kind = catalogue[type];
  return 'act' in kind ? [kind.act] : [];
});

/** A signal as an agent files it. */
export interface SignalInput extends NoteFields {
  readonly type: NotedType;
}

/** Buying signals that the SOP has. */
export const buyingSignals = ['S1', 'S2', 'S3', 'S4'] as const;

/** P6: all names that a policy may give to buying signals. */
export const everyBuyingSignal = [...buyingSignals, 'S5', 'S6', 'S7', 'S8', 'S9'] as const;

export type BuyingSignal = (typeof everyBuyingSignal)[number];

export const scores = ['CONFIRMED', 'LIKELY', 'UNVERIFIED', 'NOT_PRESENT'] as const;

export type Score = (typeof scores)[number];
