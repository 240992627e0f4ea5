import type { PolicyValues } from '../policy/policy.ts';
import { notedTypesIn } from '../policy/signals.ts';
import { answers, isQuestion, type NoteField } from '../vocabulary/note-fields.ts';
import { catalogue, type SignalKind } from '../vocabulary/signal-catalogue.ts';
import { filedKinds, filedTypes, isFurther, type NotedType, type signalTypes } from '../vocabulary/signal-types.ts';
import { kindOf } from './signal-kind.ts';

/** The words in which schemas tell the types of the catalogue and the fields that each needs. */

/** `E1 LinkedIn engagement, E2 ...` */
export function glossed(types: typeof signalTypes): string {
  return types.map((type) => `${type} ${catalogue[type].gloss}`).join(', ');
}

/** The types that need a field, with what each has there: `E3 E4`, `E1 post, E5 download`, `E7 first 4, E10 last 3`. */
export function typesThatNeed(field: NoteField): string {
  const needing = filedTypes.filter((type) => needs(filedKinds[type], field));
  const parts = needing.map((type) => `${type} ${held(field, filedKinds[type])}`.trim());
  return parts.join(parts.some((part) => part.includes(' ')) ? ', ' : ' ');
}

/** The policy's own types whose notes need a field. */
export function furtherThatNeed(field: NoteField, policy: Pick<PolicyValues, 'engagement'>): readonly NotedType[] {
  return notedTypesIn(policy).filter((type) => isFurther(type) && needs(kindOf(type, policy), field));
}

const needs = (kind: SignalKind, field: NoteField): boolean =>
  [...kind.needs, ...(kind.needsAcknowledged ?? [])].includes(field);

/** The content of a field in notes of a type, where other types have something else there. */
function held(field: NoteField, { act = '', takes }: SignalKind): string {
  if (field === 'object') return act;
  const some: readonly string[] | undefined = isQuestion(field) ? takes?.[field] : undefined;
  if (!isQuestion(field) || some === undefined) return '';
  const all: readonly string[] = answers[field];
  const n = some.length;
  if (all.slice(0, n).join() === some.join()) return `first ${n}`;
  return all.slice(-n).join() === some.join() ? `last ${n}` : some.join(' or ');
}
