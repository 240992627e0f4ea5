import type { Context } from '../command/context.ts';
import { hasSubstance } from '../identity/free-text.ts';
import { notedTypesIn } from '../policy/signals.ts';
import { questions } from '../vocabulary/note-fields.ts';
import { invalid, type Refusal } from '../vocabulary/refusal.ts';
import { isFurther, type SignalInput } from '../vocabulary/signal-types.ts';
import { kindOf } from './signal-kind.ts';

type Given = Pick<Context, 'policy'>;

/** P6: a type that this policy doesn't have. */
export function unknownType({ type }: SignalInput, { policy }: Given): Refusal | null {
  if (!isFurther(type) || policy.engagement.signals[type] !== undefined) return null;
  return invalid('signal.type', type, `one of ${notedTypesIn(policy).join(', ')}`);
}

/** Names the first field that the type needs and the note lacks, or answers outside its list. */
export function missingField(signal: SignalInput, { policy }: Given): Refusal | null {
  const { needs, needsAcknowledged = [], takes = {} } = kindOf(signal.type, policy);
  const fields = signal.response === 'none' ? needs : [...needs, ...needsAcknowledged];
  for (const field of fields) {
    const given = signal[field];
    if (given === undefined || (typeof given === 'string' && !hasSubstance(given))) {
      return invalid(`signal.${field}`, given, `it: ${signal.type} needs ${fields.join(', ')}`);
    }
  }
  for (const field of questions) {
    const given = signal[field];
    const list: readonly string[] | undefined = takes[field];
    if (list && given !== undefined && !list.includes(given)) {
      return invalid(`signal.${field}`, given, `one of ${list.join(', ')} for ${signal.type}`);
    }
  }
  return null;
}

/** T7: acts of which lists and attendance often tell the day alone. */
export function isKnownByDay({ type }: SignalInput, { policy }: Given): boolean {
  return kindOf(type, policy).byDay === true;
}

/** The part of a note that tells two acts of one type apart, besides contact, object and day (A7). */
export function interactionOf(signal: SignalInput, { policy }: Given): string | undefined {
  return kindOf(signal.type, policy).interaction?.(signal);
}

/** One post under its many addresses: scheme, `www.`, a language, tracking and a trailing slash say nothing of which it is; LinkedIn's number of it does. */
export function objectKey(object: string): string {
  const plain = object
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/^(?:m|mobile|[a-z]{2})\.(?=linkedin\.com)/, '')
    .replace(/#.*$/, '');
  const number = /^linkedin\.com\/.*[^a-z\d]activity(?::|%3a|-)(\d{10,})/.exec(plain)?.[1];
  if (number !== undefined) return `linkedin.com activity ${number}`;
  const [path = '', query = ''] = plain.split('?', 2);
  const kept = query
    .split('&')
    .filter((part) => part !== '' && !/^(utm_|trk|tracking|li_|lipi|rcm=|fbclid|gclid)/.test(part));
  return `${path.replace(/\/+$/, '')}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}
