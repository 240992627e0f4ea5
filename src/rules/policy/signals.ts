import { z } from 'zod';
import { actFields } from '../vocabulary/note-fields.ts';
import { oncePerObject } from '../vocabulary/remembering.ts';
import { type Role, roles } from '../vocabulary/roles.ts';
import {
  actKinds,
  type BuyingSignal,
  everyBuyingSignal,
  everySignalType,
  furtherTypes,
  isNoted,
  type NotedType,
  type SignalType,
  signalTypes,
} from '../vocabulary/signal-types.ts';
import { comparisons, each, source } from './source.ts';

const tier = z.enum(['strong', 'standard']);

const filed = { says: z.string(), filed_by: z.array(z.enum(roles)), weight: z.number().min(0).max(10).optional() };

/** How one engagement signal is filed and what it opens. `weight`: how much of its credit counts in attribution, 1 unless stated (A8, P6). */
const SignalRule = z.strictObject({ ...filed, tier, opens: z.enum(['mql', 'fast_track', 'auto_sql']), ...source });

/** P6: a type of the policy's own. A strong one opens a fast track; auto-SQL is the Briefing request's alone (L2). */
const FurtherSignal = z.strictObject({
  ...filed,
  act: z.enum(actKinds),
  /** Fields that a note of it needs beside those of its kind. */
  needs: z.array(z.enum(actFields)).optional(),
  tier,
  opens: z.enum(['mql', 'fast_track']).optional(),
  ...source,
});

export const SignalRules = z.strictObject({
  ...each(signalTypes, SignalRule),
  ...each(furtherTypes, FurtherSignal.optional()),
});

/** One route on which a buying signal may be evidenced. `value` stands in `unit`. */
const Route = z.strictObject({
  route: z.string(),
  says: z.string(),
  operator: z.enum(comparisons).optional(),
  value: z.number().optional(),
  unit: z.string().optional(),
  /** The most that a finding can show: more is a slip of the pen. */
  most: z.number().optional(),
  max_age_days: z.int().positive().optional(),
  group: z.string().optional(),
  ...source,
});

const BuyingRule = z.strictObject({
  says: z.string(),
  routes: z.array(Route).min(1),
  /** How many distinct routes must hold together, and from which group at least one of them must come. */
  needs: z.int().min(1),
  needs_group: z.string().optional(),
  ...source,
});

/** P6: a policy has some of these. */
export const BuyingRules = each(everyBuyingSignal, BuyingRule.optional());

export type RouteRule = z.infer<typeof Route>;

export type BuyingSignalRule = z.infer<typeof BuyingRule>;

type Signals = z.infer<typeof SignalRules>;

interface WithSignals {
  readonly engagement: { readonly signals: Signals };
}

/** The types of engagement signals that a policy has, in the order of their numbers. */
export function signalTypesIn({ engagement: { signals } }: WithSignals): readonly SignalType[] {
  return everySignalType.filter((type) => signals[type] !== undefined);
}

/** The types that a note may be of under a policy. */
export function notedTypesIn(policy: WithSignals): readonly NotedType[] {
  return signalTypesIn(policy).filter(isNoted);
}

/** A9: the types that a role may file under a policy. */
export function typesFiledBy(role: Role, policy: WithSignals): readonly NotedType[] {
  return notedTypesIn(policy).filter((type) => policy.engagement.signals[type]?.filed_by.includes(role));
}

type Buying = { readonly [Signal in BuyingSignal]?: BuyingSignalRule | undefined };

/** The buying signals that a policy has, each with its rule. */
export const buyingRulesIn = oncePerObject((buying: Buying): readonly (readonly [BuyingSignal, BuyingSignalRule])[] =>
  everyBuyingSignal.flatMap((name) => {
    const rule = buying[name];
    return rule === undefined ? [] : [[name, rule] as const];
  }),
);

/** `S1 to S4`; names with a gap one by one. */
export function buyingNamed(buying: Buying): string {
  const names = buyingRulesIn(buying).map(([name]) => name);
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined) return 'no buying signal';
  const isRow =
    names.length > 2 && everyBuyingSignal.indexOf(last) - everyBuyingSignal.indexOf(first) === names.length - 1;
  return isRow ? `${first} to ${last}` : listed(names);
}

/** P6: the words of a duty, in which `{buying}` stands for the buying signals that there are. */
export function buyingFilled(words: string, buying: Buying): string {
  return words.replaceAll('{buying}', () => buyingNamed(buying));
}

/** `S1, S2 and S6` */
export function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');
}
