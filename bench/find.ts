import { join } from 'node:path';
import { connect, program } from './house.ts';
import { inBlocks, type Row, ratio } from './measure.ts';
import { crowd } from './sweep.ts';

/** One search of each way in; every account but the pattern is a copy, named alike. */
const searches: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  domain: { query: 'copy-7.com' },
  word: { query: 'pattern' },
  misspelled: { query: 'pattren' },
  nothing: { query: 'zebra crossing' },
  person: { query: 'jo doe' },
  stage: { stage: 'PROSPECT' },
  signal: { signal_type: 'E1' },
  flag: { flag: 'gates_failing' },
  all: { query: 'pattern', stage: 'PROSPECT', signal_type: 'E1' },
};

/** find_accounts by each filter against a no-op tool, in ledgers of so many accounts: the slowest search counts. */
export async function findRows(sizes: readonly number[], rounds: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const noop = await connect([join(import.meta.dirname, 'noop-server.mjs')]);
    const server = await connect([program, 'serve'], { LADDER_DB: await crowd(size), LADDER_ROLE: 'viewer' });
    const contenders = Object.entries(searches).map(([name, query]) => ({
      name,
      work: () => server.call('find_accounts', { ...query, limit: 5 }),
    }));
    const base = { name: 'noop', work: () => noop.call('noop', { account: 'copy-7.com' }) };
    const medians = await inBlocks([base, ...contenders], { warmUp: 30, rounds, block: 10 });
    await Promise.all([noop, server].map((each) => each.close()));
    const [slowest = ''] = Object.keys(searches).sort((a, b) => (medians.get(b) ?? 0) - (medians.get(a) ?? 0));
    const what = `find_accounts in ${size.toLocaleString('en-US')} accounts, the slowest way in (${slowest}), against a no-op tool`;
    rows.push(ratio(what, medians.get('noop') ?? Number.NaN, medians.get(slowest) ?? Number.NaN, 3));
  }
  return rows;
}
