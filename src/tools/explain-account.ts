import { z } from 'zod';
import { accountKey, noSuchAccount } from '../rules/command/account-ref.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { explainView } from '../views/account.ts';
import { pagedAccount } from '../views/account-pages.ts';
import { boundedText } from '../views/bounds.ts';
import { explainText } from '../views/text.ts';
import { AccountOut, AccountRef, CheckOut, detail, PolicyOut, SpentOut, TaskOut } from './support/schemas.ts';
import { tool } from './support/tool.ts';

const Missing = z.looseObject({ rule: z.string(), what: z.string(), who: z.string(), tool: z.string().optional() });
const Fact = z.looseObject({
  id: z.string(),
  fact: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  source: z.string(),
  as_of: z.string(),
});

export default tool({
  name: 'explain_account',
  title: 'Explain an account',
  description:
    'Why an account stands where it stands: every criterion as a check, what is missing and from whom, the cheapest lawful next step. Ask before you act. Not to search.',
  clauses: ['3', '3.4'],
  callers: roles,
  effect: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  alwaysLoad: true,
  input: z.strictObject({ account: AccountRef, detail }),
  output: z.looseObject({
    account: AccountOut,
    checks: z.array(CheckOut),
    missing: z.array(Missing),
    next_step: z.string(),
    why: z.looseObject({ at: z.string(), by: z.string(), clause: z.string(), policy: z.string() }).optional(),
    facts: z.array(Fact),
    signals: z.array(z.looseObject({ id: z.string(), type: z.string() })),
    spent: SpentOut.optional(),
    contacts: z.array(z.looseObject({ id: z.string(), name: z.string() })),
    tasks: z.array(TaskOut),
    enrolments: z.array(
      z.looseObject({
        contact: z.string(),
        sequence: z.string(),
        touch: z.int(),
        due_on: z.string().optional(),
        state: z.enum(['active', 'paused', 'waiting', 'complete', 'ended']),
      }),
    ),
    permits: z
      .array(z.looseObject({ id: z.string(), contact: z.string(), state: z.enum(['open', 'redeemed', 'unknown']) }))
      .optional(),
    withheld: z.array(z.looseObject({ contact: z.string(), because: z.string() })).optional(),
    policy: PolicyOut,
  }),
  async handle({ account, detail: depth = 'concise' }, { ledger }) {
    const ref = accountKey(account);
    if ('refused' in ref) return ref;
    const answer = await ledger.read((reader, moment) => {
      const record = reader.account(ref.key);
      if (!record) return null;
      const data = pagedAccount(explainView(record, reader, depth, moment), undefined);
      return 'refused' in data ? data : { data, text: boundedText(explainText(data, moment.calendar)) };
    });
    return answer ?? noSuchAccount();
  },
});
