import type { Ledger, Snapshot } from '../ledger/port/ledger.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { differs, type MailBytes } from '../rules/sending/permit-bytes.ts';
import { recordDelivery } from '../rules/sending/record-delivery.ts';
import { redeemCall } from '../rules/sending/redeem-call.ts';
import { isRefusal, type Refusal, refuse } from '../rules/vocabulary/refusal.ts';
import type { CallClass } from './classify.ts';
import { bytesRead } from './decide.ts';
import type { HookEvent } from './hook-event.ts';
import { type MailRead, mailOf } from './match.ts';
import { receiptOf } from './receipt.ts';
import { recipientsIn } from './unknown-tool.ts';
import { block, type GateVerdict, pass } from './verdict.ts';

/** The mail that a permit is for, whatever became of it: whether it may go out is asked when it is redeemed. */
export function mailOfPermit(ledger: Ledger, permit: string): Promise<MailBytes | Refusal> {
  return ledger.read((look) => {
    const granted = look.mail.stepsOf(permit).find(({ step }) => step === 'granted');
    if (!granted) return noPermit(`no permit stands under \`${permit}\``, 'ask for one with authorize_send');
    const { to, subject, text, in_reply_to } = look.mail.wordsOf(granted.email ?? permit);
    if (to === undefined || subject === undefined || text === undefined)
      return noPermit(`the mail of ${permit} is gone: the person was erased`, 'write to nobody under this name');
    const state = look.account(granted.account)?.state;
    const held = [...(state?.permits ?? []), ...(state?.over_permits ?? []).map((over) => over.permit)];
    const thread = held.find(({ id }) => id === permit)?.in_reply_to;
    return { to, subject, text, in_reply_to: thread ?? in_reply_to };
  });
}

function noPermit(found: string, next: string): Refusal {
  return refuse('NOT_FOUND', { clause: '5.5', ruling: 'M1', found, next });
}

/** M1: the permit of these bytes is used by this call; the same call is judged anew, and passes if nothing came between. */
export function redeem(ledger: Ledger, mails: readonly MailBytes[], event: HookEvent) {
  return ledger.act({
    command: redeemCall,
    args: { mails, by: event.sender, call: event.id },
    call: actOf(event, 'redeem_call'),
    answer: ({ extra }) => extra,
  });
}

/** M2: records the outcome of a call that went through, by its permit, else for each contact among its recipients. */
export async function record(
  ledger: Ledger,
  event: HookEvent,
  found: Exclude<CallClass, { is: 'free' }>,
  { mail_gate }: PolicyValues,
): Promise<GateVerdict> {
  const profiles = found.is === 'send' ? found.profiles : [];
  const read = profiles.map((profile) => mailOf(event.input, profile));
  const mails = read.filter((each): each is MailRead => 'to' in each).map(bytesRead);
  const receipt = receiptOf(event, profiles);
  const { permit, now } = await ledger.read((look, moment) => ({ permit: permitOf(mails, look), now: moment.now }));
  if (permit !== null) return told(await tell(ledger, event, { ...receipt, permit, at: now }));
  // A call that failed, and that no permit covers, sent nothing that is known.
  if (event.event === 'PostToolUseFailure' || receipt.event === 'failed') return pass;
  const message_id = receipt.message_id ?? event.id;
  for (const to of recipientsIn(event.input, mail_gate)) {
    const mail = message_id === undefined ? { to } : { to, message_id };
    const answer = await tell(ledger, event, { ...mail, event: 'sent', at: now });
    // A recipient who is no contact and was never suppressed has no record.
    if (isRefusal(answer) && answer.code !== 'NOT_FOUND') return block(answer);
  }
  return pass;
}

type ReportedDelivery = Parameters<typeof recordDelivery.prepare>[0];

function tell(ledger: Ledger, event: HookEvent, args: ReportedDelivery): Promise<object | Refusal> {
  return ledger.act({
    command: recordDelivery,
    args,
    call: callOf(event, 'record_delivery', args.to ?? ''),
    answer: ({ extra }) => extra,
  });
}

function told(answer: object | Refusal): GateVerdict {
  return 'refused' in answer && isRefusal(answer) ? block(answer) : pass;
}

/** The permit that these bytes went out by, where it is not settled yet. */
function permitOf(mails: readonly MailBytes[], look: Snapshot): string | null {
  for (const { to } of mails) {
    const held = look.contact(to);
    const state = held && look.account(held.account)?.state;
    const permits = state?.permits?.filter(({ contact }) => contact === held?.contact) ?? [];
    const found = permits.find((permit) => {
      const { subject = '', text = '', in_reply_to, to: address = '' } = look.mail.wordsOf(permit.email ?? permit.id);
      const bytes = { to: address, subject, text, in_reply_to: permit.in_reply_to ?? in_reply_to };
      return mails.some((mail) => differs(mail, bytes) === null);
    });
    if (found) return found.id;
  }
  return null;
}

/** Sending is sales.ops's work (§5.5). */
function actOf({ tool, input }: HookEvent, name: string) {
  return { role: 'sales.ops' as const, client: 'ladder gate', tool: name, args: { tool, input }, dryRun: false };
}

/** One report of the client is one act, however many copies of the hook tell it. */
function callOf(event: HookEvent, name: string, about: string) {
  const act = actOf(event, name);
  return event.id === undefined ? act : { ...act, idempotencyKey: [name, event.id, about].join(' ').trim() };
}
