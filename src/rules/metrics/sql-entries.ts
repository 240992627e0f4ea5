import type { AccountState } from '../aggregates/account.ts';
import type { Moved } from '../aggregates/account-events.ts';
import { isAdoption } from '../ladder/arrows.ts';
import type { Entry, Point } from './history.ts';
import { influencesOf } from './touches.ts';
import type { Walk, Walked } from './walk-state.ts';

/** W4: moving the date is no second Briefing. */
export function scheduled(entry: Entry, { stage }: AccountState, point: Point): void {
  if (stage === 'SQL' && entry.left === null) entry.briefing ??= point;
}

/** W4: every entry counts, automatic ones and re-entries too. */
export function countSqlEntry(
  walk: Walk,
  walked: Walked,
  { event, before, point }: { readonly event: Moved; readonly before: AccountState; readonly point: Point },
): void {
  const { episode } = walked;
  const standing = { state: before, suppressed: walked.suppressed };
  const entry: Entry = {
    ...point,
    episode,
    auto: event.arrow === 'auto_sql' || event.arrow === 'request_to_sql',
    re_entry: (episode?.entries.length ?? 0) > 0,
    adopted: isAdoption(event.arrow),
    stood: episode?.stood === true || event.from === 'MQL',
    marketing: influencesOf(standing, { policy: walk.policy, today: walk.calendar.dateOf(point.at) }),
    briefing: null,
    left: null,
  };
  episode?.entries.push(entry);
  walked.entry = entry;
  walk.entries.push(entry);
  walked.entries.push(entry);
}
