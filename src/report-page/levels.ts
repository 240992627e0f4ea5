import type { RoleLevels } from '../views/reports/page-figures.ts';
import { bar, chart, lines, noChart, percent, rowHeight } from './chart.ts';
import { type Html, html, htmlTable } from './html.ts';

/** Tasks met in time and late, by role. */
export function levels({ period, rows }: RoleLevels): Html {
  const title = 'Service levels by role';
  const counted = rows.filter(({ met, late }) => met + late > 0);
  if (counted.length === 0) return noChart('levels', title, `No task of ${period} was done or fell due.`);
  const drawn = counted.map(({ role, met, late, share }) => ({
    label: role,
    value: `${percent(share)}, ${met} of ${met + late}`,
    drawing: html`${bar(0, met / (met + late), 'full')}${bar(met / (met + late), 1, 'rest')}`,
  }));
  return chart({
    id: 'levels',
    title,
    says: `Tasks of ${period}: the full part was met in time, the hollow part was late.`,
    drawing: lines(drawn),
    height: counted.length * rowHeight,
    table: htmlTable(
      'Tasks against their due times',
      ['role', 'met', 'late', 'share', 'open and late'],
      rows.map(({ role, met, late, share, open_late }) => [role, met, late, percent(share), open_late]),
      [1, 2, 3, 4],
    ),
  });
}
