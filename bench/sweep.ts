import { join } from 'node:path';
import { libraryFor } from '../src/library.ts';
import { isRefusal } from '../src/rules/refusal.ts';
import type { Role } from '../src/rules/roles.ts';
import { tools } from '../src/tools/index.ts';
import { copyAccount } from './crowd.ts';
import { type Opened, open, policy, tempFolder } from './house.ts';
import { median, type Row, ratio, timed } from './measure.ts';

const due = 50;

async function call(
  { ledger }: Opened,
  role: Role,
  name: string,
  args: object,
): Promise<Readonly<Record<string, unknown>>> {
  const tool = tools.find((each) => each.name === name);
  const answer = await tool?.call(args, { role, client: 'bench', ledger, library: libraryFor(policy()) });
  if (!answer || isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer.data;
}

const day = 86_400_000;
const daysOn = (instant: string, days: number) => new Date(Date.parse(instant) + days * day).toISOString();

const note = (domain: string, now: string, n: number) => ({
  account: domain,
  contact: { name: 'Jo Doe', email: `jo@${domain}` },
  observed_at: daysOn(now, -1),
  source: 'LinkedIn notifications',
  signal: { type: 'E1', interaction: 'share', object: `https://www.linkedin.com/posts/${n}` },
});

/** Too small a company: classified, it stays where it is, and nobody owes it anything. */
const facts = Object.entries({
  employees: 3,
  has_ecosystem_motion: true,
  arr_usd: 80_000_000,
  industry: 'B2B SaaS',
  gate_g5: true,
}).map(([fact, value]) => ({ fact, value, source: 'apollo', evidence: 'profile page', as_of: '2026-04-01' }));

/** A ledger of so many accounts, each with an act that lapses months from now, none with anything due. */
async function crowded(accounts: number): Promise<Opened> {
  const path = join(tempFolder(), `${accounts}.db`);
  const first = await open(path, 'NORMAL');
  await call(first, 'sales.ops', 'save_account', { domain: 'pattern.com', name: 'Pattern', facts });
  await call(first, 'mining.mind', 'file_signal_note', note('pattern.com', first.clock.now, 0));
  await call(first, 'sales.ops', 'classify_mql', { account: 'pattern.com' });
  first.ledger.close();
  copyAccount(path, { domain: 'pattern.com', copies: accounts - 1 });
  return open(path, 'NORMAL');
}

/** Milliseconds of one sweep that finds its items due, some business days after they were opened. */
async function sweep(opened: Opened, round: number): Promise<number> {
  for (let n = 0; n < due; n++) {
    await call(opened, 'mining.mind', 'file_signal_note', note(`due-${round}-${n}.com`, opened.clock.now, n));
  }
  opened.clock.now = daysOn(opened.clock.now, 3);
  let applied: unknown;
  const took = await timed(async () => {
    applied = (await call(opened, 'sales.ops', 'session_sweep', {})).applied;
  });
  if (!Array.isArray(applied) || applied.length < due) throw new Error(`only ${JSON.stringify(applied)} fell due`);
  return took;
}

export async function sweepRow(sizes: readonly [number, number], rounds: number): Promise<Row> {
  const small = await crowded(sizes[0]);
  const large = await crowded(sizes[1]);
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + 2; round++) {
    for (const [side, opened] of [small, large].entries()) {
      const took = await sweep(opened, round);
      if (round >= 2) times[side === 0 ? 0 : 1].push(took);
    }
  }
  small.ledger.close();
  large.ledger.close();
  const [few, many] = sizes.map((size) => size.toLocaleString('en-US'));
  return ratio(
    `a sweep with ${due} due items, ${many} accounts against ${few}`,
    median(times[0]),
    median(times[1]),
    1.5,
  );
}
