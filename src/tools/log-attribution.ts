import { z } from 'zod';
import { logAttribution } from '../rules/signals/log-attribution.ts';
import { InstantIn, OneRef, Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'log_attribution',
  title: 'Log a published piece',
  description: 'Note whom a published piece references, for an E9 to rest on; again to add some.',
  clauses: ['3.2.1', '4.1'],
  callers: ['category.positioning'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    piece: Ref('short key'),
    title: Text('its title'),
    url: Text('its address'),
    published_at: InstantIn.describe('date or instant'),
    references: z.array(OneRef).max(200).describe('domains or contacts'),
    ...writeOptions,
  }),
  output: Written.extend({ piece: z.string() }),
  handle: (args, session) => write(logAttribution, args, session, ({ extra }) => ({ piece: extra.piece })),
});
