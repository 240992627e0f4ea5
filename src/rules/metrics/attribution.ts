import type { SignalType } from '../vocabulary/signal-types.ts';
import { asLeft, touchedBy } from './episode-as-left.ts';
import { typesIn } from './first-touches.ts';
import type { Episode } from './history.ts';
import { begun, type Taking } from './ladder-figures.ts';
import type { Traced } from './metric.ts';

/** W6: each act once under its own type, by its credit then; a signal's acts are one or more. */
export function weights({ touches }: Episode): ReadonlyMap<SignalType, number> {
  const acts = new Map(touches.flatMap((touch) => touch.acts.map((act) => [act.id, act] as const)));
  // Likes that make one E1 together are one act: those behind one signal of their own type share its credit.
  const found = new Map<SignalType, number>();
  const seen = new Set<string>();
  let total = 0;
  const add = (type: SignalType, by: number) => {
    found.set(type, (found.get(type) ?? 0) + by);
    total += by;
  };
  for (const { type, acts: mine } of touches) {
    if (type === 'E8' || type === 'E9' || mine.some(({ id }) => seen.has(id))) continue;
    for (const { id } of mine) seen.add(id);
    add(type, Math.max(0, ...mine.map(({ credit }) => credit)));
  }
  for (const { id, type, credit } of acts.values()) if (!seen.has(id)) add(type, credit);
  return new Map([...found].map(([type, by]) => [type, total === 0 ? 0 : by / total]));
}

/** W6: new MQLs of the period by type of signal, those without any too. */
export function bySignal(taking: Taking) {
  const episodes = standing(taking);
  return typesIn(taking).map((signal_type) => {
    const any = episodes.filter(({ touches }) => touches.some(({ type }) => type === signal_type));
    return {
      signal_type,
      first_touch: episodes.filter(({ first_touch }) => first_touch?.type === signal_type).length,
      any_touch: any.length,
      weighted: episodes.reduce((sum, each) => sum + (weights(each).get(signal_type) ?? 0), 0),
      to_sql: any.filter(({ entries }) => entries.some(({ adopted }) => !adopted)).length,
    };
  });
}

/** W6: one row an MQL and type. */
export function touchRows(taking: Taking, only: SignalType | undefined): readonly Traced[] {
  const episodes = standing(taking);
  const rowOf = (metric: string, { account, seq, at }: Episode, signal_type: SignalType): Traced => ({
    metric,
    account,
    event: seq,
    at,
    in: ['numerator'],
    signal_type,
  });
  const first = episodes.flatMap((each) =>
    each.first_touch
      ? [{ ...rowOf('first_touch', each, each.first_touch.type), ...touchedBy(each.first_touch, taking) }]
      : [],
  );
  const any = episodes.flatMap((each) =>
    [...new Set(each.touches.map(({ type }) => type))].map((type) => rowOf('any_touch', each, type)),
  );
  return [...first, ...any].filter(({ signal_type }) => only === undefined || signal_type === only);
}

function standing(taking: Taking): readonly Episode[] {
  return begun(taking).map((each) => asLeft(each));
}
