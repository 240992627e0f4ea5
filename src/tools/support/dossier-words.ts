/** The words of score_dossier that depend on the buying signals of a policy. */

import type { PolicyValues } from '../../rules/policy/policy.ts';
import { buyingNamed, buyingRulesIn, type RouteRule } from '../../rules/policy/signals.ts';
import type { PolicyWords } from './under-policy.ts';

/** The routes of the shipped policy; a bracket says what a finding's value counts. */
const shippedRoutes: readonly (readonly [signal: string, routes: readonly string[]])[] = [
  [
    'S1',
    ['partner_influenced_pct', 'channel_exec_titles (value = employees)', 'partners_section', 'earnings_disclosure'],
  ],
  ['S2', ['exec_hire', 'restructure', 'partner_realignment']],
  ['S3', ['aws', 'azure', 'gcp', 'co_sell', 'marketplace', 'si_partner']],
  [
    'S4',
    ['guidance_miss_pct', 'yoy_growth_pct', 'operating_loss (value = of the last two statements)', 'cost_program'],
  ],
];

interface Scoring {
  readonly signals: string;
  /** How many of them go to the CRO. */
  readonly needed: string | number;
  readonly routes: typeof shippedRoutes;
}

function describing({ signals, needed, routes }: Scoring): string {
  const listed = routes.map(([signal, of]) => `${signal} ${of.join(', ')}`).join('; ');
  return `Score ${signals} on dated findings, once due. CONFIRMED and LIKELY need one that meets its route; ${needed} go to the CRO, fewer stay MQL. Routes: ${listed}.`;
}

export const shippedDescription = describing({ signals: 'S1 to S4', needed: 'three', routes: shippedRoutes });

/** P6: the tool's own words stand where a policy has the routes of the shipped one. */
export function dossierWords({ buying }: PolicyValues): PolicyWords {
  const rules = buyingRulesIn(buying);
  const needed = buying.needed.value;
  const names = rules.map(([signal, { routes }]) => [signal, routes.map(({ route }) => route)]);
  const shipped = shippedRoutes.map(([signal, routes]) => [signal, routes.map((each) => each.split(' ', 1)[0])]);
  if (JSON.stringify(names) === JSON.stringify(shipped) && needed === 3) return {};
  const routes = rules.map(([signal, rule]) => [signal, rule.routes.map(routeTold)] as const);
  return {
    description: describing({ signals: buyingNamed(buying), needed, routes }),
    input: [
      { path: ['scores', 'signal'], enum: rules.map(([name]) => name) },
      { path: ['scores'], description: `all ${rules.length}` },
      { path: ['accessibility'], description: `ease of access, 0-${buying.accessibility_max.value}` },
    ],
  };
}

function routeTold({ route, operator, unit }: RouteRule): string {
  return operator === undefined || unit === undefined || unit === '%' ? route : `${route} (value = ${unit})`;
}
