import { isRefusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import { faultText } from '../../views/ledger-fault.ts';
import { openFromEnvironment } from '../shared/environment.ts';
import type { Options } from '../shared/options.ts';

/** Checks the ledger; exit 1 names the first bad event and what is wrong with it. */
export async function verifyCommand({ json }: Options): Promise<number> {
  const { ledger } = await openFromEnvironment();
  try {
    const report = await ledger.verify();
    if (json) console.log(JSON.stringify(report, null, 2));
    else if (report.fault === null)
      console.log(
        `The ledger holds: ${report.events} events on ${report.streams} streams, ${report.checkpoints} checkpoints.`,
      );
    else console.log(faultText(report.fault));
    return report.ok ? 0 : 1;
  } finally {
    await ledger.close();
  }
}

export async function rebuildCommand({ json }: Options): Promise<number> {
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
