import { isRefusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import { prepareBulkWork } from '../shared/bulk-work.ts';
import { openFromEnvironment } from '../shared/environment.ts';
import type { Options } from '../shared/options.ts';

/** Writes the projections anew from the events, and says which rows were wrong. */
export async function rebuildCommand({ json }: Options): Promise<number> {
  prepareBulkWork();
  const { ledger } = await openFromEnvironment();
  try {
    const rebuilt = await ledger.rebuild();
    if (isRefusal(rebuilt)) {
      console.error(refusalText(rebuilt));
      return 1;
    }
    const { events, drift } = rebuilt;
    if (json) console.log(JSON.stringify(rebuilt, null, 2));
    else
      console.log(
        drift.length === 0
          ? `Rebuilt from ${events} events; every row was right.`
          : `Rebuilt from ${events} events; ${drift.length} rows were wrong: ${drift.slice(0, 10).join(', ')}`,
      );
    return 0;
  } finally {
    await ledger.close();
  }
}
