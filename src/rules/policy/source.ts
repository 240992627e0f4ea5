import { z } from 'zod';

/** The place and the firmness of a value: the clause, the ruling that read it, and one of five bases. */
export const source = {
  clause: z.string().regex(/^\d+(\.\d+)*$/, 'a bare clause number such as 3.2.1'),
  ruling: z.string().optional(),
  basis: z.enum(['sop', 'ruling', 'assumed', 'not_supplied', 'confirmed']),
  note: z.string().optional(),
};

export const valued = <T extends z.ZodType>(value: T) => z.strictObject({ value, ...source });

/** One shape under each of several names. */
export function each<Name extends string, Of>(names: readonly Name[], of: Of): Readonly<Record<Name, Of>>;
export function each(names: readonly string[], of: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, of]));
}

export const count = valued(z.int().min(0));

export const texts = valued(z.array(z.string().min(1)));

/** A list that may not be empty. */
export const words = valued(z.array(z.string().min(1)).min(1));

export const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:00');

export const date = z.iso.date();

export const comparisons = ['gte', 'lte', 'gt', 'lt', 'eq'] as const;

export const operators = [...comparisons, 'in', 'present'] as const;

export const scalar = z.union([z.string(), z.number(), z.boolean()]);
