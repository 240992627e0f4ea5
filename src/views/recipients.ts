import type { Reader } from '../ledger/port/ledger.ts';

/** A contact of a recipient list, as somebody who judges it knows them. */
export interface RecipientView {
  readonly contact: string;
  readonly name: string;
  /** The account's domain. */
  readonly account: string;
}

/** A row of an answer with who its contact is. */
export function withName<Row extends { readonly contact: string }>(row: Row, reader: Reader) {
  const [found] = recipientsView([row.contact], reader);
  return found ? { ...row, name: found.name, account: found.account } : row;
}

/** Q4: the recipients of a list, by name and company: whether these are the right ones can't be told from ids. */
export function recipientsView(contacts: readonly string[], reader: Reader): readonly RecipientView[] {
  return contacts.flatMap((contact) => {
    const account = reader.contact(contact)?.account;
    const record = account === undefined ? null : reader.account(account);
    if (!record) return [];
    const { name, email, linkedin_url } = record.people.get(contact) ?? {};
    return [{ contact, name: name ?? email ?? linkedin_url ?? contact, account: record.state.domain }];
  });
}
