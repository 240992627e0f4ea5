import { z } from 'zod';
import { saveAccount } from '../rules/accounts/save-account.ts';
import { gatesGlossed, glossGates } from '../rules/vocabulary/gates.ts';
import { accountCallers, SaveAccountInput } from './support/account-input.ts';
import { Written } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

const describing = (gates: string) => `Register a company, or add facts, contacts and aliases. Gates: ${gates}.`;

export default tool({
  name: 'save_account',
  title: 'Register or complete an account',
  description: describing(gatesGlossed),
  underPolicy: ({ gates }) => ({ description: describing(glossGates(gates)) }),
  clauses: ['3.1', '3.2'],
  callers: accountCallers,
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: SaveAccountInput,
  output: Written.extend({
    near: z.array(z.looseObject({ domain: z.string(), name: z.string(), stage: z.string() })).optional(),
    facts: z.array(z.looseObject({ id: z.string(), fact: z.string() })).optional(),
    contacts: z.array(z.looseObject({ id: z.string() })).optional(),
    placed: z.array(z.looseObject({ waiting: z.string(), signal: z.string().optional() })).optional(),
  }),
  handle: (args, session) =>
    write(saveAccount, args, session, ({ extra: { near, facts, contacts, placed } }) => ({
      ...(near.length > 0 ? { near } : {}),
      ...(facts.length > 0 && !args.dry_run ? { facts } : {}),
      ...(contacts.length > 0 && !args.dry_run ? { contacts } : {}),
      ...(placed ? { placed } : {}),
    })),
});
