import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { textSource } from '../../../src/exchange/import/csv-table.ts';
import { importRows } from '../../../src/exchange/import/import-rows.ts';
import { openListFile } from '../../../src/exchange/import/open-list.ts';
import type { RowReport } from '../../../src/exchange/import/row-report.ts';
import { ledgerOver } from '../../../src/ledger/index.ts';
import type { Together } from '../../../src/ledger/port/ledger.ts';
import { openSqlite } from '../../../src/ledger/sqlite/open-sqlite.ts';
import { refuse } from '../../../src/rules/vocabulary/refusal.ts';
import { dump, tempFolder, tuesday } from '../../ledger/support.ts';
import { preparedLedger } from '../../support/ledger-image.ts';
import { testPolicy } from '../../support/policy.ts';

/** A ledger whose random bytes come again in the same order. */
async function repeatable() {
  const path = join(tempFolder(), 'ladder.db');
  await preparedLedger(path);
  const policy = testPolicy();
  const clock = { now: () => tuesday, simulated: true };
  const engine = await openSqlite({ path, keys: `${path}.keys`, simulated: true, synchronous: 'NORMAL' });
  let drawn = 0;
  const random = (bytes: number) => {
    drawn += 1;
    return createHash('sha256').update(String(drawn)).digest().subarray(0, bytes);
  };
  const ledger = await ledgerOver(engine, { policy, clock, random });
  onTestFinished(() => ledger.close());
  return { ledger, rows: () => dump(path) };
}

const header = 'Name,Email,LinkedIn URL,Title,Company,Domain,Employees,Opted Out';

/** Takes rows in, one by one or as many at once as is the same, and tells in how many acts. */
async function taken(rows: readonly string[], how: 'one by one' | 'at once') {
  const { ledger, rows: left } = await repeatable();
  const named = { file: 'list.csv', written: '2026-04-01', today: '2026-04-21' };
  const source = textSource([header, ...rows].join('\n'));
  const opened = await openListFile(source, { map: new Map() }, named, testPolicy().values.adoption);
  if ('problem' in opened) throw new Error(opened.problem);
  const reports: RowReport[] = [];
  let acts = 0;
  const oneByOne = (together: Together): Together => ({
    ...together,
    act: (work) => (work.provided ? refuse('CONFLICT', { found: 'many at once', next: '-' }) : together.act(work)),
  });
  const stopped = await importRows(opened.table.rows(), {
    list: opened.list,
    role: 'sales.ops',
    client: 'vitest',
    together: (caller, run) => ledger.together(caller, how === 'at once' ? run : (one) => run(oneByOne(one))),
    onActed: () => {
      acts += 1;
    },
    onRows: (some) => void reports.push(...some),
  });
  expect(stopped).toBeNull();
  return { reports, acts, left: left(), verified: await ledger.verify() };
}

/** Numbers below the one given, the same in every run. */
function drawing(): (of: number) => number {
  let state = 7;
  return (of) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * of);
  };
}

test('A2, A1, L13 people who come one after another to one account come in one act, where one act each would do the same', async () => {
  const draw = drawing();
  const any = (...of: readonly string[]) => of[draw(of.length)] ?? '';
  const seldom = (...of: readonly string[]) => (draw(24) === 0 ? any(...of) : undefined);
  const [rival = ''] = testPolicy().values.account.competitors.value;
  const rows: string[] = [];
  for (let n = 0; n < 70; n += 1) {
    const domain = ['acme.com', 'beta.com', 'acme.com'][Math.floor(n / 25)] ?? '';
    rows.push(
      [
        seldom('Jo Doe', '') ?? `Person${n} Doe`,
        seldom(`p${n - 1}@${domain}`, `p${n}@${rival}`, 'no-reply@acme.com', '') ?? `p${n}@${domain}`,
        seldom(`https://www.linkedin.com/in/p${draw(9)}`) ?? '',
        seldom('x'.repeat(300)) ?? 'VP',
        seldom('Other') ?? 'Firm',
        seldom('delta.com', 'gmail.com') ?? domain,
        seldom('900') ?? '',
        seldom('yes') ?? '',
      ].join(','),
    );
    const again = seldom(rows.at(-1) ?? '');
    if (again) rows.push(again);
  }
  const together = await taken(rows, 'at once');
  const alone = await taken(rows, 'one by one');
  expect(together.reports).toEqual(alone.reports);
  expect(together.left).toEqual(alone.left);
  expect(together.verified).toMatchObject({ ok: true });
  // The comparison was worth it: rows of each fate, and people of whom many came at once.
  expect(new Set(together.reports.map(({ outcome }) => outcome))).toEqual(new Set(['taken', 'duplicate', 'refused']));
  expect(together.reports.filter(({ suppressed }) => suppressed !== undefined).length).toBeGreaterThan(1);
  expect(together.acts).toBeLessThan(alone.acts - 25);
});
