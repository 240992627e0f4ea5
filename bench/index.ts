/**
 * `npm run bench`, or with `-- --quick` a short run, with `-- replay` that part alone, with `-- verify` that of a million
 * events. Ratios are taken side by side in one run, since a machine's speed changes by the minute; every figure is a median.
 * What the run before measured stands beside it, from reports/bench.json, where each part is kept as it ends.
 * Ends with 0 whether goals are met or not.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { libraryFor } from '../src/library/library.ts';
import { serveOverStdio } from '../src/server.ts';
import { callRows, memoryRow } from './calls.ts';
import { dayRows } from './day.ts';
import { engineRows } from './engine.ts';
import { findRows } from './find.ts';
import { growthRows } from './growth.ts';
import { clearUp, open, policy } from './house.ts';
import { importRows, longVerifyRows } from './import.ts';
import { type Before, type Row, table, timed } from './measure.ts';
import { replayRows } from './replay.ts';
import { reportRows } from './reports.ts';
import { gateRow, startUpRow } from './start-up.ts';
import { sweepRows } from './sweep.ts';

const given = process.argv.slice(2);
const isQuick = given.includes('--quick');
/** The parts that are asked for by name; all where none is. */
const wanted = given.filter((each) => !each.startsWith('--'));

/** The server on a ledger that syncs once a checkpoint: what the program offers no switch for. */
async function serveNormal(): Promise<void> {
  const { ledger } = await open(process.env.LADDER_DB ?? '', 'NORMAL');
  await serveOverStdio({
    role: 'mining.mind',
    ledger,
    library: libraryFor(policy()),
    log: (line) => console.error(line),
  });
  await ledger.close();
}

async function told(what: string, measure: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  if (wanted.length > 0 && !wanted.includes(what)) return [];
  process.stderr.write(`measuring: ${what}\n`);
  let rows: readonly Row[] = [];
  const took = await timed(async () => {
    rows = await measure();
  });
  process.stderr.write(`measured: ${what}, ${(took / 1000).toFixed(0)} s\n`);
  keep({ ...lastRun(), ...Object.fromEntries(rows.map((row) => [row.what, row.measured])) });
  return rows;
}

const kept = 'reports/bench.json';

function lastRun(): Before {
  return existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
}

function keep(figures: Before): void {
  mkdirSync('reports', { recursive: true });
  writeFileSync(kept, JSON.stringify(figures, null, 1));
}

async function bench(): Promise<void> {
  const normal = [process.argv[1] ?? '', 'serve-normal'];
  const before = lastRun();
  try {
    const rows = [
      ...(await told('calls', () =>
        callRows(normal, isQuick ? { rounds: 60, signals: 100 } : { rounds: 400, signals: 1000 }),
      )),
      ...(await told('growth', () => growthRows(isQuick ? [1, 10, 100] : [1, 10, 100, 1000], isQuick ? 30 : 200))),
      ...(await told('find', () => findRows(isQuick ? [100, 10_000] : [100, 10_000, 100_000], isQuick ? 30 : 200))),
      ...(await told('start-up', async () => [await startUpRow(isQuick ? 5 : 21)])),
      ...(await told('gate', async () => [await gateRow(isQuick ? 5 : 21)])),
      ...(await told('engine', () => engineRows(isQuick ? 200 : 1000))),
      ...(await told('sweep', () => sweepRows(isQuick ? [1000, 10_000] : [1000, 100_000], isQuick ? 3 : 5))),
      ...(await told('reports', () => reportRows(isQuick ? [1000, 10_000] : [1000, 10_000, 100_000], 5))),
      ...(await told('day', dayRows)),
      ...(await told('import', () => importRows(10_000))),
      // A million events take minutes, and a short run has them only where they are asked for.
      ...(isQuick && wanted.length === 0 ? [] : await told('verify', () => longVerifyRows(125_000))),
      ...(await told('replay', () => replayRows(isQuick ? [10_000] : [10_000, 100_000]))),
      ...(await told('memory', async () => [await memoryRow(isQuick ? 200 : 1000)])),
    ];
    console.log(
      `\nNode ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}\n\n${table(rows, before)}`,
    );
  } finally {
    clearUp();
  }
}

await (given[0] === 'serve-normal' ? serveNormal() : bench());
