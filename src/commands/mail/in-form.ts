import type { z } from 'zod';
import { wanted as wantedOf } from '../../tools/support/input-fault.ts';
import { Unusable } from '../shared/options.ts';

/** The content of a file in the wanted form; throws Unusable with the part that has another. */
export function inForm<Schema extends z.ZodType>(file: string, schema: Schema, content: unknown, wanted: string) {
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue ? `; at ${issue.path.join('.') || 'the top'} ${wantedOf(issue)} is wanted` : '';
  throw new Unusable(`${file}: ${wanted} is wanted${where}`);
}
