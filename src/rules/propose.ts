import type { AccountState } from './account.ts';
import { type Check, holds } from './check.ts';
import { criteriaChecks } from './classify.ts';
import { type AccountDraft, type Command, type Context, type Decided, label, type World } from './command.ts';
import { idleDays } from './engagement.ts';
import { gateChecks } from './gates.ts';
import { reading } from './input.ts';
import { mayTake, move } from './ladder.ts';
import { type AccountRef, accountKey, noSuchAccount } from './references.ts';
import { invalid, type Refusal, refuse } from './refusal.ts';
import { closeTasks, mint, openTask, openTasks } from './tasks.ts';
import { daysBetween } from './time.ts';

export interface ProposeArgs {
  readonly account: AccountRef;
  readonly change: 'regress' | 'recycle' | 'disqualify';
  readonly trigger?: 'company_ended' | 'direct_competitor' | 'no_ecosystem_motion' | undefined;
  readonly reason: string;
  readonly evidence?: string | undefined;
}

interface Input {
  readonly change: ProposeArgs['change'];
  readonly trigger: ProposeArgs['trigger'];
  readonly reason: string;
  readonly evidence: string | undefined;
}

type Outcome = Decided<{ account: string }> | Refusal;

/** §3.5, L9 to L11: sales.ops moves an account down or out; at once where it may, else when the CRO has confirmed. */
export const proposeStageChange: Command<ProposeArgs, Input, { account: string }> = {
  name: 'propose_stage_change',
  clause: '3.5',
  prepare(args, context) {
    const key = accountKey(args.account);
    if ('refused' in key) return key;
    const read = reading(context);
    const reason = read.required('reason', args.reason, 'quote');
    const evidence = read.text('evidence', args.evidence, 'quote');
    if (args.change === 'disqualify' && !args.trigger) {
      read.fault(invalid('trigger', args.trigger, 'company_ended, direct_competitor or no_ecosystem_motion'));
    }
    if (args.trigger === 'no_ecosystem_motion' && !evidence) read.fault(invalid('evidence', args.evidence, 'what was researched, and where'));
    return read.refusal ?? { keys: { account: key.key }, input: { change: args.change, trigger: args.trigger, reason, evidence } };
  },
  decide(input, world, context) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    if (draft.state.proposal) return waiting(draft.state);
    switch (input.change) {
      case 'regress':
        return regress(draft, input, world, context);
      case 'recycle':
        return recycle(draft, input, world, context);
      case 'disqualify':
        return disqualify(draft, input, world, context);
      default:
        return input.change satisfies never;
    }
  },
};

function no(ruling: string, found: string, next: string, checks?: readonly Check[]): Refusal {
  return refuse('RULE_REFUSED', { clause: '3.5', ruling, found, next, ...(checks ? { checks } : {}) });
}

function waiting(state: AccountState): Refusal {
  return refuse('CONFLICT', {
    clause: '3.5',
    ruling: 'L11',
    found: `a proposal to ${state.proposal?.change} ${label(state)} waits since ${state.proposal?.at}`,
    next: 'cro decides on it with decide_stage_change first',
  });
}

function done(draft: AccountDraft, outcome: 'done' | 'awaiting_cro', summary: string, world: World, context: Context): Decided<{ account: string }> {
  const checks = criteriaChecks({ state: draft.state, suppressed: world.suppressed }, context);
  return { outcome, summary, checks, extra: { account: draft.state.id } };
}

/** L9, L14: an idle account regresses, and one whose criteria lapsed without waiting. */
export function regressable(state: AccountState, checks: readonly Check[], context: Context): Refusal | null {
  const { sql_idle_days, mql_idle_days } = context.policy.regression;
  const needed = state.stage === 'SQL' ? sql_idle_days.value : mql_idle_days.value;
  const idle = idleDays(state, context);
  const lapsed = state.flags.includes('criteria_lapsed') && !holds(checks);
  if (state.stage !== 'SQL' && state.stage !== 'MQL') {
    return no('L9', `${label(state)} is ${state.stage}; only SQL and MQL regress`, 'beyond SQL record the loss with advance_deal, below MQL there is nothing to take back');
  }
  if (state.stage === 'MQL' && !mayTake('regress_mql', state)) return no('L9', `${label(state)} is with the CRO for review`, 'cro disputes the dossier first (cro_decide)');
  if (lapsed) return null;
  if (state.stage === 'MQL' && state.review !== 'NONE') return no('L9', `${label(state)} is under review (${state.review})`, 'score the dossier first (score_dossier)');
  if (idle >= needed) return null;
  return no('L9', `${label(state)} has been idle for ${idle} days, wanted at least ${needed}`, `wait for ${needed - idle} more days without engagement`);
}

