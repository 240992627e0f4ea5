import { hasSubstance } from '../identity/free-text.ts';
import { invalid, type Refusal } from '../vocabulary/refusal.ts';
import type { SignalType } from '../vocabulary/signal-types.ts';

/** What an agent files of a signal; which fields are needed hangs on the type (§3.2.1, ruling A4). */
export interface SignalInput {
  readonly type: Exclude<SignalType, 'E8'>;
  readonly object?: string | undefined;
  readonly interaction?: 'like' | 'comment' | 'share' | 'save' | undefined;
  readonly channel?: 'linkedin_dm' | 'email' | 'website_form' | undefined;
  readonly topic?: 'ecosystem_revenue' | 'partner_monetization' | 'assessment' | 'other' | undefined;
  readonly quote?: string | undefined;
  readonly gated?: boolean | undefined;
  readonly kind?: 'webinar' | 'conference_session' | 'roundtable' | undefined;
  readonly attended?: boolean | undefined;
  readonly engagement?: 'asked_question' | 'stayed_for_qa' | 'exchanged_contact' | 'none' | undefined;
  readonly referrer?: string | undefined;
  readonly relationship?: string | undefined;
  readonly context?: string | undefined;
  readonly response?: string | undefined;
  readonly evidence?: string | undefined;
  readonly piece?: string | undefined;
  readonly engagement_signal?: string | undefined;
  readonly why_causal?: string | undefined;
}

type Field = Exclude<keyof SignalInput, 'type'>;

const needed: Readonly<Record<SignalInput['type'], readonly Field[]>> = {
  E1: ['interaction', 'object'],
  E2: [],
  E3: ['channel', 'topic', 'quote'],
  E4: ['channel', 'quote'],
  E5: ['object', 'gated'],
  E6: ['object', 'kind', 'attended', 'engagement'],
  E7: ['referrer', 'relationship', 'context', 'response'],
  E9: ['piece', 'engagement_signal', 'why_causal'],
  E10: ['referrer', 'relationship', 'context', 'response', 'evidence'],
};

/** Answers that only some types take. */
const answers: readonly {
  readonly type: SignalType;
  readonly field: 'channel' | 'response';
  readonly list: readonly string[];
}[] = [
  { type: 'E3', field: 'channel', list: ['linkedin_dm', 'email'] },
  { type: 'E7', field: 'response', list: ['none', 'reply_email', 'linkedin_accept_and_message', 'meeting_scheduled'] },
  { type: 'E10', field: 'response', list: ['asked_about_work', 'shared_context', 'requested_call'] },
];

/** Names the first field that the type needs and the note lacks, or answers outside its list. */
export function missingField(signal: SignalInput): Refusal | null {
  const fields =
    signal.type === 'E7' && signal.response !== 'none' ? [...needed.E7, 'evidence' as const] : needed[signal.type];
  for (const field of fields) {
    const given = signal[field];
    if (given === undefined || (typeof given === 'string' && !hasSubstance(given))) {
      return invalid(`signal.${field}`, given, `it: ${signal.type} needs ${fields.join(', ')}`);
    }
  }
  for (const { type, field, list } of answers) {
    const given = signal[field];
    if (type === signal.type && given !== undefined && !list.includes(given)) {
      return invalid(`signal.${field}`, given, `one of ${list.join(', ')} for ${type}`);
    }
  }
  return null;
}

const knownByDay: readonly SignalInput['type'][] = ['E2', 'E5', 'E6'];

/** T7: acts of which lists and attendance often tell the day alone. */
export function isKnownByDay({ type }: SignalInput): boolean {
  return knownByDay.includes(type);
}

/** What tells two acts of one type apart besides contact, object and day (A7). */
export function interactionOf(signal: SignalInput): string | undefined {
  switch (signal.type) {
    case 'E1':
      return signal.interaction;
    case 'E6':
      return signal.attended ? 'attended' : 'registered';
    case 'E7':
      return signal.response === 'none' ? 'introduced' : 'acknowledged';
    default:
      return undefined;
  }
}

/** One post under its many addresses: scheme, `www.`, a language, tracking and a trailing slash say nothing of which it is. */
export function objectKey(object: string): string {
  const plain = object
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/^(?:m|mobile|[a-z]{2})\.(?=linkedin\.com)/, '')
    .replace(/#.*$/, '');
  const [path = '', query = ''] = plain.split('?', 2);
  const kept = query
    .split('&')
    .filter((part) => part !== '' && !/^(utm_|trk|tracking|li_|lipi|rcm=|fbclid|gclid)/.test(part));
  return `${path.replace(/\/+$/, '')}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}
