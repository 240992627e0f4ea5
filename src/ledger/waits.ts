import type Database from 'better-sqlite3';
import type { Sealed } from '../rules/events.ts';
import type { Instant } from '../rules/time.ts';
import type { WaitingEvent } from '../rules/waiting.ts';
import { nameOf } from './fold.ts';
import { canonical } from './json.ts';
import type { KeyStore } from './keys.ts';
import { marksOf } from './marks.ts';
import { type Row, row, upsertSql, type Value } from './tables.ts';

/** Where a person waits, by address and by profile, as spelled. */
export function waitsOf(
  { email, linkedin_url }: { readonly email?: string; readonly linkedin_url?: string },
  mark: KeyStore['mark'],
): readonly string[] {
  return [email, linkedin_url].flatMap((each) => (each ? [mark('fingerprint', `waiting ${each}`)] : []));
}

interface Told {
  readonly stream: string;
  readonly seq: number;
  readonly at: Instant;
  readonly event: Exclude<WaitingEvent, { readonly type: 'wait_tied' }>;
  readonly sealed: Sealed | null;
}

export function waitMarkRows(stream: string, fields: Readonly<Record<string, string>>, mark: KeyStore['mark']): Row[] {
  return [
    ...marksOf(fields, mark).map((each) => row('wait_marks', stream, each, 0)),
    ...waitsOf(fields, mark).map((each) => row('wait_marks', stream, each, 1)),
  ];
}

/** For a ledger of a program that did not keep them: the stand-ins of all who wait. */
export function markWaits(db: Database.Database, { mark }: Pick<KeyStore, 'mark'>): void {
  const open = db.prepare<[], { stream: string; words: string }>('SELECT stream, words FROM waiting WHERE ended = 0');
  const add = db.prepare<[readonly Value[]]>(upsertSql('wait_marks'));
  for (const { stream, words } of open.all())
    for (const { values } of waitMarkRows(stream, JSON.parse(words), mark)) add.run(values);
}

/** The one row of a wait; once it ended, only that it did. */
export function waitRow({ stream, seq, at, event, sealed }: Told): Row {
  const said = event.type === 'person_waits' ? [event.origin, event.because, canonical(sealed?.fields ?? {}), 0] : null;
  return row('waiting', `wtg_${nameOf(stream)}`, stream, at, ...(said ?? ['', '', '', seq]));
}
