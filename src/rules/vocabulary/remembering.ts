/**
 * What is found of an object, kept for as long as the object lives and the conditions stay the same: no event changes a
 * list or a person, each makes another, and one call asks of the same a dozen times.
 */
export function remembering<Of extends object, Found>(): (
  of: Of,
  find: () => Found,
  conditions?: readonly unknown[],
) => Found {
  const kept = new WeakMap<Of, { readonly conditions: readonly unknown[]; readonly found: Found }>();
  return (of, find, conditions = []) => {
    const known = kept.get(of);
    if (known?.conditions.length === conditions.length && known.conditions.every((each, n) => each === conditions[n]))
      return known.found;
    const found = find();
    kept.set(of, { conditions, found });
    return found;
  };
}

/** A function whose answer is kept with the object that it is asked of, as long as whatever else is given stays the same. */
export function oncePerObject<Of extends object, Given extends readonly unknown[], Found>(
  find: (of: Of, ...given: Given) => Found,
): (of: Of, ...given: Given) => Found {
  const known = remembering<Of, Found>();
  return (of, ...given) => known(of, () => find(of, ...given), given);
}
