import type { Scalar } from '../aggregates/account.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { signalTypesIn } from '../policy/signals.ts';
import { around, type Both, type EffectFound, first, told, turns } from './effect-found.ts';
import { classified, type Specimen } from './specimen.ts';

/** The figures at which a bound in either policy turns, and the lists' own words. */
function valuesOf(fact: string, { before, after }: Both): readonly Scalar[] {
  const gates = [...before.gates, ...after.gates].filter((gate) => gate.fact === fact);
  const values = gates.flatMap(({ value }): readonly Scalar[] => {
    if (typeof value === 'number') return around(value);
    if (typeof value === 'boolean') return [true, false];
    return value === undefined ? ['known'] : typeof value === 'string' ? [value, 'another'] : [...value, 'another'];
  });
  const distinct = [...new Set(values)];
  return distinct.every((each) => typeof each === 'number') ? distinct.sort((a, b) => Number(a) - Number(b)) : distinct;
}

const smallest: Specimen['signal'] = { type: 'E1', age: 0 };

/** An account that either policy lets in: for each fact the first value that it takes. */
function qualifying(both: Both): Specimen | null {
  const facts = [...new Set([...both.before.gates, ...both.after.gates].map(({ fact }) => fact))];
  for (const policy of [both.before, both.after]) {
    let specimen: Specimen = {
      facts: Object.fromEntries(facts.map((fact) => [fact, last(fact, both)])),
      signal: smallest,
    };
    for (const fact of facts) {
      const fit = valuesOf(fact, both).find((value) => isIn(withFact(specimen, [fact, value]), both, policy));
      if (fit !== undefined) specimen = withFact(specimen, [fact, fit]);
    }
    if (isIn(specimen, both, policy)) return specimen;
  }
  return null;
}

/** A value that is likely to do until another is tried: the greatest figure, the first word. */
function last(fact: string, both: Both): Scalar {
  const values = valuesOf(fact, both);
  return (typeof values[0] === 'number' ? values.at(-1) : values[0]) ?? 'known';
}

function withFact(specimen: Specimen, [fact, value]: readonly [string, Scalar]): Specimen {
  return { ...specimen, facts: { ...specimen.facts, [fact]: value } };
}

function without({ facts, signal }: Specimen, absent: string): Specimen {
  return { facts: Object.fromEntries(Object.entries(facts).filter(([fact]) => fact !== absent)), signal };
}

const isIn = (specimen: Specimen, { moment }: Both, policy: PolicyValues) =>
  classified(specimen, policy, moment) !== 'stays_prospect';

function differing(specimen: Specimen, both: Both): EffectFound | null {
  const { facts, signal } = specimen;
  const account = { ...facts, signal: signal.type, signal_age_days: signal.age };
  return told(account, (policy) => classified(specimen, policy, both.moment), both);
}

/** The account that just qualifies, then with one fact at each boundary or without it: every gate must hold, so that one alone tells. */
export function ofFacts(both: Both): EffectFound | null {
  const base = qualifying(both);
  if (!base) return null;
  const set = Object.keys(base.facts).flatMap((fact) => valuesOf(fact, both).map((value) => [fact, value] as const));
  return (
    differing(base, both) ??
    first(set, (each) => differing(withFact(base, each), both)) ??
    first(Object.keys(base.facts), (fact) => differing(without(base, fact), both))
  );
}

/** Each type of act of either policy, at the ages at which a window in either ends. */
export function ofActs(both: Both): EffectFound | null {
  const base = qualifying(both);
  if (!base) return null;
  const policies = [both.before, both.after];
  const windows = policies.flatMap(({ engagement: { window_days, fresh_days } }) => [
    window_days.value,
    fresh_days.value,
  ]);
  const ages = [...new Set([0, ...turns(windows)])].sort((a, b) => a - b);
  const types = [...new Set(policies.flatMap(signalTypesIn))];
  const acts = ages.flatMap((age) => types.map((type) => ({ ...base, signal: { type, age } })));
  return first(acts, (each) => differing(each, both));
}
