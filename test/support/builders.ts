import { expect } from 'vitest';
import type { FactInput } from '../../src/rules/accounts/facts.ts';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import type { AccountState, Signal } from '../../src/rules/aggregates/account.ts';
import type { AccountEvent, Moved } from '../../src/rules/aggregates/account-events.ts';
import type { Task } from '../../src/rules/aggregates/task.ts';
import type { PersonInput } from '../../src/rules/command/input-reader.ts';
import { criteriaChecks } from '../../src/rules/criteria/mql-criteria.ts';
import { classifyMql } from '../../src/rules/qualification/classify-mql.ts';
import { croDecide, type DecideArgs } from '../../src/rules/qualification/cro-decide.ts';
import type { DossierArgs, FindingInput } from '../../src/rules/qualification/dossier-input.ts';
import { scoreDossier } from '../../src/rules/qualification/score-dossier.ts';
import { fileSignalNote, type NoteArgs } from '../../src/rules/signals/file-signal-note.ts';
import { type AttributionArgs, logAttribution } from '../../src/rules/signals/log-attribution.ts';
import { retractSignal } from '../../src/rules/signals/retract-signal.ts';
import type { Check } from '../../src/rules/vocabulary/check.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import type { NotedType, Score, SignalInput } from '../../src/rules/vocabulary/signal-types.ts';
import type { Review, Stage } from '../../src/rules/vocabulary/stages.ts';
import { accountId, type Ran, TestWorld } from './world.ts';

/** Tuesday 21 April 2026, 10:00 in New York. */
export const start = '2026-04-21T14:00:00.000Z';
const startDate = '2026-04-21';

const shifted = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The calendar date `days` before (or, below zero, after) the start. */
export const daysAgo = (days: number): string => shifted(startDate, -days);

/** 09:00 in New York's summer time on that date; on the starting day an hour before the clock. */
export const actAt = (days: number): string => `${daysAgo(days)}T09:00:00-04:00`;

/** 10:00 in New York's summer time, `days` after the start. */
export const daysLater = (days: number): string => `${shifted(startDate, days)}T14:00:00.000Z`;

export function fact(name: string, value: FactInput['value'], over: Partial<FactInput> = {}): FactInput {
  return { fact: name, value, source: 'apollo', evidence: 'profile page', as_of: '2026-04-01', ...over };
}

/** Facts that pass all five gates, each replaceable; `undefined` leaves one out. */
export function passingFacts(
  over: Readonly<Record<string, FactInput['value'] | undefined>> = {},
): readonly FactInput[] {
  const values = {
    employees: 800,
    has_ecosystem_motion: true,
    arr_usd: 80_000_000,
    industry: 'B2B SaaS',
    gate_g5: true,
    ...over,
  };
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [fact(name, value)]));
}

const post = (key: string | number): string => `https://www.linkedin.com/posts/${key}`;

/** One note's signal of each type, complete and qualifying unless it is changed. */
export const signal = {
  like: (key: string | number = 1): SignalInput => ({ type: 'E1', interaction: 'like', object: post(key) }),
  comment: (key: string | number = 1): SignalInput => ({ type: 'E1', interaction: 'comment', object: post(key) }),
  E2: (): SignalInput => ({ type: 'E2' }),
  E3: (over: Partial<SignalInput> = {}): SignalInput => ({
    type: 'E3',
    channel: 'email',
    topic: 'assessment',
    quote: 'How do you score partners?',
    ...over,
  }),
  E4: (over: Partial<SignalInput> = {}): SignalInput => ({
    type: 'E4',
    channel: 'website_form',
    quote: 'We would like the Briefing.',
    ...over,
  }),
  E5: (over: Partial<SignalInput> = {}): SignalInput => ({ type: 'E5', object: 'framework.pdf', gated: true, ...over }),
  E6: (over: Partial<SignalInput> = {}): SignalInput => ({
    type: 'E6',
    object: 'spring-webinar',
    kind: 'webinar',
    attended: true,
    engagement: 'asked_question',
    ...over,
  }),
  E7: (over: Partial<SignalInput> = {}): SignalInput => ({
    type: 'E7',
    referrer: 'Sam Poe',
    relationship: 'former colleague',
    context: 'both sell through partners',
    response: 'reply_email',
    evidence: 'thread of the week',
    ...over,
  }),
  E9: (piece: string, engagement_signal: string): SignalInput => ({
    type: 'E9',
    piece,
    engagement_signal,
    why_causal: 'she quotes it',
  }),
  E10: (over: Partial<SignalInput> = {}): SignalInput => ({
    type: 'E10',
    referrer: 'Sam Poe',
    relationship: 'former colleague',
    context: 'both sell through partners',
    response: 'requested_call',
    evidence: 'asks for a call on Monday',
    ...over,
  }),
};

