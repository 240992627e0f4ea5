import type { ContactRow, Rows } from '../engine/rows.ts';
import { personFields } from '../events/streams.ts';
import type { Person } from '../port/records.ts';

export function personOf(row: ContactRow): Person {
  const person: Record<string, string> = {};
  for (const field of personFields) {
    const word = row[field];
    if (word !== null) person[field] = word;
  }
  return person;
}

export function peopleOf(account: string, { contactsOf }: Rows): Map<string, Person> {
  return new Map(contactsOf.all(account).map((row) => [row.id, personOf(row)]));
}
