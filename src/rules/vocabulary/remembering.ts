/**
 * Keeps the finding on an object for as long as the object lives and the conditions stay the same: no event changes a
 * list or a person, each makes another, and one call asks for the same finding a dozen times.
 */
export function remembering<Of extends object, Found>(): (
  of: Of,
  find: () => Found,
  conditions?: readonly unknown[],
) => Found {
  const kept = new WeakMap<Of, { readonly conditions: readonly unknown[]; readonly found: Found }>();
  return (of, find, conditions = []) => {
    const known = kept.get(of);
    if (known && areSame(known.conditions, conditions)) return known.found;
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

/** Lists with one beginning of which what was found is kept. */
const listsKept = 3;

/** Elements that are looked at together. */
const block = 32;

/**
 * A function of a list that grows at its end: `further` is given what was found so far, and the elements that follow. What
 * was found of a list's whole blocks is gone on with where another begins with the same elements; the rest is looked at anew.
 */
export function onceAlong<Of extends object, Given extends readonly unknown[], Found>(
  ofNone: Found,
  further: (found: Found, more: readonly Of[], ...given: Given) => Found,
): (list: readonly Of[], ...given: Given) => Found {
  interface Known {
    readonly list: readonly Of[];
    readonly given: Given;
    readonly whole: number;
    readonly ofWhole: Found;
    readonly found: Found;
  }
  const kept = new WeakMap<Of, readonly Known[]>();
  return (list, ...given) => {
    const [first] = list;
    if (first === undefined || isShort(list)) return further(ofNone, list, ...given);
    const begun = kept.get(first) ?? [];
    const same = begun.find((each) => each.list === list && areSame(each.given, given));
    if (same) return same.found;
    const before = begun.find((each) => areSame(each.given, given) && beginAlike(each.list, list, each.whole));
    const from = before?.whole ?? 0;
    const whole = list.length - (list.length % block);
    const ofWhole = further(before?.ofWhole ?? ofNone, list.slice(from, whole), ...given);
    const found = further(ofWhole, list.slice(whole), ...given);
    kept.set(first, [{ list, given, whole, ofWhole, found }, ...begun].slice(0, listsKept));
    return found;
  };
}

/** The elements of a list that pass a test. */
export function keptAlong<Of extends object, Given extends readonly unknown[]>(
  test: (each: Of, ...given: Given) => boolean,
): (list: readonly Of[], ...given: Given) => readonly Of[] {
  return onceAlong<Of, Given, readonly Of[]>([], (found, more, ...given) => {
    const passing = more.filter((each) => test(each, ...given));
    return passing.length === 0 ? found : [...found, ...passing];
  });
}

function beginAlike(some: readonly unknown[], others: readonly unknown[], length: number): boolean {
  for (let n = 0; n < length; n += 1) if (some[n] !== others[n]) return false;
  return true;
}

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((each, n) => each === others[n]);
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

/** Whether a finding on so few elements is made sooner than kept. */
function isShort(of: object): boolean {
  return Array.isArray(of) && of.length < 4;
}
