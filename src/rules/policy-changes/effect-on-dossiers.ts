import { buyingRulesIn, type RouteRule } from '../policy/signals.ts';
import type { BuyingSignal } from '../vocabulary/signal-types.ts';
import { type Both, type EffectFound, first, told, turns } from './effect-found.ts';
import { carries, type ShownFinding } from './specimen.ts';

/** Buying signals of either policy. */
function signalsOf({ before, after }: Both): readonly BuyingSignal[] {
  return [...new Set([before, after].flatMap(({ buying }) => buyingRulesIn(buying).map(([signal]) => signal)))];
}

/** Findings of each buying signal: enough that carry it, then one of them at each boundary or one fewer. */
export function ofFindings(both: Both): EffectFound | null {
  return first(signalsOf(both), (signal) => {
    const routes = [both.before, both.after].flatMap((policy) => policy.buying[signal]?.routes ?? []);
    const shown = [...new Set(routes.map(({ route }) => route))].map((name) => {
      const own = routes.filter(({ route }) => route === name);
      return { fine: fineOf(own), edges: edgesOf(own) };
    });
    const fine = shown.map((each) => each.fine);
    const without = (place: number) => fine.filter((_, n) => n !== place);
    const sets = [
      ...fine.map((_, n) => fine.slice(0, n + 1)),
      ...fine.map((each) => [each]),
      ...shown.flatMap(({ edges }) => edges.map((edge) => [edge])),
      ...shown.flatMap(({ edges }, n) => edges.map((edge) => [...without(n), edge])),
    ];
    return first(sets, (findings) => ofSet(signal, findings, both));
  });
}

function ofSet(signal: BuyingSignal, findings: readonly ShownFinding[], both: Both): EffectFound | null {
  const shown = findings.map(({ route, value, age }) => ({
    route,
    ...(value === undefined ? {} : { value }),
    age_days: age,
  }));
  return told(
    { findings: shown },
    (policy) => {
      if (!policy.buying[signal]) return `there is no ${signal}`;
      return carries(signal, findings, policy, both.moment) ? `${signal} is carried` : `${signal} is not carried`;
    },
    both,
  );
}

/** A finding that meets a route by any bound of either policy. */
function fineOf(rules: readonly RouteRule[]): ShownFinding {
  const [{ route, operator } = { route: '', operator: undefined }] = rules;
  const figures = rules.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (figures.length === 0) return { route, age: 0 };
  const isLow = operator === 'lte' || operator === 'lt';
  const value = isLow
    ? Math.min(...figures) - (operator === 'lt' ? 1 : 0)
    : Math.max(...figures) + (operator === 'gt' ? 1 : 0);
  return { route, value, age: 0 };
}

function edgesOf(rules: readonly RouteRule[]): readonly ShownFinding[] {
  const fine = fineOf(rules);
  const figures = rules.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const ages = rules.flatMap(({ max_age_days }) => (max_age_days === undefined ? [] : [max_age_days]));
  return [...turns(figures).map((value) => ({ ...fine, value })), ...turns(ages).map((age) => ({ ...fine, age }))];
}

/** How many high scores a dossier needs, of as many as there are signals. */
export function ofCount(both: Both): EffectFound | null {
  const counts = Array.from({ length: signalsOf(both).length + 1 }, (_, n) => n);
  return first(counts, (high_scores) =>
    told(
      { high_scores },
      ({ buying: { needed } }) => (high_scores >= needed.value ? 'pending_review' : 'falls_short'),
      both,
    ),
  );
}
