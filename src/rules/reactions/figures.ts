import type { AccountState } from '../aggregates/account.ts';
import { overrideRate } from '../alerts/thresholds.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, DeskDraft } from '../command/world.ts';
import { isAdoption } from '../ladder/arrows.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import { monthOf, weekOf } from '../time/time.ts';

/** W1, G-4: new MQLs, decided dossiers and entries into SQL by week; classifications on an override by month. */
export function countFigures(draft: AccountDraft, desk: DeskDraft, context: Context): void {
  const week = weekOf(context.today);
  for (const { event } of draft.pending) {
    if (event.type === 'classified' && event.first_touch && event.outcome !== 'unchanged') {
      if (!hasEpisode(draft.before)) desk.emit({ type: 'week_counted', week, what: 'mqls' });
      countMonth(draft, desk, context);
    }
    if (event.type === 'sql_decided' || (event.type === 'dossier_scored' && event.dossier.outcome === 'falls_short'))
      desk.emit({ type: 'week_counted', week, what: 'decided' });
    if (event.type === 'moved' && event.to === 'SQL' && !isAdoption(event.arrow))
      desk.emit({ type: 'week_counted', week, what: 'entered' });
  }
}

/** W2: one that was adopted above PROSPECT began its episode with that (A12). */
function hasEpisode(before: AccountState | null): boolean {
  if (before === null) return false;
  return before.first_touch !== null || (before.adopted !== undefined && before.stage !== 'PROSPECT');
}

/** §3.6, G-4: overrides beyond the share of the month's classifications open a review of the gates, once a month. */
function countMonth(draft: AccountDraft, desk: DeskDraft, context: Context): void {
  const month = monthOf(context.today);
  desk.emit({ type: 'month_counted', month, overridden: draft.state.override !== null });
  const { met, overridden, over } = overrideRate(desk.state, context);
  if (!over || desk.state.recurred.gate_calibration === month) return;
  desk.emit({ type: 'duty_recurred', kind: 'gate_calibration', day: month });
  openDeskTask(
    desk,
    { kind: 'gate_calibration', subject: `${month}: ${overridden} of ${met} classifications stood on an override` },
    context,
  );
}
