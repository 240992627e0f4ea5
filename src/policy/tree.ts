/** A policy file once it is read: JSON's kinds, nothing else. */
export type Tree = string | number | boolean | null | readonly Tree[] | Mapping;

export interface Mapping {
  readonly [key: string]: Tree;
}

export function isMapping(tree: unknown): tree is Mapping {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

export function isList(tree: unknown): tree is readonly Tree[] {
  return Array.isArray(tree);
}

export type Path = readonly PropertyKey[];

/** The part of a tree one step further down. */
export function step(tree: Tree | undefined, key: PropertyKey): Tree | undefined {
  if (isList(tree)) return typeof key === 'number' ? tree[key] : undefined;
  return isMapping(tree) ? tree[String(key)] : undefined;
}

export function at(path: Path, tree: Tree): Tree | undefined {
  return path.reduce<Tree | undefined>(step, tree);
}

/** One thing wrong in a policy file: where, what was met, and what would do. */
export interface PolicyFault {
  readonly path: string;
  readonly found: string;
  readonly wanted: string;
}

export type Faults = readonly PolicyFault[];

export const fault = (path: string, found: string, wanted: string): PolicyFault => ({ path, found, wanted });

export function positive(path: string, value: number): PolicyFault[] {
  return value > 0 ? [] : [fault(path, `is \`${value}\``, 'wanted at least 1')];
}

/** The place of a value: the steps from the top to the mapping that holds it, and its key there. */
export interface TreePlace {
  readonly steps: readonly (string | number)[];
  readonly key: string;
  /** P6: the name of a row that is added to the list there or dropped from it. */
  readonly row?: string;
}

/** Keys beside a value: its place in the SOP, and its basis. */
export const sourceKeys: ReadonlySet<string> = new Set(['clause', 'ruling', 'basis', 'note']);

/** A mapping that names clause and basis: a leaf, or a row such as a gate, a route or a duty. */
export function isSourced(tree: unknown): tree is Mapping {
  return isMapping(tree) && 'clause' in tree && 'basis' in tree;
}

/** `{ value, clause, ruling?, basis, note? }` and nothing more. */
export function isLeaf(tree: unknown): tree is Mapping {
  return isSourced(tree) && 'value' in tree && Object.keys(tree).every((key) => key === 'value' || sourceKeys.has(key));
}

/** The name of a row in a list of rows: a gate's id, a route's name, a recurring duty's kind, a mail tool's profile and name. */
export function rowName(tree: Tree | undefined): string | undefined {
  if (isMapping(tree) && typeof tree.profile === 'string' && typeof tree.tool === 'string')
    return `${tree.profile}/${tree.tool.toLowerCase()}`;
  const key = isMapping(tree) ? nameKey(tree) : undefined;
  const name = isMapping(tree) && key !== undefined ? tree[key] : undefined;
  return typeof name === 'string' ? name : undefined;
}

export function nameKey(row: Mapping): string | undefined {
  return ['id', 'route', 'kind'].find((key) => key in row);
}

const longest = 60;

/** A value as found in a file, in backticks, bounded, unseen characters replaced. */
export function quoted(tree: Tree | undefined): string {
  if (tree === undefined) return 'nothing';
  if (tree === null || tree === '') return 'empty';
  if (isList(tree)) return tree.length === 0 ? 'an empty list' : 'a list';
  if (isMapping(tree)) return 'a mapping';
  const text = String(tree).replace(/[\p{Cc}\p{Cf}\p{Cs}`]/gu, '\uFFFD');
  return `\`${text.length > longest ? `${text.slice(0, longest - 3)}...` : text}\``;
}
