import type { AccountState, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import { ActWindow } from './act-window.ts';
import { acts, byDay, byTime, ordinal, signalsOf, withinDays } from './acts.ts';
import { lastSpent, type Repeat, repeatEngagement } from './repeat-engagement.ts';

/** A5: walks a contact's acts in the order in which they happened, each within its window; what is spent stays as it is. */
export function repeatsInOrder(
  state: AccountState,
  contact: string,
  { policy }: Pick<Context, 'policy'>,
): readonly Repeat[] {
  const { repeat_acts, repeat_within_days } = policy.engagement;
  const days = repeat_within_days.value;
  const spent = signalsOf(state, contact).filter((each) => each.type === 'E8' && !each.gone && each.spent);
  const known = spent.sort(byDay);
  const inOrder = [...acts(state, contact)].sort((a, b) => byTime(a, b) || ordinal(a) - ordinal(b));
  const window = new ActWindow(inOrder, days);
  const found: Repeat[] = [];
  const derived: Signal[] = [];
  for (const act of inOrder) {
    window.take(act);
    const around = [...withinDays(known, act.on, days), ...withinDays(derived, act.on, days)];
    if (around.some((each) => !each.spent) || !window.mayComplete(act, lastSpent(around), repeat_acts.value)) continue;
    const repeat = repeatEngagement({ ...state, signals: [...around, ...window.acts()] }, act, { policy });
    if (!repeat) continue;
    found.push(repeat);
    derived.push({ ...repeat.completedBy, id: `${found.length}`, type: 'E8', is_act: false });
  }
  return found;
}
