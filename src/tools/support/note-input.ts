import { z } from 'zod';
import { answers, everyNotedType, filedTypes, glossed, typesThatNeed } from '../../rules/signals/catalogue.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { AccountRef, InstantIn, Ref, Text, writeOptions } from './schemas.ts';
import { shown } from './shown-enum.ts';

/** Who files notes, by hand or by a list (A9). */
export const noteCallers: readonly Role[] = ['mining.mind', 'category.positioning', 'sales.ops', 'cro'];

/** A closed question of the catalogue, with the types that ask it. */
const asked = <const Of extends keyof typeof answers>(field: Of) =>
  z.enum(answers[field]).optional().describe(typesThatNeed(field));

const Signal = z.strictObject({
  type: shown(everyNotedType, filedTypes).describe(glossed(filedTypes)),
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
  piece: Ref('E9 key').optional(),
  engagement_signal: Ref('E9 act id').optional(),
  why_causal: Text('E9').optional(),
});

export const SignalNoteInput = z.strictObject({
  account: AccountRef,
  contact: z
    .strictObject({
      name: Text('full name').optional(),
      email: Ref('one').optional(),
      linkedin_url: Ref('profile').optional(),
      title: Text('job').optional(),
    })
    .describe('by email or profile'),
  observed_at: InstantIn.describe('with offset'),
  source: Text('where'),
  note: Text('remark').optional(),
  signal: Signal.describe('by type'),
  ...writeOptions,
});
