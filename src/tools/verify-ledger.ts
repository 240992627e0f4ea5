import { z } from 'zod';
import type { Ledger } from '../ledger/port/ledger.ts';
import { accountKey, noSuchAccount } from '../rules/command/account-ref.ts';
import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';
import { faultText } from '../views/ledger-fault.ts';
import { AccountRef, PolicyOut } from './support/schemas.ts';
import { tool } from './support/tool.ts';

const Fault = z.looseObject({ kind: z.string(), stream: z.string().optional(), because: z.string() });

export default tool({
  name: 'verify_ledger',
  title: 'Verify the ledger',
  description:
    'Check that no recorded event was altered, removed, moved or added behind the ledger, that its signed checkpoints hold, and that what tools show is what the events say. Names the first bad event and its kind. Not a repair.',
  clauses: ['4.4'],
  callers: ['chief.staff'],
  effect: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({ account: AccountRef.optional() }),
  output: z.looseObject({
    ok: z.boolean(),
    events: z.number(),
    streams: z.number(),
    checkpoints: z.number(),
    fault: Fault.optional(),
    policy: PolicyOut,
  }),
  async handle({ account }, { ledger }) {
    const stream = account === undefined ? undefined : await streamOf(account, ledger);
    if (stream !== undefined && typeof stream !== 'string') return stream;
    const { fault, ...report } = await ledger.verify(stream);
    const policy = await ledger.read((_, moment) => ({ version: moment.policy.version, status: moment.policy.status }));
    const text = fault ? faultText(fault) : `The ledger holds: ${report.events} events on ${report.streams} streams.`;
    return { data: { ...report, ...(fault ? { fault } : {}), policy }, text };
  },
});

async function streamOf(account: string, ledger: Ledger): Promise<string | Refusal> {
  const ref = accountKey(account);
  if (isRefusal(ref)) return ref;
  const record = await ledger.read((reader) => reader.account(ref.key));
  return record ? `account:${record.state.id}` : noSuchAccount();
}
