import { editDistance } from '../rules/language/edit-distance.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { holdsSource, joined, policyNodes } from './nodes.ts';
import { addedRow, droppedRow } from './row-places.ts';
import { knownKeys } from './schema-faults.ts';
import {
  type Faults,
  fault,
  isLeaf,
  isList,
  isMapping,
  isSourced,
  type Mapping,
  nameKey,
  rowName,
  sourceKeys,
  type Tree,
  type TreePlace,
} from './tree.ts';

/** The field that a path names, as `policyDiff` prints paths, or the row that is added or dropped there (P6); else why it names none. */
export function placeOf(path: string, values: PolicyValues, given: Tree): TreePlace | { readonly faults: Faults } {
  const tree: unknown = values;
  if (!isMapping(tree)) throw new Error('a policy is no mapping');
  const row = addedRow(path, given, tree) ?? droppedRow(path, given, tree);
  if (row !== null) return row;
  const found = walk(tree, path, { steps: [], isRow: false });
  if (found === 'many') return { faults: [manyFault(path, values)] };
  if (found !== null) return found;
  return { faults: [fault(path, 'is no path of the policy', `the nearest is \`${nearestPath(path, values)}\``)] };
}

/** Every path that may be changed, in the order of the file. */
export function policyPaths(values: PolicyValues): readonly string[] {
  return policyNodes(values).flatMap(({ path, fields }) => [...fields.keys()].map((name) => joined(path, name)));
}

interface Here {
  readonly steps: readonly (string | number)[];
  readonly isRow: boolean;
}

/** `many`: the path names a row or a section. */
function walk(tree: Mapping, rest: string, { steps, isRow }: Here): TreePlace | 'many' | null {
  for (const key of Object.keys(tree)) {
    const below = tree[key];
    if (sourceKeys.has(key) && isSourced(tree)) continue;
    if (isRow && key === nameKey(tree)) continue;
    if (rest === key) return isMany(below) ? 'many' : { steps, key };
    if (!rest.startsWith(`${key}.`)) continue;
    const found = descend(below, rest.slice(key.length + 1), [...steps, key]);
    if (found !== null) return found;
  }
  return mayHold(tree, rest, steps) ? { steps, key: rest } : null;
}

function descend(tree: Tree | undefined, rest: string, steps: Here['steps']): TreePlace | 'many' | null {
  if (isMapping(tree)) return isLeaf(tree) ? null : walk(tree, rest, { steps, isRow: false });
  if (!isList(tree) || !tree.some(isSourced)) return null;
  for (const [at, row] of tree.entries()) {
    const name = rowName(row);
    if (name === undefined || !isMapping(row)) continue;
    if (rest === name) return 'many';
    if (rest.startsWith(`${name}.`))
      return walk(row, rest.slice(name.length + 1), { steps: [...steps, at], isRow: true });
  }
  return null;
}

/** A field that the schema knows and this row doesn't set. */
function mayHold(tree: Mapping, key: string, steps: Here['steps']): boolean {
  return !sourceKeys.has(key) && !Object.hasOwn(tree, key) && isSourced(tree) && knownKeys(steps).includes(key);
}

function isMany(tree: Tree | undefined): boolean {
  return !isLeaf(tree) && holdsSource(tree);
}

const shownFields = 6;

function manyFault(path: string, values: PolicyValues) {
  const fields = policyPaths(values).filter((each) => each.startsWith(`${path}.`));
  const shown = fields.slice(0, shownFields).map((each) => `\`${each}\``);
  const more = fields.length > shown.length ? ` and ${fields.length - shown.length} more` : '';
  return fault(path, 'is a row or a section, not one value', `name a field of it: ${shown.join(', ')}${more}`);
}

/** The path of fewest changed letters; one that ends alike comes before one that doesn't. */
function nearestPath(path: string, values: PolicyValues): string {
  const asked = path.slice(0, 120).toLowerCase();
  const tail = asked.slice(asked.lastIndexOf('.') + 1);
  const cost = (each: string) => editDistance(asked, each.toLowerCase()) - (isTail(each, tail) ? tail.length : 0);
  return policyPaths(values)
    .map((each) => ({ each, cost: cost(each) }))
    .reduce((best, next) => (next.cost < best.cost ? next : best)).each;
}

const isTail = (path: string, tail: string) => tail !== '' && `.${path.toLowerCase()}`.endsWith(`.${tail}`);
