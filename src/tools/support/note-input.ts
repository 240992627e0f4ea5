import { z } from 'zod';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import { notedTypesIn } from '../../rules/policy/signals.ts';
import { kindOf } from '../../rules/signals/signal-kind.ts';
import { furtherThatNeed, glossed, typesThatNeed } from '../../rules/signals/type-words.ts';
import { actFields, answers, type NoteField, type Question } from '../../rules/vocabulary/note-fields.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { everyNotedType, filedTypes } from '../../rules/vocabulary/signal-types.ts';
import { AccountRef, InstantIn, Ref, Text, writeOptions } from './schemas.ts';
import { shown } from './shown-enum.ts';
import type { PolicyWords } from './under-policy.ts';

/** Roles that file notes, by hand or by a list (A9). */
export const noteCallers: readonly Role[] = ['mining.mind', 'category.positioning', 'sales.ops', 'cro'];

/** A closed question of the catalogue, with the types that ask it. */
const asked = <const Of extends Question>(field: Of) =>
  z.enum(answers[field]).optional().describe(typesThatNeed(field));

const isSo = (field: NoteField) => z.boolean().optional().describe(typesThatNeed(field));

/** The types that need a field, and what stands in it. */
const told = (field: NoteField, words = '') => `${typesThatNeed(field)} ${words}`.trim();

const Signal = z.strictObject({
  type: shown(everyNotedType, filedTypes).describe(glossed(filedTypes)),
  object: Text(told('object')).optional(),
  interaction: asked('interaction'),
  channel: asked('channel'),
  topic: asked('topic'),
  quote: Text(told('quote', 'words')).optional(),
  gated: isSo('gated'),
  kind: asked('kind'),
  attended: isSo('attended'),
  engagement: asked('engagement'),
  referrer: Text(told('referrer', 'who')).optional(),
  relationship: Text(told('relationship')).optional(),
  context: Text(told('context', 'why')).optional(),
  response: asked('response'),
  evidence: Text(told('evidence', 'proof')).optional(),
  piece: Ref(told('piece', 'key')).optional(),
  engagement_signal: Ref(told('engagement_signal', 'act')).optional(),
  why_causal: Text(told('why_causal')).optional(),
} satisfies Readonly<Record<NoteField | 'type', z.ZodType>>);

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

/** P6: the types that may be filed, what each is, and which of the policy's own need a field. */
export function noteWords(policy: PolicyValues): PolicyWords {
  const types = notedTypesIn(policy);
  const description = types.map((type) => `${type} ${kindOf(type, policy).gloss}`).join(', ');
  const needing = actFields.flatMap((field) => {
    const further = furtherThatNeed(field, policy);
    return further.length === 0 ? [] : [{ path: ['signal', field], further: further.join(' ') }];
  });
  return { input: [{ path: ['signal', 'type'], enum: types, description }, ...needing] };
}
