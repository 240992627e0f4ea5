import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { suggestReply } from '../../../src/rules/replies/suggest-reply.ts';
import { testPolicy } from '../../support/policy.ts';

const Replies = z.array(
  z.strictObject({
    text: z.string(),
    subject: z.string().optional(),
    came: z.string(),
    expect: z.enum(['stop', 'none', 'away']),
    /** The first day back; `ask` where day and month can be exchanged. */
    back: z.string().nullable().optional(),
  }),
);
const replies = Replies.parse(JSON.parse(readFileSync('test/fixtures/replies-blind.json', 'utf8')));
const policy = testPolicy().values;

describe('Y2 replies by somebody who has not seen how they are read', () => {
  test.each(replies)('Y2 $expect: $text', ({ text, subject, came, expect: wanted, back }) => {
    const found = suggestReply({ text, ...(subject === undefined ? {} : { subject }) }, policy, came);
    const kind = found.type === 8 ? 'stop' : found.type === 9 ? 'away' : 'none';
    const date = found.return_date ?? (found.ambiguous ? 'ask' : null);
    expect([kind, wanted === 'away' ? date : null]).toEqual([wanted, back ?? null]);
  });
});
