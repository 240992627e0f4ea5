import type { Dossier, Finding, ScoredSignal } from '../aggregates/account.ts';
import type { Moment } from '../command/context.ts';
import type { BuyingSignalRule, RouteRule } from '../policy/signals.ts';
import { days, daysBetween } from '../time/time.ts';
import type { Check } from '../vocabulary/check.ts';
import { oncePerObject } from '../vocabulary/remembering.ts';

/** Whether one finding meets its route's threshold today, and in which words. */
interface Weighed {
  readonly finding: Finding;
  readonly meets: boolean;
  readonly because: string;
}

function weigh(finding: Finding, rule: BuyingSignalRule, { today }: Moment): Weighed {
  const route = rule.routes.find((each) => each.route === finding.route);
  if (!route) return { finding, meets: false, because: `\`${finding.route}\` is no route of this signal` };
  const age = daysBetween(finding.date, today);
  if (route.max_age_days !== undefined && age > route.max_age_days) {
    return {
      finding,
      meets: false,
      because: `\`${route.route}\` is ${days(age)} old, wanted at most ${route.max_age_days}`,
    };
  }
  if (route.operator === undefined) return { finding, meets: true, because: `\`${route.route}\` of ${finding.date}` };
  const { value } = finding;
  // A statement, scored before the policy asked for a figure.
  if (value === undefined)
    return { finding, meets: false, because: `\`${route.route}\` has no figure, wanted ${wanted(route)}` };
  return {
    finding,
    meets: compares(route, value),
    because: `\`${route.route}\` is ${withUnit(value, route)}, wanted ${wanted(route)}`,
  };
}

function compares({ operator, value = 0 }: RouteRule, given: number): boolean {
  switch (operator) {
    case 'gt':
      return given > value;
    case 'gte':
      return given >= value;
    case 'lt':
      return given < value;
    case 'lte':
      return given <= value;
    default:
      return given === value;
  }
}

function withUnit(value: number, { unit }: RouteRule): string {
  if (unit === undefined) return `${value}`;
  if (unit === '%') return `${value}%`;
  return `${value} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
}

const words = { gt: 'more than', gte: 'at least', lt: 'less than', lte: 'at most', eq: 'exactly' };

function wanted(route: RouteRule): string {
  const { operator = 'eq', value = 0 } = route;
  return `${words[operator]} ${withUnit(value, route)}`;
}

/** The evidence that a buying signal's findings carry, whatever score they were given (§3.3, L4). */
export function evidenceOf(
  scored: ScoredSignal,
  context: Moment,
): { readonly meets: boolean; readonly because: string } {
  const rule = context.policy.buying[scored.signal];
  if (rule === undefined) return { meets: false, because: `${scored.signal} is no buying signal of this policy` };
  if (scored.findings.length === 0) return { meets: false, because: 'no finding is given' };
  const weighed = scored.findings.map((finding) => weigh(finding, rule, context));
  const good = weighed.filter((each) => each.meets);
  const distinct = new Set(good.map((each) => each.finding.route));
  const grouped =
    rule.needs_group === undefined || good.some((each) => groupOf(rule, each.finding.route) === rule.needs_group);
  const because = told(weighed, 2 * rule.needs + 1);
  if (distinct.size >= rule.needs && grouped) return { meets: true, because };
  if (rule.needs === 1) return { meets: false, because };
  const lack = grouped
    ? `${distinct.size} distinct markers, wanted at least ${rule.needs}`
    : `no ${rule.needs_group} among them`;
  return { meets: false, because: `${because}; ${lack}` };
}

/** The first few in words, those that count before the others; how many more there are. */
function told(weighed: readonly Weighed[], most: number): string {
  if (weighed.length <= most) return weighed.map((each) => each.because).join('; ');
  const ranked = [...weighed.filter((each) => each.meets), ...weighed.filter((each) => !each.meets)];
  const shown = ranked.slice(0, most).map((each) => each.because);
  return `${shown.join('; ')}; and ${weighed.length - most} more`;
}

function groupOf(rule: BuyingSignalRule, name: string): string | undefined {
  return rule.routes.find((route) => route.route === name)?.group;
}

/** Whether a score counts towards those that are needed (§3.3). */
export function scoresHigh({ score }: Pick<ScoredSignal, 'score'>): boolean {
  return score === 'CONFIRMED' || score === 'LIKELY';
}

/** Buying signals as checks: a high score needs evidence that meets its route; a lower one stands as scored. */
export function buyingCheck(scored: ScoredSignal, context: Moment): Check {
  const rule = context.policy.buying[scored.signal];
  if (rule === undefined) return goneCheck(scored);
  const head = { rule: scored.signal, clause: rule.clause, ruling: 'L4', basis: rule.basis };
  const { meets, because } = evidenceOf(scored, context);
  const evidence = scored.findings.map((finding) => finding.reference);
  const found = { ...head, evidence, because: `scored ${scored.score}: ${because}` };
  if (!scoresHigh(scored)) return { ...found, verdict: scored.score === 'UNVERIFIED' ? 'unknown' : 'fail' };
  if (meets) return { ...found, verdict: 'pass' };
  return {
    ...found,
    verdict: 'fail',
    remedy: `sales.ops: give a dated finding that meets ${routesOf(rule)}, or score it lower`,
  };
}

/** P6: scored under a policy that had the signal; the one in force doesn't count it. */
function goneCheck({ signal, score, findings }: ScoredSignal): Check {
  return {
    rule: signal,
    clause: '3.3',
    ruling: 'P6',
    verdict: 'warn',
    because: `scored ${score}, and ${signal} is no buying signal of the policy in force: it doesn't count`,
    basis: 'ruling',
    evidence: findings.map((finding) => finding.reference),
  };
}

/** §3.3, P2: how many scores of a dossier count under the policy in force. */
export function countOf({ scores }: Pick<Dossier, 'scores'>, { policy }: Pick<Moment, 'policy'>): number {
  return scores.filter((scored) => scoresHigh(scored) && policy.buying[scored.signal] !== undefined).length;
}

/** L7: a finding that met its route at the scoring and aged out since is a warning, no obstacle. */
export function heldCheck(scored: ScoredSignal, context: Moment): Check {
  const check = buyingCheck(scored, context);
  if (!scoresHigh(scored) || check.verdict !== 'fail') return check;
  const { remedy: _remedy, ...found } = check;
  return { ...found, ruling: 'L7', verdict: 'warn', because: `${found.because}; it met its route when it was scored` };
}

export const routesOf = oncePerObject((rule: BuyingSignalRule): string => {
  const routes = rule.routes.map(
    (route) => `\`${route.route}\`${route.value === undefined ? '' : ` (${wanted(route)})`}`,
  );
  const all = routes.length > 1 ? `${routes.slice(0, -1).join(', ')} or ${routes.at(-1)}` : routes.join('');
  return rule.needs > 1 ? `${rule.needs} of ${all}, a ${rule.needs_group ?? 'marker'} among them` : all;
});
