import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { nurtureCopy } from '../test/support/nurture-copy.ts';
import { type Connected, connect, program, start, tempFolder } from './house.ts';
import type { Row } from './measure.ts';

type Args = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: answers of any tool
type Data = any;

const goals = { callsPerMail: 2, tokens: 60_000 } as const;
/** M3, M6: the fourth week's cap, of which sequences leave five to the cro's own mail. */
const day = { accounts: 15, each: 3, direct: 5 } as const;
const together = 25;

const warm = `extends: handoff-0.2
mailbox:
  address: rick@ours.example
  sender_name: Rick Bell
  postal_address: 1 Main Street, Springfield, IL 62701
  warmup_started_on: '2026-03-01'
`;

/** The tokens that an agent pays for a call: its arguments, and the longer half of the answer. */
class Counter {
  calls = 0;
  tokens = 0;
  readonly byTool = new Map<string, number>();

  async call(seat: Connected, tool: string, args: Args): Promise<Data> {
    const answer: Data = await seat.call(tool, args);
    const text = encode(String(answer.content?.[0]?.text ?? '')).length;
    const data = encode(JSON.stringify(answer.structuredContent ?? {})).length;
    const cost = encode(tool).length + encode(JSON.stringify(args)).length + Math.max(text, data);
    this.calls += 1;
    this.tokens += cost;
    this.byTool.set(tool, (this.byTool.get(tool) ?? 0) + cost);
    return answer.structuredContent;
  }
}

interface Seats {
  readonly ops: Connected;
  readonly cro: Connected;
  readonly author: Connected;
  readonly cmo: Connected;
  readonly mining: Connected;
}

const plain = async (seat: Connected, tool: string, args: Args): Promise<Data> =>
  ((await seat.call(tool, args)) as Data).structuredContent;

const found = (fact: string, value: unknown) => ({
  fact,
  value,
  source: 'apollo',
  evidence: 'profile page',
  as_of: '2026-04-01',
});
const finding = (route: string, value?: number) => ({
  route,
  ...(value === undefined ? {} : { value }),
  date: '2026-04-01',
  source: 'annual report',
  reference: `https://report.example/${route}`,
  shows: 'what it says',
});
const scores = [
  { signal: 'S1', score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 35)] },
  { signal: 'S2', score: 'LIKELY', findings: [finding('exec_hire')] },
  { signal: 'S3', score: 'UNVERIFIED' },
  { signal: 'S4', score: 'NOT_PRESENT' },
];
const names = ['Ana Ruiz', 'Bea Lind', 'Cid Mora'] as const;
const addressOf = (n: number, who: number) => `${names[who]?.slice(0, 3).toLowerCase()}@company-${n}.com`;

async function copy({ cro, author, cmo, ops }: Seats): Promise<void> {
  for (const touch of [1, 2, 3, 4, 5]) {
    const wanted = { sequence: 'nurture', touch, purpose: 'a mail', estimate_hours: 0.25 };
    const { request } = await plain(cro, 'request_template', wanted);
    const { template } = await plain(author, 'draft_template', { request: request.id, ...nurtureCopy, submit: true });
    await plain(cmo, 'review_template', { template: template.id, decision: 'approve', hash: template.hash });
    await plain(ops, 'load_template', { template: template.id });
  }
}

