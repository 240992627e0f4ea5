import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isLoopback, type MailServer } from '../../connectors/smtp/deliver.ts';
import { type Handled, type PermittedMails, sendPermitted } from '../../connectors/smtp/send-permitted.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Acted, Reader } from '../../ledger/port/ledger.ts';
import type { Command } from '../../rules/command/command.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import { recordDelivery } from '../../rules/sending/record-delivery.ts';
import { redeemPermit } from '../../rules/sending/redeem-permit.ts';
import type { Instant } from '../../rules/time/time.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import {
  clockFromEnvironment,
  ledgerFiles,
  openFromEnvironment,
  policyFrom,
  policyNamed,
} from '../shared/environment.ts';
import { type Options, Unusable } from '../shared/options.ts';

/** How long the sender waits before it looks for permits again, in milliseconds. */
const interval = 5000;

/** For so many rounds a mail that was withheld is not tried again: each try that is refused is put on record. */
const roundsWithheld = 12;

/** M2: sends what is permitted, each mail once. This process alone holds the credentials of the mailbox. */
export async function sendCommand({ once, json }: Options): Promise<number> {
  const server = serverOf(policyFrom(policyNamed(process.env.LADDER_POLICY)).values, process.env);
  const { path } = ledgerFiles();
  if (!existsSync(path)) throw new Unusable(`there is no ledger at ${path}. Next: name the ledger by LADDER_DB`);
  const { ledger } = await openFromEnvironment();
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  const handled: Handled[] = [];
  const onHandled = (each: Handled) => {
    if (once) handled.push(each);
    else console.log(json ? JSON.stringify(each) : handledText(each));
  };
  const sending = { server, tried: new Set<string>(), onHandled, isEnding: () => ending.signal.aborted };
  try {
    for (let round = 1; !ending.signal.aborted; round += 1) {
      if (await ledger.isLocked())
        throw new Unusable(
          'UNAVAILABLE (§4.4): this ledger was put back from a backup. Next: chief.staff closes confirm_restored_ledger, which session_sweep lists',
        );
      await sendPermitted(permittedBy(ledger, 'ladder send'), sending);
      if (once) break;
      await pause(interval, ending.signal);
      // Withheld mails are tried again, for a stop may have been lifted; a sent mail holds no open permit.
      if (round % roundsWithheld === 0) sending.tried.clear();
    }
  } finally {
    await ledger.close();
  }
  if (once) tellAll(handled, json);
  return handled.some(({ result }) => result === 'failed' || result === 'unknown') ? 1 : 0;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

type Environment = Readonly<Record<string, string | undefined>>;

export function serverOf({ mailbox: { value: mailbox } }: PolicyValues, environment: Environment): MailServer {
  const { smtp } = mailbox ?? {};
  if (!mailbox || !smtp)
    throw new Unusable(
      'NOT_CONFIGURED (§5.5, M2): the policy names no mail server. Next: set `mailbox.smtp` in the policy, or send with a mail tool of your own',
    );
  const { host, port, user_env, password_env } = smtp;
  const [user, password] = [environment[user_env], environment[password_env]];
  const lacking = [user_env, password_env].filter((name) => !environment[name]);
  if (lacking.length > 0 && !isLoopback(host))
    throw new Unusable(
      `NOT_CONFIGURED (§5.5, M2): ${lacking.join(' and ')} of the mail server ${host} ${lacking.length === 1 ? 'is' : 'are'} not set. Next: set ${lacking.length === 1 ? 'it' : 'them'} for this process alone`,
    );
  const from = { name: mailbox.sender_name, address: mailbox.address };
  return { host, port, from, ...(user && password ? { user, password } : {}) };
}

/** The ledger's side of sending, for a sender of that name. Sending is sales.ops's work (§5.5). */
export function permittedBy(ledger: Ledger, client: string): PermittedMails {
  const caller = { role: 'sales.ops', client } as const;
  const { now } = clockFromEnvironment();
  const act = <Args, Input, Extra extends object, Answer>(
    command: Command<Args, Input, Extra>,
    args: Args,
    answer: (acted: Acted<Extra>) => Answer,
  ) => ledger.act({ command, args, call: { ...caller, tool: command.name, args, dryRun: false }, answer });
  return {
    open: () => ledger.read((reader, { now }) => openPermits(reader, now)),
    async redeem(permit) {
      const args = { permit, tool_use_id: `send_${randomUUID()}` };
      const redeemed = await act(redeemPermit, args, ({ extra }) => extra.payload);
      if (isRefusal(redeemed)) return redeemed;
      const { to, subject, body: text, headers, in_reply_to } = redeemed;
      return { permit, to: to.join(', '), subject, text, headers, in_reply_to, at: now() };
    },
    async report(permit, { result: event, message_id }) {
      const told = await act(recordDelivery, { permit, event, message_id, at: now() }, () => ({}));
      return isRefusal(told) ? told : null;
    },
  };
}

/** M3: permits that hold a place in the day's cap and are not used yet. */
function openPermits(reader: Reader, now: Instant): readonly string[] {
  const held = Object.entries(reader.mailbox().slots);
  return held.flatMap(([permit, { until }]) => (until !== null && until > now ? [permit] : []));
}

function tellAll(handled: readonly Handled[], json: boolean): void {
  if (json) console.log(JSON.stringify({ mails: handled }));
  else
    console.log(handled.length === 0 ? 'Nothing is permitted that was not sent.' : handled.map(handledText).join('\n'));
}

function handledText(each: Handled): string {
  const { permit, result } = each;
  const id = result === 'withheld' ? '' : ` as ${each.message_id}`;
  return `${permit}: ${result}${id}${'because' in each ? `: ${each.because}` : ''}`;
}