function regress(draft: AccountDraft, { reason }: Input, world: World, context: Context): Outcome {
  const { state } = draft;
  const standing = { state, suppressed: world.suppressed };
  const checks = criteriaChecks(standing, context);
  const refusal = regressable(state, checks, context);
  if (refusal) return refusal;
  const idle = idleDays(state, context);
  if (state.stage === 'SQL') {
    return hand(draft, { change: 'regress', reason }, 'confirm_regression', `${label(state)} is idle for ${idle} days; the CRO confirms its return to MQL.`, world, context);
  }
  draft.emit({ type: 'change_decided', change: 'regress', decision: 'done', reason });
  move(draft, 'regress_mql', { because: `idle for ${idle} days: ${reason.slice(0, 200)}`, evidence: checks.flatMap((check) => check.evidence ?? []) });
  closeTasks(draft, ['dossier', 'classify', 'propose_nurture', 'mend_criteria'], 'it is a PROSPECT again');
  return done(draft, 'done', `${label(state)} is a PROSPECT again; to enter anew it takes a later act.`, world, context);
}

function hand(
  draft: AccountDraft,
  proposal: { readonly change: 'regress' | 'disqualify'; readonly trigger?: string; readonly reason: string; readonly evidence?: string },
  task: 'confirm_regression' | 'confirm_disqualification',
  summary: string,
  world: World,
  context: Context,
): Outcome {
  draft.emit({ type: 'change_proposed', proposal: { id: mint(draft, 'prp'), ...proposal } });
  openTask(draft, { kind: task }, context);
  return done(draft, 'awaiting_cro', summary, world, context);
}

/** L10: a lost deal goes back to nurture when its cool-down is over and its gates hold. */
function recycle(draft: AccountDraft, { reason }: Input, world: World, context: Context): Outcome {
  const { state } = draft;
  if (state.stage !== 'RECYCLED') return no('L10', `${label(state)} is ${state.stage}; only RECYCLED is recycled`, 'explain_account says what it may do');
  if (state.review !== 'NONE') return no('L10', `${label(state)} is on a fast track (${state.review})`, 'let the review end first');
  const until = state.cooldown_until ?? context.today;
  const left = daysBetween(context.today, until);
  if (left > 0) return no('L10', `${label(state)} cools down until ${until}, ${left} more days`, 'wait, or file a new strong signal when one is seen');
  const checks = gateChecks(state, context);
  if (!holds(checks)) {
    const open = checks.filter((check) => check.verdict === 'fail' || check.verdict === 'unknown');
    return no('L10', `the gates of ${label(state)} do not hold: ${open.map((check) => `${check.rule}, ${check.because}`).join('; ')}`, 'sales.ops records newer facts (save_account)', checks);
  }
  draft.emit({ type: 'change_decided', change: 'recycle', decision: 'done', reason });
  move(draft, 'recycle', { because: `the cool-down ended on ${until}`, evidence: checks.flatMap((check) => check.evidence ?? []) });
  openTask(draft, { kind: 'propose_re_engagement' }, context);
  return done(draft, 'done', `${label(state)} is MQL again, under marketing's ownership; its contacts go to re-engagement.`, world, context);
}

function disqualify(draft: AccountDraft, { trigger, reason, evidence }: Input, world: World, context: Context): Outcome {
  const { state } = draft;
  if (!mayTake('disqualify', state)) return no('L11', `${label(state)} is ${state.stage}`, state.stage === 'WON' ? 'nothing moves a WON account here' : 'nothing: it is out already');
  const proof = evidence === undefined ? {} : { evidence };
  if (trigger === 'no_ecosystem_motion') {
    return hand(draft, { change: 'disqualify', trigger, reason, ...proof }, 'confirm_disqualification', `The CRO confirms that ${label(state)} has no ecosystem motion.`, world, context);
  }
  const unlisted = trigger === 'direct_competitor' && ![state.domain, ...state.aliases].some((domain) => context.policy.account.competitors.value.includes(domain));
  if (unlisted && !evidence) {
    return no('L11', `${state.domain} is not on the list of direct competitors, and a competitor's customer is a valid account`, 'give the evidence that the company itself competes, or leave it');
  }
  draft.emit({ type: 'change_decided', change: 'disqualify', decision: 'done', ...(trigger ? { trigger } : {}), reason, ...proof });
  leave(draft, 'disqualify', `${trigger}: ${reason.slice(0, 200)}`);
  return done(draft, 'done', `${label(state)} is DISQUALIFIED (${trigger}). The CRO may reinstate it if the reason no longer holds.`, world, context);
}

/** L11: review and override end, open duties close. */
export function leave(draft: AccountDraft, arrow: 'disqualify' | 'disqualify_confirmed', because: string): void {
  const { override } = draft.state;
  if (override) draft.emit({ type: 'override_fell', override: override.id, because: 'the account was disqualified' });
  move(draft, arrow, { because, evidence: [] });
  closeTasks(draft, openTasks(draft.state).map((task) => task.kind), 'the account was disqualified');
}
