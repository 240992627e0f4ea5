/** Simulations as data and as text: history replayed, its differences page by page. */

import { setImmediate } from 'node:timers/promises';
import { canonical, sha256 } from '../../ledger/events/canonical-json.ts';
import type { Ledger } from '../../ledger/port/ledger.ts';
import type { PolicyRecord } from '../../ledger/port/records.ts';
import { layChanges } from '../../policy/changes.ts';
import { type LoadedPolicy, loadEarlier } from '../../policy/index.ts';
import type { PolicyChanges } from '../../rules/aggregates/policy-change.ts';
import type { Moment } from '../../rules/command/context.ts';
import { AccountDifferences } from '../../rules/simulation/account-differences.ts';
import type { PolicyWithCalendar, Rulebook, RulebookOf } from '../../rules/simulation/decide-again.ts';
import type { Happened } from '../../rules/simulation/happened.ts';
import type { Simulated } from '../../rules/simulation/outcomes.ts';
import { Simulation } from '../../rules/simulation/simulate.ts';
import type { Instant } from '../../rules/time/time.ts';
import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';

export interface ToRun {
  readonly changes: PolicyChanges;
  readonly from: Instant;
  /** Only what came after this change was proposed, by its id. */
  readonly after?: string;
  /** The first instant after the last that is replayed. */
  readonly until: Instant;
  readonly trajectory: boolean;
}

/** Told how many of how many events were looked at. */
export type OnProgress = (done: number, total: number) => void;

export interface Ran {
  readonly simulated: Simulated;
  readonly base: { readonly version: string; readonly hash: string };
}

/** Events to a page: between two the process may answer others. */
const page = 2000;

/** P4: reads the ledger once. */
export async function runSimulation(
  { changes, from, after: proposal, until, trajectory }: ToRun,
  ledger: Pick<Ledger, 'read'>,
  onProgress: OnProgress = () => undefined,
): Promise<Ran | Refusal> {
  const found = await ledger.read((reader, moment) => ({
    base: reader.policyInForce(),
    policies: reader.policies(),
    head: reader.head(),
    inForce: loadedOf(moment),
  }));
  const { base, policies, head, inForce } = found;
  const rulebooks = rulebooksOf(changes, policies, inForce);
  const refusal = changesFault(changes, inForce);
  if (refusal) return refusal;
  const simulation = new Simulation({
    from,
    after: proposal,
    until,
    trajectory,
    rulebookOf: rulebooks,
    inForce: rulesOf(inForce),
  });
  await readThrough(ledger, head, (each) => simulation.take(each), onProgress);
  return { simulated: simulation.done, base: { version: base.version, hash: base.hash } };
}

/** Every event up to one, in pages; what is recorded meanwhile is not looked at. */
async function readThrough(
  ledger: Pick<Ledger, 'read'>,
  head: number,
  take: (happened: Happened) => void,
  onProgress: OnProgress,
): Promise<void> {
  for (let after = 0; ; ) {
    const { events, last } = await ledger.read((reader) => reader.happenedAfter(after, page));
    for (const each of events) if (each.seq <= head) take(each);
    if (last === null || last >= head) break;
    after = last;
    onProgress(last, head);
    await setImmediate();
  }
  onProgress(head, head);
}

/** P5: for each of several changes, on how many accounts some decision would have been another, by one pass over the ledger. */
export async function accountsDiffering(
  tries: readonly PolicyChanges[],
  ledger: Pick<Ledger, 'read'>,
  onProgress: OnProgress = () => undefined,
): Promise<{ readonly of: number; readonly differ: readonly number[] }> {
  const { policies, head, inForce } = await ledger.read((reader, moment) => ({
    policies: reader.policies(),
    head: reader.head(),
    inForce: loadedOf(moment),
  }));
  const rulebooks = tries.map((changes) => rulebooksOf(changes, policies, inForce));
  const differing = new AccountDifferences(rulebooks, inForce);
  await readThrough(ledger, head, (each) => differing.take(each), onProgress);
  return { of: differing.decided, differ: differing.differing };
}

type Laid = Pick<LoadedPolicy, 'values' | 'canonical' | 'file' | 'hash' | 'calendar'>;

function loadedOf({ policy: values, calendar }: Moment): Laid {
  const text = canonical(values);
  return { values, canonical: text, hash: sha256(text), file: 'the policy in force', calendar };
}

function rulesOf({ values: policy, calendar }: Pick<Laid, 'values' | 'calendar'>): PolicyWithCalendar {
  return { policy, calendar };
}

/** The faults of changes that are laid over the policy in force; null where there are none. */
function changesFault(changes: PolicyChanges, base: Laid): Refusal | null {
  const laid = layChanges(base, changes, naming);
  if (!('faults' in laid)) return null;
  const [first] = laid.faults;
  return refuse('INVALID_INPUT', {
    clause: '6.3',
    ruling: 'P4',
    found: laid.faults.map(({ path, found }) => `\`${path}\` ${found}`).join('; '),
    next: `${first?.wanted ?? 'give paths of the policy'}; \`ladder policy diff\` prints the paths`,
  });
}

const naming = { version: 'simulated', note: 'set by a simulation' };

/** The policies on record with the changes laid over, each made once. */
function rulebooksOf(changes: PolicyChanges, policies: readonly PolicyRecord[], inForce: Laid): RulebookOf {
  const made = new Map<string, ReturnType<RulebookOf>>();
  return (hash) => {
    const known = made.get(hash);
    if (known) return known;
    const record = policies.find((each) => each.hash === hash);
    const book = hash === inForce.hash ? rulebookOver(inForce, changes) : earlierBook(record?.canonical, changes);
    made.set(hash, book);
    return book;
  };
}

/** A policy that a version before this one wrote lacks what was added since: such values are read as they are shipped now. */
function earlierBook(recorded: string | undefined, changes: PolicyChanges): ReturnType<RulebookOf> {
  const earlier = recorded === undefined ? null : loadEarlier(recorded);
  if (!earlier) return { because: 'this version cannot read the policy that it names' };
  const { policy, added, dropped } = earlier;
  const book = rulebookOver(policy, changes);
  if ('because' in book || added.length + dropped.length === 0) return book;
  const other = [...added, ...dropped].join(', ');
  const doubt = `the policy that it names, ${policy.values.version}, is of an earlier version of the program; with the values that came or went since (${other}) it would have been decided otherwise`;
  return { ...book, doubt };
}

function rulebookOver(named: Laid, changes: PolicyChanges): Rulebook | { readonly because: string } {
  const own = rulesOf(named);
  if (Object.keys(changes).length === 0) return { named: own, changed: own };
  const laid = layChanges(named, changes, naming);
  if ('faults' in laid) return { because: `the changes do not fit the policy that it names, ${named.values.version}` };
  return { named: own, changed: laid.changes.length === 0 ? own : rulesOf(laid.policy) };
}
