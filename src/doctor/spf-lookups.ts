/** The text records of a name; null where nobody answered. */
export type TextsOf = (name: string) => Promise<readonly string[] | null>;

/** RFC 7208, 4.6.4: terms for which a further name is looked up. */
const looked = /^[+~?-]?(?:(include|redirect)[:=]([^\s/]+)|(?:a|mx|ptr|exists)(?:[:/]|$))/i;

/**
 * How many further names a domain's SPF record has looked up, those of the records that it includes among them; one more
 * than the most that is allowed where there are more.
 */
export async function lookupsOf(
  domain: string,
  { texts, most }: { readonly texts: TextsOf; readonly most: number },
): Promise<number> {
  const ahead = [domain];
  let count = 0;
  for (let name = ahead.shift(); name !== undefined && count <= most; name = ahead.shift()) {
    const record = (await texts(name))?.find((text) => /^v=spf1(?: |$)/i.test(text)) ?? '';
    for (const term of record.split(' ').slice(1)) {
      const found = looked.exec(term);
      if (!found) continue;
      count += 1;
      if (found[2] !== undefined) ahead.push(found[2]);
    }
  }
  return Math.min(count, most + 1);
}
