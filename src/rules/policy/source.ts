import { z } from 'zod';

/** Where a value stands and how firmly: the clause, the ruling that read it, and one of four bases. */
export const source = {
  clause: z.string().regex(/^\d+(\.\d+)*$/, 'a bare clause number such as 3.2.1'),
  ruling: z.string().optional(),
  basis: z.enum(['sop', 'ruling', 'assumed', 'not_supplied']),
  note: z.string().optional(),
};

export const valued = <T extends z.ZodType>(value: T) => z.strictObject({ value, ...source });
