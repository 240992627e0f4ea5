import { z } from 'zod';
import { bareReference } from '../rules/identity/bare-reference.ts';
import { signalTypesIn } from '../rules/policy/signals.ts';
import { glossed } from '../rules/signals/type-words.ts';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { everySignalType, signalTypes } from '../rules/vocabulary/signal-types.ts';
import { reviews, stages } from '../rules/vocabulary/stages.ts';
import { accountsView } from '../views/lists.ts';
import { accountsText } from '../views/text.ts';
import { AccountOut, detail, listOptions } from './support/schemas.ts';
import { shown } from './support/shown-enum.ts';
import { tool } from './support/tool.ts';

export default tool({
  name: 'find_accounts',
  title: 'Find accounts',
  description: 'Find accounts and people; names may be misspelled. Not for reasons: explain_account.',
  underPolicy: (policy) => ({ input: [{ path: ['signal_type'], enum: signalTypesIn(policy) }] }),
  clauses: ['6.2'],
  callers: roles,
  effect: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    query: z.string().max(200).overwrite(bareReference).optional().describe('name, domain or address'),
    stage: z.enum(stages).optional().describe('at it'),
    review: z.enum(reviews).optional().describe('at it'),
    signal_type: shown(everySignalType, signalTypes)
      .optional()
      .describe(glossed(['E8'])),
    flag: z.enum(['cro_weight', 'needs_contact', 'gates_failing', 'criteria_lapsed']).optional().describe('has it'),
    detail,
    ...listOptions,
  }),
  output: z.looseObject({
    accounts: z.array(AccountOut),
    near: z.literal(true).optional(),
    people: z
      .array(z.looseObject({ contact: z.string(), account: z.string(), name: z.string(), suppressed: z.boolean() }))
      .optional(),
    left_out: z.looseObject({}).optional(),
    next_cursor: z.string().optional(),
  }),
  async handle({ limit = 20, ...filter }, { ledger }) {
    return ledger.read((reader, moment) => {
      const data = accountsView(reader, { ...filter, limit }, moment);
      return isRefusal(data) ? data : { data, text: accountsText(data, moment.calendar) };
    });
  },
});
