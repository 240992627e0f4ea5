import { dirname, isAbsolute, resolve } from 'node:path';
import { readPolicyFile } from './read-yaml.ts';
import { type Compiled, readCompiled } from './sealed-cache.ts';
import { type Faults, fault, isMapping, type Mapping, quoted, type Tree } from './tree.ts';

/** Policies that come with the program, by name. `sealed` is where the build leaves their compiled form. */
export type Shipped = Readonly<Record<string, { readonly file: string; readonly sealed: string }>>;

/** A policy file that can't be used, with every problem of the file at once. */
export interface PolicyProblem {
  readonly file: string;
  readonly problems: Faults;
}

export interface Level {
  readonly file: string;
  readonly tree: Mapping;
  /** Set for a shipped policy whose compiled form fits it. */
  readonly compiled?: Compiled;
}

const deepest = 8;

/** A file and what it extends, the lowest first. */
export function levelsOf(file: string, shipped: Shipped): readonly Level[] | PolicyProblem {
  const levels: Level[] = [];
  const seen = new Set<string>();
  for (let at: string | undefined = file; at !== undefined; ) {
    seen.add(at);
    const level = levelAt(at, shipped);
    if ('problems' in level) return level;
    const { extends: below, ...tree } = level.tree;
    levels.unshift({ ...level, tree });
    if (below === undefined) return levels;
    const next = extended(below, at, shipped);
    const problems = 'faults' in next ? next.faults : circleFaults(next.file, below, seen);
    if ('faults' in next || problems.length > 0) return { file: at, problems };
    at = next.file;
  }
  return levels;
}

/** A shipped policy doesn't change while the program runs, and YAML is slow to read. */
const readOnce = new Map<string, Mapping>();

/** One file by itself. */
export function levelAt(file: string, shipped: Shipped): Level | PolicyProblem {
  const known = Object.values(shipped).find((each) => each.file === file);
  const compiled = known ? readCompiled(file, known.sealed) : undefined;
  const values: unknown = compiled?.values;
  if (compiled && isMapping(values)) return { file, tree: values, compiled };
  const before = readOnce.get(file);
  if (before) return { file, tree: before };
  const read = readPolicyFile(file);
  if ('faults' in read) return { file, problems: read.faults };
  if (known) readOnce.set(file, read.tree);
  return { file, tree: read.tree };
}

function circleFaults(next: string, below: Tree, seen: ReadonlySet<string>): Faults {
  if (seen.has(next)) {
    return [fault('extends', `is ${quoted(below)}, which leads back to this file`, 'end the circle at `handoff-0.2`')];
  }
  return seen.size < deepest ? [] : [fault('extends', `makes a row of more than ${deepest} files`, 'extend fewer')];
}

function extended(
  below: Tree,
  file: string,
  shipped: Shipped,
): { readonly file: string } | { readonly faults: Faults } {
  const named = typeof below === 'string' && Object.hasOwn(shipped, below) ? shipped[below] : undefined;
  if (named) return { file: named.file };
  const isPath = typeof below === 'string' && /[\\/]|\.(?:ya?ml|json)$/i.test(below);
  const isFar = typeof below === 'string' && (isAbsolute(below) || /^[a-z][a-z\d+.-]*:/i.test(below));
  if (isPath && !isFar) return { file: resolve(dirname(file), below) };
  const names = Object.keys(shipped).map((name) => `\`${name}\``);
  const wanted = `wanted ${names.join(', ')}, or a path from this file on, such as \`./base.yaml\``;
  return { faults: [fault('extends', `is ${quoted(below)}`, wanted)] };
}
