import type Database from 'better-sqlite3';
import { itemNumber } from '../../rules/identity/item-number.ts';

/** One id outside, and those who both stand under it: accounts by their domains, contacts by their ids. */
export interface SharedId {
  readonly id: string;
  readonly of: 'monday' | 'apollo';
  readonly bearers: readonly string[];
}

/** A13: ids of other systems that an older program let two records share. */
export function sharedIds(db: Database.Database): readonly SharedId[] {
  const items = db
    .prepare<[], { domain: string; item: string }>(
      `SELECT domain, json_extract(state, '$.external.monday') AS item FROM accounts
      WHERE item IS NOT NULL AND json_extract(state, '$.absorbed_into') IS NULL ORDER BY domain`,
    )
    .all();
  // A contact that was joined into another counts as the other.
  const people = db
    .prepare<[], { id: string; apollo: string }>(
      `SELECT id, apollo FROM contacts c WHERE apollo IN (SELECT apollo FROM contacts GROUP BY apollo HAVING COUNT(*) > 1)
      AND NOT EXISTS (SELECT 1 FROM account_parts p WHERE p.account = c.account AND p.list = 'contacts'
        AND json_extract(p.part, '$.id') = c.id AND json_extract(p.part, '$.part_of') IS NOT NULL)
      ORDER BY id`,
    )
    .all();
  return [
    ...shared(
      'monday',
      items.map(({ domain, item }) => [itemNumber(item), domain]),
    ),
    ...shared(
      'apollo',
      people.map(({ id, apollo }) => [apollo, id]),
    ),
  ];
}

function shared(
  of: SharedId['of'],
  borne: readonly (readonly [id: string | number | null, bearer: string])[],
): readonly SharedId[] {
  const bearers = new Map<string, string[]>();
  for (const [id, bearer] of borne)
    if (id !== null) bearers.set(String(id), [...(bearers.get(String(id)) ?? []), bearer]);
  return [...bearers].flatMap(([id, each]) => (each.length > 1 ? [{ id, of, bearers: each }] : []));
}
