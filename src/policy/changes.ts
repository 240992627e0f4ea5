import { canonical } from '../ledger/events/canonical-json.ts';
import type { LaidChange, Naming, PolicyChanges } from '../rules/aggregates/policy-change.ts';
import { compile, type LoadedPolicy } from './compile.ts';
import { overlay } from './overlay.ts';
import { placeOf } from './paths.ts';
import { gathered } from './row-places.ts';
import {
  type Faults,
  fault,
  isLeaf,
  isList,
  isMapping,
  isSourced,
  type Mapping,
  rowName,
  type Tree,
  type TreePlace,
} from './tree.ts';

export interface ChangedPolicy {
  readonly policy: LoadedPolicy;
  /** Changes that set something not in force already, in the order they were given. */
  readonly changes: readonly LaidChange[];
}

/**
 * P2: a policy with changes laid over it, as its file would read with them; or all that is wrong with them. Pure: the same
 * policy and changes give the same policy, with the same hash.
 */
export function layChanges(
  base: Pick<LoadedPolicy, 'values'> & Partial<Pick<LoadedPolicy, 'file'>>,
  changes: PolicyChanges,
  naming: Naming,
): ChangedPolicy | { readonly faults: Faults } {
  const told: unknown = base.values;
  const whole = isMapping(told) ? gathered(changes, told) : changes;
  const asked = Object.entries(whole).map(([path, given]) => ({
    path,
    given,
    place: placeOf(path, base.values, given),
  }));
  const faults = asked.flatMap(({ path, given, place }) =>
    'faults' in place ? place.faults : formFaults(path, given),
  );
  if (faults.length > 0) return { faults };
  const before: unknown = base.values;
  if (!isMapping(before)) throw new Error('a policy is no mapping');
  let tree = before;
  const laid: LaidChange[] = [];
  for (const { path, given, place } of asked) {
    if ('faults' in place) continue;
    const next = set(tree, place, { given, note: naming.note });
    const change = changeOf(path, { before: parentAt(tree, place), after: parentAt(next, place), ...place });
    if (change === null) continue;
    tree = next;
    laid.push(change);
  }
  const version = Object.hasOwn(changes, 'version') ? {} : { version: naming.version };
  const file = base.file ?? 'the policy in force';
  const policy = compile(file, laid.length === 0 ? before : { ...tree, ...version }, layChanges);
  return 'problems' in policy ? { faults: policy.problems } : { policy, changes: laid };
}

const formKeys: ReadonlySet<string> = new Set(['value', 'basis', 'note']);

const isForm = (given: Tree): given is Mapping =>
  isMapping(given) && Object.keys(given).length > 0 && Object.keys(given).every((key) => formKeys.has(key));

function formFaults(path: string, given: Tree): Faults {
  if (!isForm(given) || 'value' in given) return [];
  return [fault(path, 'says its source and no value', 'give `{ value, basis?, note? }`, the value too where it stays')];
}

interface Setting {
  readonly given: Tree;
  readonly note: string;
}

function set(tree: Mapping, { steps, key, row }: TreePlace, { given, note: named }: Setting): Mapping {
  return at(tree, steps, (parent) => {
    if (row !== undefined || isRow(parent[key], given)) return withRow(parent, { key, row: row ?? null }, given, named);
    const before = parent[key];
    const { value: said = null, basis, note } = isForm(given) ? given : { value: given };
    const value = asMeant(said, heldIn(before));
    const was = sourceAt(parent, key);
    const isKept = (basis ?? was.basis) === was.basis && (note ?? was.note) === was.note;
    if (isKept && isEqual(heldIn(before), value)) return parent;
    const source = { basis: basis ?? 'ruling', note: note ?? named };
    if (isLeaf(before)) return overlay(parent, { [key]: { value, ...source } }, named);
    const over = isSourced(parent) ? { [key]: value, ...source } : { [key]: value };
    const { [key]: merged = null, ...rest } = overlay(parent, over, named);
    return value === null ? rest : { ...rest, [key]: merged };
  });
}

/** A number, a truth or a list that came as text is read as what stands there. */
function asMeant(said: Tree, before: Tree): Tree {
  if (typeof said !== 'string' || typeof before === 'string' || before === null) return said;
  try {
    const read: Tree = JSON.parse(said);
    return typeof read === typeof before && isList(read) === isList(before) && read !== null ? read : said;
  } catch {
    return said;
  }
}

function withRow(parent: Mapping, at: { key: string; row: string | null }, given: Tree, note: string): Mapping {
  const whole = isMapping(given) ? { basis: 'ruling', note, ...given } : given;
  return overlay(parent, { [at.key]: at.row === null ? whole : { [at.row]: whole } }, note);
}

/** P6: a whole row where none was, or none where one was. */
const isRow = (before: Tree | undefined, given: Tree): boolean =>
  before === undefined ? isMapping(given) && !isForm(given) : given === null && isSourced(before) && !isLeaf(before);

/** The tree with the mapping at the end of the steps changed. */
function at(tree: Mapping, steps: TreePlace['steps'], change: (parent: Mapping) => Mapping): Mapping {
  const [step, ...rest] = steps;
  if (step === undefined) return change(tree);
  const below = tree[step];
  if (isMapping(below)) return { ...tree, [step]: at(below, rest, change) };
  const [row, ...inside] = rest;
  if (!isList(below) || typeof row !== 'number') throw new Error('a place of the policy is gone');
  const rows = below.map((each, n) => (n === row && isMapping(each) ? at(each, inside, change) : each));
  return { ...tree, [step]: rows };
}

function parentAt(tree: Mapping, { steps }: TreePlace): Mapping {
  const found = steps.reduce<Tree | undefined>((here, step) => {
    if (isList(here)) return typeof step === 'number' ? here[step] : undefined;
    return isMapping(here) ? here[step] : undefined;
  }, tree);
  if (!isMapping(found)) throw new Error('a place of the policy is gone');
  return found;
}

interface Changing extends Pick<TreePlace, 'key' | 'row'> {
  readonly before: Mapping;
  readonly after: Mapping;
}

/** Null where value, basis and stated note stay as they are. */
function changeOf(path: string, { before, after, key, row }: Changing): LaidChange | null {
  const within = (parent: Mapping) => (row === undefined ? parent : rowsOf(parent[key]));
  const [was, is] = [sourceAt(within(before), row ?? key), sourceAt(within(after), row ?? key)];
  const [from, to] = [heldIn(within(before)[row ?? key]), heldIn(within(after)[row ?? key])];
  if (isEqual(from, to) && was.basis === is.basis && was.note === is.note) return null;
  return { path, from, to, clause: is.clause ?? was.clause, was: was.basis, basis: is.basis ?? 'ruling' };
}

const rowsOf = (list: Tree | undefined): Mapping =>
  isList(list) ? Object.fromEntries(list.map((each) => [rowName(each) ?? '', each])) : {};

function sourceAt(parent: Mapping, key: string) {
  const leaf = parent[key];
  const { clause, basis, note } = isSourced(leaf) ? leaf : isSourced(parent) ? parent : {};
  return { clause: text(clause), basis: text(basis), note: text(note) };
}

const text = (tree: Tree | undefined) => (typeof tree === 'string' ? tree : null);

const heldIn = (tree: Tree | undefined): Tree => (isLeaf(tree) ? (tree.value ?? null) : (tree ?? null));

const isEqual = (a: Tree, b: Tree): boolean => canonical(a) === canonical(b);
