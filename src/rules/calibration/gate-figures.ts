import { isWithin } from '../metrics/period.ts';
import type { Calibrating } from './calibration.ts';

/** An override that the CRO granted (§3.6). */
export interface Granted {
  /** The account's domain. */
  readonly account: string;
  readonly gate: string;
  readonly at: string;
}

/** 6.3: accounts that one gate alone kept out, and what became of those for which it was set aside. */
export function gateFigures({ history, period, policy }: Calibrating, overrides: readonly Granted[]) {
  const granted = overrides.filter((each) => isWithin(each, period));
  const entered = ({ account, at }: Granted) =>
    history.entries.some((each) => each.account === account && !each.adopted && each.at >= at);
  return policy.gates.map(({ id: gate }) => {
    const alone = history.held_alone.filter((each) => each.gate === gate && isWithin(each, period));
    const mine = granted.filter((each) => each.gate === gate);
    return {
      gate,
      failed_alone: new Set(alone.map(({ account }) => account)).size,
      overridden: mine.length,
      overridden_to_sql: mine.filter(entered).length,
    };
  });
}
