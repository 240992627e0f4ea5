import { z } from 'zod';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import { type Firm, Named, partOf } from './firm.ts';
import type { Market } from './market.ts';

const Watch = z.array(
  z.looseObject({
    kind: z.string(),
    account: z.string().optional(),
    call: z.looseObject({}).optional(),
  }),
);
const Due = z.looseObject({ template: z.string(), contact: z.string() });
const Facts = z.array(z.looseObject({ id: z.string(), fact: z.string(), value: z.unknown() }));
const Permits = z.array(z.looseObject({ id: z.string(), to: z.string() }));

/** The most that one call takes. */
const together = 25;
const rounds = 4;

/** Sends the touches that are due, as far as the day's cap goes. */
export async function sendDue(market: Market): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const swept = await market.firm.done('sales.ops', 'session_sweep', { limit: 60 });
    const due = (partOf(swept, 'watch', Watch) ?? []).filter(({ kind }) => kind === 'touch_due');
    const emails: string[] = [];
    for (const { account, call } of due) {
      const id = await render({ account, ...Due.parse(call) }, market);
      if (id !== undefined) emails.push(id);
    }
    if (emails.length === 0) return;
    for (let from = 0; from < emails.length; from += together)
      if (!(await permitAndSend(emails.slice(from, from + together), market))) return;
  }
}

interface Touch {
  readonly account: string | undefined;
  readonly template: string;
  readonly contact: string;
}

async function render({ account, template, contact }: Touch, market: Market): Promise<string | undefined> {
  const { firm } = market;
  const company = market.companyAt(account);
  if (!company) return undefined;
  const fact = await employeesOf(company.domain, firm);
  const answer = await firm.call('sales.ops', 'render_sequence_email', {
    template,
    contact,
    slots: { insight: `Your annual report counts ${fact?.value} employees at ${company.name}.` },
    insight_fact: fact?.id,
  });
  return partOf(answer, 'email', Named)?.id;
}

/** The fact that a mail rests on: where an account has many contacts it stands on a later page. */
async function employeesOf(domain: string, firm: Firm) {
  let told = await firm.call('sales.ops', 'explain_account', { account: domain, detail: 'full' });
  for (;;) {
    const found = partOf(told, 'facts', Facts)?.find((each) => each.fact === 'employees');
    const cursor = partOf(told, 'next_cursor', z.string());
    if (found || cursor === undefined) return found;
    const uri = `ladder://accounts/${domain}?format=json&cursor=${cursor}`;
    const page = await firm.done('sales.ops', 'read_ladder', { uri });
    told = partOf(page, 'data', z.looseObject({})) ?? {};
  }
}

/** False once nothing more is granted today. */
async function permitAndSend(emails: readonly string[], market: Market): Promise<boolean> {
  const { firm, dice, now } = market;
  const answer = await firm.call('sales.ops', 'authorize_send', { emails });
  if (isRefusal(answer)) return false;
  const permits = partOf(answer, 'permits', Permits) ?? [];
  const deliveries = permits.map(({ id }) => ({
    permit: id,
    event: 'sent',
    message_id: `<${id}@ours.example>`,
    at: now,
  }));
  await firm.call('sales.ops', 'record_delivery', { deliveries });
  for (const { id, to } of permits)
    market.sent.push({ message_id: `<${id}@ours.example>`, to: [to], at: now, subject: 'as permitted' });
  for (const { to } of permits) if (dice.happens(0.08)) market.replies.push(to);
  return permits.length === emails.length;
}

const words: Readonly<Record<number, string>> = {
  1: 'Yes, when could we have the Briefing?',
  2: 'Interesting, tell me more.',
  3: 'Not before the autumn.',
  5: 'I am not the right person.',
  6: 'We have this covered already.',
  8: 'Please stop writing to me.',
};

/** Records what came back since yesterday. */
export async function recordReplies(market: Market): Promise<void> {
  const { firm, dice, replies } = market;
  for (const contact of replies.splice(0)) {
    const type = dice.pick([1, 2, 2, 2, 3, 5, 6, 6, 8, 8]);
    const details = type === 3 ? { timeline: market.daysAgo(-90) } : type === 6 ? { objection: 'covered' } : undefined;
    await firm.call('sales.ops', 'record_response', {
      contact,
      type,
      received_at: market.hoursAgo(1 + dice.below(12)),
      text: `${words[type]} (${firm.calls})`,
      ...(details ? { details } : {}),
    });
  }
}
