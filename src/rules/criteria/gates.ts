import type { AccountState, Fact, Scalar } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { GateRule } from '../policy/policy.ts';
import { grouped } from '../vocabulary/amount-text.ts';
import type { Check } from '../vocabulary/check.ts';
import { oncePerObject } from '../vocabulary/remembering.ts';

/** Newest word on each fact: by the date it speaks of, then by when it was recorded (ruling G-3). */
export const currentFacts = oncePerObject((facts: readonly Fact[]): ReadonlyMap<string, Fact> => {
  const current = new Map<string, Fact>();
  const withdrawn = new Set(facts.flatMap(({ corrects }) => (corrects ? [corrects] : [])));
  for (const fact of facts) {
    if (withdrawn.has(fact.id)) continue;
    const known = current.get(fact.fact);
    if (!known || recency(fact) >= recency(known)) current.set(fact.fact, fact);
  }
  return current;
});

/** An undated fact is older than any date. */
function recency({ as_of, undated }: Fact): string {
  return undated ? '' : as_of;
}

/** §3.2: the mandatory gates, each answered anew from the facts on file. Unknown is neither pass nor fail (G-2). */
export function gateChecks(state: AccountState, { policy }: Pick<Context, 'policy'>): readonly Check[] {
  const facts = currentFacts(state.facts);
  return policy.gates.map((gate) => overridden(gateCheck(gate, facts.get(gate.fact)), state, facts.get(gate.fact)));
}

/** G-4: a failed gate that the CRO set aside warns instead, until its fact says something else. */
function overridden(check: Check, { override, facts }: AccountState, fact: Fact | undefined): Check {
  if (check.verdict !== 'fail' || override?.gate !== check.rule || fact === undefined) return check;
  const then = facts.find((each) => each.id === override.fact);
  if (folded(then?.value) !== folded(fact.value)) return check;
  const { remedy: _remedy, ...found } = check;
  return {
    ...found,
    clause: '3.6',
    ruling: 'G-4',
    verdict: 'warn',
    because: `${check.because}; the CRO overrode it (${override.id})`,
    evidence: [fact.id, override.id, ...override.compensating],
  };
}

/** A gate ready to be asked: its words and its test don't hang on the account, so they are put together once. */
interface Ready {
  readonly wanted: string;
  readonly absent: string;
  readonly missing: string;
  readonly newer: string;
  readonly meets: (given: Scalar) => boolean;
}

const ready = oncePerObject((gate: GateRule): Ready => {
  const wanted = `wanted ${wantedText(gate)}${gate.basis === 'assumed' ? ' (assumed gate)' : ''}`;
  const who = gate.verified_by.join(' or ');
  return {
    wanted,
    absent: `\`${gate.fact}\` is not on file, ${wanted}`,
    missing: `${who}: save_account with the fact \`${gate.fact}\``,
    newer: `${who}: save_account if a newer fact says otherwise`,
    meets: testOf(gate),
  };
});

/** Every gate is a reading of G-1 unless the policy names another ruling for it. */
function gateCheck(gate: GateRule, fact: Fact | undefined): Check {
  const { id: rule, clause, basis, ruling = 'G-1' } = gate;
  const { wanted, absent, missing, newer, meets } = ready(gate);
  if (!fact) return { rule, clause, ruling: 'G-2', verdict: 'unknown', because: absent, basis, remedy: missing };
  const because = `\`${gate.fact}\` is ${factText(fact)} as of ${fact.as_of}, ${wanted}`;
  const evidence = [fact.id];
  return meets(fact.value)
    ? { rule, clause, ruling, verdict: 'pass', because, basis, evidence }
    : { rule, clause, ruling, verdict: 'fail', because, basis, evidence, remedy: newer };
}

/** Texts from outside are quoted, and bounded. */
function factText({ value }: Fact): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return typeof value === 'number' ? grouped(value) : String(value);
}

function wantedText({ operator, value }: GateRule): string {
  const shown = typeof value === 'number' ? grouped(value) : String(value);
  switch (operator) {
    case 'gte':
      return `at least ${shown}`;
    case 'lte':
      return `at most ${shown}`;
    case 'gt':
      return `more than ${shown}`;
    case 'lt':
      return `less than ${shown}`;
    case 'eq':
      return shown;
    case 'in':
      return `one of ${Array.isArray(value) ? value.join(', ') : shown}`;
    case 'present':
      return 'any value';
    default:
      return operator satisfies never;
  }
}

/** The closed set of tests a gate may use. Texts compare without case (ruling G-3). */
function testOf({ operator, value }: GateRule): (given: Scalar) => boolean {
  const bound = typeof value === 'number' ? value : Number.NaN;
  switch (operator) {
    case 'gte':
      return (given) => typeof given === 'number' && given >= bound;
    case 'lte':
      return (given) => typeof given === 'number' && given <= bound;
    case 'gt':
      return (given) => typeof given === 'number' && given > bound;
    case 'lt':
      return (given) => typeof given === 'number' && given < bound;
    case 'eq': {
      const own = folded(value);
      return (given) => folded(given) === own;
    }
    case 'in': {
      const list = new Set<unknown>(Array.isArray(value) ? value.map(folded) : []);
      return (given) => list.has(folded(given));
    }
    case 'present':
      return () => true;
    default:
      return operator satisfies never;
  }
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}
