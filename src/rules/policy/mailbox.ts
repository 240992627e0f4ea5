import { z } from 'zod';
import { date } from './source.ts';

export const Mailbox = z.strictObject({
  address: z.email(),
  sender_name: z.string().min(1).max(200),
  postal_address: z.string().min(1).max(300),
  unsubscribe_url: z.url({ protocol: /^https$/ }).optional(),
  warmup_started_on: date,
  smtp: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65535),
      user_env: z.string(),
      password_env: z.string(),
    })
    .optional(),
});
