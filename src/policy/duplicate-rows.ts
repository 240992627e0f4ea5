import { type Faults, fault, isList, isMapping, isSourced, type Mapping, quoted, rowName, type Tree } from './tree.ts';

/** Rows of one list that have one name: the later would replace the earlier unseen. `base` says which lists merge by name. */
export function namedTwice(base: Tree | undefined, over: Tree | undefined, path = ''): Faults {
  if (isList(over)) {
    const isMerged = over.some(isSourced) || (isList(base) && base.some(isSourced));
    return isMerged ? rowsTwice(isList(base) ? base : [], over, path) : [];
  }
  if (!isMapping(over)) return [];
  const below: Mapping = isMapping(base) ? base : {};
  return Object.entries(over).flatMap(([key, value]) =>
    namedTwice(Object.hasOwn(below, key) ? below[key] : undefined, value, path === '' ? key : `${path}.${key}`),
  );
}

function rowsTwice(base: readonly Tree[], over: readonly Tree[], path: string): Faults {
  const first = new Map<string, number>();
  return over.flatMap((row, at): Faults => {
    const name = rowName(row);
    const here = `${path}[${at}]`;
    const below = name === undefined ? undefined : base.find((each) => rowName(each) === name);
    const deeper = namedTwice(below, row, here);
    const before = name === undefined ? undefined : first.get(name);
    if (name !== undefined && before === undefined) first.set(name, at);
    if (before === undefined) return deeper;
    return [
      fault(here, `is named ${quoted(name)}, and so is \`${path}[${before}]\``, 'keep one of the two'),
      ...deeper,
    ];
  });
}
