import { faulty, type Refusal } from '../../rules/vocabulary/refusal.ts';

/** Lists go on at `next_cursor`; there is none after the last page. */
export interface Paging {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly next_cursor?: string;
}

type Place = readonly (string | number)[];

/** A cursor names the last row of a page; it is the caller's to carry, not to read. */
export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place a cursor names, null without one; a refusal where it isn't one of ours. */
export function placeOf(cursor: string | undefined, kinds: readonly ('string' | 'number')[]): Place | null | Refusal {
  if (cursor === undefined) return null;
  const place = parsed(Buffer.from(cursor, 'base64url').toString());
  const fits =
    Array.isArray(place) && place.length === kinds.length && kinds.every((kind, n) => typeof place[n] === kind);
  // The decoder overlooks what is no base64: only what reads back as it was given is ours.
  if (fits && cursorOf(place) === cursor) return place;
  return faulty('cursor', 'it is not one that this list gave out');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One row more than asked for was read: it says whether the list goes on. */
export function listed<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  place: (row: Row) => Place,
): Listed<Item> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const items = page.map(item);
  return rows.length > limit && last !== undefined ? { items, next_cursor: cursorOf(place(last)) } : { items };
}
