import { join } from 'node:path';
import { reportPage } from '../src/report-page/page.ts';
import { reportKinds } from '../src/rules/metrics/period.ts';
import { isRefusal } from '../src/rules/vocabulary/refusal.ts';
import { besideReport } from '../src/views/reports/page-figures.ts';
import { reportView } from '../src/views/reports/report.ts';
import { copyAccount } from './crowd.ts';
import { type Opened, open, tempFolder } from './house.ts';
import { ms, type Row, sideBySide } from './measure.ts';
import { call, classified, daysOn, scoresAt } from './sweep.ts';

/** Accounts of the running quarter; all the others stand where they came to ten months before. */
const recent = 20;

/**
 * A ledger of so many accounts. One in ten was MQL once and is disqualified, one in a hundred is a client, the rest are
 * prospects; the running week has the same few MQLs, entries into SQL and tasks whatever the size.
 */
async function grown(accounts: number): Promise<Opened> {
  const path = join(tempFolder(), `${accounts}.db`);
  const first = await open(path, 'NORMAL');
  await classified(first, 'pattern.com', 3);
  await classified(first, 'ended.com', 800);
  await call(first, 'sales.ops', 'propose_stage_change', {
    account: 'ended.com',
    change: 'disqualify',
    trigger: 'no_ecosystem_motion',
    reason: 'they sell alone',
    evidence: 'their partner page is gone',
  });
  await call(first, 'cro', 'decide_stage_change', { account: 'ended.com', decision: 'confirm' });
  await won(first, 'client.com');
  await first.ledger.close();
  const copies = { 'ended.com': accounts / 10, 'client.com': accounts / 100 };
  const rest = accounts - copies['ended.com'] - copies['client.com'] - recent;
  for (const [domain, n] of Object.entries({ 'pattern.com': rest, ...copies }))
    copyAccount(path, { domain, copies: n - 1, named: domain.replace('.com', '') });
  const opened = await open(path, 'NORMAL');
  opened.clock.now = daysOn(opened.clock.now, 301);
  for (let n = 0; n < recent; n++) {
    const domain = `recent-${n}.com`;
    await classified(opened, domain, 800);
    if (n % 2 === 0) await confirmed(opened, domain);
  }
  return opened;
}

async function confirmed(opened: Opened, account: string): Promise<void> {
  await call(opened, 'sales.ops', 'score_dossier', { account, scores: scoresAt(opened.clock.now) });
  await call(opened, 'cro', 'cro_decide', { account, decision: 'confirm' });
}

async function won(opened: Opened, account: string): Promise<void> {
  await classified(opened, account, 800);
  await confirmed(opened, account);
  const step = (event: string, more: object = {}) => call(opened, 'cro', 'advance_deal', { account, event, ...more });
  await step('briefing_scheduled', { at: opened.clock.now });
  for (const event of ['briefing_held', 'assessment_proposed', 'assessment_qualified', 'won']) await step(event);
}

/** Each kind of report, the board and the page of the week. */
function questions(opened: Opened): Readonly<Record<string, () => Promise<unknown>>> {
  const kinds = reportKinds.map((kind) => [
    `report ${kind}`,
    () => call(opened, 'viewer', 'pipeline_report', { kind }),
  ]);
  return {
    ...Object.fromEntries(kinds),
    'board, as a resource': () => call(opened, 'viewer', 'read_ladder', { uri: 'ladder://board' }),
    'page of the weekly close': () =>
      opened.ledger.read((reader, moment) => {
        const view = reportView({ kind: 'weekly_close' }, reader, moment);
        if (isRefusal(view)) throw new Error('refused');
        return reportPage(view, besideReport(view, reader, { moment }), moment.calendar).length;
      }),
  };
}

/** The time of each report in ledgers of so many accounts, in milliseconds and against the smallest. */
export async function reportRows(sizes: readonly number[], rounds: number): Promise<readonly Row[]> {
  const medians: ReadonlyMap<string, number>[] = [];
  for (const size of sizes) {
    const opened = await grown(size);
    const contenders = Object.entries(questions(opened)).map(([name, work]) => ({ name, work }));
    medians.push(await sideBySide(contenders, { warmUp: 1, rounds }));
    await opened.ledger.close();
  }
  const [least = new Map<string, number>()] = medians;
  const [few = 0] = sizes;
  return [...least].map(([name, base]) => {
    const costs = medians.map((each) => each.get(name) ?? Number.NaN);
    const larger = costs.slice(1).map((cost) => `${ms(cost)} (${(cost / base).toFixed(1)}x)`);
    const at = sizes.slice(1).map((size) => size.toLocaleString('en-US'));
    return {
      what: `${name}: ${few.toLocaleString('en-US')} accounts, then ${at.join(', ')}`,
      measured: [ms(base), ...larger].join(', '),
      goal: '-',
      met: null,
    };
  });
}
