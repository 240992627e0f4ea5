import { z } from 'zod';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { DateIn, OneRef, Ref, Scalar, Text, writeOptions } from './schemas.ts';

/** Roles that keep accounts, by hand or by a list (A1). */
export const accountCallers: readonly Role[] = ['sales.ops', 'category.positioning'];

export const SaveAccountInput = z.strictObject({
  domain: Ref('domain or id'),
  name: Text('for a new one').optional(),
  facts: z
    .array(
      z.strictObject({
        fact: Text('its name'),
        value: Scalar.describe('typed'),
        source: Text('where'),
        evidence: Text('proof'),
        as_of: DateIn,
        corrects: Ref('a wrong fact').optional(),
      }),
    )
    .max(50)
    .optional()
    .describe('dated'),
  contacts: z
    .array(
      z.strictObject({
        contact: Ref('id, to correct or move').optional(),
        same_as: Ref('same person').optional(),
        name: Text('full name').optional(),
        first_name: Text('as greeted').optional(),
        email: Ref('one').optional(),
        linkedin_url: Ref('profile').optional(),
        title: Text('job').optional(),
        external: z
          .partialRecord(z.enum(['apollo', 'hubspot', 'gmail_thread']), OneRef)
          .optional()
          .describe('their ids'),
      }),
    )
    .max(50)
    .optional()
    .describe('people'),
  external: z
    .partialRecord(z.enum(['monday', 'apollo', 'hubspot']), OneRef)
    .optional()
    .describe('monday, apollo, hubspot ids'),
  aliases: z.array(OneRef).max(20).optional().describe('further domains'),
  ...writeOptions,
});
