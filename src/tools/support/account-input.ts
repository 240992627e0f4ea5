import { z } from 'zod';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { DateIn, Scalar, Text, writeOptions } from './schemas.ts';

/** Who keeps accounts, by hand or by a list (A1). */
export const accountCallers: readonly Role[] = ['sales.ops', 'category.positioning'];

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
