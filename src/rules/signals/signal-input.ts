import { hasSubstance } from '../identity/free-text.ts';
import { invalid, type Refusal } from '../vocabulary/refusal.ts';
import { catalogue, type SignalInput } from './catalogue.ts';

export type { SignalInput } from './catalogue.ts';

/** Names the first field that the type needs and the note lacks, or answers outside its list. */
export function missingField(signal: SignalInput): Refusal | null {
  const { needs, needsAcknowledged = [], takes = {} } = catalogue[signal.type];
  const fields = signal.response === 'none' ? needs : [...needs, ...needsAcknowledged];
  for (const field of fields) {
    const given = signal[field];
    if (given === undefined || (typeof given === 'string' && !hasSubstance(given))) {
      return invalid(`signal.${field}`, given, `it: ${signal.type} needs ${fields.join(', ')}`);
    }
  }
  for (const field of ['channel', 'response'] as const) {
    const given = signal[field];
    const list: readonly string[] | undefined = takes[field];
    if (list && given !== undefined && !list.includes(given)) {
      return invalid(`signal.${field}`, given, `one of ${list.join(', ')} for ${signal.type}`);
    }
  }
  return null;
}

/** T7: acts of which lists and attendance often tell the day alone. */
export function isKnownByDay({ type }: SignalInput): boolean {
  return catalogue[type].byDay === true;
}

/** What tells two acts of one type apart besides contact, object and day (A7). */
export function interactionOf(signal: SignalInput): string | undefined {
  return catalogue[signal.type].interaction?.(signal);
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
