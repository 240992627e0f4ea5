import { z } from 'zod';
import { retractSignal } from '../rules/signals/retract-signal.ts';
import { Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'retract_signal',
  title: 'Retract a signal note',
  description:
    'Take back a signal note filed in error: its filer or sales.ops. What rested on it falls. Not for aged ones.',
  clauses: ['3.2.1'],
  callers: ['mining.mind', 'category.positioning', 'sales.ops', 'cro'],
  effect: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
  input: z.strictObject({
    signal: Ref('its id'),
    reason: Text('what was wrong'),
    ...writeOptions,
  }),
  output: Written.extend({ fallen: z.array(z.string()) }),
  handle: (args, session) => write(retractSignal, args, session, ({ extra }) => ({ fallen: extra.fallen })),
});
