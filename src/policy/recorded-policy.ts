import { Policy } from '../rules/policy/policy.ts';
import { handoff } from '../shipped-files.ts';
import { layChanges } from './changes.ts';
import { compile, type LoadedPolicy } from './compile.ts';
import { levelAt } from './extends.ts';
import { pathText } from './schema-faults.ts';
import { at, isList, isMapping, type Mapping, type Path, rowName, step, type Tree } from './tree.ts';

/** A policy on record, read by a version of the program that may know other values than the one that wrote it. */
export interface Earlier {
  readonly policy: LoadedPolicy;
  /** Paths that it has not and this version reads: as shipped. */
  readonly added: readonly string[];
  /** Paths that it has and this version does not know. */
  readonly dropped: readonly string[];
}

/** Null where more is in the way than values that came or went. */
export function loadEarlier(canonical: string): Earlier | null {
  const read: unknown = JSON.parse(canonical);
  if (!isMapping(read)) return null;
  const fitted = fit(read);
  if (!fitted) return null;
  const policy = compile('the policy on record', fitted.tree, layChanges);
  return 'problems' in policy ? null : { policy, added: fitted.added, dropped: fitted.dropped };
}

interface Fitted {
  readonly tree: Mapping;
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

function fit(read: Mapping): Fitted | null {
  const result = Policy.safeParse(read);
  if (result.success) return { tree: read, added: [], dropped: [] };
  const shipped = shippedTree();
  let tree = read;
  const added: string[] = [];
  const dropped: string[] = [];
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const path = [...issue.path, key];
        dropped.push(pathText(path, tree));
        tree = laid(tree, path, undefined);
      }
      continue;
    }
    const value = at(issue.path, tree) === undefined ? counterpart(issue.path, tree, shipped) : undefined;
    if (value === undefined) return null;
    tree = laid(tree, issue.path, value);
    added.push(pathText(issue.path, tree));
  }
  return { tree, added, dropped };
}

function shippedTree(): Mapping {
  const level = levelAt(handoff.file, { 'handoff-0.2': handoff });
  if ('problems' in level) throw new Error(`${handoff.file} cannot be read`);
  return level.tree;
}

/** The shipped policy's part at a path of another policy: its rows are found by their names. */
function counterpart(path: Path, tree: Mapping, shipped: Mapping): Tree | undefined {
  let here: Tree | undefined = tree;
  let there: Tree | undefined = shipped;
  for (const key of path) {
    const row = isList(here) ? rowName(step(here, key)) : undefined;
    there = row !== undefined && isList(there) ? there.find((each) => rowName(each) === row) : step(there, key);
    here = step(here, key);
  }
  return there;
}

/** The tree with a value at a path, or without what stands there. */
function laid(tree: Mapping, path: Path, value: Tree | undefined): Mapping {
  const next = setIn(tree, path, value);
  return isMapping(next) ? next : tree;
}

function setIn(tree: Tree | undefined, [key, ...rest]: Path, value: Tree | undefined): Tree | undefined {
  if (key === undefined) return value;
  const below = setIn(step(tree, key), rest, value);
  if (isList(tree)) return tree.map((each, n) => (n === key ? (below ?? each) : each));
  if (!isMapping(tree)) return tree;
  const { [String(key)]: _before, ...others } = tree;
  return below === undefined ? others : { ...others, [String(key)]: below };
}
