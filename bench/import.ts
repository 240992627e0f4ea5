import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, program, tempFolder } from './house.ts';
import { type Row, timed } from './measure.ts';

const goal = 2500;

/** Rows a second of `ladder import --apply` into a new ledger, its start included: ten people to a company. */
export async function importRow(rows: number): Promise<Row> {
  const folder = tempFolder();
  const list = join(folder, 'list.csv');
  const people = Array.from({ length: rows }, (_, n) => {
    const domain = `company-${Math.floor(n / 10)}.com`;
    return `Jo Doe,jo-${n}@${domain},VP Partnerships,Company ${Math.floor(n / 10)},${domain}`;
  });
  writeFileSync(list, `${['Name,Email,Title,Company,Domain', ...people].join('\n')}\n`);
  let printed = '';
  const took = await timed(() => {
    const args = [program, 'import', list, '--as', 'sales.ops', '--apply', '--json'];
    const env = environment({ LADDER_DB: join(folder, 'l.db') });
    printed = spawnSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 1 << 28 }).stdout;
  });
  const { taken }: { readonly taken: number } = JSON.parse(printed).summary;
  if (taken !== rows) throw new Error(`${taken} of ${rows} rows were taken`);
  const perSecond = (rows / took) * 1000;
  return {
    what: `an import of ${rows.toLocaleString('en-US')} rows, rows a second`,
    measured: perSecond.toFixed(0),
    goal: `>= ${goal.toLocaleString('en-US')}`,
    met: perSecond >= goal,
  };
}
