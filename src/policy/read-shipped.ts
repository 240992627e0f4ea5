import type { z } from 'zod';
import { readPolicyFile } from './read-yaml.ts';

/** A file that ships beside the policy; one that cannot be read is a defect. */
export function readShipped<Shape extends z.ZodType>(file: string, shape: Shape): z.infer<Shape> {
  const read = readPolicyFile(file);
  if ('faults' in read)
    throw new Error(`${file}: ${read.faults.map(({ path, found }) => `${path} ${found}`).join('; ')}`);
  return shape.parse(read.tree);
}
