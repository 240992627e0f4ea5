import { z } from 'zod';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import type { Company } from './companies.ts';
import { Named, partOf } from './firm.ts';
import type { Market } from './market.ts';

export const Task = z.looseObject({
  id: z.string(),
  kind: z.string(),
  account: z.string().optional(),
  subject: z.string().optional(),
});
export type Task = z.output<typeof Task>;

type Handler = (task: Task, company: Company, market: Market) => Promise<unknown>;

const found = (route: string, market: Market, value?: number) => ({
  route,
  ...(value === undefined ? {} : { value }),
  date: market.daysAgo(10),
  source: 'annual report',
  reference: `page of ${route}`,
  shows: 'what it says',
});

/** Findings for as many buying signals as the company has. */
function scoresOf({ buying }: Company, market: Market): readonly object[] {
  const findings: Readonly<Record<string, readonly object[]>> = {
    S1: [found('partner_influenced_pct', market, 35)],
    S3: ['aws', 'co_sell', 'marketplace'].map((route) => found(route, market)),
    S2: [found('exec_hire', market)],
    S4: [found('cost_program', market)],
  };
  return Object.entries(findings).map(([signal, each], n) =>
    n < buying
      ? { signal, score: market.dice.pick(['CONFIRMED', 'LIKELY']), findings: each }
      : { signal, score: market.dice.pick(['UNVERIFIED', 'NOT_PRESENT']) },
  );
}

const research: Handler = (_, { domain, name, facts }, market) =>
  market.firm.call('sales.ops', 'save_account', {
    domain,
    name,
    facts: Object.entries(facts).map(([fact, value]) => ({
      fact,
      value,
      source: 'apollo',
      evidence: 'profile page',
      as_of: market.today,
    })),
  });

const classify: Handler = async (_, company, market) => {
  const { firm, dice } = market;
  const answer = await firm.call('sales.ops', 'classify_mql', { account: company.domain });
  if (isRefusal(answer)) return;
  if (answer.outcome === 'auto_sql') market.sell(company);
  const { employees, has_ecosystem_motion, arr_usd, industry, gate_g5 } = company.facts;
  const isSmallAlone =
    Number(employees) < 200 &&
    Number(arr_usd) >= 50_000_000 &&
    industry !== 'Bakery' &&
    has_ecosystem_motion &&
    gate_g5;
  const signal = market.signals.get(company.domain);
  if (answer.outcome !== 'stays_prospect' || !isSmallAlone || signal === undefined || !dice.happens(0.3)) return;
  const granted = await firm.call('cro', 'override_gate', {
    account: company.domain,
    gate: 'G1',
    justification: 'a reference customer of ours vouches for them fully',
    compensating_signals: [signal],
  });
  if (!isRefusal(granted)) await firm.call('sales.ops', 'classify_mql', { account: company.domain });
};

const decide: Handler = async (_, company, market) => {
  const { firm, dice } = market;
  const decision = dice.pick(['confirm', 'confirm', 'confirm', 'confirm', 'dispute', 'flag_immediate']);
  const args = { account: company.domain, decision, reason_code: 'timing', reason: 'as the evidence reads' };
  const answer = await firm.call('cro', 'cro_decide', args);
  if (!isRefusal(answer) && decision !== 'dispute') market.sell(company);
};

const propose =
  (sequence: string): Handler =>
  async (task, company, market) => {
    const contacts = await market.contacts(company);
    if (contacts.length === 0) return;
    const answer = await market.firm.call('sales.ops', 'propose_recipients', { template: `${sequence}_1`, contacts });
    if (isRefusal(answer)) await close(task, 'sales.ops', market);
  };

const change =
  (what: 'regress' | 'recycle'): Handler =>
  (_, { domain }, { firm }) =>
    firm.call('sales.ops', 'propose_stage_change', { account: domain, change: what, reason: 'nothing was heard' });

const answerByMail: Handler = async (task, { n }, market) => {
  const { firm, now } = market;
  if (task.subject === undefined) return;
  const text = `Hi,\n\nyes, gladly: here is how Firm ${n} could start.\n\nRick`;
  const direct = { contact: task.subject, subject: 'Your question', text };
  const permit = partOf(await firm.call('cro', 'authorize_send', { direct }), 'permit', Named);
  if (!permit) return;
  const sent = { permit: permit.id, event: 'sent', message_id: `<${permit.id}@ours.example>`, at: now };
  await firm.call('cro', 'record_delivery', sent);
};

const confirmChange: Handler = (_, { domain }, { firm, dice }) =>
  firm.call('cro', 'decide_stage_change', {
    account: domain,
    decision: dice.pick(['confirm', 'confirm', 'decline']),
    reason: 'as heard',
  });

const handlers: Readonly<Record<string, Handler>> = {
  complete_account: research,
  research_gates: research,
  classify,
  dossier: (_, company, market) =>
    market.firm.call('sales.ops', 'score_dossier', { account: company.domain, scores: scoresOf(company, market) }),
  cro_review: decide,
  cro_review_repeat: decide,
  propose_nurture: propose('nurture'),
  propose_re_engagement: propose('re_engagement'),
  flag_idle_sql: change('regress'),
  revert_idle_mql: change('regress'),
  recycle: change('recycle'),
  confirm_regression: confirmChange,
  confirm_disqualification: confirmChange,
  answer_hot: answerByMail,
  answer_warm: answerByMail,
  answer_objection: answerByMail,
};

/** Messages of the sent folder that one call takes. */
const mostMessages = 200;

/** Of a desk's task, whose subject is no account's. */
const deskHandlers: Readonly<Record<string, (task: Task, market: Market, role: Role) => Promise<unknown>>> = {
  daily_check_in: (_, { firm }, role) => firm.call(role, 'pipeline_report', { kind: 'daily_check_in' }),
  weekly_close: (_, { firm }, role) => firm.call(role, 'pipeline_report', { kind: 'weekly_close' }),
  review_recipients: ({ subject }, { firm }) =>
    firm.call('cro', 'review_recipients', { list: subject, decision: 'approve' }),
  take_in_replies: (_, { firm, now, sent }) =>
    firm.call('sales.ops', 'reconcile_sent', { messages: sent.splice(0, mostMessages), until: now }),
  reconcile_stages: (_, { firm }) => firm.call('sales.ops', 'reconcile_stages', { apollo: [], monday: [] }),
  start_sequence: ({ subject }, { firm }) => firm.call('sales.ops', 'start_sequence', { list: subject }),
};

/** Sessions between two looks at a task that could neither be done nor closed. */
const rest = 20;

/** Does what a task asks for; what has no way of its own, or is still open when it is met again, is closed by hand. */
export async function actOn(task: Task, role: Role, market: Market): Promise<void> {
  const times = market.tried.get(task.id) ?? 0;
  market.tried.set(task.id, times + 1);
  if (times > 1 && times % rest !== 0) return;
  const company = market.companyAt(task.account);
  const own = company && handlers[task.kind];
  const ofDesk = deskHandlers[task.kind];
  if (times % rest === 1 || !(own || ofDesk)) await close(task, role, market);
  else if (own) await own(task, company, market);
  else await ofDesk?.(task, market, role);
}

async function close({ id, kind }: Task, role: Role, { firm }: Market): Promise<void> {
  const verdict = kind === 'evidence_sample' ? { verdict: 'held' } : {};
  await firm.call(role, 'complete_task', { task: id, note: 'seen to', ...verdict });
}