/** A role that may file the type. */
export const filerOf: Readonly<Record<NotedType, Role>> = {
  E1: 'mining.mind',
  E2: 'category.positioning',
  E3: 'mining.mind',
  E4: 'mining.mind',
  E5: 'category.positioning',
  E6: 'mining.mind',
  E7: 'mining.mind',
  E9: 'category.positioning',
  E10: 'mining.mind',
  E11: 'mining.mind',
  E12: 'mining.mind',
  E13: 'mining.mind',
  E14: 'mining.mind',
  E15: 'mining.mind',
  E16: 'mining.mind',
  E17: 'mining.mind',
  E18: 'mining.mind',
  E19: 'mining.mind',
  E20: 'mining.mind',
};

export interface NoteOver {
  readonly account?: string;
  readonly contact?: PersonInput;
  /** Days before the start. */
  readonly ago?: number;
  readonly at?: string;
}

export function note(
  given: SignalInput,
  { account = 'acme.com', contact = { email: 'ana@acme.com', name: 'Ana Ruiz' }, ago = 0, at }: NoteOver = {},
): NoteArgs {
  return { account, contact, observed_at: at ?? actAt(ago), source: 'linkedin export', signal: given };
}

export type Noted = Ran<{
  readonly account: string | null;
  readonly signal: string;
  readonly derived: readonly string[];
  readonly waiting?: { readonly id: string; readonly because: string };
  readonly remark?: string;
}>;

/** Files a note as a role that may, and expects it to be taken. */
export function file(world: TestWorld, given: SignalInput, over: NoteOver & { readonly by?: Role } = {}): Noted {
  return world.run(over.by ?? filerOf[given.type], fileSignalNote, note(given, over));
}

/** A world at the start in which Acme is on file with facts that pass all gates. */
export function acme(facts: readonly FactInput[] = passingFacts(), now = start): TestWorld {
  const world = new TestWorld(now);
  world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts });
  return world;
}

export const save = (world: TestWorld, facts: readonly FactInput[], domain = 'acme.com') =>
  world.run('sales.ops', saveAccount, { domain, facts });
export const classify = (world: TestWorld, account = 'acme.com') => world.run('sales.ops', classifyMql, { account });
export const retract = (world: TestWorld, id: string) =>
  world.run('sales.ops', retractSignal, { signal: id, reason: 'filed for the wrong person' });
export const decide = (world: TestWorld, decision: DecideArgs['decision'], account = 'acme.com') =>
  world.run('cro', croDecide, {
    account,
    decision,
    ...(decision === 'dispute' ? { reason_code: 'timing', reason: 'the budget is gone' } : {}),
  } as DecideArgs);
export const log = (world: TestWorld, over: Partial<AttributionArgs> = {}) =>
  world.run('category.positioning', logAttribution, piece(over));

export function piece(over: Partial<AttributionArgs> = {}): AttributionArgs {
  return {
    piece: 'partner-essay',
    title: 'Partners first',
    url: 'https://eco.example/essay',
    published_at: '2026-04-01',
    references: ['acme.com'],
    ...over,
  };
}

export function finding(route: string, value?: number, over: Partial<FindingInput> = {}): FindingInput {
  return {
    route,
    ...(value === undefined ? {} : { value }),
    date: '2026-04-01',
    source: 'annual report',
    reference: `ref:${route}`,
    shows: 'what it says',
    ...over,
  };
}

const carrying: Readonly<Record<'S1' | 'S2' | 'S3' | 'S4', readonly FindingInput[]>> = {
  S1: [finding('partner_influenced_pct', 35)],
  S2: [finding('exec_hire')],
  S3: [finding('aws'), finding('co_sell'), finding('marketplace')],
  S4: [finding('yoy_growth_pct', 2)],
};

export interface Scored {
  readonly score: Score;
  readonly findings?: readonly FindingInput[];
}

/** Four scores; a bare high score gets findings that carry it. */
export function scores(
  given: Partial<Record<'S1' | 'S2' | 'S3' | 'S4', Score | Scored>> = {},
  account = 'acme.com',
): DossierArgs {
  const entries = (['S1', 'S2', 'S3', 'S4'] as const).map((each) => {
    const word = given[each] ?? 'NOT_PRESENT';
    if (typeof word !== 'string') return { signal: each, ...word };
    return {
      signal: each,
      score: word,
      ...(word === 'CONFIRMED' || word === 'LIKELY' ? { findings: carrying[each] } : {}),
    };
  });
  return { account, scores: entries };
}

export const threeHigh = (account = 'acme.com') =>
  scores({ S1: 'CONFIRMED', S2: 'LIKELY', S3: 'CONFIRMED', S4: 'UNVERIFIED' }, account);
