import { type Code, faulty, invalid, type Refusal } from '../vocabulary/refusal.ts';

/** One intent, or several at once. */
export interface Many {
  readonly intent?: string | undefined;
  readonly intents?: readonly string[] | undefined;
}

export interface RefusedIntent {
  readonly intent: string;
  readonly code: Code;
  readonly because: string;
}

/** The ids asked for, each once, in their order. */
export function askedFor({ intent, intents = [] }: Many): readonly string[] | Refusal {
  if (intent !== undefined && intents.length > 0)
    return faulty('intents', 'it stands beside `intent`; one of the two is wanted');
  const ids = [...new Set((intent === undefined ? intents : [intent]).map((id) => id.trim()))];
  return ids.length > 0
    ? ids
    : invalid('intent', undefined, 'the id of one that session_sweep lists, or several as `intents`');
}

export function refusedOf(intent: string, { code, found, next }: Refusal): RefusedIntent {
  return { intent, code, because: `${found}; next: ${next}` };
}

/** The refusal where all are refused: the first one's, with those of the others. */
export function noneOf(refusals: readonly (readonly [string, Refusal])[]): Refusal | null {
  const [first, ...others] = refusals;
  if (!first) return null;
  const [id, refusal] = first;
  if (others.length === 0) return refusal;
  const more = others.map(([other, { code, found }]) => `${other}: ${code}, ${found}`).join('; ');
  return { ...refusal, found: `${id}: ${refusal.found}; ${more}` };
}
