import type { AccountState, Signal } from './account.ts';
import type { ArrowId } from './arrows.ts';
import { type Check, holds } from './check.ts';
import {
  type AccountDraft,
  type Command,
  type Context,
  type Decided,
  label,
  type Moment,
  type World,
} from './command.ts';
import { ageOf, engagementCheck, firstTouchOf, liveSignals, newestOf, type Standing } from './engagement.ts';
import { gateChecks } from './gates.ts';
import { mayTake, move } from './ladder.ts';
import { type AccountRef, accountKey, noSuchAccount } from './references.ts';
import { type Refusal, refuse } from './refusal.ts';
import { closeTasks, openTask, openTasks } from './tasks.ts';

/** What the criteria say of an account as it stands. */
export interface Classification {
  readonly outcome: 'mql' | 'fast_track' | 'auto_sql' | 'stays_prospect' | 'unchanged';
  /** The signal that opened it: the newest of the strongest kind. */
  readonly trigger: Signal | null;
}

/**
 * §3.2, §3.2.1, ruling L2: gates first, then the live signals. Classifying again changes nothing that holds; a strong
 * signal opens a fast track once.
 */
export function classification(standing: Standing, gatesOk: boolean, context: Moment): Classification {
  const { state } = standing;
  const live = liveSignals(standing, context);
  const rest = {
    outcome: state.stage === 'PROSPECT' && state.review === 'NONE' ? 'stays_prospect' : 'unchanged',
    trigger: null,
  } as const;
  if (!gatesOk || live.length === 0) return rest;
  const fresh = live.filter((signal) => opensFastTrack(signal, state, context));
  const request = newestOf(fresh.filter((signal) => opens(signal, context) === 'auto_sql'));
  if (request && mayTake('auto_sql', state)) return { outcome: 'auto_sql', trigger: request };
  const strong = newestOf(fresh);
  if (strong && mayTake('fast_track', state)) return { outcome: 'fast_track', trigger: strong };
  if (mayTake('mql', state)) return { outcome: 'mql', trigger: newestOf(live) ?? null };
  return rest;
}

function opens(signal: Signal, { policy }: Moment): string | undefined {
  return policy.engagement.signals[signal.type]?.opens;
}

function opensFastTrack(signal: Signal, state: AccountState, context: Moment): boolean {
  if (signal.tier !== 'strong' || ageOf(signal, context) > context.policy.engagement.fresh_days.value) return false;
  return state.spent_until === null || signal.at > state.spent_until;
}

/** Whether a classification could move the account once its gates hold (L2): only then is one owed. */
export function couldMove(standing: Standing, context: Moment): boolean {
  const { outcome } = classification(standing, true, context);
  return outcome !== 'stays_prospect' && outcome !== 'unchanged';
}

export function criteriaChecks(standing: Standing, context: Moment): readonly Check[] {
  return [...gateChecks(standing.state, context), engagementCheck(standing, context)];
}

export const classifyMql: Command<{ account: AccountRef }, null, { account: string }> = {
  name: 'classify_mql',
  clause: '4.2',
  prepare: ({ account }) => {
    const key = accountKey(account);
    return 'refused' in key ? key : { keys: { account: key.key }, input: null };
  },
  decide: (_, world, context) => {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    const refusal = outsideLadder(draft.state);
    return refusal ?? classify(draft, world, context);
  },
};

function outsideLadder(state: AccountState): Refusal | null {
  if (state.stage === 'DISQUALIFIED') {
    return refuse('RULE_REFUSED', {
      clause: '3.5',
      ruling: 'L11',
      found: `${label(state)} is DISQUALIFIED since ${state.stage_since}; notes are kept, nothing is classified`,
      next: 'cro may reinstate it with decide_stage_change if the reason no longer holds',
    });
  }
  if (state.stage !== 'ARCHIVED') return null;
  return refuse('RULE_REFUSED', {
    clause: '5.6',
    ruling: 'L12',
    found: `${label(state)} is ARCHIVED since ${state.stage_since}`,
    next: 'file_signal_note when a contact shows a qualifying signal: that reopens it',
  });
}

function classify(draft: AccountDraft, world: World, context: Context): Decided<{ account: string }> {
  const standing = { state: draft.state, suppressed: world.suppressed };
  const checks = criteriaChecks(standing, context);
  const gatesOk = holds(checks.filter((check) => check.rule !== 'engagement_signal'));
  const found = classification(standing, gatesOk, context);
  const owed = openTasks(draft.state, 'classify').length > 0;
  if (found.outcome !== 'unchanged' || owed) record(draft, found, { standing, checks }, context);
  if (found.outcome !== 'unchanged' && found.outcome !== 'stays_prospect') enter(draft, world, found, checks, context);
  closeTasks(draft, ['classify']);
  if (checks.some((check) => check.verdict === 'unknown')) openTask(draft, { kind: 'research_gates' }, context);
  return {
    outcome: found.outcome,
    summary: summaryOf(draft.state, found, checks),
    checks,
    extra: { account: draft.state.id },
  };
}

