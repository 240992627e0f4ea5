/** Fields of a note that tell of an act, in the order of schemas. */
export const actFields = [
  'object',
  'interaction',
  'channel',
  'topic',
  'quote',
  'gated',
  'kind',
  'attended',
  'engagement',
  'referrer',
  'relationship',
  'context',
  'response',
  'evidence',
] as const;

/** Further fields of a note of content fuel (E9). */
export const fuelFields = ['piece', 'engagement_signal', 'why_causal'] as const;

export type NoteField = (typeof actFields)[number] | (typeof fuelFields)[number];

/** Closed questions, each with its answers, whatever the type. */
export const answers = {
  interaction: ['like', 'comment', 'share', 'save'],
  channel: ['linkedin_dm', 'email', 'website_form'],
  topic: ['ecosystem_revenue', 'partner_monetization', 'assessment', 'other'],
  kind: ['webinar', 'conference_session', 'roundtable'],
  engagement: ['asked_question', 'stayed_for_qa', 'exchanged_contact', 'none'],
  response: [
    'none',
    'reply_email',
    'linkedin_accept_and_message',
    'meeting_scheduled',
    'asked_about_work',
    'shared_context',
    'requested_call',
  ],
} as const;

export type Question = keyof typeof answers;

export const isQuestion = (field: string): field is Question => Object.hasOwn(answers, field);

export const questions = actFields.filter(isQuestion);

/** Answers, where a type takes only some of those to a question. */
export type SomeAnswers = { readonly [Asked in Question]?: readonly (typeof answers)[Asked][number][] };

type Answers = { readonly [Asked in Question]?: (typeof answers)[Asked][number] | undefined };

type Texts = { readonly [Field in Exclude<NoteField, Question | 'gated' | 'attended'>]?: string | undefined };

/** Fields of a signal note; the type says which it needs (§3.2.1, ruling A4). */
export interface NoteFields extends Answers, Texts {
  readonly gated?: boolean | undefined;
  readonly attended?: boolean | undefined;
}
