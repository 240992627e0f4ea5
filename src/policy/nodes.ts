import type { PolicyValues } from '../rules/policy/policy.ts';
import type { Basis } from '../rules/vocabulary/check.ts';
import { isLeaf, isList, isMapping, isSourced, type Mapping, nameKey, rowName, sourceKeys, type Tree } from './tree.ts';

export interface Source {
  readonly clause: string;
  readonly ruling?: string;
  readonly basis: Basis;
  readonly note?: string;
}

/** A leaf or a row of the policy: its own fields, and where they come from. A leaf has one field, named ''. */
export interface PolicyNode {
  readonly path: string;
  readonly source: Source | null;
  readonly fields: ReadonlyMap<string, Tree>;
}

/** Every leaf and row, in the order of the file. Rows are named by id or route: `gates.G1`, `buying.S3.routes.aws`. */
export function policyNodes(values: PolicyValues): readonly PolicyNode[] {
  const nodes: PolicyNode[] = [];
  visit(values, '', nodes);
  return nodes;
}

function visit(tree: unknown, path: string, nodes: PolicyNode[], isRow = false): void {
  if (!isMapping(tree)) return;
  if (isLeaf(tree)) {
    nodes.push({ path, source: sourceOf(tree), fields: new Map([['', tree.value ?? null]]) });
    return;
  }
  const names = Object.keys(tree).filter((key) => !sourceKeys.has(key) && tree[key] !== undefined);
  const own = names.filter((key) => !holdsSource(tree[key]) && !(isRow && key === nameKey(tree)));
  if (own.length > 0 || isSourced(tree)) {
    nodes.push({ path, source: sourceOf(tree), fields: new Map(own.map((key) => [key, tree[key] ?? null])) });
  }
  for (const key of names) descend(tree[key], joined(path, key), nodes);
}

function descend(tree: Tree | undefined, path: string, nodes: PolicyNode[]): void {
  if (!holdsSource(tree)) return;
  if (isList(tree)) for (const row of tree) visit(row, joined(path, rowName(row) ?? '?'), nodes, true);
  else visit(tree, path, nodes);
}

export const joined = (path: string, key: string): string => [path, key].filter((part) => part !== '').join('.');

/** Whether a value with its source stands anywhere in it. */
export function holdsSource(tree: unknown): boolean {
  if (isList(tree)) return tree.some(holdsSource);
  return isMapping(tree) && (isSourced(tree) || Object.values(tree).some(holdsSource));
}

function sourceOf({ clause, ruling, basis, note }: Mapping): Source | null {
  if (typeof clause !== 'string' || !isBasis(basis)) return null;
  return {
    clause,
    ...(typeof ruling === 'string' ? { ruling } : {}),
    basis,
    ...(typeof note === 'string' ? { note } : {}),
  };
}

export const bases = ['sop', 'ruling', 'assumed', 'not_supplied', 'confirmed'] as const;

function isBasis(tree: Tree | undefined): tree is Basis {
  return bases.some((basis) => basis === tree);
}
