import { z } from 'zod';
import { startSequence } from '../rules/sequences/start-sequence.ts';
import { withName } from '../views/recipients.ts';
import { LeftOutRows, ListRef } from './support/list-input.ts';
import { Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'start_sequence',
  title: 'Start a sequence',
  description: 'Enrol the contacts of an approved list at touch 1. Sends nothing: each mail asks for its permit.',
  clauses: ['5.4'],
  callers: ['sales.ops'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({ list: ListRef, ...writeOptions }),
  output: Written.extend({
    outcome: z.literal('started'),
    enrolled: z.array(z.looseObject({ contact: z.string(), touch: z.int(), due_on: z.string() })),
    refused: LeftOutRows,
  }),
  handle: (args, session) =>
    write(startSequence, args, session, ({ extra }, reader) => ({
      ...extra,
      enrolled: extra.enrolled.map((row) => withName(row, reader)),
    })),
});
