import { inBlocks, ms, type Row } from '../measure.ts';
import { companyOf } from './companies.ts';
import type { Firm } from './firm.ts';

/** A market of a size, after its days. */
export interface Grown {
  readonly accounts: number;
  readonly firm: Firm;
}

interface Cost {
  readonly what: string;
  readonly work: (firm: Firm) => Promise<unknown>;
  readonly rounds: number;
}

/** A hot company of every size, whose account has acts on file. */
const known = (seed: number) => companyOf(seed, 0);

function costs(seed: number): readonly Cost[] {
  const { domain, people } = known(seed);
  const note = (firm: Firm) => ({
    account: domain,
    contact: people[0],
    observed_at: firm.clock.now,
    source: 'seen in the feed',
    signal: { type: 'E1', interaction: 'share', object: `https://www.linkedin.com/posts/measured-${firm.calls}` },
  });
  return [
    { what: 'sweep of sales.ops', rounds: 20, work: (firm) => firm.done('sales.ops', 'session_sweep', {}) },
    { what: 'sweep of chief.staff', rounds: 20, work: (firm) => firm.done('chief.staff', 'session_sweep', {}) },
    {
      what: 'decision: file_signal_note',
      rounds: 40,
      work: (firm) => firm.done('mining.mind', 'file_signal_note', note(firm)),
    },
    {
      what: 'decision: explain_account',
      rounds: 40,
      work: (firm) => firm.done('sales.ops', 'explain_account', { account: domain }),
    },
    {
      what: 'report: weekly_close',
      rounds: 5,
      work: (firm) => firm.done('chief.staff', 'pipeline_report', { kind: 'weekly_close' }),
    },
    {
      what: 'report: attribution of the quarter',
      rounds: 5,
      work: (firm) => firm.done('cmo', 'pipeline_report', { kind: 'attribution' }),
    },
  ];
}

/** The size that all others stand against. */
const base = 1000;

/** Medians of each cost in each size, taken in turns, as times of the cost at 1,000 accounts. */
export async function growthOf(grown: readonly Grown[], seed: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const against = grown.find(({ accounts }) => accounts === base) ?? grown[0];
  for (const { what, work, rounds } of costs(seed)) {
    process.stderr.write(`measuring: ${what}\n`);
    const contenders = grown.map(({ accounts, firm }) => ({
      name: String(accounts),
      work: () => work(firm),
    }));
    const medians = await inBlocks(contenders, { warmUp: 2, rounds, block: 5 });
    const least = medians.get(String(against?.accounts)) ?? Number.NaN;
    for (const { accounts } of grown) {
      const took = medians.get(String(accounts)) ?? Number.NaN;
      rows.push({
        what: `${what}, ${accounts.toLocaleString('en-US')} accounts`,
        measured: `${(took / least).toFixed(2)}x (${ms(took)})`,
        goal: '-',
        met: null,
      });
    }
  }
  return rows;
}
