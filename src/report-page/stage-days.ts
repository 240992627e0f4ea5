import type { StageStanding } from '../views/reports/page-figures.ts';
import { across, chart, lines, noChart, rowHeight, track } from './chart.ts';
import { type Html, html, htmlTable } from './html.ts';

/** How long accounts stand at their stages: half of them within the box, its mark the one in the middle. */
export function stageDays(stages: readonly StageStanding[]): Html {
  const title = 'Days in stage';
  const held = stages.flatMap(({ stage, count, days }) => (days ? [{ stage, count, days }] : []));
  if (held.length === 0) return noChart('stage-days', title, 'No account stands at a stage yet.');
  const most = Math.max(1, ...held.map(({ days }) => days.most));
  const drawn = held.map(({ stage, count, days: { least, quarter, middle, three_quarters, most: longest } }) => {
    const at = (days: number) => across(days / most);
    return {
      label: `${stage} (${count})`,
      value: `${middle} days, at most ${longest}`,
      drawing: html`${track}<line class="whisker" x1="${at(least)}" x2="${at(longest)}" y1="25" y2="25"/>
<rect class="soft" x="${at(quarter)}" y="19" width="${at(three_quarters - quarter)}" height="12"/>
<line class="mark" x1="${at(middle)}" x2="${at(middle)}" y1="16" y2="34"/>`,
    };
  });
  return chart({
    id: 'stage-days',
    title,
    says: `How long accounts stand at their stage now. The mark is the account in the middle, the box holds the middle half, the line all; the whole width is ${most} days.`,
    drawing: lines(drawn),
    height: held.length * rowHeight,
    table: htmlTable(
      'Days since they came to the stage',
      ['stage', 'accounts', 'least', 'quarter', 'middle', 'three quarters', 'most'],
      held.map(({ stage, count, days }) => [
        stage,
        count,
        days.least,
        days.quarter,
        days.middle,
        days.three_quarters,
        days.most,
      ]),
      [1, 2, 3, 4, 5, 6],
    ),
  });
}
