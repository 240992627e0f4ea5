import type { Finding, ScoredSignal } from '../aggregates/account.ts';
import type { AccountRef } from '../command/account-ref.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import { buyingRulesIn, listed, type RouteRule } from '../policy/signals.ts';
import { invalid, type Refusal } from '../vocabulary/refusal.ts';
import type { BuyingSignal, Score } from '../vocabulary/signal-types.ts';

export interface FindingInput {
  readonly route: string;
  readonly value?: number | undefined;
  readonly date: string;
  readonly source: string;
  readonly reference: string;
  readonly shows: string;
}

export interface DossierArgs {
  readonly account: AccountRef;
  readonly scores: readonly {
    readonly signal: BuyingSignal;
    readonly score: Score;
    readonly findings?: readonly FindingInput[] | undefined;
  }[];
  readonly accessibility?: number | undefined;
}

export interface DossierInput {
  readonly scores: readonly ScoredSignal[];
  readonly accessibility?: number;
}

/** Each buying signal of the policy once, every finding on a route of its signal. */
export function readDossier(args: DossierArgs, context: Context): DossierInput | Refusal {
  const read = inputReader(context);
  const named = args.scores.map((each) => each.signal);
  const wanted = buyingRulesIn(context.policy.buying).map(([name]) => name);
  const isEach = wanted.every((name) => named.includes(name));
  if (named.length !== wanted.length || !isEach)
    read.fault(invalid('scores', named.join(', '), `${listed(wanted)} once each`));
  const scores = args.scores.map(({ signal, score, findings }, n) => ({
    signal,
    score,
    findings: (findings ?? []).map((finding, m) =>
      readFinding(`scores[${n}].findings[${m}]`, finding, { signal, routes: routesOf(signal, context) }, read),
    ),
  }));
  const max = context.policy.buying.accessibility_max.value;
  const { accessibility } = args;
  if (accessibility !== undefined && !(Number.isInteger(accessibility) && accessibility >= 0 && accessibility <= max)) {
    read.fault(invalid('accessibility', accessibility, `a whole number from 0 to ${max}`));
  }
  scores.sort((a, b) => (a.signal < b.signal ? -1 : 1));
  return read.refusal ?? { scores, ...(accessibility === undefined ? {} : { accessibility }) };
}

function routesOf(signal: BuyingSignal, { policy }: Context): readonly RouteRule[] {
  return policy.buying[signal]?.routes ?? [];
}

function readFinding(
  field: string,
  given: FindingInput,
  { signal, routes }: { readonly signal: BuyingSignal; readonly routes: readonly RouteRule[] },
  read: ReturnType<typeof inputReader>,
): Finding {
  const route = routes.find((each) => each.route === given.route);
  if (!route)
    read.fault(
      invalid(`${field}.route`, given.route, `a route of ${signal}: ${routes.map((each) => each.route).join(', ')}`),
    );
  if (route?.operator !== undefined && given.value === undefined) {
    read.fault(
      invalid(`${field}.value`, given.value, `a number${route.unit ? ` (${route.unit})` : ''} for \`${route.route}\``),
    );
  }
  if (route?.most !== undefined && given.value !== undefined && given.value > route.most)
    read.fault(invalid(`${field}.value`, given.value, `at most ${route.most}: \`${route.route}\` goes no further`));
  if (given.value !== undefined && !Number.isFinite(given.value))
    read.fault(invalid(`${field}.value`, given.value, 'a finite number'));
  return {
    route: given.route,
    ...(given.value === undefined ? {} : { value: given.value }),
    date: read.pastDate(`${field}.date`, given.date),
    source: read.required(`${field}.source`, given.source, 'reference'),
    reference: read.required(`${field}.reference`, given.reference, 'reference'),
    shows: read.required(`${field}.shows`, given.shows, 'quote'),
  };
}
