import { z } from 'zod';
import { saveAccount } from '../rules/accounts/save-account.ts';
import { DateIn, Scalar, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export const SaveAccountInput = z.strictObject({
  domain: Text('domain or id'),
  name: Text('needed for a new one').optional(),
  facts: z
    .array(
      z.strictObject({
        fact: Text('its name'),
        value: Scalar.describe('typed'),
        source: Text('where'),
        evidence: Text('proof'),
        as_of: DateIn,
        corrects: Text('id of a wrong fact').optional(),
      }),
    )
    .max(50)
    .optional()
    .describe('dated'),
  contacts: z
    .array(
      z.strictObject({
        contact: Text('id, to correct or move').optional(),
        same_as: Text('the same person').optional(),
        name: Text('full name').optional(),
        first_name: Text('as greeted').optional(),
        email: Text('one').optional(),
        linkedin_url: Text('profile').optional(),
        title: Text('job title').optional(),
      }),
    )
    .max(50)
    .optional()
    .describe('people'),
  aliases: z.array(z.string().max(300)).max(20).optional().describe('further domains'),
  ...writeOptions,
});

export default tool({
  name: 'save_account',
  title: 'Register or complete an account',
  description:
    'Register a company, or add facts, contacts and aliases. Gates read employees, has_ecosystem_motion, arr_usd, industry, gate_g5.',
  clauses: ['3.1', '3.2'],
  callers: ['sales.ops', 'category.positioning'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: SaveAccountInput,
  output: Written.extend({
    near: z.array(z.looseObject({ domain: z.string(), name: z.string(), stage: z.string() })).optional(),
    placed: z.array(z.looseObject({ waiting: z.string(), signal: z.string() })).optional(),
  }),
  handle: (args, session) =>
    write(saveAccount, args, session, ({ extra: { near, placed } }) => ({
      ...(near.length > 0 ? { near } : {}),
      ...(placed ? { placed } : {}),
    })),
});
