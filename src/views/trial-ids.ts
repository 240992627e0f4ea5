/** An answer without the ids that a trial gave out: nothing stands under them. What the caller named stays as it was given. */
export function withoutUnborn<Data extends Readonly<Record<string, unknown>>>(
  data: Data,
  born: ReadonlySet<string>,
  given: unknown = {},
): Data {
  const named = (JSON.stringify(given) ?? '').toLowerCase();
  const ids = [...born].filter((id) => !named.includes(id.toLowerCase()));
  if (ids.length === 0) return data;
  const unborn = new Set(ids);
  const one = ids
    .toSorted((a, b) => b.length - a.length)
    .map((id) => id.replace(/[^\w]/g, '\\$&'))
    .join('|');
  const [unnamed, alone] = [new RegExp(` \\((?:${one})\\)`, 'g'), new RegExp(`(?<!\\w)(?:${one})(?!\\w)`, 'g')];
  return JSON.parse(JSON.stringify(data), (_, value: unknown) => {
    if (typeof value === 'string')
      return unborn.has(value) ? undefined : value.replace(unnamed, '').replace(alone, 'a new one');
    return Array.isArray(value) ? value.filter((each) => each !== undefined) : value;
  });
}
