import type { PolicyChanges, RatifiedChange } from '../rules/aggregates/policy-change.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import type { Instant } from '../rules/time/time.ts';
import type { Basis } from '../rules/vocabulary/check.ts';
import type { Role } from '../rules/vocabulary/roles.ts';
import { joined, type PolicyNode, policyNodes, type Source } from './nodes.ts';
import { type OtherReading, readingOf } from './other-readings.ts';
import type { ListedClause } from './policy-check.ts';
import type { Ruling } from './rulings.ts';
import type { Tree } from './tree.ts';

/** A clause in the words of the product's own list. */
export interface ClauseSaid extends ListedClause {
  readonly must: string;
}

/** One field that waits, with what it holds. */
export interface WaitingValue {
  readonly path: string;
  readonly value: Tree;
  readonly note?: string;
}

/** How many of the accounts on which something was decided would have met another decision. */
export interface AccountsDiffering {
  readonly differ: number;
  readonly of: number;
}

/** P5: values that one other reading of the clauses would change, for their owners to confirm or to change. */
export interface Assumption {
  readonly clauses: readonly { readonly clause: string; readonly says: readonly string[] }[];
  readonly rulings: readonly Pick<Ruling, 'id' | 'title' | 'says'>[];
  readonly basis: readonly Basis[];
  /** The product's reading asks for more than the clause's own words do. */
  readonly narrows: boolean;
  readonly values: readonly WaitingValue[];
  /** Null where nobody has written another one down. */
  readonly other: string | null;
  /** The values of the other reading that were tried, and on how many accounts it differs; null where it can't be tried. */
  readonly instead: PolicyChanges | null;
  readonly accounts: AccountsDiffering | null;
  /** The `changes` by which cro or cmo proposes to confirm what is in force. */
  readonly confirm: PolicyChanges;
}

/** A value whose owners said that it holds, by whom and when. */
export interface ConfirmedValue {
  readonly path: string;
  readonly proposed_by?: Role;
  readonly ratified_by?: Role;
  readonly at?: Instant;
  readonly note?: string;
}

export interface PolicyReview {
  readonly version: string;
  readonly status: string;
  readonly hash: string;
  /** Values of the policy, and how many of them wait. */
  readonly values: { readonly all: number; readonly waiting: number };
  readonly assumptions: readonly Assumption[];
  readonly confirmed: readonly ConfirmedValue[];
}

interface Reviewed {
  readonly values: PolicyValues;
  readonly hash: string;
}

/** The product's own texts and records, beside the values. */
export interface ReviewBeside {
  readonly clauses: readonly ClauseSaid[];
  readonly rulings: readonly Ruling[];
  readonly readings: readonly OtherReading[];
  /** Changes that were ratified in the ledger. */
  readonly ratified: readonly RatifiedChange[];
  /** How many accounts differ under changed values; null where nothing is on record. */
  readonly accountsUnder: (changes: PolicyChanges) => AccountsDiffering | null;
}

type Sourced = PolicyNode & { readonly source: Source };

/** P5: every value that is not the SOP's own word, by the other reading that would change it: what matters most first. */
export function policyReview({ values, hash }: Reviewed, beside: ReviewBeside): PolicyReview {
  const sourced = policyNodes(values).filter((node): node is Sourced => node.source !== null);
  const waiting = sourced.filter(({ source: { basis } }) => basis === 'ruling' || basis === 'assumed');
  return {
    version: values.version,
    status: values.status,
    hash,
    values: { all: sourced.length, waiting: waiting.length },
    assumptions: grouped(waiting, beside.readings)
      .map((group) => assumption(group, beside))
      .sort((one, other) => rankOf(one) - rankOf(other)),
    confirmed: sourced
      .filter(({ source: { basis } }) => basis === 'confirmed')
      .map((node) => confirmedValue(node, beside.ratified)),
  };
}

/** First what narrows the procedure, then what would have touched accounts, then what was tried in vain. */
function rankOf({ narrows, instead, accounts }: Assumption): number {
  if (narrows) return 0;
  if (instead === null) return 3;
  return accounts !== null && accounts.differ > 0 ? 1 : 2;
}

interface Group {
  readonly reading: OtherReading | undefined;
  readonly nodes: readonly Sourced[];
}

/** One group a reading; a value that no reading is written for stands alone. */
function grouped(waiting: readonly Sourced[], readings: readonly OtherReading[]): readonly Group[] {
  const groups = new Map<unknown, { reading: OtherReading | undefined; nodes: Sourced[] }>();
  for (const node of waiting) {
    const reading = readingOf(node.path, readings);
    const key = reading ?? node;
    const group = groups.get(key) ?? { reading, nodes: [] };
    group.nodes.push(node);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function assumption({ reading, nodes }: Group, { clauses, rulings, accountsUnder }: ReviewBeside): Assumption {
  const named = [...new Set(nodes.map(({ source }) => source.clause))];
  const read = new Set(nodes.map(({ source }) => source.ruling));
  const instead = reading?.instead ?? null;
  return {
    clauses: named.map((clause) => ({ clause, says: saidOf(clause, clauses) })),
    rulings: rulings.filter(({ id }) => read.has(id)).map(({ id, title, says }) => ({ id, title, says })),
    basis: [...new Set(nodes.map(({ source }) => source.basis))],
    narrows: reading?.narrows === true,
    values: nodes.flatMap(valuesOf),
    other: reading?.says ?? null,
    instead,
    accounts: instead === null ? null : accountsUnder(instead),
    confirm: Object.fromEntries(nodes.flatMap(confirming)),
  };
}

/** The words of a clause: its own, else those of its parts, else those of the clause that it is a part of. */
function saidOf(named: string, clauses: readonly ClauseSaid[]): readonly string[] {
  const own = clauses.filter(({ clause }) => clause === named);
  const told = own.length > 0 ? own : clauses.filter(({ clause }) => clause.startsWith(`${named}.`));
  if (told.length > 0 || !named.includes('.')) return told.map(({ must }) => must);
  return saidOf(named.slice(0, named.lastIndexOf('.')), clauses);
}

function valuesOf({ path, source: { note }, fields }: Sourced): readonly WaitingValue[] {
  return [...fields].map(([name, value]) => ({ path: joined(path, name), value, ...(note ? { note } : {}) }));
}

/** One field of a row signs the whole row. */
function confirming({ path, fields }: Sourced): readonly (readonly [string, Tree])[] {
  return [...fields].slice(0, 1).map(([name, value]) => [joined(path, name), { value, basis: 'confirmed' }]);
}

/** The last confirmation in the ledger; a policy's own file has it in a note. */
function confirmedValue({ path, source: { note } }: Sourced, ratified: readonly RatifiedChange[]): ConfirmedValue {
  const isOf = (changed: string) => changed === path || changed.startsWith(`${path}.`);
  const by = ratified.findLast(({ changes }) => changes.some((each) => each.basis === 'confirmed' && isOf(each.path)));
  if (!by) return { path, ...(note ? { note } : {}) };
  return { path, proposed_by: by.by, ratified_by: by.ratified.by, at: by.ratified.at };
}
