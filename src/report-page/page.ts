/** Reports as single HTML pages: charts, tables, and a security policy under which a browser loads nothing else. */

import { figureName } from '../rules/metrics/figure-name.ts';
import { figureText } from '../rules/metrics/figure-text.ts';
import type { Metric } from '../rules/metrics/metric.ts';
import type { Calendar } from '../rules/time/time.ts';
import type { ReportBeside } from '../views/reports/page-figures.ts';
import type { ReportView } from '../views/reports/report-view.ts';
import { besideText, countsText, periodText, restatedText, titles } from '../views/reports/text.ts';
import { inWords } from '../views/spoken.ts';
import { charts } from './charts.ts';
import { documentPage } from './document.ts';
import { type Html, html, htmlTable } from './html.ts';
import { otherTables } from './tables.ts';

/** The whole document. Everything of the ledger in it is escaped. */
export function reportPage(view: ReportView, beside: ReportBeside, calendar: Calendar): string {
  const title = `${titles[view.kind]} ${view.period.name}`;
  return documentPage(
    title,
    html`<header>
<h1>${titles[view.kind]} <span class="period">${view.period.name}</span></h1>
<p class="lead">${periodText(view, calendar)}</p>
</header>
<main>
${lookFirst(view)}
${tiles(view.metrics)}
${charts(beside)}
${view.kind === 'scaling' ? html`` : figures(view.metrics)}
${otherTables(view, calendar)}
${restated(view, calendar)}
</main>
<footer><p>Every figure is counted from the ledger's events; <code>pipeline_report</code> with <code>detail: full</code> names them.</p></footer>`,
  );
}

function lookFirst({ look_first }: ReportView): Html {
  const body =
    look_first.length === 0
      ? html`<p>Nothing stands out.</p>`
      : html`<ol>${look_first.map(({ because }) => html`<li>${because}</li>`)}</ol>`;
  return html`<section class="look"><h2>Look first at</h2>${body}</section>`;
}

/** Figures that lead the page, of those that have more than fit one line. */
const [leading, fitting] = [4, 6];

function tiles(metrics: readonly Metric[]): Html {
  const told = metrics.slice(0, metrics.length > fitting ? leading : fitting).map((metric) => {
    const { name, value, unit, before } = metric;
    const counts = countsText(metric);
    const was = before === undefined ? '' : `before: ${figureText(before, unit)}`;
    return html`<div class="tile"><dt>${figureName(name)}</dt><dd><strong>${figureText(value, unit)}</strong>
<span>${[counts, was].filter((each) => each !== '').join(' · ')}</span></dd></div>`;
  });
  return told.length === 0 ? html`` : html`<dl class="tiles">${told}</dl>`;
}

function figures(metrics: readonly Metric[]): Html {
  if (metrics.length === 0) return html``;
  const rows = metrics.map((metric) => [
    figureName(metric.name),
    metric.value === null ? 'no value' : figureText(metric.value, metric.unit),
    countsText(metric),
    metric.before === undefined ? '' : figureText(metric.before, metric.unit),
    besideText(metric),
    `§${metric.clause}, ${metric.ruling}`,
  ]);
  const heads = ['figure', 'now', 'of', 'before', 'beside', 'by'];
  return html`<section class="figures"><h2>Figures</h2>${htmlTable('Each figure beside that of the period before', heads, rows, [1, 2, 3])}</section>`;
}

function restated({ restated: rows, metrics }: ReportView, calendar: Calendar): Html {
  if (rows.length === 0) return html``;
  const cells = rows.map((each) => [
    figureName(each.metric),
    each.account,
    ...restatedText(each, metrics),
    inWords(each.because, calendar),
  ]);
  const heads = ['figure', 'account', 'was', 'is', 'because'];
  return html`<section><h2>Restated</h2>${htmlTable('Figures as they were fixed, and with what was recorded since', heads, cells, [2, 3])}</section>`;
}
