import { z } from 'zod';
import { bareReference } from '../../rules/identity/bare-reference.ts';
import { reviews, stages } from '../../rules/vocabulary/stages.ts';

/** Building blocks of the tools' schemas. Descriptions are short: an agent's context pays for each of them. */
/** Something named by an id, an address or a key, taken as meant however it is written. */
export const OneRef = z.string().max(1000).overwrite(bareReference).min(1).max(300);
export const Ref = (says: string) => OneRef.describe(says);
export const AccountRef = Ref('id, domain or name');
export const ContactRef = Ref('id, e-mail or profile');
export const InstantIn = z.string().min(1).max(60).describe('2026-04-21T09:30:00-04:00');
export const DateIn = z.string().min(1).max(60).describe('ISO date');
export const Text = (says: string) => z.string().max(100_000).describe(says);
export const Scalar = z
  .union([z.string().max(100_000), z.number(), z.boolean()])
  .meta({ type: ['string', 'number', 'boolean'] });

const isPrintable = (text: string) => !/\p{C}/u.test(text);

export const writeOptions = {
  dry_run: z.boolean().optional().describe('trial'),
  idempotency_key: z
    .string()
    .min(1)
    .max(200)
    .refine(isPrintable, 'a text without control characters')
    .optional()
    .describe('once'),
};

export const IntentRef = Ref('its id').optional();
export const IntentRefs = z.array(OneRef).max(100).optional().describe('or ids');
export const RefusedIntents = z.array(z.looseObject({ intent: z.string(), code: z.string(), because: z.string() }));

export function refusedLines(refused: z.output<typeof RefusedIntents>): readonly string[] {
  return refused.map(({ intent, code, because }) => `- ${intent} refused: ${code}, ${because}`);
}

export const listOptions = {
  limit: z.int().min(1).max(100).optional().describe('default 20'),
  cursor: z.string().max(500).overwrite(bareReference).optional().describe('next_cursor'),
};

export const detail = z.enum(['concise', 'full']).optional().describe('default concise');

export const CheckOut = z.looseObject({
  rule: z.string(),
  clause: z.string(),
  ruling: z.string().optional(),
  verdict: z.enum(['pass', 'fail', 'unknown', 'warn']),
  because: z.string(),
  basis: z.enum(['sop', 'ruling', 'assumed', 'not_supplied', 'confirmed']),
  evidence: z.array(z.string()).optional(),
  remedy: z.string().optional(),
});

export const TaskOut = z.looseObject({
  id: z.string(),
  kind: z.string(),
  role: z.string(),
  account: z.string().optional(),
  subject: z.string().optional(),
  due_at: z.string(),
  overdue: z.boolean(),
  escalated: z.literal(true).optional(),
  do: z.string(),
  tool: z.string().optional(),
});

export const AccountOut = z.looseObject({
  id: z.string(),
  domain: z.string(),
  name: z.string(),
  stage: z.enum(stages),
  review: z.enum(reviews),
  owner: z.string(),
  stage_since: z.string(),
  first_touch: z
    .looseObject({ signal: z.string().optional(), type: z.string(), at: z.string(), source: z.string() })
    .optional(),
  priority: z.enum(['normal', 'high']),
  flags: z.array(z.string()),
  adopted: z.looseObject({ by: z.string(), at: z.string(), stage: z.enum(stages) }).optional(),
  external: z.looseObject({}).optional(),
  next: z.string(),
});

export const PolicyOut = z.looseObject({ version: z.string(), status: z.string() });

/** Without its id in a dry run, as tasks are: it doesn't exist yet. */
export const SignalOut = z.looseObject({
  id: z.string().optional(),
  type: z.string(),
  tier: z.enum(['strong', 'standard']),
  qualifies: z.boolean(),
});

export const SpentOut = z.array(
  z.looseObject({ signal: z.string(), type: z.string(), by: z.string(), at: z.string() }),
);

/** The least that every writing tool answers. */
export const Written = z.looseObject({
  outcome: z.string(),
  summary: z.string(),
  account: AccountOut.partial({ id: true }).optional(),
  checks: z.array(CheckOut),
  passed: z.array(z.string()).optional(),
  opened: z.array(TaskOut.partial({ id: true })),
  closed: z.array(TaskOut.partial({ id: true })),
  next: z.string().optional(),
  policy: PolicyOut,
  dry_run: z.boolean().optional(),
});
