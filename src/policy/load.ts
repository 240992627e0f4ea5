import { resolve } from 'node:path';
import { canonical as canonicalText, sha256 } from '../ledger/events/canonical-json.ts';
import { layChanges } from './changes.ts';
import { compile, type LoadedPolicy, ready } from './compile.ts';
import { namedTwice } from './duplicate-rows.ts';
import { levelAt, levelsOf, type PolicyProblem, type Shipped } from './extends.ts';
import { overlay } from './overlay.ts';
import { type Faults, fault, isMapping, type Mapping } from './tree.ts';

export function loadFrom(file: string, shipped: Shipped): LoadedPolicy | PolicyProblem {
  const levels = levelsOf(resolve(file), shipped);
  if ('problems' in levels) return levels;
  const [base, ...overs] = levels;
  if (!base) throw new Error('a policy file has no level');
  if (overs.length === 0) {
    if (base.compiled) return ready(base.compiled, base.file, layChanges);
    const faults = [...missingDuties(base.tree, shipped), ...namedTwice(undefined, base.tree)];
    return faults.length > 0 ? { file: base.file, problems: faults } : valid(base.file, base.tree);
  }
  let tree = base.tree;
  let result: LoadedPolicy | PolicyProblem | undefined;
  for (const over of overs) {
    const set = unfolded(over.tree);
    const faults = 'faults' in set ? set.faults : namedTwice(tree, set.tree);
    if ('faults' in set || faults.length > 0) return { file: over.file, problems: faults };
    tree = deployed(tree, set.tree);
    result = valid(over.file, tree);
    if ('problems' in result) return result;
  }
  return result ?? valid(base.file, tree);
}

/** A policy as it stands on record; null where this version can't read it. */
export function loadRecorded(canonical: string): LoadedPolicy | null {
  const tree: unknown = JSON.parse(canonical);
  const read = isMapping(tree) ? valid('the policy on record', tree) : null;
  return read === null || 'problems' in read ? null : read;
}

/** The engine opens the duties of the shipped policy by name; a policy that stands alone must have them all. */
function missingDuties({ duties }: Mapping, shipped: Shipped): Faults {
  if (!isMapping(duties)) return [];
  return Object.values(shipped).flatMap((each): Faults => {
    const level = levelAt(each.file, shipped);
    const known = 'tree' in level && isMapping(level.tree.duties) ? Object.keys(level.tree.duties) : [];
    const missing = known.filter((name) => !Object.hasOwn(duties, name));
    return missing.map((name) =>
      fault(`duties.${name}`, 'is missing', 'the engine opens this duty; say who has it and when it is due'),
    );
  });
}

/** `own_domains` may stand at the top of a deployment's file. */
function unfolded(tree: Mapping): { readonly tree: Mapping } | { readonly faults: Faults } {
  const { own_domains, ...rest } = tree;
  if (own_domains === undefined) return { tree };
  const account = rest.account ?? {};
  if (!isMapping(account)) return { tree: rest };
  if ('own_domains' in account) {
    return { faults: [fault('own_domains', 'is set twice, here and at `account.own_domains`', 'keep one')] };
  }
  return { tree: { ...rest, account: { ...account, own_domains } } };
}

const longestVersion = 60;

/** A deployment without a version of its own is named after its base and what it changes. */
function deployed(base: Mapping, over: Mapping): Mapping {
  if (typeof over.version === 'string') return overlay(base, over, over.version);
  if ('version' in over || Object.keys(over).length === 0) return overlay(base, over, 'the deployment');
  const below = typeof base.version === 'string' ? base.version : '';
  const suffix = `+${sha256(canonicalText(overlay(base, over, below))).slice(0, 8)}`;
  const version = `${below.slice(0, longestVersion - suffix.length)}${suffix}`;
  return { ...overlay(base, over, version), version };
}

function valid(file: string, tree: Mapping): LoadedPolicy | PolicyProblem {
  return compile(file, tree, layChanges);
}
