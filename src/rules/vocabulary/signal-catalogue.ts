import type { NoteField, NoteFields, SomeAnswers } from './note-fields.ts';

export interface Quality {
  readonly qualifies: boolean;
  /** False for what somebody else did, or what only might happen: a bare introduction, a registration (A5). */
  readonly is_act: boolean;
  readonly because: string;
}

/** One type of engagement signal: all that the rules on notes ask of it. The policy has its full name, tier and filers. */
export interface SignalKind {
  /** The type in as few words as tell it from the others: an agent's context pays for each. */
  readonly gloss: string;
  /** P6: the kind of act, of which a policy may make further types. */
  readonly act?: string;
  readonly needs: readonly NoteField[];
  /** Needed as well once an introduction is acknowledged. */
  readonly needsAcknowledged?: readonly ['evidence'];
  /** Answers, where the type takes only some of those to a question. */
  readonly takes?: SomeAnswers;
  /** T7: lists and attendance often tell the day alone. */
  readonly byDay?: true;
  /** A7: the key by which two notes of one contact are one act. A day goes with object, interaction and referrer. */
  readonly sameBy: 'contact' | 'piece_and_act' | 'day';
  /** The detail that tells two acts of one day and object apart (A7). */
  readonly interaction?: (signal: NoteFields) => string | undefined;
  /** §3.2.1, A4: whether a signal qualifies and is an act of the contact's own. `topics`: those that the policy names. */
  readonly quality: (signal: NoteFields, topics: readonly string[]) => Quality;
}

/** A type that nobody files: the engine derives it from acts on file (A5). */
export interface DerivedKind {
  readonly gloss: string;
  readonly isDerived: true;
}

const yes = (because: string): Quality => ({ qualifies: true, is_act: true, because });

const short = (because: string): Quality => ({ qualifies: false, is_act: true, because });

const noAct = (because: string): Quality => ({ qualifies: false, is_act: false, because });

/** The SOP's own types. A new one is an entry here and a value of the policy: lists, schemas and instructions follow. */
export const catalogue = {
  E1: {
    gloss: 'LinkedIn engagement',
    act: 'post',
    needs: ['interaction', 'object'],
    sameBy: 'day',
    interaction: ({ interaction }) => interaction,
    // Likes are counted elsewhere.
    quality: ({ interaction }) =>
      interaction === 'like' ? short('a like counts only among enough of them') : yes(`a ${interaction} on a post`),
  },
  E2: {
    gloss: 'Substack subscription',
    act: 'subscription',
    needs: [],
    byDay: true,
    sameBy: 'contact',
    quality: () => yes('subscribed to the Substack'),
  },
  E3: {
    gloss: 'direct question',
    act: 'question',
    needs: ['channel', 'topic', 'quote'],
    takes: { channel: ['linkedin_dm', 'email'] },
    sameBy: 'day',
    interaction: ({ channel }) => channel,
    quality: ({ topic }, topics) =>
      topics.some((each) => each === topic)
        ? yes(`asked about ${String(topic).replaceAll('_', ' ')}`)
        : short(`the topic is \`${topic}\`, wanted one of ${topics.join(', ')}`),
  },
  E4: {
    gloss: 'Briefing request',
    act: 'request',
    needs: ['channel', 'quote'],
    sameBy: 'day',
    interaction: ({ channel }) => channel,
    quality: () => yes('asked for the Briefing'),
  },
  E5: {
    gloss: 'gated download',
    act: 'download',
    needs: ['object', 'gated'],
    byDay: true,
    sameBy: 'day',
    quality: ({ gated }) => (gated ? yes('downloaded gated content') : short('the download was not gated')),
  },
  E6: {
    gloss: 'event',
    act: 'event',
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
    act: 'referral',
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
  E8: { gloss: 'repeat engagement', isDerived: true },
  E9: {
    gloss: 'content fuel',
    needs: ['piece', 'engagement_signal', 'why_causal'],
    sameBy: 'piece_and_act',
    // Checked against its piece elsewhere.
    quality: () => ({ qualifies: true, is_act: false, because: 'engaged after a piece about them' }),
  },
  E10: {
    gloss: 'warm introduction',
    act: 'introduction',
    needs: ['referrer', 'relationship', 'context', 'response', 'evidence'],
    takes: { response: ['asked_about_work', 'shared_context', 'requested_call'] },
    sameBy: 'day',
    quality: ({ response }) => yes(`took the introduction up: ${response}`),
  },
} as const satisfies Readonly<Record<string, SignalKind | DerivedKind>>;
