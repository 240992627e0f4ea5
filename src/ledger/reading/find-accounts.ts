import type { AccountState } from '../../rules/aggregates/account.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import { registrableDomain } from '../../rules/identity/domain-name.ts';
import { faulty, type Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Rows } from '../engine/rows.ts';
import { sha256 } from '../events/canonical-json.ts';
import { type Listed, listed, placeOf } from '../port/paging.ts';
import type { AccountQuery } from '../port/reader.ts';
import type { StateOf } from './account-states.ts';

/** Sorts after every continuation of a text. */
const end = (text: string) => `${text}\u{10ffff}`;

interface Driver {
  readonly kind: string;
  /** The first and the last key wanted. */
  readonly start: string;
  readonly end: string;
}

/** The narrowest way in: the other conditions are then asked of each row met. */
function driverOf({ flag, signal_type, review, stage }: AccountQuery, words: readonly string[]): Driver | null {
  const exactly = (kind: string, key: string) => ({ kind, start: key, end: `${key}\u0001` });
  const [word] = words;
  if (word !== undefined) return { kind: 'word', start: word, end: end(word) };
  if (flag !== undefined) return exactly('flag', flag);
  if (review !== undefined && review !== 'NONE') return exactly('review', review);
  if (signal_type !== undefined) return exactly('signal', signal_type);
  if (stage !== undefined) return exactly('stage', stage);
  return review === undefined ? null : exactly('review', review);
}

/** `acme.c` or `https://www.acme.com` looks for a domain, `Acme Corp` for words of a name; each is the start of one. */
function wordsOf(query: string | undefined): readonly string[] {
  const text = query?.trim().toLowerCase() ?? '';
  if (text === '') return [];
  const address = registrableDomain(text);
  if ('domain' in address) return [address.domain];
  if (/^[a-z0-9-]+(\.[a-z0-9-]*)+$/.test(text)) return [text];
  return nameKey(text)
    .split(' ')
    .filter((word) => word !== '');
}

export function findAccounts(query: AccountQuery, q: Rows, stateOf: StateOf): Listed<AccountState> | Refusal {
  const { limit, cursor, stage, review, signal_type, flag } = query;
  const place = placeOf(cursor, ['string', 'string', 'string']);
  if (place && 'refused' in place) return place;
  const asked = sha256(JSON.stringify([query.query, stage, review, signal_type, flag])).slice(0, 12);
  // Each filter walks an order of its own; a place in another's would skip accounts or tell them twice.
  if (place && place[2] !== asked) return faulty('cursor', 'it was given out for other filters');
  // Longest first: the word that says most leads, and the next two are asked besides.
  const words = [...wordsOf(query.query)].sort((a, b) => b.length - a.length);
  const driver = driverOf(query, words);
  const [key, domain = ''] = place ?? [];
  if (!driver) {
    const rows = q.accountsByDomain.all(String(domain), limit + 1);
    return listed(rows, limit, stateOf, (row) => ['', row.domain, asked]);
  }
  const [second = null, third = null] = words.slice(1);
  const rows = q.accountsByKey.all({
    ...driver,
    key: key ?? driver.start,
    domain,
    stage: stage ?? null,
    review: review ?? null,
    signal: signal_type ?? null,
    flag: flag ?? null,
    second,
    second_end: second === null ? null : end(second),
    third,
    third_end: third === null ? null : end(third),
    limit: limit + 1,
  });
  return listed(rows, limit, stateOf, (row) => [row.key, row.domain, asked]);
}
