import { z } from 'zod';
import { lookAhead, readResource } from '../resources/index.ts';
import { bareReference } from '../rules/identity/bare-reference.ts';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { detail } from './support/schemas.ts';
import { tool } from './support/tool.ts';

export default tool({
  name: 'read_ladder',
  title: 'Read a resource of the ladder',
  description:
    'A ladder:// page for clients without resources: board, board/{stage}, accounts/{domain}, its /timeline and /dossier, tasks/{role}, policy, rulings, channels/{channel}, templates/{key}; ?format=json, ?cursor=.',
  clauses: ['6.2'],
  callers: roles,
  effect: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    uri: z.string().overwrite(bareReference).min(1).max(500).describe('ladder://board'),
    detail,
  }),
  output: z.looseObject({ uri: z.string(), content: z.string().optional(), data: z.looseObject({}).optional() }),
  async handle({ uri }, { ledger, library }) {
    const ahead = await lookAhead(uri, ledger);
    const found = await ledger.read((reader, moment) => readResource(uri, { reader, moment, library, ahead }));
    if (isRefusal(found)) return found;
    return found.format === 'json'
      ? { data: { uri, data: found.data }, text: JSON.stringify(found.data) }
      : { data: { uri, content: found.markdown }, text: found.markdown };
  },
});
