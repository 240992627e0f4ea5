import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFor } from '../src/library/library.ts';
import { isRefusal } from '../src/rules/vocabulary/refusal.ts';
import type { Role } from '../src/rules/vocabulary/roles.ts';
import { tools } from '../src/tools/index.ts';
import { peakOf } from './calls.ts';
import { copyAccount } from './crowd.ts';
import { connect, type Opened, open, policy, program, start, tempFolder } from './house.ts';
import { median, ms, type Row, ratio, timed } from './measure.ts';

/** Tasks that fall due among a crowd; each account owes the CRO's review: missed once, escalated once. */
const due = 50;

export async function call(
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
export const daysOn = (instant: string, days: number) => new Date(Date.parse(instant) + days * day).toISOString();

const note = (domain: string, now: string, n: number) => ({
  account: domain,
  contact: { name: 'Jo Doe', email: `jo@${domain}` },
  observed_at: daysOn(now, -1),
  source: 'LinkedIn notifications',
  signal: { type: 'E1', interaction: 'share', object: `https://www.linkedin.com/posts/${n}` },
});

const factsOf = (employees: number) =>
  Object.entries({
    employees,
    has_ecosystem_motion: true,
    arr_usd: 80_000_000,
    industry: 'B2B SaaS',
    gate_g5: true,
  }).map(([fact, value]) => ({ fact, value, source: 'apollo', evidence: 'profile page', as_of: '2026-04-01' }));

/** An account that is classified: too small a company stays where it is and owes nothing, any other owes a dossier. */
export async function classified(opened: Opened, domain: string, employees: number): Promise<void> {
  await call(opened, 'sales.ops', 'save_account', { domain, name: domain, facts: factsOf(employees) });
  await call(opened, 'mining.mind', 'file_signal_note', note(domain, opened.clock.now, 0));
  await call(opened, 'sales.ops', 'classify_mql', { account: domain });
}

/** Three buying signals: enough for the CRO's review. */
export function scoresAt(now: string): readonly object[] {
  const found = (route: string, value?: number) => ({
    route,
    ...(value === undefined ? {} : { value }),
    date: daysOn(now, -10).slice(0, 10),
    source: 'annual report',
    reference: `page of ${route}`,
    shows: 'what it says',
  });
  return [
    { signal: 'S1', score: 'CONFIRMED', findings: [found('partner_influenced_pct', 35)] },
    { signal: 'S2', score: 'LIKELY', findings: [found('exec_hire')] },
    { signal: 'S3', score: 'CONFIRMED', findings: [found('aws'), found('co_sell'), found('marketplace')] },
    { signal: 'S4', score: 'NOT_PRESENT' },
  ];
}

/** A ledger of so many accounts, each with an act that lapses months from now, none with anything due. */
async function crowded(accounts: number): Promise<Opened> {
  return open(await crowd(accounts), 'NORMAL');
}

/** The file of such a ledger. */
export async function crowd(accounts: number): Promise<string> {
  const path = join(tempFolder(), `${accounts}.db`);
  const first = await open(path, 'NORMAL');
  await classified(first, 'pattern.com', 3);
  await first.ledger.close();
  copyAccount(path, { domain: 'pattern.com', copies: accounts - 1 });
  return path;
}

async function scored(opened: Opened, domain: string): Promise<void> {
  await classified(opened, domain, 800);
  await call(opened, 'sales.ops', 'score_dossier', { account: domain, scores: scoresAt(opened.clock.now) });
}

/** Milliseconds of one sweep that finds its items due, some business days after they were opened. */
async function sweep(opened: Opened, round: number): Promise<number> {
  for (let n = 0; n < due / 2; n++) await scored(opened, `due-${round}-${n}.com`);
  const { took, steps } = await sweepLater(opened);
  if (steps !== due) throw new Error(`${steps} steps fell due`);
  return took;
}

async function sweepLater(opened: Opened): Promise<{ readonly took: number; readonly steps: number }> {
  opened.clock.now = daysOn(opened.clock.now, 7);
  let applied: unknown;
  const took = await timed(async () => {
    applied = (await call(opened, 'sales.ops', 'session_sweep', { limit: 100 })).applied;
  });
  return { took, steps: JSON.stringify(applied).match(/"step_/g)?.length ?? 0 };
}

interface Swept {
  readonly took: number;
  /** MB; undefined where the platform doesn't tell. */
  readonly grown: number | undefined;
}

/** Milliseconds of one sweep after a week in which so many accounts, copies of one, fell due, and what a server grows by meanwhile. */
async function sweepMany(accounts: number): Promise<Swept> {
  const path = join(tempFolder(), `${accounts}-due.db`);
  const first = await open(path, 'NORMAL');
  await scored(first, 'pattern.com');
  // Opens the desk, whose own duties are nobody's copies.
  await call(first, 'sales.ops', 'session_sweep', {});
  await first.ledger.close();
  copyAccount(path, { domain: 'pattern.com', copies: accounts - 1 });
  // Acts would have been signed within a second; copies are when a ledger closes.
  await (await open(path, 'NORMAL')).ledger.close();
  const served = join(tempFolder(), 'served.db');
  cpSync(path, served);
  cpSync(`${path}.keys`, `${served}.keys`, { recursive: true });
  const opened = await open(path, 'NORMAL');
  const { took } = await sweepLater(opened);
  await opened.ledger.close();
  return { took, grown: await grownServing(served) };
}

/** By how much the most memory that a server held grows over a sweep a week later. */
async function grownServing(path: string): Promise<number | undefined> {
  const server = await connect([program, 'serve', '--as', 'sales.ops'], {
    LADDER_DB: path,
    LADDER_NOW: daysOn(start, 7),
  });
  // Once it has answered, it has started.
  await server.call('find_accounts', { query: 'pattern.com' });
  const before = peakOf(server.pid);
  await server.call('session_sweep', {});
  const after = peakOf(server.pid);
  await server.close();
  return before === undefined || after === undefined ? undefined : after - before;
}

export async function sweepRows(sizes: readonly [number, number], rounds: number): Promise<readonly Row[]> {
  const small = await crowded(sizes[0]);
  const large = await crowded(sizes[1]);
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + 2; round++) {
    for (const [side, opened] of [small, large].entries()) {
      const took = await sweep(opened, round);
      if (round >= 2) times[side === 0 ? 0 : 1].push(took);
    }
  }
  await small.ledger.close();
  await large.ledger.close();
  const [few, many] = sizes.map((size) => size.toLocaleString('en-US'));
  const rows = [
    ratio(`a sweep with ${due} due items, ${many} accounts against ${few}`, median(times[0]), median(times[1]), 1.5),
  ];
  let fewest: number | undefined;
  for (const accounts of [1000, 10_000].filter((each) => each <= sizes[1])) {
    const { took, grown } = await sweepMany(accounts);
    fewest ??= grown;
    const perAccount = took / accounts;
    const on = `a sweep on which ${accounts.toLocaleString('en-US')} accounts fell due`;
    rows.push(
      { what: `${on}, for each`, measured: ms(perAccount), goal: '<= 0.40 ms', met: perAccount <= 0.4 },
      grownRow(`${on}: growth of the server's memory`, grown, fewest),
    );
  }
  return rows;
}

/** MB that ten thousand may take over what a thousand do: the names of those that were looked at. */
const over = 5;

function grownRow(what: string, grown: number | undefined, fewest: number | undefined): Row {
  if (grown === undefined || fewest === undefined) return { what, measured: '-', goal: '-', met: null };
  const measured = `${grown.toFixed(0)} MB`;
  const goal = fewest + over;
  return { what, measured, goal: `<= ${goal.toFixed(0)} MB`, met: grown <= goal };
}
