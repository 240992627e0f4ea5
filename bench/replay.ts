import { isRefusal } from '../src/rules/vocabulary/refusal.ts';
import { tempFolder } from './house.ts';
import { Firm, marketPolicy } from './market/firm.ts';
import { Market } from './market/market.ts';
import { median, type Row } from './measure.ts';

const seed = 1;
const accounts = 2000;
const goal = 10;

/** Nothing, and what moves gates, the threshold of a dossier and the window: each path of a replay. */
const asked = [
  { name: 'under the policy in force', changes: {} },
  {
    name: 'with three values changed',
    changes: { 'gates.G1.value': 400, 'buying.needed': 2, 'engagement.window_days': 120 },
  },
] as const;

/** Processor seconds of one call of simulate_policy over all that is on record. */
async function replayed(firm: Firm, changes: object, mode: 'point' | 'trajectory'): Promise<number> {
  const before = process.cpuUsage();
  const over = { from: '2026-04-21', to: firm.clock.now.slice(0, 10) };
  const answer = await firm.call('cro', 'simulate_policy', { changes, ...over, mode });
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** P4: the time of one core that a simulation takes, on a market that has lived long enough to leave so many events. */
export async function replayRows(sizes: readonly number[]): Promise<readonly Row[]> {
  const folder = tempFolder();
  const firm = await Firm.open(folder, marketPolicy(folder), seed);
  const market = new Market(firm, { accounts, seed });
  await market.open();
  const rows: Row[] = [];
  for (const events of sizes) {
    while ((await firm.events()) < events) await market.live();
    process.stderr.write(`replaying: ${events.toLocaleString('en-US')} events, of ${market.day} days\n`);
    for (const { name, changes } of asked)
      for (const mode of ['point', 'trajectory'] as const) {
        const times: number[] = [];
        for (let round = 0; round < 3; round += 1) times.push(await replayed(firm, changes, mode));
        const took = median(times);
        rows.push({
          what: `${mode} replay of ${events.toLocaleString('en-US')} events ${name}`,
          measured: `${took.toFixed(1)} s`,
          goal: `<= ${goal} s`,
          met: took <= goal,
        });
      }
  }
  await firm.close();
  return rows;
}
