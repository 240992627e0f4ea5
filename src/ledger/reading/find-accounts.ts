import type { AccountState } from '../../rules/aggregates/account.ts';
import { search as limits } from '../../rules/vocabulary/limits.ts';
import { faulty, type Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Rows } from '../engine/rows.ts';
import { sha256 } from '../events/canonical-json.ts';
import { listed, placeOf } from '../port/paging.ts';
import type { AccountQuery, FoundAccounts } from '../port/reader.ts';
import type { StateOf } from './account-states.ts';
import { afterWord, spellings, wordsOf } from './near-words.ts';

/** One way in: the other conditions are then asked of each row met. */
interface Driver {
  /** Names the way, so that a cursor goes on along it. */
  readonly name: string;
  readonly kind: string;
  /** The first and the last key wanted. */
  readonly start: string;
  readonly end: string;
}

/** Longest first: the word that says most leads. */
const byLength = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).slice(0, limits.words);

/** Every way in that the conditions allow, in the order in which ties are settled. */
function driversOf({ flag, signal_type, review, stage }: AccountQuery, words: readonly string[]): readonly Driver[] {
  const exactly = (kind: string, key: string | undefined): readonly Driver[] =>
    key === undefined ? [] : [{ name: kind, kind, start: key, end: `${key}\u0001` }];
  return [
    ...words.map((word, n) => ({ name: `word ${n}`, kind: 'word', start: word, end: afterWord(word) })),
    ...exactly('flag', flag),
    ...(review === 'NONE' ? [] : exactly('review', review)),
    ...exactly('signal', signal_type),
    ...exactly('stage', stage),
    ...(review === 'NONE' ? exactly('review', review) : []),
  ];
}

/** The narrowest, by counts that end where it no longer matters. */
function narrowest(drivers: readonly Driver[], q: Rows): Driver | undefined {
  if (drivers.length < 2) return drivers[0];
  const counts = drivers.map(
    ({ kind, start, end }) => q.keyCount.get({ kind, start, end, limit: limits.counted })?.n ?? 0,
  );
  return drivers[counts.indexOf(Math.min(...counts))];
}

export function findAccounts(query: AccountQuery, q: Rows, stateOf: StateOf): FoundAccounts | Refusal {
  const { cursor, stage, review, signal_type, flag } = query;
  const place = placeOf(cursor, ['string', 'string', 'string', 'string']);
  if (place && 'refused' in place) return place;
  const filters = sha256(JSON.stringify([query.query, stage, review, signal_type, flag])).slice(0, 12);
  // Each filter walks an order of its own; a place in another's would skip accounts or tell them twice.
  if (place && place[2] !== filters) return faulty('cursor', 'it was given out for other filters');
  const [key = '', domain = '', , way] = place?.map(String) ?? [];
  const from = place ? { key, domain, way: way ?? '' } : null;
  const found = search({ query, filters, from }, byLength(wordsOf(query.query)), { q, stateOf });
  if (place || isFound(found) || query.query === undefined) return found;
  return near({ query, filters, from: null }, { q, stateOf }) ?? found;
}

const isFound = (found: FoundAccounts | Refusal) => 'refused' in found || found.items.length > 0;

interface Search {
  readonly query: AccountQuery;
  readonly filters: string;
  readonly from: { readonly key: string; readonly domain: string; readonly way: string } | null;
}

interface Sources {
  readonly q: Rows;
  readonly stateOf: StateOf;
}

function search(
  { query, filters, from }: Search,
  words: readonly string[],
  { q, stateOf }: Sources,
): FoundAccounts | Refusal {
  const { limit, stage, review, signal_type, flag } = query;
  const drivers = driversOf(query, words);
  const driver = from ? drivers.find(({ name }) => name === from.way) : narrowest(drivers, q);
  if (!driver) {
    if (drivers.length > 0 || (from && from.way !== ''))
      return faulty('cursor', 'it is not one that this list gave out');
    const rows = q.accountsByDomain.all(from?.domain ?? '', limit + 1);
    return listed(rows, limit, stateOf, (row) => ['', row.domain, filters, '']);
  }
  const { name, ...range } = driver;
  const [first = null, second = null, third = null] = words;
  const after = (word: string | null) => (word === null ? null : afterWord(word));
  const rows = q.accountsByKey.all({
    ...range,
    key: from?.key ?? driver.start,
    domain: from?.domain ?? '',
    stage: stage ?? null,
    review: review ?? null,
    signal: signal_type ?? null,
    flag: flag ?? null,
    first,
    first_end: after(first),
    second,
    second_end: after(second),
    third,
    third_end: after(third),
    limit: limit + 1,
  });
  return listed(rows, limit, stateOf, (row) => [row.key, row.domain, filters, name]);
}

/** Accounts whose names are spelled nearly so, without a legal form or with one letter amiss; null where there are none. */
function near(asking: Search, sources: Sources): FoundAccounts | null {
  const items = new Map<string, AccountState>();
  for (const words of spellings(asking.query.query ?? '', 'word', sources.q)) {
    const found = search(asking, byLength(words), sources);
    if ('refused' in found) continue;
    for (const state of found.items) items.set(state.id, state);
  }
  if (items.size === 0) return null;
  return { items: [...items.values()].slice(0, asking.query.limit), isNear: true };
}
