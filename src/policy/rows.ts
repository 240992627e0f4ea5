import { everyBuyingSignal, furtherTypes } from '../rules/vocabulary/signal-types.ts';
import { isLeaf, isList, isMapping, isSourced, type Mapping, nameKey, rowName, type Tree } from './tree.ts';

/** P6: rows that a policy may drop: buying signals, and types of acts beyond the SOP's own. */
const droppable: ReadonlySet<string> = new Set([...everyBuyingSignal, ...furtherTypes]);

export function mayDrop(key: string, row: Tree | undefined): boolean {
  return droppable.has(key) && isRow(row);
}

const isRow = (tree: Tree | undefined): tree is Mapping => isSourced(tree) && !isLeaf(tree);

/** Keys that tell the kinds of rows which P6 lets a policy add: engagement and buying signals, types of sequences, facts. */
const marks = ['tier', 'routes', 'touches', 'kind'] as const;

/** A row that stands beside others of its kind in a mapping, where none of its name was. */
export function added(base: Mapping, row: Tree, note: string): Tree {
  const beside = Object.values(base).filter(isRow);
  const kin = beside.findLast((each) => marks.some((mark) => mark in each));
  return kin === undefined || !isMapping(row) ? row : sourced(row, kin, note);
}

/** The same in a list of gates or routes. */
export function addedTo(base: readonly Tree[], row: Tree, note: string): Tree {
  const kin = base.findLast(isRow);
  const isNamed = kin !== undefined && ['id', 'route'].includes(nameKey(kin) ?? '');
  return isNamed && isMapping(row) ? sourced(row, kin, note) : row;
}

/** A new row without a source of its own stands under the clause of those beside it, on the word of who set it. */
function sourced(row: Mapping, kin: Mapping, note: string): Mapping {
  const own = row.note ?? (row.basis === undefined ? note : undefined);
  const source: Mapping = {
    clause: row.clause ?? kin.clause ?? null,
    basis: row.basis ?? 'ruling',
    ...(own === undefined ? {} : { note: own }),
  };
  const told = typeof own === 'string' ? own : note;
  const { routes, days } = row;
  return {
    ...row,
    ...(isList(routes) ? { routes: routes.map((each) => (isMapping(each) ? sourced(each, source, told) : each)) } : {}),
    ...(isList(days) ? { days: { value: days, ...source } } : {}),
    ...source,
  };
}

/** A buying signal that is written whole, with its source, takes the place of the one of its name (6.3). */
export function isWhole(base: Tree | undefined, over: Tree): boolean {
  return (
    isRow(base) && isSourced(over) && isList(base.routes) && isList(over.routes) && 'says' in over && 'needs' in over
  );
}

/** Rows given by their names: null drops one. Only of lists whose rows bear an id or the name of a route. */
export function byName(base: readonly Tree[], over: Tree): Mapping | null {
  const [first] = base.filter(isRow);
  const key = first === undefined ? undefined : nameKey(first);
  return isMapping(over) && (key === 'id' || key === 'route') ? over : null;
}

/** The list without the rows that are dropped, and what is laid over the others. */
export function named(base: readonly Tree[], over: Mapping): { readonly kept: readonly Tree[]; readonly over: Tree[] } {
  const [first] = base.filter(isRow);
  const key = (first === undefined ? undefined : nameKey(first)) ?? 'id';
  const kept = base.filter((row) => over[rowName(row) ?? ''] !== null);
  const rows = Object.entries(over).flatMap(([name, row]): Tree[] =>
    row === null ? [] : [isMapping(row) ? { [key]: name, ...row } : row],
  );
  return { kept, over: rows };
}
