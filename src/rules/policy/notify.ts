import { z } from 'zod';

const address = z.email();

/** The ways by which due tasks are told outside, and how far ahead. Without `webhook` and `smtp` nothing is told. */
export const Notify = z.strictObject({
  hours: z.int().min(1).max(168),
  webhook: z.url({ protocol: /^https?$/ }).optional(),
  smtp: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65535),
      /** `from` and `to` are the mailbox's own address where they are not given. */
      from: address.optional(),
      to: z.union([address, z.array(address).min(1)], 'an address, or a list of addresses').optional(),
      user_env: z.string().optional(),
      password_env: z.string().optional(),
    })
    .optional(),
});
