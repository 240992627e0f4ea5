import { addressParser } from 'postal-mime';
import { emailAddress } from './email-address.ts';

/** Each recipient of a mail once, as its fields write them: bare, with a name, or several in one line (RFC 5322). */
export function recipientsIn(fields: readonly string[]): ReadonlySet<string> {
  const found = fields.flatMap(partsOf).map((each) => {
    const address = emailAddress(each);
    return 'problem' in address ? each : address.email;
  });
  return new Set(found);
}

/** Addresses of a field; its own words where it holds none. */
function partsOf(field: string): readonly string[] {
  const parts = addressParser(field, { flatten: true }).map(({ address, name }) => address || name);
  return parts.length === 0 ? [field.trim()] : parts;
}