/** Accounts at MQL whose people are enrolled today; the facts that their mails rest on. */
async function enrolled(seats: Seats): Promise<readonly string[]> {
  const { ops, cro, mining } = seats;
  await copy(seats);
  const facts: string[] = [];
  for (let n = 0; n < day.accounts; n += 1) {
    const account = `company-${n}.com`;
    const contacts = names.map((name, who) => ({ name, email: addressOf(n, who) }));
    const known = [
      found('employees', 900 + n),
      found('has_ecosystem_motion', true),
      found('arr_usd', 80_000_000),
      found('industry', 'B2B SaaS'),
      found('gate_g5', true),
    ];
    await plain(ops, 'save_account', { domain: account, name: `Company ${n}`, facts: known, contacts });
    await plain(mining, 'file_signal_note', {
      account,
      contact: contacts[0],
      observed_at: '2026-04-20T09:30:00-04:00',
      source: 'LinkedIn',
      signal:
        n < day.direct
          ? { type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you score partners?' }
          : { type: 'E1', interaction: 'comment', object: `post-${n}` },
    });
    await plain(ops, 'classify_mql', { account });
    await plain(ops, 'score_dossier', { account, scores });
    const { facts: filed } = await plain(ops, 'explain_account', { account, detail: 'full' });
    facts.push(filed.find((each: Data) => each.fact === 'employees').id);
  }
  const contacts = facts.flatMap((_, n) => names.map((_name, who) => addressOf(n, who)));
  const { list } = await plain(ops, 'propose_recipients', { template: 'nurture_1', contacts });
  await plain(cro, 'review_recipients', { list: list.id, decision: 'approve' });
  await plain(ops, 'start_sequence', { list: list.id });
  return facts;
}

interface Sent {
  readonly permit: string;
  readonly to: string;
  readonly subject: string;
}

/** Renders each mail, then permits and reports them by the most that one call takes. */
async function sequences(counter: Counter, { ops }: Seats, facts: readonly string[]): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const subjects = new Map<string, string>();
  for (const [n, insight_fact] of facts.entries())
    for (const who of names.keys()) {
      const { email } = await counter.call(ops, 'render_sequence_email', {
        template: 'nurture_1',
        contact: addressOf(n, who),
        slots: { insight: `Company ${n} employs ${900 + n} people.` },
        insight_fact,
      });
      subjects.set(email.id, email.subject);
    }
  const ids = [...subjects.keys()];
  for (let from = 0; from < ids.length; from += together) {
    const { permits } = await counter.call(ops, 'authorize_send', { emails: ids.slice(from, from + together) });
    const deliveries = permits.map(({ id }: Data) => ({
      permit: id,
      event: 'sent',
      message_id: `<${id}@ours.example>`,
      at: start,
    }));
    await counter.call(ops, 'record_delivery', { deliveries });
    for (const { id, to, email } of permits) sent.push({ permit: id, to, subject: subjects.get(email) ?? '' });
  }
  return sent;
}

async function byHand(counter: Counter, { cro }: Seats): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (let n = 0; n < day.direct; n += 1) {
    const direct = {
      contact: addressOf(n, 0),
      subject: 'Your question',
      text: `Hi Ana,\n\nyes, gladly: here is how Company ${n} could start.\n\nRick`,
    };
    const { permit } = await counter.call(cro, 'authorize_send', { direct });
    await counter.call(cro, 'record_delivery', {
      permit: permit.id,
      event: 'sent',
      message_id: `<${permit.id}@ours.example>`,
      at: start,
    });
    sent.push({ permit: permit.id, to: permit.to, subject: direct.subject });
  }
  return sent;
}

/** Point 9 of sending: the tokens that a day of 50 mails costs its agents, from the sweep to the sent folder. */
export async function dayRows(): Promise<readonly Row[]> {
  const folder = tempFolder();
  const LADDER_POLICY = join(folder, 'policy.yaml');
  writeFileSync(LADDER_POLICY, warm);
  const own = { LADDER_DB: join(folder, 'l.db'), LADDER_POLICY };
  const seat = (role: string) => connect([program, 'serve', '--as', role], own);
  const seats: Seats = {
    ops: await seat('sales.ops'),
    cro: await seat('cro'),
    author: await seat('category.positioning'),
    cmo: await seat('cmo'),
    mining: await seat('mining.mind'),
  };
  const facts = await enrolled(seats);
  const counter = new Counter();
  await counter.call(seats.ops, 'session_sweep', {});
  const sent = [...(await sequences(counter, seats, facts)), ...(await byHand(counter, seats))];
  const messages = sent.map(({ permit, to, subject }) => ({
    message_id: `<${permit}@ours.example>`,
    to: [to],
    at: start,
    subject,
  }));
  const { matched } = await counter.call(seats.ops, 'reconcile_sent', { messages, until: start });
  await Promise.all(Object.values(seats).map((each: Connected) => each.close()));
  if (sent.length !== 50 || matched.length !== 50) throw new Error(`${sent.length} sent, ${matched.length} matched`);
  const costs = [...counter.byTool].map(([tool, tokens]) => `${tool} ${tokens}`).join(', ');
  process.stderr.write(`tokens by tool: ${costs}\n`);
  const perMail = counter.calls / sent.length;
  return [
    {
      what: 'calls per mail on a day of 50 mails, with the sweep and the sent folder',
      measured: perMail.toFixed(2),
      goal: `<= ${goals.callsPerMail}`,
      met: perMail <= goals.callsPerMail,
    },
    {
      what: 'tokens of that day: arguments and the longer half of each answer',
      measured: String(counter.tokens),
      goal: `<= ${goals.tokens}`,
      met: counter.tokens <= goals.tokens,
    },
  ];
}
