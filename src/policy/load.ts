import { resolve } from 'node:path';
import { canonical as canonicalText, sha256 } from '../ledger/events/canonical-json.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { type BusinessTime, type Calendar, createCalendar } from '../rules/time/time.ts';
import { levelAt, levelsOf, type PolicyProblem, type Shipped } from './extends.ts';
import { overlay } from './overlay.ts';
import { shaped } from './schema-faults.ts';
import type { Compiled } from './sealed-cache.ts';
import { sectionFaults, semanticFaults } from './semantic-faults.ts';
import { type Faults, fault, isMapping, type Mapping } from './tree.ts';
import { namedTwice } from './twice.ts';

export interface LoadedPolicy {
  readonly values: PolicyValues;
  /** SHA-256, hex, of the canonical form. */
  readonly hash: string;
  /** The values as RFC 8785 JSON. */
  readonly canonical: string;
  readonly file: string;
  /** Built on first use. */
  readonly calendar: Calendar;
}

export function loadFrom(file: string, shipped: Shipped): LoadedPolicy | PolicyProblem {
  const levels = levelsOf(resolve(file), shipped);
  if ('problems' in levels) return levels;
  const [base, ...overs] = levels;
  if (!base) throw new Error('a policy file has no level');
  if (overs.length === 0) {
    if (base.compiled) return loaded(base.compiled, base.file);
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

export function valid(file: string, tree: Mapping): LoadedPolicy | PolicyProblem {
  const result = shaped(tree);
  if ('faults' in result) return { file, problems: standalone(tree, [...result.faults, ...semanticFaults(tree)]) };
  const problems = sectionFaults(result.values);
  if (problems.length > 0) return { file, problems };
  const canonical = canonicalText(result.values);
  return loaded({ values: result.values, canonical, hash: sha256(canonical) }, file);
}

function loaded(compiled: Compiled, file: string): LoadedPolicy {
  const time = businessTime(compiled.values);
  return {
    ...compiled,
    file,
    get calendar() {
      return createCalendar(time);
    },
  };
}

function businessTime({ business_time: { zone, workdays, open, close, holidays } }: PolicyValues): BusinessTime {
  return {
    zone: zone.value,
    workdays: workdays.value,
    open: open.value,
    close: close.value,
    holidays: holidays.value,
  };
}

/** Whole sections missing most likely means that `extends` was forgotten: one hint instead of many complaints. */
function standalone(tree: Mapping, faults: Faults): Faults {
  const missing = faults.filter(({ path, found }) => found === 'is missing' && !path.includes('.') && !(path in tree));
  if (missing.length < 2) return faults;
  const names = missing.map(({ path }) => path).join(', ');
  const found = `is missing, and so are ${missing.length} sections (${names})`;
  const hint = fault('extends', found, 'add `extends: handoff-0.2` to set only what differs');
  return [hint, ...faults.filter((each) => !missing.includes(each))];
}