interface Grounds {
  readonly standing: Standing;
  readonly checks: readonly Check[];
}

function record(
  draft: AccountDraft,
  { outcome, trigger }: Classification,
  { standing, checks }: Grounds,
  context: Context,
): void {
  const met = outcome !== 'stays_prospect' && outcome !== 'unchanged';
  draft.emit({
    type: 'classified',
    outcome,
    trigger: trigger?.id ?? null,
    first_touch: met ? firstTouchOf(liveSignals(standing, context), standing.state) : null,
    evidence: checks.flatMap((check) => check.evidence ?? []),
    obstacles: checks
      .filter((check) => check.verdict === 'fail' || check.verdict === 'unknown')
      .map((check) => check.rule),
  });
}

function enter(
  draft: AccountDraft,
  world: World,
  found: Classification,
  checks: readonly Check[],
  context: Context,
): void {
  const { outcome, trigger } = found;
  if (outcome === 'stays_prospect' || outcome === 'unchanged' || !trigger) return;
  if (outcome === 'auto_sql') {
    enterSql(draft, 'auto_sql', trigger, checks, world, context);
    return;
  }
  take(draft, outcome, trigger, checks);
  closeTasks(draft, ['propose_nurture'], 'a review is due first');
  openTask(draft, { kind: 'dossier' }, context);
  queueLine(draft, outcome, trigger, world, context);
}

function take(draft: AccountDraft, arrow: ArrowId, trigger: Signal, checks: readonly Check[]): void {
  const evidence = [...new Set([trigger.id, ...checks.flatMap((check) => check.evidence ?? [])])];
  move(draft, arrow, { because: `${trigger.type} of ${trigger.on}`, evidence });
}

/** §3.2.1, L3: a Briefing request makes it SQL without dossier, and ends what review there was. */
export function enterSql(
  draft: AccountDraft,
  arrow: 'auto_sql' | 'request_to_sql',
  trigger: Signal,
  checks: readonly Check[],
  world: World,
  context: Context,
): void {
  if (arrow === 'request_to_sql')
    record(
      draft,
      { outcome: 'auto_sql', trigger },
      { standing: { state: draft.state, suppressed: world.suppressed }, checks },
      context,
    );
  take(draft, arrow, trigger, checks);
  closeTasks(draft, ['classify', 'dossier', 'cro_review', 'propose_nurture'], 'a Briefing request made it SQL');
  queueLine(draft, 'auto_sql', trigger, world, context);
}

/** §4.2, S-5: a line in the day's one post. */
function queueLine(
  draft: AccountDraft,
  outcome: keyof typeof words,
  trigger: Signal,
  world: World,
  context: Context,
): void {
  const closes_at = context.calendar.endOfSameDay(context.now);
  world.desk.emit({ type: 'line_queued', line: batchLine(draft.state, { outcome, trigger }, context), closes_at });
}

const words = { mql: 'MQL', fast_track: 'fast track, dossier due', auto_sql: 'SQL on a Briefing request' } as const;

function batchLine(
  state: AccountState,
  { outcome, trigger }: { readonly outcome: keyof typeof words; readonly trigger: Signal },
  { calendar }: Context,
): string {
  const touch = state.first_touch
    ? `; first touch ${state.first_touch.type} (${calendar.dateOf(state.first_touch.at)})`
    : '';
  return `${label(state)} (${state.domain}): ${words[outcome]} on ${trigger.type} of ${trigger.on}${touch}${state.cro_weight ? '; extra weight: E9' : ''}`;
}

function summaryOf(state: AccountState, { outcome, trigger }: Classification, checks: readonly Check[]): string {
  const name = label(state);
  const open = checks.filter((check) => check.verdict === 'fail' || check.verdict === 'unknown');
  const because = open.map((check) => `${check.rule}: ${check.because}`).join('; ');
  switch (outcome) {
    case 'mql':
      return `${name} is MQL: all gates hold and ${trigger?.type} is live. A dossier is due.`;
    case 'fast_track':
      return `${name} is on the fast track by ${trigger?.type} and stays ${state.stage} until its dossier is scored.`;
    case 'auto_sql':
      return `${name} is SQL: a Briefing was asked for (${trigger?.type}) and all gates hold. The CRO schedules the Briefing.`;
    case 'stays_prospect':
      return `${name} stays PROSPECT. ${because}.`;
    case 'unchanged':
      return `${name} stays ${state.stage} (review ${state.review}): nothing new moves it${because ? `. ${because}` : ''}.`;
    default:
      return outcome satisfies never;
  }
}
