import type { AccountRecord, Person } from '../../src/ledger/port/records.ts';

/** The people of an account by their ids, as many as have words or were erased. */
export function peopleOf(record: AccountRecord | null): ReadonlyMap<string, Person> {
  const found = (record?.state.contacts ?? []).map(({ id }) => [id, record?.people.get(id)] as const);
  return new Map(found.flatMap(([id, person]) => (person ? [[id, person] as const] : [])));
}
