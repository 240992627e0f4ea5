import { libraryFor } from '../../library/library.ts';
import { isRefusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import sessionSweep from '../../tools/session-sweep.ts';
import { openActing } from '../shared/environment.ts';
import type { Options } from '../shared/options.ts';

/** The sweep of a role from the command line: the same tool, the same answer. */
export async function sweepCommand({ json, ...options }: Options): Promise<number> {
  const { ledger, policy, caller } = await openActing(options);
  try {
    const session = { ...caller, client: 'ladder sweep', ledger, library: libraryFor(policy) };
    const answer = await sessionSweep.call({}, session);
    if (isRefusal(answer)) {
      console.error(refusalText(answer));
      return 1;
    }
    console.log(json ? JSON.stringify(answer.data, null, 2) : answer.text);
    return 0;
  } finally {
    await ledger.close();
  }
}
