import type { Sealed } from '../../rules/aggregates/sealed.ts';
import type { WaitingEvent } from '../../rules/aggregates/unmatched-person.ts';
import type { Instant } from '../../rules/time/time.ts';
import { canonical } from '../events/canonical-json.ts';
import { fingerprintsOf, placeFingerprintsOf } from '../events/person-fingerprint.ts';
import { nameOf } from '../events/streams.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { type Row, row } from './tables.ts';

interface WaitRecorded {
  readonly stream: string;
  readonly seq: number;
  readonly at: Instant;
  readonly event: Extract<WaitingEvent, { readonly type: 'person_waits' | 'wait_ended' }>;
  readonly sealed: Sealed | null;
}

/** Addresses told beside that may be another person's: search finds by them, and they join nobody. */
function apartIn({ apart_email: email, apart_linkedin_url: linkedin_url }: Readonly<Record<string, string>>) {
  return { ...(email === undefined ? {} : { email }), ...(linkedin_url === undefined ? {} : { linkedin_url }) };
}

export function waitMarkRows(stream: string, fields: Readonly<Record<string, string>>, mark: KeyStore['mark']): Row[] {
  return [
    ...fingerprintsOf(fields, mark).map((each) => row('wait_marks', stream, each, 0)),
    ...placeFingerprintsOf(fields, mark).map((each) => row('wait_marks', stream, each, 1)),
    ...placeFingerprintsOf(apartIn(fields), mark).map((each) => row('wait_marks', stream, each, 1)),
  ];
}

/** The one row of a wait; once it ended, only that it did. */
export function waitRow({ stream, seq, at, event, sealed }: WaitRecorded): Row {
  const said = event.type === 'person_waits' ? [event.origin, event.because, canonical(sealed?.fields ?? {}), 0] : null;
  return row('waiting', `wtg_${nameOf(stream)}`, stream, at, ...(said ?? ['', '', '', seq]));
}
