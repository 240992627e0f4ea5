import { z } from 'zod';
import { answers, filedTypes, typesThatNeed } from '../rules/signals/catalogue.ts';
import { fileSignalNote } from '../rules/signals/file-signal-note.ts';
import { signalView, spentPart } from '../views/signals.ts';
import {
  AccountOut,
  AccountRef,
  InstantIn,
  SignalOut,
  SpentOut,
  Text,
  Written,
  writeOptions,
} from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

/** A closed question of the catalogue, with the types that ask it. */
const asked = <const Of extends keyof typeof answers>(field: Of) =>
  z.enum(answers[field]).optional().describe(typesThatNeed(field));

const Signal = z.strictObject({
  type: z.enum(filedTypes).describe('kind'),
  object: Text('E1 post, E5 download, E6 event').optional(),
  interaction: asked('interaction'),
  channel: asked('channel'),
  topic: asked('topic'),
  quote: Text('E3 E4 words').optional(),
  gated: z.boolean().optional().describe(typesThatNeed('gated')),
  kind: asked('kind'),
  attended: z.boolean().optional().describe(typesThatNeed('attended')),
  engagement: asked('engagement'),
  referrer: Text('E7 E10 who').optional(),
  relationship: Text('E7 E10').optional(),
  context: Text('E7 E10 why').optional(),
  response: z.enum(answers.response).optional().describe('E7 first 4, E10 last 3'),
  evidence: Text('E7 E10 proof').optional(),
  piece: Text('E9 logged key').optional(),
  engagement_signal: Text('E9 act id').optional(),
  why_causal: Text('E9').optional(),
});

export const SignalNoteInput = z.strictObject({
  account: AccountRef,
  contact: z
    .strictObject({
      name: Text('full name').optional(),
      email: Text('one').optional(),
      linkedin_url: Text('profile').optional(),
      title: Text('job title').optional(),
    })
    .describe('by email or profile'),
  observed_at: InstantIn.describe('with offset'),
  source: Text('where seen'),
  note: Text('remark').optional(),
  signal: Signal.describe('by type'),
  ...writeOptions,
});

export default tool({
  name: 'file_signal_note',
  title: 'File a signal note',
  description:
    'Record an engagement signal as soon as it is seen. Says whether it qualifies, finds repeat engagement (E8), registers unknown domains; notes that name no company wait. Not for replies to our mails.',
  clauses: ['3.2.1', '4.1'],
  callers: ['mining.mind', 'category.positioning', 'sales.ops', 'cro'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: SignalNoteInput,
  // Neither stands in a kept answer whose words were erased.
  output: Written.extend({
    account: AccountOut.pick({ domain: true, stage: true, review: true }).optional(),
    signal: SignalOut.optional(),
    derived: z.array(SignalOut).optional(),
    spent: SpentOut.optional(),
    // A dry run lets nothing wait that would have an id.
    waiting: z.looseObject({ id: z.string().optional(), because: z.string() }).optional(),
    registered: z.looseObject({ domain: z.string(), near: z.array(z.looseObject({})) }).optional(),
    remark: z.string().optional(),
  }),
  handle: (args, session) =>
    write(
      fileSignalNote,
      args,
      session,
      ({ extra, account }, _, viewing) =>
        extra.waiting
          ? { waiting: extra.waiting, derived: [] }
          : {
              signal: signalView(account, extra.signal),
              derived: extra.derived.map((id) => signalView(account, id)),
              ...(extra.registered ? { registered: extra.registered } : {}),
              ...(extra.remark ? { remark: extra.remark } : {}),
              ...spentPart(account, viewing),
            },
      { account: 'place' },
    ),
});