export const twoHigh = (account = 'acme.com') => scores({ S1: 'CONFIRMED', S2: 'LIKELY' }, account);
export const score = (world: TestWorld, dossier: DossierArgs = threeHigh()) =>
  world.run('sales.ops', scoreDossier, dossier);

/** Acme with a comment of yesterday, MQL, its dossier due. */
export function acmeMql(): TestWorld {
  const world = acme();
  file(world, signal.comment(), { ago: 1 });
  classify(world);
  return world;
}

/** Acme with a comment of yesterday and three buying signals, before the CRO. */
export function acmePending(): TestWorld {
  const world = acmeMql();
  score(world);
  return world;
}

/** Puts a state in by hand, where no command leads to it yet. */
export function put(world: TestWorld, over: Partial<AccountState>, domain = 'acme.com'): void {
  const state = world.account(domain);
  world.place({ ...state, ...over });
}

export const standing = (world: TestWorld, domain = 'acme.com'): readonly [Stage, Review] => [
  world.account(domain).stage,
  world.account(domain).review,
];
export const checksOf = (world: TestWorld, domain = 'acme.com'): readonly Check[] =>
  criteriaChecks({ state: world.account(domain), suppressed: world.suppressed }, world.context('sales.ops'));
export const check = (checks: readonly Check[], rule: string): Check => {
  const found = checks.find((each) => each.rule === rule);
  if (!found) throw new Error(`no check ${rule}`);
  return found;
};
export const verdict = (world: TestWorld, rule: string): string => check(checksOf(world), rule).verdict;
export const signalsOf = (world: TestWorld, type?: string, domain = 'acme.com'): readonly Signal[] =>
  world.account(domain).signals.filter((each) => type === undefined || each.type === type);
export const standingE8 = (world: TestWorld, domain = 'acme.com'): readonly Signal[] =>
  signalsOf(world, 'E8', domain).filter((each) => !each.gone);
export const openOf = (world: TestWorld, kind: string, domain = 'acme.com'): Task | undefined =>
  world.account(domain).tasks.find((task) => task.kind === kind && task.closed_at === undefined);

/** The duties of sections 3.1 to 4.3; what later sections add beside them is tested with them. */
const spineDuties: readonly string[] = [
  'complete_account',
  'research_gates',
  'classify',
  'dossier',
  'cro_review',
  'answer_briefing_request',
  'immediate_outreach',
  'propose_nurture',
  'look_at_returned',
];
const ofSpine = (tasks: readonly Task[]): readonly Task[] => tasks.filter((task) => spineDuties.includes(task.kind));
export const openKinds = (world: TestWorld, domain = 'acme.com'): readonly string[] =>
  ofSpine(world.account(domain).tasks)
    .filter((task) => task.closed_at === undefined)
    .map((task) => task.kind);
export const kinds = (tasks: readonly Task[]): readonly string[] => ofSpine(tasks).map((task) => task.kind);
const spineEvents: readonly string[] = [
  'account_registered',
  'account_named',
  'alias_added',
  'contact_added',
  'contact_changed',
  'fact_recorded',
  'signal_recorded',
  'signal_gone',
  'signal_reweighed',
  'signal_restored',
  'first_touch_moved',
  'classified',
  'dossier_scored',
  'sql_decided',
  'moved',
  'task_opened',
  'task_hastened',
  'task_closed',
  'posted',
];
/** Events of sections 3.1 to 4.3; what later sections raise beside every act is tested with them. */
export const essential = (events: readonly AccountEvent[]): readonly AccountEvent[] =>
  events.filter((event) => spineEvents.includes(event.type));

/** Ids of Acme's n-th contact and signal, from 1 on, in the order of recording. */
export const con = (world: TestWorld, n = 1): string =>
  world.account('acme.com').contacts[n - 1]?.id ?? `no contact ${n}`;
export const sig = (world: TestWorld, n = 1): string =>
  world.account('acme.com').signals[n - 1]?.id ?? `no signal ${n}`;
export const dos = (world: TestWorld): string => world.account('acme.com').dossier?.id ?? 'no dossier';
export const isId = (prefix: string) => expect.stringMatching(new RegExp(`^${idAt(prefix)}_[0-9]+$`));

/** An id that stands on a domain's account: `sig_7` on acc_<mark> is sig_<mark>_7, `sig` the beginning of all. */
export function idAt(short: string, domain = 'acme.com'): string {
  const [kind, ...rest] = short.split('_');
  return [kind, accountId(domain).slice('acc_'.length), ...rest].join('_');
}
export const movesIn = (events: readonly AccountEvent[]): readonly Moved[] =>
  events.filter((event) => event.type === 'moved');
