import { added, addedTo, byName, isWhole, mayDrop, named } from './rows.ts';
import { isLeaf, isList, isMapping, isSourced, type Mapping, nameKey, rowName, sourceKeys, type Tree } from './tree.ts';

/** Keys whose mapping is one value: its forms exclude each other, so they are replaced and never mixed. */
const indivisible: ReadonlySet<string> = new Set(['due']);

/**
 * A deployment's words over a policy. Mappings merge, lists replace lists, gates merge by id and routes by name; given by
 * name instead of as a list, null drops one. A buying signal that is written whole replaces the one of its name, null drops it.
 * A leaf may be given bare (`window_days: 150`) or as `{ value: 150 }`; its clause stays, its basis becomes `ruling`
 * unless one is stated, and the note says who set it.
 */
export function overlay(base: Mapping, over: Mapping, version: string): Mapping {
  return mergeMapping(base, over, `set by ${version}`);
}

function merge(base: Tree | undefined, over: Tree, note: string): Tree {
  if (isLeaf(base)) return mergeLeaf(base, over, note);
  if (isList(base) && base.some(isSourced)) {
    if (isList(over)) return mergeRows(base, over, note);
    const rows = byName(base, over);
    if (rows !== null) {
      const { kept, over: laid } = named(base, rows);
      return mergeRows(kept, laid, note);
    }
  }
  if (isWhole(base, over)) return over;
  if (!isMapping(base) || !isMapping(over)) return over;
  const merged = mergeMapping(base, over, note);
  return isSourced(base) && setsOwnField(base, over) ? signed(merged, over, note) : merged;
}

function mergeMapping(base: Mapping, over: Mapping, note: string): Mapping {
  const isDropped = (key: string) => over[key] === null && mayDrop(key, base[key]);
  const kept = Object.entries(base).filter(([key]) => !isDropped(key));
  const laid = Object.entries(over).flatMap(([key, value]): [string, Tree][] => {
    if (isDropped(key)) return [];
    const below = base[key];
    if (below === undefined) return [[key, added(base, value, note)]];
    return [[key, indivisible.has(key) ? value : merge(below, value, note)]];
  });
  return Object.fromEntries([...kept, ...laid]);
}

function mergeLeaf(base: Mapping, over: Tree, note: string): Mapping {
  const given = leafForm(base, over);
  if (!('value' in given)) return { ...base, ...given };
  const value = mergeValue(base.value, given.value);
  return signed({ ...base, ...given, value: value ?? null }, given, note);
}

/** A bare word is a leaf's value; so is a mapping, where the value is one and no key of a leaf is among its keys. */
function leafForm(base: Mapping, over: Tree): Mapping {
  if (!isMapping(over)) return { value: over };
  const isForm = Object.keys(over).some((key) => key === 'value' || sourceKeys.has(key));
  const takesMapping = base.value === null || isMapping(base.value);
  return isForm || !takesMapping ? over : { value: over };
}

function mergeValue(base: Tree | undefined, over: Tree | undefined): Tree | undefined {
  if (!isMapping(base) || !isMapping(over)) return over;
  const entries = Object.entries(over).map(([key, value]): [string, Tree] => [
    key,
    mergeValue(base[key], value) ?? null,
  ]);
  return { ...base, ...Object.fromEntries(entries) };
}

function mergeRows(base: readonly Tree[], over: readonly Tree[], note: string): readonly Tree[] {
  const rows = [...base];
  for (const row of over) {
    const name = rowName(row);
    const at = rows.findIndex((each) => name !== undefined && rowName(each) === name);
    if (at < 0) rows.push(addedTo(base, row, note));
    else rows[at] = merge(rows[at], row, note);
  }
  return rows;
}

/** Whether the row itself is changed, and not only a row or leaf below it. */
function setsOwnField(base: Mapping, over: Mapping): boolean {
  return Object.keys(over).some((key) => {
    const below = base[key];
    const isName = key === nameKey(base) && over[key] === base[key];
    const isNested = isSourced(below) || (isList(below) && below.some(isSourced));
    return !sourceKeys.has(key) && !isName && !isNested;
  });
}

function signed(merged: Mapping, given: Mapping, note: string): Mapping {
  return { ...merged, basis: given.basis ?? 'ruling', note: given.note ?? note };
}
