import { canonical } from '../ledger/events/canonical-json.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { joined, policyNodes, type Source } from './nodes.ts';
import type { Tree } from './tree.ts';

/** One leaf that differs; `from` or `to` is missing where only one policy has it. */
export interface ValueChange {
  readonly path: string;
  readonly from?: Tree;
  readonly to?: Tree;
  readonly was?: Source;
  readonly is?: Source;
}

interface Leaf {
  readonly value: Tree;
  readonly source: Source | null;
  readonly node: string;
}

/** The leaves in which two policies differ, in the order of the paths. A value that only changed its source is listed under its row. */
export function policyDiff(
  a: { readonly values: PolicyValues },
  b: { readonly values: PolicyValues },
): readonly ValueChange[] {
  const [before, after] = [leaves(a.values), leaves(b.values)];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const valued = paths.filter((path) => !same(before.get(path)?.value, after.get(path)?.value));
  const touched = new Set(valued.map((path) => (after.get(path) ?? before.get(path))?.node));
  const resourced = new Map<string, ValueChange>();
  for (const path of paths) {
    const [was, is] = [before.get(path), after.get(path)];
    if (!was?.source || !is?.source || touched.has(is.node) || same(was.source, is.source)) continue;
    resourced.set(is.node, { path: is.node, was: was.source, is: is.source });
  }
  return [...valued.map((path) => change(path, before.get(path), after.get(path))), ...resourced.values()].sort(byPath);
}

function change(path: string, was: Leaf | undefined, is: Leaf | undefined): ValueChange {
  return {
    path,
    ...(was ? { from: was.value } : {}),
    ...(is ? { to: is.value } : {}),
    ...(was?.source ? { was: was.source } : {}),
    ...(is?.source ? { is: is.source } : {}),
  };
}

function byPath(a: ValueChange, b: ValueChange): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function same(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonical(a) === canonical(b);
}

function leaves(values: PolicyValues): ReadonlyMap<string, Leaf> {
  const found = new Map<string, Leaf>();
  for (const { path, source, fields } of policyNodes(values)) {
    for (const [name, value] of fields) found.set(joined(path, name), { value, source, node: path });
  }
  return found;
}

/** The list of changes as a person reads it. */
export function policyDiffText(changes: readonly ValueChange[]): string {
  if (changes.length === 0) return 'no difference\n';
  return `${changes.map(changeText).join('\n')}\n`;
}

function changeText({ path, from, to, was, is }: ValueChange): string {
  if (from === undefined && to === undefined)
    return `${path}: the value stays, ${sourceText(was)} -> ${sourceText(is)}`;
  const basis = was && is && was.basis !== is.basis ? ` (${was.basis} -> ${is.basis})` : '';
  return `${path}: ${from === undefined ? 'absent' : canonical(from)} -> ${to === undefined ? 'absent' : canonical(to)}${basis}`;
}

function sourceText(source: Source | undefined): string {
  if (!source) return 'no source';
  const { clause, ruling, basis, note } = source;
  return `§${clause}${ruling ? `, ${ruling}` : ''}, ${basis}${note ? ` (${note})` : ''}`;
}
