import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peakOf } from './calls.ts';
import { environment, program, tempFolder } from './house.ts';
import { ms, type Row, timed } from './measure.ts';

const goal = 2500;

const firsts = ['Ann', 'Bo', 'Cem', 'Dia', 'Eve', 'Flo', 'Gus', 'Hal', 'Ida', 'Jon'];

/** A list, its header first. */
type ListOf = (rows: number) => readonly string[];

/** Ten people to a company. */
const peopleNamed =
  (nameOf: (n: number) => string): ListOf =>
  (rows) => [
    'Name,Email,Title,Company,Domain',
    ...Array.from({ length: rows }, (_, n) => {
      const company = Math.floor(n / 10);
      return `${nameOf(n)},jo-${n}@company-${company}.com,VP Partnerships,Company ${company},company-${company}.com`;
    }),
  ];

/** One person to a company, and six facts of it: eight events a row. */
const companies: ListOf = (rows) => [
  'Name,Email,Company,Domain,Employees,arr_usd,Annual Revenue,Industry,has_ecosystem_motion,gate_g5',
  ...Array.from(
    { length: rows },
    (_, n) => `Jo Doe,jo@company-${n}.com,Company ${n},company-${n}.com,800,20000000,30000000,B2B SaaS,true,true`,
  ),
];

/** A list of ten people to a company, and one of ten who bear one name, each pair of which is a duty to look at (A2). */
export async function importRows(rows: number): Promise<readonly Row[]> {
  const people = await imported(
    'an import',
    rows,
    peopleNamed((n) => `${firsts[n % 10]} Doe`),
  );
  const namesakes = await imported(
    'an import of namesakes',
    rows / 10,
    peopleNamed(() => 'Jo Doe'),
  );
  return [...people, ...namesakes.map((row) => ({ ...row, goal: '-', met: null }))];
}

/** Takes in a list of so many companies, eight events each, and verifies the ledger. */
export async function longVerifyRows(rows: number): Promise<readonly Row[]> {
  return verifyRows((await taken(rows, companies)).db);
}

/** Rows a second of `ladder import --apply` into a new ledger, its start apart. Then the ledger is verified. */
async function imported(what: string, rows: number, listOf: ListOf): Promise<readonly Row[]> {
  const start = await taken(1, listOf);
  const { took, db } = await taken(rows, listOf);
  const on = `${what} of ${rows.toLocaleString('en-US')} rows`;
  return [
    atLeast(`${on}, rows a second after a start of ${ms(start.took)}`, (rows / (took - start.took)) * 1000, goal),
    ...(await verifyRows(db)),
  ];
}

/** Milliseconds that it took to take so many rows in, and the ledger that they are in. */
async function taken(rows: number, listOf: ListOf): Promise<{ readonly took: number; readonly db: string }> {
  const folder = tempFolder();
  const list = join(folder, 'list.csv');
  writeFileSync(list, `${listOf(rows).join('\n')}\n`);
  let printed = '';
  const took = await timed(() => {
    const args = [program, 'import', list, '--as', 'sales.ops', '--apply', '--json'];
    const env = environment({ LADDER_DB: join(folder, 'l.db') });
    printed = spawnSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 1 << 28 }).stdout;
  });
  const { summary }: { readonly summary: { readonly taken: number } } = JSON.parse(printed);
  if (summary.taken !== rows) throw new Error(`${summary.taken} of ${rows} rows were taken`);
  return { took, db: join(folder, 'l.db') };
}

const atLeast = (what: string, perSecond: number, least: number): Row => ({
  what,
  measured: Math.round(perSecond).toLocaleString('en-US'),
  goal: `>= ${least.toLocaleString('en-US')}`,
  met: perSecond >= least,
});

/** Events a second of `ladder verify`, its start included, and the most memory that it held. */
async function verifyRows(db: string): Promise<readonly Row[]> {
  const child = spawn(process.execPath, [program, 'verify', '--json'], {
    env: environment({ LADDER_DB: db }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  let peak: number | undefined;
  child.stdout.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  const looking = setInterval(() => {
    peak = peakOf(child.pid ?? null) ?? peak;
  }, 20);
  const took = await timed(() => new Promise((done) => child.on('close', done)));
  clearInterval(looking);
  const { ok, events }: { readonly ok: boolean; readonly events: number } = JSON.parse(printed);
  if (!ok) throw new Error(printed);
  const of = `of ${events.toLocaleString('en-US')} events`;
  return [
    atLeast(`verify ${of}, events a second`, (events / took) * 1000, 30_000),
    {
      what: `peak memory of verify ${of}`,
      measured: peak === undefined ? '-' : `${peak.toFixed(0)} MB`,
      goal: '<= 200 MB',
      met: peak === undefined ? null : peak <= 200,
    },
  ];
}
