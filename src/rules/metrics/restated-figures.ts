import type { Taking } from './ladder-figures.ts';
import type { Figure, Traced } from './metric.ts';

/** W1: a figure that is fixed, beside what it would be with all that was recorded since. */
export interface Restated {
  readonly metric: string;
  readonly account: string;
  readonly was: number | null;
  readonly is: number | null;
  readonly because: string;
}

/** W1: a row for each account whose rows in a figure differ since. */
export function restatedFigures<Given extends Taking>(
  figures: (taking: Given) => readonly Figure[],
  taking: Given,
): readonly Restated[] {
  const since = new Map(figures({ ...taking, restated: true }).map((each) => [each.metric.name, each]));
  return figures(taking).flatMap(({ metric, traced }) => {
    const now = since.get(metric.name);
    if (!now) return [];
    const { name, value: was } = metric;
    const { value: is } = now.metric;
    return accountsApart(traced, now.traced).map((account) => ({
      metric: name,
      account,
      was,
      is,
      because: becauseOf(account, taking, name),
    }));
  });
}

/** Accounts of which one list has rows that the other lacks. */
function accountsApart(one: readonly Traced[], other: readonly Traced[]): readonly string[] {
  const keyOf = (each: Traced) => JSON.stringify([each.account, each.event, each.in, each.value ?? null]);
  const [left, right] = [new Set(one.map(keyOf)), new Set(other.map(keyOf))];
  const apart = [...one.filter((each) => !right.has(keyOf(each))), ...other.filter((each) => !left.has(keyOf(each)))];
  return [...new Set(apart.map(({ account }) => account))].sort();
}

function becauseOf(account: string, { history }: Taking, metric: string): string {
  const mine = history.episodes.filter((each) => each.account === account);
  const merged = mine.find((each) => each.merged !== null)?.merged;
  if (merged && !metric.startsWith('marketing'))
    return `it is one account with ${merged.into} since, whose episode began earlier`;
  if (metric === 'new_mqls') return 'the signals that it rested on were retracted since';
  const entered = history.entries.filter((each) => each.account === account).flatMap(({ marketing }) => marketing);
  return entered.some(({ voided_at }) => voided_at !== null)
    ? 'a suppression was voided since, so that the person counted then'
    : 'what marketing there was before its entry into SQL was retracted since';
}
