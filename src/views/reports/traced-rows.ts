import { cursorOf, placeOf } from '../../ledger/port/paging.ts';
import type { Traced } from '../../rules/metrics/metric.ts';
import type { Calendar } from '../../rules/time/time.ts';
import { room } from '../../rules/vocabulary/limits.ts';
import { faulty, isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import { fittingRows } from '../bounds.ts';
import type { ReportView } from './report-view.ts';
import { reportText, tracedText } from './text.ts';

interface Asked {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly calendar: Calendar;
}

/** The report with as many of the rows that its figures counted as fit both of its halves beside it. */
export function pageOfTraced(view: ReportView, rows: readonly Traced[], asked: Asked): ReportView | Refusal {
  const { limit, cursor, calendar } = asked;
  const place = placeOf(cursor, ['string', 'number']);
  if (place !== null && isRefusal(place)) return place;
  const whose = `${view.kind} ${view.period.name}`;
  const [given = whose, from = 0] = place ?? [];
  if (given !== whose) return faulty('cursor', 'it is not one that this report gave out');
  const start = Number(from);
  const wanted = rows.slice(start, start + limit);
  const bare = { ...view, traced: [], traced_total: rows.length };
  const used = Math.max(JSON.stringify(bare).length, reportText(bare, calendar).length);
  const fitting = fittingRows(
    wanted.map((each) => [each, tracedText(each, calendar)]),
    room.answer - room.afterPage - used,
  );
  const page = wanted.slice(0, fitting);
  const next = start + page.length;
  const goesOn = next < rows.length ? { next_cursor: cursorOf([whose, next]) } : {};
  return { ...bare, traced: page, ...goesOn };
}
