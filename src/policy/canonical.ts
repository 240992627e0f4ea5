import canonicalize from 'canonicalize';

/** The package declares its CommonJS function as a default export of one, which calling it directly doesn't survive. */
const serialize: unknown = canonicalize;

/** RFC 8785: one text for equal values, whatever the order of their keys. */
export function canonicalText(tree: unknown): string {
  if (typeof serialize !== 'function') throw new TypeError('the package canonicalize exports no function');
  const text: unknown = Reflect.apply(serialize, undefined, [tree]);
  if (typeof text !== 'string') throw new TypeError('this value has no canonical form');
  return text;
}
