import { z } from 'zod';
import type { Calendar } from '../../rules/time/time.ts';
import { spokenTime } from '../../views/spoken.ts';

/** Any value that a policy file can hold. */
export const AnyJson = z.unknown().meta({ type: ['string', 'number', 'boolean', 'object', 'array', 'null'] });

/** Without its id in a dry run: it doesn't exist yet. */
export const ChangeOut = z.looseObject({
  id: z.string().optional(),
  version: z.string(),
  base: z.looseObject({ version: z.string(), hash: z.string() }),
  hash: z.string(),
  state: z.enum(['proposed', 'ratified', 'rejected', 'withdrawn']),
  changes: z.array(
    z.looseObject({
      path: z.string(),
      from: z.unknown(),
      to: z.unknown(),
      clause: z.string().nullable(),
      basis: z.string(),
    }),
  ),
  why: z.string(),
  by: z.string(),
  at: z.string(),
});

export const EffectOut = z.array(
  z.looseObject({
    path: z.string(),
    account: z.looseObject({}).nullable(),
    was: z.string().nullable(),
    would: z.string().nullable(),
  }),
);

/** The other half of a change; its effect is told by the summary. */
export function changeLines(data: Readonly<Record<string, unknown>>, calendar: Calendar): readonly string[] {
  const change = ChangeOut.safeParse(data.change).data;
  if (!change) return [];
  const { id, version, base, hash, state, changes, why, by, at } = change;
  return [
    `Change${id ? ` ${id}` : ''}: ${state}, ${version} (${hash}) over ${base.version} (${base.hash}), by ${by} at ${spokenTime(at, calendar)}: ${JSON.stringify(why)}`,
    ...changes.map(
      ({ path, from, to, clause, basis }) =>
        `- ${path}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}${clause === null ? '' : ` (§${clause}, ${basis})`}`,
    ),
  ];
}
