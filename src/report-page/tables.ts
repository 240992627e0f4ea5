import { figureName } from '../rules/metrics/figure-name.ts';
import type { Calendar } from '../rules/time/time.ts';
import type { ReportView } from '../views/reports/report-view.ts';
import { spokenRow } from '../views/reports/spoken-rows.ts';
import { tableRows, valueText } from '../views/reports/table-text.ts';
import { type Html, html, htmlTable, raw } from './html.ts';
import { trend } from './trend.ts';

/** Keys that have parts of the page of their own. */
const apart: readonly string[] = [
  'kind',
  'period',
  'as_of',
  'policy',
  'remarks',
  'metrics',
  'restated',
  'look_first',
  'traced',
  'traced_total',
  'next_cursor',
  // The weeks stand beside their chart.
  'cohorts',
];

/** The tables of a report, each under its name. */
export function otherTables(view: ReportView, calendar: Calendar): Html {
  const named = Object.entries(view).filter(([name]) => !apart.includes(name));
  return html`${named.map(([name, table]) => tableOf(name, table, calendar))}`;
}

/** Columns up to which they stand apart. */
const manyColumns = 7;

function tableOf(name: string, table: unknown, calendar: Calendar): Html {
  const rows = tableRows(table)?.map((row) => spokenRow(row)) ?? null;
  const title = figureName(name);
  if (rows === null || rows.length === 0)
    return html`<section><h2>${title}</h2><p>${valueText(name, table, calendar)}</p></section>`;
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) =>
    keys.map((key) => (key in row ? (trend(row[key]) ?? valueText(key, row[key], calendar)) : '')),
  );
  const isFigure = (key: string) => rows.every((row) => row[key] === null || typeof row[key] === 'number');
  const figures = keys.flatMap((key, n) => (n > 0 && isFigure(key) ? [n] : []));
  return html`<section${keys.length > manyColumns ? raw('') : raw(' class="plain"')}><h2>${title}</h2>${htmlTable(`Rows: ${title}`, keys.map(figureName), cells, figures)}</section>`;
}
