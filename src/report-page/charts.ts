import type { ReportBeside } from '../views/reports/page-figures.ts';
import { conversion } from './conversion.ts';
import { funnel } from './funnel.ts';
import { type Html, html } from './html.ts';
import { levels } from './levels.ts';
import { movement } from './movement.ts';
import { stageDays } from './stage-days.ts';

/** Every chart, each with its table. */
export function charts(beside: ReportBeside): Html {
  const drawn = [
    funnel(beside.stages),
    movement(beside.weeks),
    conversion(beside.signals),
    levels(beside.levels),
    stageDays(beside.stages),
  ];
  return html`<section class="charts">${drawn}</section>`;
}
