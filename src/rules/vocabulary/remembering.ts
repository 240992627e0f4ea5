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
  return (of, ...given) => (isShort(of) ? find(of, ...given) : known(of, () => find(of, ...given), given));
}

/** A function whose newest answers are kept, as many as there is room for, to texts of no more than so many signs. */
export function oncePerText<Found>(
  find: (text: string) => Found,
  { room, longest }: { readonly room: number; readonly longest: number },
): (text: string) => Found {
  const known = new Map<string, Found>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = find(text);
    if (text.length > longest) return found;
    if (known.size === room) known.clear();
    known.set(text, found);
    return found;
  };
}

/** Of few elements it is found sooner than it is kept. */
function isShort(of: object): boolean {
  return Array.isArray(of) && of.length < 4;
}
