import type { Moment } from '../command/context.ts';
import type { PolicyValues } from '../policy/policy.ts';

/** The effect of one changed value: the smallest account whose outcome it changes; null where none was found. */
export interface ChangeEffect {
  readonly path: string;
  readonly account: Readonly<Record<string, unknown>> | null;
  readonly was: string | null;
  readonly would: string | null;
}

export type EffectFound = Omit<ChangeEffect, 'path'>;

/** Two policies of which one is in force and the other may come. */
export interface Both {
  readonly before: PolicyValues;
  readonly after: PolicyValues;
  readonly moment: Moment;
}

/** The first of some accounts of which the policies make something else. */
export function first<T>(each: Iterable<T>, look: (one: T) => EffectFound | null): EffectFound | null {
  for (const one of each) {
    const found = look(one);
    if (found) return found;
  }
  return null;
}

/** The outcomes of an account under both policies; null where they are the same. */
export function told(
  account: Readonly<Record<string, unknown>>,
  says: (policy: PolicyValues) => string,
  { before, after }: Both,
): EffectFound | null {
  const [was, would] = [says(before), says(after)];
  return was === would ? null : { account, was, would };
}

/** The figures at which a bound turns. */
export const around = (value: number): readonly number[] => [value - 1, value, value + 1].filter((each) => each >= 0);

/** The same of several bounds, each once, the least first. */
export const turns = (values: readonly number[]): readonly number[] =>
  [...new Set(values.flatMap(around))].sort((a, b) => a - b);
