import { outsideIds } from '../../rules/aggregates/account.ts';
import type { ContactRow, Rows } from '../engine/rows.ts';
import type { Person } from '../port/records.ts';

export function personOf(row: ContactRow): Person {
  const { name, first_name, email, linkedin_url, title } = row;
  return {
    ...(name === null ? {} : { name }),
    ...(first_name === null ? {} : { first_name }),
    ...(email === null ? {} : { email }),
    ...(linkedin_url === null ? {} : { linkedin_url }),
    ...(title === null ? {} : { title }),
    ...outsideIds(row),
  };
}

export function peopleOf(account: string, { contactsOf }: Rows): Map<string, Person> {
  return new Map(contactsOf.all(account).map((row) => [row.id, personOf(row)]));
}
