import { z } from 'zod';
import { otherReadingsFile } from '../shipped-files.ts';
import { readShipped } from './read-shipped.ts';
import type { Tree } from './tree.ts';

const AnyValue = z.custom<Tree>((given) => given !== undefined);

const OtherReading = z.strictObject({
  /** Paths of values, or `engagement.*` for all that begin so. */
  of: z.array(z.string().min(1)).min(1),
  /** Another meaning that the clause could have. */
  says: z.string().min(1),
  /** The product's reading asks for more than the clause's own words do (P5). */
  narrows: z.literal(true).optional(),
  /** The values that it would set, to be tried on what is on record. */
  instead: z.record(z.string(), AnyValue).optional(),
});

const OtherReadings = z.strictObject({ readings: z.array(OtherReading) });

/** P5: another meaning that a clause could have. */
export type OtherReading = z.infer<typeof OtherReading>;

/** The readings that ship with the program, in their order. */
export function loadOtherReadings(file = otherReadingsFile): readonly OtherReading[] {
  return readShipped(file, OtherReadings).readings;
}

/** The first reading that stands for a path. */
export function readingOf(path: string, readings: readonly OtherReading[]): OtherReading | undefined {
  return readings.find(({ of }) => of.some((each) => covers(each, path)));
}

function covers(named: string, path: string): boolean {
  return named.endsWith('*') ? path.startsWith(named.slice(0, -1)) : named === path;
}
