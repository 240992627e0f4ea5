/**
 * `npm run simulate -- --accounts N --days D [--seed S]`: markets of 100, 1,000, 10,000 ... up to N companies, each lived
 * through D days by every role over the real tools. Prints what a second of processor time carries, on which day each
 * trigger of section 9 fires, and how costs grow with the accounts; standard error tells how far it has come.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { triggerRows } from '../src/rules/metrics/scaling.ts';
import { clearUp, tempFolder } from './house.ts';
import { Firm, marketPolicy } from './market/firm.ts';
import { type Grown, growthOf } from './market/growth.ts';
import { Market } from './market/market.ts';
import { type Pace, Progress } from './market/progress.ts';
import { table } from './measure.ts';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '10000' },
    days: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
});

const whole = (name: 'accounts' | 'days' | 'seed'): number => {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= (name === 'seed' ? 0 : 1)) return value;
  console.error(`--${name} wants a whole number, not ${values[name]}`);
  process.exit(2);
};

const spoken = (n: number) => n.toLocaleString('en-US', { maximumFractionDigits: 0 });

function secondsSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000_000;
}

interface Lived {
  readonly market: Market;
  /** Of its list, then of its days: processor seconds. */
  readonly opening: number;
  readonly days: number;
  readonly calls: number;
  readonly events: number;
  readonly pace: Pace;
}

async function lived(
  accounts: number,
  { days, seed, pace }: { readonly days: number; readonly seed: number; readonly pace: Pace | undefined },
): Promise<Lived> {
  const folder = join(tempFolder(), String(accounts));
  mkdirSync(folder);
  const firm = await Firm.open(folder, marketPolicy(folder), seed);
  const market = new Market(firm, { accounts, seed });
  const progress = new Progress(market, { days, pace });
  const fromList = process.cpuUsage();
  await progress.listing(() => market.open());
  const opening = secondsSince(fromList);
  const [before, events] = [firm.calls, await firm.events()];
  const fromDays = process.cpuUsage();
  const callsPerSecond = await progress.living(() => market.live());
  const took = secondsSince(fromDays);
  const calls = firm.calls - before;
  const own: Pace = { callsPerSecond, callsPerAccount: calls / accounts };
  return { market, opening, days: took, calls, events: (await firm.events()) - events, pace: own };
}

function told({ market, opening, days, calls, events }: Lived): void {
  const { accounts, firm, fired } = market;
  const refused = [...firm.refused.values()].reduce((sum, n) => sum + n, 0);
  console.log(`\n${spoken(accounts)} accounts, ${market.day} days from 21 April 2026`);
  console.log(`  list of ${spoken(accounts)} companies: ${spoken(accounts / opening)} accounts a second`);
  console.log(
    `  ${spoken(calls)} calls, ${spoken(events)} events, ${spoken(refused)} refused, in ${days.toFixed(1)} s of processor time`,
  );
  console.log(`  ${spoken(calls / days)} calls a second, ${spoken(events / days)} events a second`);
  const happened = { classified: 'classifications', dossier_scored: 'dossiers', permit_granted: 'mails permitted' };
  const counted = Object.entries(happened).map(([type, words]) => `${spoken(firm.counted(type))} ${words}`);
  console.log(`  ${counted.join(', ')}`);
  for (const { name, clause } of triggerRows) {
    const day = fired.get(name);
    console.log(`  ${clause} ${name}: ${day === undefined ? 'does not fire' : `fires on day ${day}`}`);
  }
}

async function simulate(): Promise<void> {
  const [most, days, seed] = [whole('accounts'), whole('days'), whole('seed')];
  const powers = [100, 1000, 10_000, 100_000, 1_000_000].filter((size) => size < most);
  const grown: Grown[] = [];
  let pace: Pace | undefined;
  try {
    for (const accounts of [...powers, most]) {
      const each = await lived(accounts, { days, seed, pace });
      pace = each.pace;
      told(each);
      grown.push({ accounts, firm: each.market.firm });
      // At once, for the next size may take hours.
      console.log(`\n${table(await growthOf(grown, seed), {})}`);
    }
  } finally {
    for (const { firm } of grown) await firm.close();
    clearUp();
  }
}

await simulate();
