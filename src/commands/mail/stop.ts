import { existsSync } from 'node:fs';
import { type Ledger, openLedger } from '../../ledger/index.ts';
import type { Caller } from '../../ledger/port/ledger.ts';
import { isPolicyProblem, loadPolicy, loadRecorded } from '../../policy/index.ts';
import type { Command } from '../../rules/command/command.ts';
import { liftStop, type StopArgs, stopSending } from '../../rules/sending/stop-sending.ts';
import { isRefusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import { clockFromEnvironment, ledgerFiles, openActing, policyFrom, policyNamed } from '../shared/environment.ts';
import { type Options, Unusable } from '../shared/options.ts';
import { upgradeProgress } from '../shared/upgrade-progress.ts';

/** M7: withholds every mail, whoever asks; with `--lift` a role that may ends it. */
export async function stopCommand({ why, lift, json, ...who }: Options): Promise<number> {
  const { path } = ledgerFiles();
  if (!existsSync(path)) throw new Unusable(`there is no ledger at ${path}. Next: name the ledger by LADDER_DB`);
  if (lift) {
    const { ledger, caller } = await openActing(who);
    return carryOut(liftStop, { why }, { ledger, caller, json });
  }
  // No role and no key: whoever can reach the file may stop.
  const ledger = await openByRecord();
  return carryOut(stopSending, { why }, { ledger, caller: { role: 'viewer', principal: who.principal }, json });
}

interface Acting {
  readonly ledger: Ledger;
  readonly caller: Pick<Caller, 'role' | 'principal' | 'key'>;
  readonly json: boolean;
}

async function carryOut<Input, Extra extends object>(
  command: Command<StopArgs, Input, Extra>,
  args: StopArgs,
  { ledger, caller, json }: Acting,
): Promise<number> {
  try {
    const call = { ...caller, client: 'ladder stop', tool: command.name, args, dryRun: false };
    const told = await ledger.act({
      command,
      args,
      call,
      answer: ({ outcome, summary, extra }) => ({ outcome, summary, ...extra }),
    });
    if (isRefusal(told)) {
      console.error(refusalText(told));
      return 1;
    }
    console.log(json ? JSON.stringify(told) : told.summary);
    return 0;
  } finally {
    await ledger.close();
  }
}

/** The ledger under the policy that it has on record, whatever LADDER_POLICY names: a stop must not fail for a file. */
async function openByRecord(): Promise<Ledger> {
  const named = loadPolicy(policyNamed(process.env.LADDER_POLICY));
  const policy = isPolicyProblem(named) ? policyFrom(undefined) : named;
  const onFolded = upgradeProgress();
  const open = (by: typeof policy) =>
    openLedger({ ...ledgerFiles(), policy: by, clock: clockFromEnvironment(), onFolded });
  const ledger = await open(policy);
  const recorded = await ledger.read((reader) => {
    const { is } = reader.policyStanding();
    return is === 'newer' || is === 'replaced' ? reader.policies().at(-1)?.canonical : undefined;
  });
  const other = recorded === undefined ? null : loadRecorded(recorded);
  if (other === null) return ledger;
  await ledger.close();
  return open(other);
}
