import type { StageStanding } from '../views/reports/page-figures.ts';
import { bar, chart, lines, noChart, rowHeight } from './chart.ts';
import { type Html, html, htmlTable } from './html.ts';

const climbed: readonly string[] = ['PROSPECT', 'MQL', 'SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'WON'];

/** A bar that counts something is never thinner than this. */
const thinnest = 0.006;

/** Accounts by stage, from prospect to client. */
export function funnel(stages: readonly StageStanding[]): Html {
  const steps = stages.filter(({ stage }) => climbed.includes(stage));
  const most = Math.max(0, ...steps.map(({ count }) => count));
  if (most === 0) return noChart('funnel', 'Funnel', 'No account is on file yet.');
  const drawn = steps.map(({ stage, count }) => {
    const part = count === 0 ? 0 : Math.max(thinnest, count / most);
    const side = (1 - part) / 2;
    return {
      label: stage,
      value: String(count),
      drawing: count === 0 ? html`` : bar(side, side + part, 'full'),
    };
  });
  return chart({
    id: 'funnel',
    title: 'Funnel',
    says: 'Accounts by the stage that they stand at now, from prospect to client.',
    drawing: lines(drawn),
    height: steps.length * rowHeight,
    table: htmlTable(
      'Accounts by stage, those off the ladder too',
      ['stage', 'accounts'],
      stages.map(({ stage, count }) => [stage, count]),
      [1],
    ),
  });
}
