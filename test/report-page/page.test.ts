import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { reportPage } from '../../src/report-page/page.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import { besideReport } from '../../src/views/reports/page-figures.ts';
import { type ReportRequest, reportView } from '../../src/views/reports/report.ts';
import { fortnight } from '../support/reports.ts';
import { type House, openHouse } from '../support/server.ts';

async function pageOf(house: House, asked: ReportRequest): Promise<string> {
  return house.ledger.read((reader, moment) => {
    const view = reportView(asked, reader, moment);
    if (isRefusal(view)) throw new Error('refused');
    return reportPage(view, besideReport(view, reader, { moment }), moment.calendar);
  });
}

const kinds = ['daily_check_in', 'weekly_close', 'attribution', 'sla'] as const;

test('6.1a the page of each kind draws the five charts, each with its title, its words and its table', async () => {
  const house = await fortnight();
  for (const kind of kinds) {
    const page = await pageOf(house, { kind });
    for (const id of ['funnel', 'movement', 'conversion', 'levels', 'stage-days']) {
      const [, drawn = ''] = page.split(`<figure class="chart" id="${id}">`);
      expect(drawn, `${kind} ${id}`).toMatch(
        /^[\s\S]*?<svg role="img"[\s\S]*?<title [\s\S]*?<desc [\s\S]*?<\/svg>[\s\S]*?<table>/,
      );
    }
  }
  const page = await pageOf(house, { kind: 'attribution' });
  expect(page).toContain('50 %, 1 of 2');
  // Nothing was looked up at its source yet.
  expect(page).toContain('<td class="s">not looked up</td>');
  // Wilson's interval of 1 of 2.
  expect(page).toMatch(/x1="9\.45%" x2="90\.55%"/);
});

test('9.1 W10 the page of scaling draws each trend as bars beside its values, and tells each figure once', async () => {
  const page = await pageOf(await fortnight(), { kind: 'scaling' });
  expect(page.match(/<svg class="trend" aria-hidden="true"[^>]*>(?:\s*<rect class="full"[^>]*\/>){8}/g)).toHaveLength(
    6,
  );
  expect(page).toContain('<span>0 0 0 0 0 0 0 0</span>');
  expect(page).not.toContain('<h2>Figures</h2>');
  expect(page.match(/<div class="tile">/g)).toHaveLength(6);
  expect(page).not.toMatch(/[▁▂▃▄▅▆▇█]/);
});

test('6.1a a name in capitals may break behind its underscores; what is short stands on one line', async () => {
  const page = await pageOf(await fortnight(), { kind: 'calibration', period: '2026-Q1' });
  expect(page).toContain('<th scope="row">ASSESSMENT_<wbr>QUALIFIED</th>');
  expect(page).toContain('<td class="s">first touch</td>');
});

test('6.1a the page loads nothing and runs nothing: its style alone is let in, by its hash', async () => {
  const page = await pageOf(await fortnight(), { kind: 'weekly_close' });
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">`,
  );
  expect(page).not.toMatch(/<script|<link|<img|<iframe|style="|url\(|@import|\son\w+=/);
  expect(page.match(/https?:[^"' ]+/g)).toEqual(Array(5).fill('http://www.w3.org/2000/svg'));
});

test('6.1a an empty ledger makes a page that says so', async () => {
  const page = await pageOf(await openHouse(), { kind: 'weekly_close' });
  expect(page).toContain('No account is on file yet.');
  expect(page).toContain('Nothing moved in these eight weeks.');
  expect(page).toContain('Nothing stands out.');
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test('6.1a whatever comes of the ledger is escaped', async () => {
  const house = await fortnight();
  const page = await house.ledger.read((reader, moment) => {
    const view = reportView({ kind: 'weekly_close' }, reader, moment);
    if (isRefusal(view)) throw new Error('refused');
    const because = `<script>alert("1")</script> & 'x'`;
    const restated = [{ metric: 'new_mqls', account: '<b>', was: 1, is: 0, because }];
    const look_first = [{ metric: 'new_mqls', because }];
    const beside = besideReport(view, reader, { moment });
    return reportPage({ ...view, restated, look_first, late: [{ account: '"><i>' }] }, beside, moment.calendar);
  });
  expect(page).not.toMatch(/<script|<b>|<i>/);
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;');
});
