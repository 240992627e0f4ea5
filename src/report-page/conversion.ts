import type { SignalConversion } from '../views/reports/page-figures.ts';
import { evidenceText } from '../views/reports/table-text.ts';
import { across, chart, lines, noChart, percent, rowHeight, track } from './chart.ts';
import { type Html, html, htmlTable } from './html.ts';

/** How many MQLs with a signal reached SQL, with the interval in which the rate lies. */
export function conversion({ period, rows }: SignalConversion): Html {
  const title = 'Conversion by signal';
  const counted = rows.filter(({ n }) => n > 0);
  if (counted.length === 0) return noChart('conversion', title, `No MQL of ${period} rests on a signal.`);
  const drawn = counted.map(({ signal, n, k, low, high }) => ({
    label: signal,
    value: `${percent(k / n)}, ${k} of ${n}`,
    drawing: html`${track}<line class="interval" x1="${across(low)}" x2="${across(high)}" y1="25" y2="25"/>
<circle class="full" cx="${across(k / n)}" cy="25" r="6"/>`,
  }));
  return chart({
    id: 'conversion',
    title,
    says: `MQLs of ${period} by the signals behind them: how many reached SQL so far. The line is the 95 % interval; a wide one says little.`,
    drawing: lines(drawn),
    height: counted.length * rowHeight,
    table: htmlTable(
      'Any touch, as known now',
      ['signal', 'MQLs', 'to SQL', 'rate', 'from', 'to', 'evidence'],
      rows.map(({ signal, n, k, low, high, evidence }) => {
        const looked = evidenceText(evidence);
        if (n === 0) return [signal, 0, 0, '', '', '', looked];
        return [signal, n, k, percent(k / n), percent(low), percent(high), looked];
      }),
      [1, 2, 3, 4, 5],
    ),
  });
}
