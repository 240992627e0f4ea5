import type { AccountState, Fact, Override, Scalar } from './account.ts';
import type { Check } from './check.ts';
import type { Context } from './command.ts';
import type { GateRule } from './policy.ts';

/** Newest word on each fact: by the date it speaks of, then by when it was recorded (ruling G-3). */
export function currentFacts(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  const current = new Map<string, Fact>();
  for (const fact of facts) {
    const known = current.get(fact.fact);
    if (!known || fact.as_of >= known.as_of) current.set(fact.fact, fact);
  }
  return current;
}

/** §3.2: the mandatory gates, each answered anew from the facts on file. Unknown is neither pass nor fail (G-2). */
export function gateChecks(state: AccountState, { policy }: Pick<Context, 'policy'>): readonly Check[] {
  const facts = currentFacts(state.facts);
  return policy.gates.map((gate) => overridden(gateCheck(gate, facts.get(gate.fact)), state.override));
}

/** G-4: a failed gate that the CRO set aside warns instead, as long as the same fact fails it. */
function overridden(check: Check, override: Override | null): Check {
  if (check.verdict !== 'fail' || override?.gate !== check.rule || !check.evidence?.includes(override.fact))
    return check;
  const { remedy: _remedy, ...found } = check;
  return {
    ...found,
    clause: '3.6',
    ruling: 'G-4',
    verdict: 'warn',
    because: `${check.because}; the CRO overrode it (${override.id})`,
    evidence: [override.fact, override.id, ...override.compensating],
  };
}

function gateCheck(gate: GateRule, fact: Fact | undefined): Check {
  const head = { rule: gate.id, clause: gate.clause, basis: gate.basis };
  const wanted = wantedText(gate);
  const assumed = gate.basis === 'assumed' ? ' (assumed gate)' : '';
  if (!fact) {
    return {
      ...head,
      ruling: 'G-2',
      verdict: 'unknown',
      because: `\`${gate.fact}\` is not on file, wanted ${wanted}${assumed}`,
      remedy: `${gate.verified_by.join(' or ')}: save_account with the fact \`${gate.fact}\``,
    };
  }
  const holds = meets(gate, fact.value);
  const because = `\`${gate.fact}\` is ${factText(fact)} as of ${fact.as_of}, wanted ${wanted}${assumed}`;
  const found = { ...head, ...(gate.ruling ? { ruling: gate.ruling } : {}), because, evidence: [fact.id] };
  if (holds) return { ...found, verdict: 'pass' };
  return {
    ...found,
    verdict: 'fail',
    remedy: `${gate.verified_by.join(' or ')}: save_account if a newer fact says otherwise`,
  };
}

/** Texts from outside are quoted, and bounded. */
function factText({ value }: Fact): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return typeof value === 'number' ? figure(value) : String(value);
}

/** 50,000,000 rather than 50000000. */
function figure(value: number): string {
  return Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, ',') : String(value);
}

function wantedText({ operator, value }: GateRule): string {
  const shown = typeof value === 'number' ? figure(value) : String(value);
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
function meets({ operator, value }: GateRule, given: Scalar): boolean {
  switch (operator) {
    case 'gte':
      return typeof given === 'number' && typeof value === 'number' && given >= value;
    case 'lte':
      return typeof given === 'number' && typeof value === 'number' && given <= value;
    case 'gt':
      return typeof given === 'number' && typeof value === 'number' && given > value;
    case 'lt':
      return typeof given === 'number' && typeof value === 'number' && given < value;
    case 'eq':
      return folded(given) === folded(value);
    case 'in':
      return Array.isArray(value) && value.some((each) => folded(each) === folded(given));
    case 'present':
      return true;
    default:
      return operator satisfies never;
  }
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}
