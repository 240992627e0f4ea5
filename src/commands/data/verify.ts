import { faultText } from '../../views/ledger-fault.ts';
import { prepareBulkWork } from '../shared/bulk-work.ts';
import { openFromEnvironment } from '../shared/environment.ts';
import type { Options } from '../shared/options.ts';

/** Checks the ledger; exit 1 names the first bad event and what is wrong with it. */
export async function verifyCommand({ json }: Options): Promise<number> {
  prepareBulkWork();
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
