/** A field without words of its own, as it stands in the other half. */
export function otherLine(name: string, value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const called = name.replaceAll('_', ' ');
  if (!Array.isArray(value)) return [`${called}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`];
  if (value.length === 0) return [];
  if (value.every((each) => typeof each === 'string')) return [`${called}: ${value.join(', ')}`];
  return value.map((each) => `${called}: ${JSON.stringify(each)}`);
}

/** How many rows of which lists had no room. */
export function leftLines({ left_out }: Readonly<Record<string, unknown>>): readonly string[] {
  if (typeof left_out !== 'object' || left_out === null) return [];
  const left = Object.entries(left_out).map(([name, n]) => `${n} more of ${name.replaceAll('_', ' ')}`);
  return [`Left out: ${left.join(', ')}.`];
}
