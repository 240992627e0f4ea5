import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadOtherReadings } from '../../src/policy/other-readings.ts';
import { policyReview, type ReviewBeside } from '../../src/policy/review.ts';
import { loadRulings } from '../../src/policy/rulings.ts';
import { reportPage } from '../../src/report-page/page.ts';
import { reviewPage } from '../../src/report-page/review-page.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import { besideReport, type ReportBeside } from '../../src/views/reports/page-figures.ts';
import { type ReportRequest, reportView } from '../../src/views/reports/report.ts';
import type { ReportView } from '../../src/views/reports/report-view.ts';
import { fortnight } from '../support/reports.ts';
import { type House, openHouse, shippedPolicy } from '../support/server.ts';

const program = [process.env.LADDER_CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

if (program === undefined)
  process.stderr.write(
    '\n*** NO BROWSER: the pages of reports are not looked at. Install chromium, or name one by LADDER_CHROMIUM. ***\n\n',
  );

interface Seen {
  readonly view: ReportView;
  readonly beside: ReportBeside;
}

/** A page of the house's week, or of another report; `change` puts other rows into it. */
async function pageOf(
  house: House,
  {
    change = (seen) => seen,
    asked = { kind: 'weekly_close' },
  }: { change?: (seen: Seen) => Seen; asked?: ReportRequest } = {},
): Promise<string> {
  const page = await house.ledger.read((reader, moment) => {
    const view = reportView(asked, reader, moment);
    if (isRefusal(view)) throw new Error('refused');
    const seen = change({ view, beside: besideReport(view, reader, { moment }) });
    return reportPage(seen.view, seen.beside, moment.calendar);
  });
  const file = join(mkdtempSync(join(tmpdir(), 'ladder-page-')), 'report.html');
  writeFileSync(file, page);
  return pathToFileURL(file).href;
}

/** Values of the shipped policy that wait for somebody, and one that is confirmed. */
function reviewed(): string {
  const { values, hash, calendar } = shippedPolicy();
  const beside: ReviewBeside = {
    clauses: JSON.parse(readFileSync('docs/clauses.json', 'utf8')),
    rulings: loadRulings(),
    readings: loadOtherReadings(),
    ratified: [],
    accountsUnder: () => ({ differ: 1, of: 2 }),
  };
  const review = policyReview({ values, hash }, beside);
  const confirmed = [{ path: 'claim_minutes', note: 'by both' }];
  const file = join(mkdtempSync(join(tmpdir(), 'ladder-page-')), 'review.html');
  writeFileSync(file, reviewPage({ ...review, confirmed }, calendar));
  return pathToFileURL(file).href;
}

const longest = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.com`;

/** Fifty stages, names as long as names can be, and figures of seven digits. */
function crowded({ view, beside }: Seen): Seen {
  const days = { least: 0, quarter: 40, middle: 400, three_quarters: 4000, most: 40_000 };
  const names = Array.from({ length: 50 }, (_, n) => `STAGE_WITH_A_NAME_OF_SOME_LENGTH_${n}`);
  const stages = names.map((stage, n) => ({ stage, count: n * 23_456, days }));
  const sequences = names.map((sequence) => ({ sequence, sends: 1_234_567, bounced: 0, reply_rate: 1 / 3 }));
  const because = `it is one account with ${longest} since, whose episode began earlier`;
  const restated = names.map(() => ({ metric: 'new_mqls', account: longest, was: 1_234_567, is: 0, because }));
  return { view: { ...view, sequences, restated }, beside: { ...beside, stages } };
}

describe.skipIf(program === undefined)('the page in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: program ?? '', args: ['--no-sandbox'] });
  });

  afterAll(() => browser?.close());

  async function opened(url: string, options: object): Promise<{ readonly page: Page; readonly said: string[] }> {
    const page = await (await browser.newContext(options)).newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== url) said.push(request.url());
    });
    await page.goto(url);
    return { page, said };
  }

  /** On a screen and on a phone, in light and dark. Between those two colours alone differ, so in the dark only they are judged. */
  async function look(url: string, widths = [1200, 390]): Promise<void> {
    const { page, said } = await opened(url, { colorScheme: 'light' });
    await page.evaluate(axe.source);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const sight = `${colorScheme}, ${width} wide`;
        const rules = colorScheme === 'dark' ? { runOnly: ['cat.color'] } : {};
        const faults = await page.evaluate(
          `axe.run(document, ${JSON.stringify(rules)}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 200)]))`,
        );
        expect(faults, sight).toEqual([]);
        const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(over, sight).toBeLessThanOrEqual(0);
        expect(said).toEqual([]);
      }
    }
    await page.context().close();
  }

  test('6.2a a page has no fault of access and no overflow, in light and dark, wide and narrow', async () => {
    await look(await pageOf(await fortnight()));
  });

  test('6.2a so does the page of each other kind', async () => {
    const house = await fortnight();
    house.clock.now = '2026-07-01T15:00:00.000Z';
    for (const kind of ['daily_check_in', 'attribution', 'sla', 'scaling', 'calibration'] as const)
      await look(await pageOf(house, { asked: { kind } }), [390]);
  });

  test('6.2a so does a page of fifty stages and the longest names', async () => {
    await look(await pageOf(await fortnight(), { change: crowded }));
  });

  test('6.2a so does the page of an empty ledger', async () => {
    await look(await pageOf(await openHouse()));
  });

  test('P5 so does the page of what waits for cro and cmo', async () => {
    await look(reviewed());
  });

  test('6.2a what stands in the page runs nothing, though a browser is asked to', async () => {
    const house = await openHouse();
    const because = '<img src=x onerror="document.title = 1"><script>document.title = 2</script>';
    const url = await pageOf(house, {
      change: ({ view, beside }) => ({ view: { ...view, look_first: [{ metric: 'won', because }] }, beside }),
    });
    const { page, said } = await opened(url, {});
    expect(await page.title()).toBe('Weekly close 2026-W17');
    expect(await page.textContent('.look li')).toBe(because);
    // The policy of the page refuses what is put in afterwards, too.
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<p style="color:red">x</p><img src="https://example.com/x.png">')`,
    );
    expect(said.join(' ')).toMatch(/Content Security Policy/);
    await page.context().close();
  });

  test('6.2a the page prints on light paper', async () => {
    const { page } = await opened(await pageOf(await fortnight()), { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    await page.context().close();
  });
});
