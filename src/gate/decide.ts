import type { PolicyValues } from '../rules/policy/policy.ts';
import type { MailBytes } from '../rules/sending/permit-bytes.ts';
import { isRefusal, type Refusal, refuse } from '../rules/vocabulary/refusal.ts';
import { type CallClass, classify } from './classify.ts';
import type { HookEvent } from './hook-event.ts';
import { type MailRead, mailOf } from './match.ts';
import { ask, block, type GateVerdict, pass } from './verdict.ts';

/** The ledger's permits, for the gate; opened when it is first asked. */
export interface Permits {
  redeem(mails: readonly MailBytes[], event: HookEvent): Promise<{ readonly permit: string } | Refusal>;
}

/** Before a call: whether it goes on. */
export async function before(event: HookEvent, found: CallClass, permits: Permits): Promise<GateVerdict> {
  if (found.is === 'free') return pass;
  if (found.is === 'ask') return ask(event.tool, found.why, event.mode);
  const refusal = await hindrance(event, found, permits);
  return refusal ? block(refusal) : pass;
}

/** The reason why a call that sends does not go on; null once its permit is used. */
export async function hindrance(
  event: HookEvent,
  found: Extract<CallClass, { is: 'send' | 'never' }>,
  permits: Permits,
): Promise<Refusal | null> {
  if (found.is === 'never') return held(event.tool, found.why);
  const read = found.profiles.map((profile) => mailOf(event.input, profile));
  const mails = read.filter((each): each is MailRead => 'to' in each);
  const [why] = read.flatMap((each) => ('why' in each ? [each.why] : []));
  if (mails.length === 0) return unmatched(event.tool, why ?? 'it names no mail');
  const answer = await permits.redeem(mails.map(bytesRead), event);
  return isRefusal(answer) ? answer : null;
}

export function classOf({ tool, input }: HookEvent, policy: PolicyValues, ours: readonly string[]): CallClass {
  return classify(tool, input, policy, ours);
}

export function bytesRead({ to, subject, body, thread }: MailRead): MailBytes {
  return { to, subject, text: body, in_reply_to: thread };
}

function held(tool: string, why: string): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '5.5',
    ruling: 'M1',
    found: `\`${tool}\` is held: ${why}`,
    next: 'call authorize_send, and send its payload with a tool that sends one mail to one recipient',
  });
}

function unmatched(tool: string, why: string): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '5.5',
    ruling: 'M1',
    found: `\`${tool}\`: ${why}`,
    next: 'call authorize_send, and give its payload: recipient, subject and body, unchanged and nothing else',
  });
}
