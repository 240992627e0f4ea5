import { randomUUID } from 'node:crypto';
import type { Fields } from '../fields.ts';
import { classOf, hindrance } from '../gate/decide.ts';
import type { HookEvent } from '../gate/hook-event.ts';
import { mailOfPermit, record, redeem } from '../gate/ledger-of-mails.ts';
import { receiptOf } from '../gate/receipt.ts';
import type { Ledger } from '../ledger/port/ledger.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { isRefusal, type Refusal, refuse } from '../rules/vocabulary/refusal.ts';
import { messageOf, type ProxiedServer } from './mail-server.ts';
import { callFor, type ListedTool, named, rulesFor, senderAmong } from './mail-server-tools.ts';
import type { Pins } from './pins.ts';

/** The outcome of a mail whose permit was used (M2). */
export interface Sent {
  readonly permit: string;
  readonly outcome: 'sent' | 'failed' | 'unknown';
  readonly message_id?: string;
  readonly because?: string;
  /** The ledger did not take the report: why. */
  readonly unreported?: string;
}

/** Takes the mail of a permit out. A refusal means that nothing was sent and the permit is not used. */
export type Send = (permit: string) => Promise<Sent | Refusal>;

/** The ledger as it stands now, open as long as the work takes. */
export type WithLedger = <T>(work: (ledger: Ledger, policy: PolicyValues) => Promise<T>) => Promise<T>;

export interface Through {
  readonly server: Pick<ProxiedServer, 'trouble' | 'tools' | 'call'>;
  readonly profile: string;
  readonly pins: Pins;
  readonly withLedger: WithLedger;
  /** Takes credentials out of what the server says. */
  readonly withhold: (text: string) => string;
}

/** M1, M2: the mail goes out by the server's own tool, on the same decision as before a call of an agent's. */
export async function sendThrough(permit: string, through: Through): Promise<Sent | Refusal> {
  const { server, profile, pins, withLedger } = through;
  const trouble = await server.trouble();
  if (trouble !== null) return unreached(trouble);
  const tools = await server.tools();
  const changed = pins.compare(tools);
  return withLedger(async (ledger, policy) => {
    const found = senderAmong(tools, profile, policy);
    if (!found) return noSender(profile, policy);
    if (changed.has(found.tool.name)) return unconfirmed(found.tool.name, profile);
    const mail = await mailOfPermit(ledger, permit);
    if (isRefusal(mail)) return mail;
    const input = callFor(mail, found.tool, found.row);
    if ('why' in input && typeof input.why === 'string') return unfit(input.why, profile);
    return sendOn(permit, { found, input, ledger, policy, through });
  });
}

interface Ready {
  readonly found: { readonly tool: ListedTool };
  readonly input: Fields;
  readonly ledger: Ledger;
  readonly policy: PolicyValues;
  readonly through: Through;
}

async function sendOn(permit: string, { found, input, ledger, policy, through }: Ready): Promise<Sent | Refusal> {
  const { tool } = found;
  const rules = { ...policy, ...rulesFor(tool.name, through.profile, policy) };
  const event: HookEvent = {
    event: 'PreToolUse',
    tool: named(tool.name, through.profile),
    input,
    id: `mail_${randomUUID()}`,
    sender: 'ladder mail',
    response: undefined,
  };
  const known = classOf(event, rules, []);
  if (known.is !== 'send' && known.is !== 'never') return noSender(through.profile, policy);
  const refusal = await hindrance(event, known, { redeem: (mails) => redeem(ledger, mails, event) });
  if (refusal) return refusal;
  const after = await called(event, tool.name, through);
  const profiles = known.is === 'send' ? known.profiles : [];
  const receipt = receiptOf(after, profiles);
  const told = await record(ledger, after, known, rules).catch((error: unknown) => ({ stderr: messageOf(error) }));
  const because = receipt.event === 'sent' ? undefined : (after.error ?? 'the mail server named no message id');
  return {
    permit,
    outcome: receipt.event,
    ...(receipt.message_id === undefined ? {} : { message_id: receipt.message_id }),
    ...(because === undefined ? {} : { because: through.withhold(because) }),
    ...(told.stderr === '' ? {} : { unreported: told.stderr }),
  };
}

/** The event as a client would tell it after the call. */
async function called(event: HookEvent, tool: string, { server }: Through): Promise<HookEvent> {
  try {
    const response = await server.call(tool, event.input);
    if (response.isError !== true) return { ...event, event: 'PostToolUse', response };
    return { ...event, event: 'PostToolUseFailure', response, error: messageOf(textIn(response)) };
  } catch (error) {
    return { ...event, event: 'PostToolUseFailure', error: messageOf(error) };
  }
}

function textIn({ content }: Fields): string {
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  const texts = parts.map((part) => (typeof part === 'object' && part !== null ? Reflect.get(part, 'text') : ''));
  return texts.filter((text) => typeof text === 'string').join(' ') || 'the mail server told an error without words';
}

const about = { clause: '5.5', ruling: 'M1' } as const;

export function unreached(trouble: string): Refusal {
  return refuse('UNAVAILABLE', {
    ...about,
    found: trouble,
    next: 'whoever runs this client looks at its log and starts `ladder mail` anew; the permit is not used',
  });
}

/** How the tools of a profile are confirmed. */
function confirmation(profile: string): string {
  return `ladder mail --profile ${profile} --confirm`;
}

export function unconfirmed(tool: string, profile: string): Refusal {
  return refuse('RULE_REFUSED', {
    ...about,
    found: `\`${tool}\` of the mail server ${profile} is not what was shown before: it is new, or its description or schema changed`,
    next: `a person looks with \`${confirmation(profile)} --dry-run\` at what changed, and confirms it with \`${confirmation(profile)}\``,
  });
}

function noSender(profile: string, { mail_tools }: Pick<PolicyValues, 'mail_tools'>): Refusal {
  const names = mail_tools.filter((row) => row.profile === profile && row.class === 'send').map(({ tool }) => tool);
  return refuse('NOT_CONFIGURED', {
    ...about,
    found: `the mail server lists no tool that profile ${profile} sends by (${names.join(', ') || 'it names none'})`,
    next: 'who keeps the policy file adds the row of its tool to `mail_tools`, or names the profile that fits',
  });
}

function unfit(why: string, profile: string): Refusal {
  return refuse('NOT_CONFIGURED', {
    ...about,
    found: `${why}; the permit is not used`,
    next: `send it another way, or correct the row of profile ${profile} in \`mail_tools\``,
  });
}
