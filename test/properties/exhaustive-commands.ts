import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../src/rules/aggregates/account.ts';
import type { AccountEvent, DealEvent } from '../../src/rules/aggregates/account-events.ts';
import type { Command, Decided } from '../../src/rules/command/command.ts';
import { advanceDeal } from '../../src/rules/deals/advance-deal.ts';
import { classifyMql } from '../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../src/rules/qualification/cro-decide.ts';
import { disputeMql } from '../../src/rules/qualification/dispute-mql.ts';
import { overrideGate } from '../../src/rules/qualification/override-gate.ts';
import { scoreDossier } from '../../src/rules/qualification/score-dossier.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { retractSignal } from '../../src/rules/signals/retract-signal.ts';
import { decideStageChange } from '../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../src/rules/stage-changes/propose-stage-change.ts';
import { suppressContact } from '../../src/rules/suppression/suppress-contact.ts';
import { voidSuppression } from '../../src/rules/suppression/void-suppression.ts';
import { completeTask } from '../../src/rules/tasks/complete-task.ts';
import type { Refusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import type { SignalInput } from '../../src/rules/vocabulary/signal-types.ts';
import type { TestWorld } from '../support/world.ts';

export const domain = 'acme.com';

export type Answer = (Decided<object> & { readonly events: readonly AccountEvent[] }) | Refusal;

/** One concrete command of one role. Where its arguments need what the account lacks, there is nothing to call. */
export interface Action {
  readonly name: string;
  readonly role: Role;
  readonly tool: string;
  args(state: AccountState, now: string): object | null;
  call(world: TestWorld, args: object): Answer;
}

export function action<A extends object, Input, Extra extends object>(
  name: string,
  role: Role,
  command: Command<A, Input, Extra>,
  args: (state: AccountState, now: string) => A | null,
): Action {
  return {
    name,
    role,
    tool: command.name,
    args,
    call: (world, given) => world.try(role, command, given as A),
  };
}

export const people = {
  ana: { email: 'ana@acme.com', name: 'Ana Ruiz' },
  ben: { email: 'ben@acme.com', name: 'Ben Yu' },
  // Ana again, under an address of her own.
  'ana elsewhere': { email: 'ana.ruiz@gmail.com', name: 'Ana Ruiz' },
  kim: { email: 'kim@gmail.com', name: 'Kim Lee' },
};
const hosts: Partial<Record<Who, string>> = { kim: 'gmail.com' };
type Who = keyof typeof people;

const introduction = { referrer: 'Sam Poe', relationship: 'former colleague', context: 'both sell through partners' };
const signals: Readonly<Record<string, (state: AccountState) => SignalInput>> = {
  like: ({ signals: known }) => ({
    type: 'E1',
    interaction: 'like',
    object: `post-${known.filter((each) => each.interaction === 'like').length % 3}`,
  }),
  comment: () => ({ type: 'E1', interaction: 'comment', object: 'essay' }),
  E3: () => ({ type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you score partners?' }),
  E4: () => ({ type: 'E4', channel: 'website_form', quote: 'We would like the Briefing.' }),
  E7: () => ({ type: 'E7', ...introduction, response: 'none', evidence: 'thread' }),
  E7ack: () => ({ type: 'E7', ...introduction, response: 'reply_email', evidence: 'thread' }),
  E10: () => ({ type: 'E10', ...introduction, response: 'requested_call', evidence: 'asks for a call' }),
};

/** A note on somebody at Acme; what Kim did waits, for her mailbox names no company. */
export const note = (role: Role, kind: string, who: Who, ago = 0): Action =>
  action(`${kind} of ${who}${ago > 0 ? ` ${ago} days ago` : ''}`, role, fileSignalNote, (state, now) => ({
    account: hosts[who] ?? domain,
    contact: people[who],
    observed_at: new Date(Date.parse(now) - ago * 86_400_000).toISOString(),
    source: 'seen by hand',
    signal: (signals[kind] ?? (() => ({ type: 'E2' as const })))(state),
  }));

export const facts = {
  employees: 800,
  has_ecosystem_motion: true,
  arr_usd: 80_000_000,
  industry: 'B2B SaaS',
  gate_g5: true,
};

const record = (name: string, values: Readonly<Record<string, string | number | boolean>>): Action =>
  action(name, 'sales.ops', saveAccount, (_, now) => ({
    domain,
    facts: Object.entries(values).map(([fact, value]) => ({
      fact,
      value,
      source: 'annual report',
      evidence: 'page 4',
      as_of: now.slice(0, 10),
    })),
  }));

const old = { date: '2026-04-01', source: 'annual report', shows: 'what it says' };
const carrying = {
  S1: [{ route: 'partner_influenced_pct', value: 35, reference: 'p1', ...old }],
  S2: [{ route: 'exec_hire', reference: 'p2', ...old }],
  S3: ['aws', 'co_sell', 'marketplace'].map((route) => ({ route, reference: `p3 ${route}`, ...old })),
  S4: [{ route: 'yoy_growth_pct', value: 2, reference: 'p4', ...old }],
};

function dossier(name: string, high: number, fresh: boolean): Action {
  return action(name, 'sales.ops', scoreDossier, ({ minted }, now) => {
    const news = { date: now.slice(0, 10), source: 'news', shows: 'what is new', reference: `look ${minted}` };
    const scores = (['S1', 'S3', 'S4', 'S2'] as const).map((signal, n) =>
      n < high
        ? {
            signal,
            score: 'LIKELY' as const,
            findings:
              fresh && n === 0 ? [...carrying[signal], { route: 'partners_section', ...news }] : carrying[signal],
          }
        : { signal, score: 'NOT_PRESENT' as const },
    );
    return { account: domain, scores };
  });
}

const decide = (decision: 'confirm' | 'dispute' | 'flag_immediate'): Action =>
  action(decision, 'cro', croDecide, () => ({
    account: domain,
    decision,
    ...(decision === 'dispute' ? { reason_code: 'timing' as const, reason: 'the budget is gone' } : {}),
  }));

const deal = (event: DealEvent): Action =>
  action(event, 'cro', advanceDeal, (_, now) => ({
    account: domain,
    event,
    ...(event === 'briefing_scheduled' ? { at: new Date(Date.parse(now) + 7 * 86_400_000).toISOString() } : {}),
    ...(event === 'lost' ? { reason: 'no budget' } : {}),
  }));

const propose = (
  name: string,
  change: 'regress' | 'recycle' | 'disqualify',
  trigger?: 'company_ended' | 'no_ecosystem_motion',
) =>
  action(name, 'sales.ops', proposeStageChange, () => ({
    account: domain,
    change,
    reason: 'as looked up',
    ...(trigger ? { trigger, evidence: 'their site and three calls' } : {}),
  }));

const word = (decision: 'confirm' | 'decline' | 'reinstate'): Action =>
  action(`${decision} the change`, 'cro', decideStageChange, () => ({ account: domain, decision, reason: 'as heard' }));

const override = (gate: string): Action =>
  action(`override ${gate}`, 'cro', overrideGate, ({ facts: known }) => {
    const id = known.at(-1)?.id;
    const justification = 'a reference customer of ours vouches for them';
    return id ? { account: domain, gate, justification, compensating_signals: [id] } : null;
  });

const retract = (name: string, pick: (ids: readonly string[]) => string | undefined): Action =>
  action(name, 'sales.ops', retractSignal, ({ signals: known }) => {
    const id = pick(known.filter((each) => !each.gone && each.type !== 'E8').map((each) => each.id));
    return id ? { signal: id, reason: 'the wrong person' } : null;
  });

const contactOf = (who: Who) => (state: AccountState) => state.contacts[who === 'ana' ? 0 : 1]?.id;
const suppress = (who: Who, reason: 'opt_out' | 'hostile'): Action =>
  action(`suppress ${who} (${reason})`, 'sales.ops', suppressContact, (state) => {
    const contact = contactOf(who)(state);
    return contact ? { contact, reason } : null;
  });
const unsuppress = (who: Who): Action =>
  action(`void the suppression of ${who}`, 'legal.exec', voidSuppression, (state) => {
    const contact = contactOf(who)(state);
    return contact ? { contact, evidence: 'another person of that name' } : null;
  });

const complete = (kind: string, role: Role): Action =>
  action(`complete ${kind}`, role, completeTask, ({ tasks }) => {
    const id = tasks.find((task) => task.kind === kind && task.closed_at === undefined)?.id;
    return id ? { task: id, note: 'done by hand' } : null;
  });

/** Every command that the search knows, by name. */
export const all: readonly Action[] = [
  note('sales.ops', 'E4', 'ana'),
  note('sales.ops', 'E3', 'ana'),
  note('mining.mind', 'comment', 'ana'),
  note('mining.mind', 'like', 'ana'),
  note('mining.mind', 'E7', 'ana'),
  note('mining.mind', 'E7ack', 'ana'),
  note('mining.mind', 'E10', 'ana'),
  note('mining.mind', 'comment', 'ben'),
  note('cro', 'E4', 'ben'),
  note('mining.mind', 'comment', 'ana', 40),
  note('mining.mind', 'E3', 'ana', 100),
  record('all gates pass', facts),
  record('G1 fails', { employees: 20 }),
  record('G1 and G5 fail', { employees: 20, gate_g5: false }),
  action('save_account names it', 'sales.ops', saveAccount, () => ({ domain, name: 'Acme' })),
  action('save_account adds ben', 'sales.ops', saveAccount, () => ({ domain, contacts: [people.ben] })),
  action('classify', 'sales.ops', classifyMql, () => ({ account: domain })),
  dossier('dossier with three', 3, false),
  dossier('dossier with two', 2, false),
  dossier('dossier with three, one finding new', 3, true),
  dossier('dossier with two, one finding new', 2, true),
  decide('confirm'),
  decide('dispute'),
  decide('flag_immediate'),
  override('G1'),
  override('G2'),
  deal('briefing_scheduled'),
  deal('briefing_held'),
  deal('assessment_proposed'),
  deal('assessment_qualified'),
  deal('won'),
  deal('lost'),
  propose('propose to regress', 'regress'),
  propose('propose to recycle', 'recycle'),
  propose('disqualify: company ended', 'disqualify', 'company_ended'),
  propose('propose to disqualify: no ecosystem', 'disqualify', 'no_ecosystem_motion'),
  word('confirm'),
  word('decline'),
  word('reinstate'),
  suppress('ana', 'opt_out'),
  suppress('ana', 'hostile'),
  suppress('ben', 'opt_out'),
  unsuppress('ana'),
  retract('retract the newest note', (ids) => ids.at(-1)),
  retract('retract the oldest note', (ids) => ids[0]),
  action('dispute_mql of G1', 'cmo', disputeMql, () => ({ account: domain, criterion: 'G1', claim: 'too small' })),
  complete('answer_briefing_request', 'cro'),
  complete('immediate_outreach', 'cro'),
  complete('look_at_returned', 'cro'),
  complete('propose_nurture', 'sales.ops'),
  complete('propose_re_engagement', 'sales.ops'),
  complete('remove_everywhere', 'category.positioning'),
  complete('escalated_step', 'chief.staff'),
];

export const hour = 3_600_000;
/** Steps of time alone, in hours. */
export const steps: Readonly<Record<string, number>> = {
  '1 hour': 1,
  '1 day': 24,
  '31 days': 31 * 24,
  '91 days': 91 * 24,
  '181 days': 181 * 24,
};
