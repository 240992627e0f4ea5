import type { Context } from '../command/context.ts';
import {
  everySignalType,
  type FurtherType,
  type NoteField,
  type SignalType,
  signalTypes,
} from '../vocabulary/signal-types.ts';

/** Types that a note may be of; an E8 is found by the engine (A5). */
export type NotedType = Exclude<SignalType, 'E8'>;

/** Those of them that the SOP has. */
export type FiledType = Exclude<NotedType, FurtherType>;

/** All answers to a closed question, whatever the type. */
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

type Question = keyof typeof answers;

type Answers = { readonly [Asked in Question]?: (typeof answers)[Asked][number] | undefined };

type Texts = { readonly [Field in Exclude<NoteField, Question | 'gated' | 'attended'>]?: string | undefined };

/** What an agent files of a signal; which fields are needed hangs on the type (§3.2.1, ruling A4). */
export interface SignalInput extends Answers, Texts {
  readonly type: NotedType;
  readonly gated?: boolean | undefined;
  readonly attended?: boolean | undefined;
}

export interface Quality {
  readonly qualifies: boolean;
  /** False for what somebody else did, or what only might happen: a bare introduction, a registration (A5). */
  readonly is_act: boolean;
  readonly because: string;
}

/** One type of engagement signal: all that the rules on notes ask of it. What it is called in full, the policy says. */
export interface SignalKind {
  /** What it is, in as few words as tell it from the others: an agent's context pays for each. */
  readonly gloss: string;
  readonly needs: readonly Exclude<keyof SignalInput, 'type'>[];
  /** Needed as well once an introduction is acknowledged. */
  readonly needsAcknowledged?: readonly ['evidence'];
  /** Answers, where the type takes only some of those to a question. */
  readonly takes?: { readonly [Asked in Question]?: readonly (typeof answers)[Asked][number][] };
  /** T7: lists and attendance often tell the day alone. */
  readonly byDay?: true;
  /** A7: by what two notes of one contact are one act. A day goes with object, interaction and referrer. */
  readonly sameBy: 'contact' | 'piece_and_act' | 'day';
  /** What tells two acts of one day and object apart (A7). */
  readonly interaction?: (signal: SignalInput) => string | undefined;
  /** §3.2.1, A4: what it takes to qualify, and to be an act of the contact's own. */
  readonly quality: (signal: SignalInput, context: Pick<Context, 'policy'>) => Quality;
}

const yes = (because: string): Quality => ({ qualifies: true, is_act: true, because });

const short = (because: string): Quality => ({ qualifies: false, is_act: true, because });

const noAct = (because: string): Quality => ({ qualifies: false, is_act: false, because });

export const catalogue: Readonly<Record<FiledType, SignalKind>> = {
  E1: {
    gloss: 'LinkedIn engagement',
    needs: ['interaction', 'object'],
    sameBy: 'day',
    interaction: ({ interaction }) => interaction,
    // Likes are counted elsewhere.
    quality: ({ interaction }) =>
      interaction === 'like' ? short('a like counts only among enough of them') : yes(`a ${interaction} on a post`),
  },
  E2: {
    gloss: 'Substack subscription',
    needs: [],
    byDay: true,
    sameBy: 'contact',
    quality: () => yes('subscribed to the Substack'),
  },
  E3: {
    gloss: 'direct question',
    needs: ['channel', 'topic', 'quote'],
    takes: { channel: ['linkedin_dm', 'email'] },
    sameBy: 'day',
    interaction: ({ channel }) => channel,
    quality: ({ topic }, { policy }) =>
      policy.engagement.topics.value.some((each) => each === topic)
        ? yes(`asked about ${String(topic).replaceAll('_', ' ')}`)
        : short(`the topic is \`${topic}\`, wanted one of ${policy.engagement.topics.value.join(', ')}`),
  },
  E4: {
    gloss: 'Briefing request',
    needs: ['channel', 'quote'],
    sameBy: 'day',
    interaction: ({ channel }) => channel,
    quality: () => yes('asked for the Briefing'),
  },
  E5: {
    gloss: 'gated download',
    needs: ['object', 'gated'],
    byDay: true,
    sameBy: 'day',
    quality: ({ gated }) => (gated ? yes('downloaded gated content') : short('the download was not gated')),
  },
  E6: {
    gloss: 'event',
    needs: ['object', 'kind', 'attended', 'engagement'],
    byDay: true,
    sameBy: 'day',
    interaction: ({ attended }) => (attended ? 'attended' : 'registered'),
    quality: ({ kind, attended, engagement }) => {
      if (!attended) return noAct(`registered for the ${kind} but did not attend`);
      return engagement === 'none'
        ? short(`attended the ${kind} without engaging`)
        : yes(`attended the ${kind}: ${engagement}`);
    },
  },
  E7: {
    gloss: 'referral',
    needs: ['referrer', 'relationship', 'context', 'response'],
    needsAcknowledged: ['evidence'],
    takes: { response: ['none', 'reply_email', 'linkedin_accept_and_message', 'meeting_scheduled'] },
    sameBy: 'day',
    interaction: ({ response }) => (response === 'none' ? 'introduced' : 'acknowledged'),
    quality: ({ response }) =>
      response === 'none'
        ? noAct('the introduction was not acknowledged')
        : yes(`the introduction was acknowledged: ${response}`),
  },
  E9: {
    gloss: 'content fuel',
    needs: ['piece', 'engagement_signal', 'why_causal'],
    sameBy: 'piece_and_act',
    // Checked against its piece elsewhere.
    quality: () => ({ qualifies: true, is_act: false, because: 'engaged after a piece about them' }),
  },
  E10: {
    gloss: 'warm introduction',
    needs: ['referrer', 'relationship', 'context', 'response', 'evidence'],
    takes: { response: ['asked_about_work', 'shared_context', 'requested_call'] },
    sameBy: 'day',
    quality: ({ response }) => yes(`took the introduction up: ${response}`),
  },
};

export const filedTypes: readonly FiledType[] = signalTypes.filter((type) => type !== 'E8');

export const everyNotedType: readonly NotedType[] = everySignalType.filter((type) => type !== 'E8');

/** `E1 LinkedIn engagement, E2 ...` */
export function glossed(types: readonly (FiledType | 'E8')[]): string {
  return types.map((type) => `${type} ${type === 'E8' ? 'repeat engagement' : catalogue[type].gloss}`).join(', ');
}

/** The types that ask a question or need a field, for a schema's words: `E3 E4`. */
export function typesThatNeed(field: Exclude<keyof SignalInput, 'type'>): string {
  return filedTypes.filter((type) => catalogue[type].needs.includes(field)).join(' ');
}
