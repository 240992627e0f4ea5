import { type External, outsideIds } from '../../rules/aggregates/account.ts';
import { nameKey } from '../../rules/identity/company-name.ts';

interface Called {
  readonly name?: string | null | undefined;
  readonly first_name?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** Search words of a person: the words of their name, accents and case aside, and their address. */
export function personWords({ name, first_name, email }: Called): readonly string[] {
  const named = [name, first_name].flatMap((each) => (each ? nameKey(each).split(' ') : []));
  return email ? [...named, email.toLowerCase()] : named;
}

/** A13: ids of other systems, as a search for one reads it. */
export function outsideWords(ids: External): readonly string[] {
  const words = Object.values(outsideIds(ids)).flatMap((id) => nameKey(id.toLowerCase()).split(' '));
  return words.filter((word) => word !== '');
}
