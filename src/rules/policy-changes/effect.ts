import type { Scalar } from '../aggregates/account.ts';
import type { Moment } from '../command/context.ts';
import type { PolicyValues, RouteRule } from '../policy/policy.ts';
import { type BuyingSignal, buyingSignals, signalTypes } from '../vocabulary/signal-types.ts';
import { carries, classified, type Shown, type Specimen } from './specimen.ts';

/** What one changed value does: the smallest account whose outcome it changes; null where none was found. */
export interface Effect {
  readonly path: string;
  readonly account: Readonly<Record<string, unknown>> | null;
  readonly was: string | null;
  readonly would: string | null;
}

type Found = Omit<Effect, 'path'>;

/**
 * P2: looks for the smallest account of which two policies make something else: the facts, acts and findings at the
 * boundaries of both, one departing from an account that qualifies at a time. It knows no path.
 */
export function smallestChanged(before: PolicyValues, after: PolicyValues, moment: Moment): Found {
  const both: Both = { before, after, moment };
  return (
    ofFacts(both) ?? ofActs(both) ?? ofFindings(both) ?? ofCount(both) ?? { account: null, was: null, would: null }
  );
}

export function effectText(effects: readonly Effect[]): string {
  return effects
    .map(({ path, account, was, would }) =>
      account === null
        ? `${path}: no account was found whose classification or dossier it changes.`
        : `${path}: the smallest account that it changes has ${JSON.stringify(account)}: ${was} until now, ${would} then.`,
    )
    .join(' ');
}

interface Both {
  readonly before: PolicyValues;
  readonly after: PolicyValues;
  readonly moment: Moment;
}

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

const around = (value: number): readonly number[] => [value - 1, value, value + 1].filter((each) => each >= 0);

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
      const fit = valuesOf(fact, both).find((value) => isIn(withFact(specimen, fact, value), both, policy));
      if (fit !== undefined) specimen = withFact(specimen, fact, fit);
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

const withFact = (specimen: Specimen, fact: string, value: Scalar): Specimen => ({
  ...specimen,
  facts: { ...specimen.facts, [fact]: value },
});

const isIn = (specimen: Specimen, { moment }: Both, policy: PolicyValues) =>
  classified(specimen, policy, moment) !== 'stays_prospect';

function differing(specimen: Specimen, { before, after, moment }: Both): Found | null {
  const [was, would] = [classified(specimen, before, moment), classified(specimen, after, moment)];
  if (was === would) return null;
  const { type, age } = specimen.signal;
  return { account: { ...specimen.facts, signal: type, signal_age_days: age }, was, would };
}

function first<T>(each: Iterable<T>, look: (one: T) => Found | null): Found | null {
  for (const one of each) {
    const found = look(one);
    if (found) return found;
  }
  return null;
}

/** The account that just qualifies, then with one fact at each boundary. */
function ofFacts(both: Both): Found | null {
  const base = qualifying(both);
  if (!base) return null;
  const facts = Object.keys(base.facts);
  const varied = facts.flatMap((fact) => valuesOf(fact, both).map((value) => withFact(base, fact, value)));
  return differing(base, both) ?? first(varied, (each) => differing(each, both));
}

/** Each kind of act, at the ages at which a window in either policy ends. */
function ofActs(both: Both): Found | null {
  const base = qualifying(both);
  if (!base) return null;
  const windows = [both.before, both.after].flatMap(({ engagement }) => [
    ...around(engagement.window_days.value),
    ...around(engagement.fresh_days.value),
  ]);
  const ages = [...new Set([0, ...windows])].sort((a, b) => a - b);
  const acts = ages.flatMap((age) => signalTypes.map((type) => ({ ...base, signal: { type, age } })));
  return first(acts, (each) => differing(each, both));
}

/** Findings of each buying signal: enough that carry it, then one of them at each boundary or one fewer. */
function ofFindings(both: Both): Found | null {
  return first(buyingSignals, (signal) => {
    const routes = [both.before, both.after].flatMap((policy) => policy.buying[signal]?.routes ?? []);
    const shown = [...new Set(routes.map(({ route }) => route))].map((name) => {
      const own = routes.filter(({ route }) => route === name);
      return { fine: fineOf(own), edges: edgesOf(own) };
    });
    const sets = [
      ...shown.map((_, n) => shown.slice(0, n + 1).map(({ fine }) => fine)),
      ...shown.flatMap(({ fine }) => [[fine]]),
      ...shown.flatMap(({ edges }) => edges.map((edge) => [edge])),
      ...shown.flatMap(({ edges }, n) =>
        edges.map((edge) => [...shown.filter((_, at) => at !== n).map(({ fine }) => fine), edge]),
      ),
    ];
    return first(sets, (findings) => ofSet(signal, findings, both));
  });
}

function ofSet(signal: BuyingSignal, findings: readonly Shown[], { before, after, moment }: Both): Found | null {
  const [was, would] = [before, after].map((policy) => carries(signal, findings, policy, moment));
  if (was === would) return null;
  const told = findings.map(({ route, value, age }) => ({
    route,
    ...(value === undefined ? {} : { value }),
    age_days: age,
  }));
  const words = (meets: boolean | undefined) => (meets ? `${signal} is carried` : `${signal} is not carried`);
  return { account: { findings: told }, was: words(was), would: words(would) };
}

/** A finding that meets a route by any bound of either policy. */
function fineOf(rules: readonly RouteRule[]): Shown {
  const [{ route, operator } = { route: '', operator: undefined }] = rules;
  const figures = rules.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (figures.length === 0) return { route, age: 0 };
  const isLow = operator === 'lte' || operator === 'lt';
  const value = isLow
    ? Math.min(...figures) - (operator === 'lt' ? 1 : 0)
    : Math.max(...figures) + (operator === 'gt' ? 1 : 0);
  return { route, value, age: 0 };
}

function edgesOf(rules: readonly RouteRule[]): readonly Shown[] {
  const fine = fineOf(rules);
  const figures = rules.flatMap(({ value }) => (value === undefined ? [] : around(value)));
  const ages = rules.flatMap(({ max_age_days }) => (max_age_days === undefined ? [] : around(max_age_days)));
  return [
    ...[...new Set(figures)].sort((a, b) => a - b).map((value) => ({ ...fine, value })),
    ...[...new Set(ages)].sort((a, b) => a - b).map((age) => ({ ...fine, age })),
  ];
}

/** How many high scores a dossier needs. */
function ofCount({ before, after }: Both): Found | null {
  const outcome = (count: number, { buying: { needed } }: PolicyValues) =>
    count >= needed.value ? 'pending_review' : 'falls_short';
  return first([0, ...buyingSignals.map((_, n) => n + 1)], (count) => {
    const [was, would] = [outcome(count, before), outcome(count, after)];
    return was === would ? null : { account: { high_scores: count }, was, would };
  });
}
