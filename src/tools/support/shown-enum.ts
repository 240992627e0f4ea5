import { z } from 'zod';

/** A closed list of which the shipped policy has some: those are listed, and the rules refuse what the policy in force lacks (P6). */
export function shown<const Every extends string>(every: readonly Every[], listed: readonly string[]) {
  return z.enum(every).meta({ enum: listed });
}

/** The values that a schema lists, where it takes more. */
export function shownOf(schema: unknown): readonly string[] | null {
  if (!(schema instanceof z.ZodType)) return null;
  const listed: unknown = schema.meta()?.enum;
  return Array.isArray(listed) ? listed.map(String) : null;
}
