/** The text records of a name; null where nobody answered. */
export type TextsOf = (name: string) => Promise<readonly string[] | null>;

/** RFC 7208, 4.6.4: terms for which a further name is looked up. */
const looked = /^[+~?-]?(?:(include|redirect)[:=]([^\s/]+)|(?:a|mx|ptr|exists)(?:[:/]|$))/i;

/** RFC 7208, 4.5. */
export const isSpfRecord = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);

/**
 * How many further names a domain's SPF record has looked up, those of the records that it includes among them; one more
 * than the most that is allowed where there are more. A name that it includes or goes on at must publish one record (5.2,
 * 6.1): `broken` is the first that doesn't.
 */
export async function lookupsOf(
  domain: string,
  { texts, most }: { readonly texts: TextsOf; readonly most: number },
): Promise<{ readonly count: number; readonly broken?: string }> {
  const ahead = [domain];
  let count = 0;
  for (let name = ahead.shift(); name !== undefined && count <= most; name = ahead.shift()) {
    const records = (await texts(name))?.filter(isSpfRecord);
    if (records && records.length !== 1) return { count, broken: name };
    for (const term of records?.[0]?.split(' ').slice(1) ?? []) {
      const found = looked.exec(term);
      if (!found) continue;
      count += 1;
      // A name with a macro depends on the mail.
      if (found[2] !== undefined && !found[2].includes('%')) ahead.push(found[2]);
    }
  }
  return { count: Math.min(count, most + 1) };
}
