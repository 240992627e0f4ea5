import { createHash } from 'node:crypto';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { PolicyValues } from '../rules/policy.ts';
import { type Calendar, createCalendar } from '../rules/time.ts';
import { canonicalText } from './canonical.ts';
import { overlay } from './overlay.ts';
import { readPolicyFile } from './read.ts';
import { semanticFaults } from './semantics.ts';
import { shaped } from './shape.ts';
import { isMapping, type Mapping, type PolicyFault, quoted, type Tree } from './tree.ts';

export interface LoadedPolicy {
  readonly values: PolicyValues;
  /** SHA-256, hex, of the canonical form. */
  readonly hash: string;
  /** The values as RFC 8785 JSON. */
  readonly canonical: string;
  readonly file: string;
  readonly calendar: Calendar;
}

/** Why a policy file cannot be used: every problem of the file at once. */
export interface PolicyProblem {
  readonly file: string;
  readonly problems: readonly PolicyFault[];
}

/** The policies that come with the program, by name. */
export type Shipped = Readonly<Record<string, string>>;

interface Level {
  readonly file: string;
  readonly tree: Mapping;
}

const deepest = 8;

export function loadFrom(file: string, shipped: Shipped): LoadedPolicy | PolicyProblem {
  const levels = chain(resolve(file), shipped);
  if ('problems' in levels) return levels;
  const [base, ...overs] = levels;
  if (!base) return problem(file, []);
  let tree = base.tree;
  let loaded = overs.length === 0 ? valid(base.file, tree) : undefined;
  for (const { file: at, tree: over } of overs) {
    const set = unfolded(over);
    if ('faults' in set) return problem(at, set.faults);
    tree = deployed(tree, set.tree);
    loaded = valid(at, tree);
    if ('problems' in loaded) return loaded;
  }
  return loaded ?? problem(file, []);
}

function problem(file: string, problems: readonly PolicyFault[]): PolicyProblem {
  return { file, problems };
}

/** The file and what it extends, the lowest first. */
function chain(file: string, shipped: Shipped): readonly Level[] | PolicyProblem {
  const levels: Level[] = [];
  const seen = new Set<string>();
  for (let at: string | undefined = file; at !== undefined; ) {
    seen.add(at);
    const read = readPolicyFile(at);
    if ('faults' in read) return problem(at, read.faults);
    const { extends: below, ...tree } = read.tree;
    levels.unshift({ file: at, tree });
    const next: { readonly file?: string; readonly fault?: PolicyFault } =
      'extends' in read.tree ? extended(below ?? null, at, shipped) : {};
    if (next.fault) return problem(at, [next.fault]);
    if (next.file !== undefined && seen.has(next.file)) {
      return problem(at, [
        {
          path: 'extends',
          found: `${quoted(below)} leads back to a file that extends this one`,
          wanted: 'end the circle at `handoff-0.2`',
        },
      ]);
    }
    if (levels.length > deepest) {
      return problem(at, [
        { path: 'extends', found: `is the ${deepest}th file in a row`, wanted: 'extend fewer files' },
      ]);
    }
    at = next.file;
  }
  return levels;
}

function extended(
  below: Tree,
  file: string,
  shipped: Shipped,
): { readonly file?: string; readonly fault?: PolicyFault } {
  const names = Object.keys(shipped)
    .map((name) => `\`${name}\``)
    .join(', ');
  const wanted = `wanted ${names} or the path of a file beside this one, such as \`./base.yaml\``;
  if (typeof below !== 'string' || below.trim() === '')
    return { fault: { path: 'extends', found: `is ${quoted(below)}`, wanted } };
  const named = Object.hasOwn(shipped, below) ? shipped[below] : undefined;
  if (named !== undefined) return { file: named };
  const isPath = /[\\/]|\.(?:ya?ml|json)$/i.test(below);
  if (!isPath || isAbsolute(below) || /^[a-z][a-z\d+.-]+:/i.test(below)) {
    return { fault: { path: 'extends', found: `is ${quoted(below)}`, wanted } };
  }
  return { file: resolve(dirname(file), below) };
}

/** `own_domains` may stand at the top of a deployment's file. */
function unfolded(tree: Mapping): { readonly tree: Mapping } | { readonly faults: readonly PolicyFault[] } {
  const { own_domains, ...rest } = tree;
  if (own_domains === undefined) return { tree };
  const account = rest.account ?? {};
  if (!isMapping(account)) return { tree: rest };
  if ('own_domains' in account) {
    return {
      faults: [{ path: 'own_domains', found: 'is set twice, here and at `account.own_domains`', wanted: 'keep one' }],
    };
  }
  return { tree: { ...rest, account: { ...account, own_domains } } };
}

const longestVersion = 60;

/** A deployment without a version of its own is named after its base and what it changes. */
function deployed(base: Mapping, over: Mapping): Mapping {
  if (typeof over.version === 'string') return overlay(base, over, over.version);
  if ('version' in over || Object.keys(over).length === 0) return overlay(base, over, 'the deployment');
  const below = typeof base.version === 'string' ? base.version : '';
  const suffix = `+${fingerprint(overlay(base, over, below)).hash.slice(0, 8)}`;
  const version = `${below.slice(0, longestVersion - suffix.length)}${suffix}`;
  return { ...overlay(base, over, version), version };
}

function fingerprint(tree: unknown): { readonly canonical: string; readonly hash: string } {
  const canonical = canonicalText(tree);
  return { canonical, hash: createHash('sha256').update(canonical, 'utf8').digest('hex') };
}

function valid(file: string, tree: Mapping): LoadedPolicy | PolicyProblem {
  const result = shaped(tree);
  const faults = [...('faults' in result ? result.faults : []), ...semanticFaults(tree)];
  if ('faults' in result || faults.length > 0) return problem(file, standalone(tree, faults));
  const { values } = result;
  const { zone, workdays, open, close, holidays } = values.business_time;
  const time = {
    zone: zone.value,
    workdays: workdays.value,
    open: open.value,
    close: close.value,
    holidays: holidays.value,
  };
  return { values, ...fingerprint(values), file, calendar: createCalendar(time) };
}

/** Whole sections missing most likely means that `extends` was forgotten: one hint instead of many complaints. */
function standalone(tree: Mapping, faults: readonly PolicyFault[]): readonly PolicyFault[] {
  const missing = faults.filter(({ path, found }) => found === 'is missing' && !path.includes('.') && !(path in tree));
  if (missing.length < 2) return faults;
  const hint = {
    path: 'extends',
    found: `is missing, and so are ${missing.length} sections (${missing.map(({ path }) => path).join(', ')})`,
    wanted: 'add `extends: handoff-0.2` to set only what differs',
  };
  const orphan = 'own_domains' in tree ? [] : faults.filter(({ path }) => path === 'own_domains');
  return [hint, ...faults.filter((fault) => !missing.includes(fault) && !orphan.includes(fault))];
}
