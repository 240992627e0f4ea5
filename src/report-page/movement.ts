import type { WeekMoves } from '../views/reports/page-figures.ts';
import { across, chart, noChart } from './chart.ts';
import { type Html, html, htmlTable } from './html.ts';

const series = [
  ['mqls', 'new MQLs', 'full'],
  ['sqls', 'entries into SQL', 'soft'],
  ['sqls_to_briefing', 'of these with a Briefing', 'rest'],
] as const;

const [top, floor, height] = [40, 190, 214];

/** Eight weeks side by side, the oldest first. */
export function movement(weeks: readonly WeekMoves[]): Html {
  const most = Math.max(0, ...weeks.flatMap((week) => series.map(([key]) => week[key])));
  if (most === 0) return noChart('movement', 'Weekly movement', 'Nothing moved in these eight weeks.');
  const share = 1 / weeks.length;
  const drawn = weeks.map((week, n) => {
    const bars = series.map(([key, , kind], each) => {
      const x = (n + 0.14 + each * 0.24) * share;
      const tall = Math.round((week[key] / most) * (floor - top));
      if (tall === 0) return html``;
      return html`<rect class="${kind}" x="${across(x)}" y="${floor - tall}" width="${across(0.22 * share)}" height="${tall}"/>
<text class="tick" x="${across(x + 0.11 * share)}" y="${floor - tall - 4}">${week[key]}</text>`;
    });
    return html`${bars}<text class="tick" x="${across((n + 0.5) * share)}" y="${floor + 17}">${week.week.slice(5)}</text>`;
  });
  const legend = series.map(
    ([, name, kind], n) =>
      html`<rect class="${kind}" x="${across(n * 0.33)}" y="3" width="10" height="10"/><svg x="${across(n * 0.33)}" y="0" width="33%" height="16"><text class="key" x="16" y="12">${name}</text></svg>`,
  );
  return chart({
    id: 'movement',
    title: 'Weekly movement',
    says: 'New MQLs and entries into SQL of eight weeks, and how many of those entries came to a Briefing so far.',
    drawing: html`${legend}${drawn}<line class="axis" x1="0" x2="100%" y1="${floor}" y2="${floor}"/>`,
    height,
    table: htmlTable(
      'The weeks, as known now',
      ['week', 'new MQLs', 'reached SQL', 'SQL entries', 'with Briefing', 'open'],
      weeks.map(({ week, mqls, mqls_to_sql, sqls, sqls_to_briefing, sqls_open }) => [
        week,
        mqls,
        mqls_to_sql,
        sqls,
        sqls_to_briefing,
        sqls_open,
      ]),
      [1, 2, 3, 4, 5],
    ),
  });
}
