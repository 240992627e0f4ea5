import {
  type AccountState,
  type Dossier,
  type Finding,
  label,
  type ScoredSignal,
  titled,
} from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { AskedFinding } from '../aggregates/refused.ts';
import { accountKey, noSuchAccount } from '../command/account-ref.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { buyingCheck, scoresHigh } from '../criteria/buying-signals.ts';
import { ageOf, liveSignals, standingOf } from '../criteria/engagement.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { waitsForClassification } from '../criteria/spent-signals.ts';
import { type ArrowId, mayTake } from '../ladder/arrows.ts';
import type { ArrowStep } from '../moves/guards.ts';
import { move } from '../moves/move.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeTasks, openTask } from '../tasks/tasks.ts';
import { type Check, holds } from '../vocabulary/check.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { type DossierArgs, type DossierInput, readDossier } from './dossier-input.ts';

/** §4.3, L4, L5: sales.ops scores the buying signals on dated findings; enough high scores, three as shipped, go to the CRO. */
export const scoreDossier: Command<DossierArgs, DossierInput, { account: string; dossier: string }> = {
  name: 'score_dossier',
  clause: '4.3',
  prepare(args, context) {
    const key = accountKey(args.account);
    if ('refused' in key) return key;
    const input = readDossier(args, context);
    return 'refused' in input ? input : { keys: { account: key.key }, input };
  },
  decide(input, world, context) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    const checks = input.scores.map((scored) => buyingCheck(scored, context));
    const refusal =
      notDue(draft.state) ??
      waitsForClassification(standingOf(draft, world), context) ??
      unevidenced(draft.state, input, checks) ??
      nothingNew(draft.state, input.scores, context);
    if (refusal) return refusal;
    const scored = score(draft, input, world, context);
    return { ...scored, checks: [...checks, ...scored.checks] };
  },
  asked: ({ scores, accessibility }, { dossier }) => ({
    tool: 'score_dossier',
    scores: scores.map((scored) => ({
      ...scored,
      findings: scored.findings.map((each) => askedFinding(scored, each, dossier)),
    })),
    ...(accessibility === undefined ? {} : { accessibility }),
  }),
};

function askedFinding(scored: ScoredSignal, finding: Finding, last: Dossier | null): AskedFinding {
  const { route, value, date } = finding;
  const again = findingsOf(last).findIndex((each) => keyOf(each.of, each.finding) === keyOf(scored, finding));
  return { route, ...(value === undefined ? {} : { value }), date, ...(again < 0 ? {} : { again }) };
}

/** All findings of a dossier, in their order. */
export function findingsOf(dossier: Dossier | null) {
  return (dossier?.scores ?? []).flatMap((of) => of.findings.map((finding) => ({ of, finding })));
}

/** L4: a dossier is taken where one is due, or of an MQL that is not with the CRO already. */
function notDue(state: AccountState): Refusal | null {
  if (state.review === 'DOSSIER_DUE' || (state.stage === 'MQL' && state.review === 'NONE')) return null;
  const pending = state.review === 'PENDING_CRO';
  return refuse('RULE_REFUSED', {
    clause: '4.3',
    ruling: 'L4',
    found: `${label(state)} is ${state.stage} with review ${state.review}: no dossier is due`,
    next: pending
      ? 'cro decides on the dossier at hand with cro_decide'
      : 'sales.ops calls classify_mql; an MQL or a fast track makes a dossier due',
  });
}

/** L4: a score above its evidence is refused. */
function unevidenced(state: AccountState, { scores }: DossierInput, checks: readonly Check[]): Refusal | null {
  const high = new Set<string>(scores.filter(scoresHigh).map((each) => each.signal));
  const short = checks.filter((check) => check.verdict === 'fail' && high.has(check.rule));
  if (short.length === 0) return null;
  return refuse('RULE_REFUSED', {
    clause: '3.3',
    ruling: 'L4',
    found: `the dossier of ${label(state)} scores above its evidence: ${short.map((check) => `${check.rule} ${check.because}`).join('; ')}`,
    next: short.map((check) => check.remedy).join('; '),
    checks,
  });
}

/** L4: after a shortfall or a dispute a dossier that no new strong signal opened must know something the last one didn't. */
function nothingNew(state: AccountState, scores: readonly ScoredSignal[], { policy }: Context): Refusal | null {
  const last = state.dossier;
  if (!last || state.fast_track || (last.outcome === 'pending_review' && last.decided?.decision !== 'dispute'))
    return null;
  const known = new Set(findingsOf(last).map(({ of, finding }) => keyOf(of, finding)));
  if (scores.some((scored) => scored.findings.some((finding) => !known.has(keyOf(scored, finding))))) return null;
  const why = last.decided
    ? `was disputed (${last.decided.reason_code ?? 'other'})`
    : `fell short with ${last.count} of ${policy.buying.needed.value}`;
  return refuse('RULE_REFUSED', {
    clause: '4.3',
    ruling: 'L4',
    found: `the last dossier of ${label(state)} ${why}, and this one holds no finding that it lacked`,
    next: 'sales.ops: add a finding that is new, then score it again',
  });
}

function keyOf({ signal }: ScoredSignal, { route, value, date, reference }: Finding): string {
  return JSON.stringify([signal, route, value ?? null, date, reference.trim().toLowerCase()]);
}

function score(
  draft: AccountDraft,
  input: DossierInput,
  world: World,
  context: Context,
): Decided<{ account: string; dossier: string }> {
  const count = input.scores.filter(scoresHigh).length;
  const enough = count >= context.policy.buying.needed.value;
  const outcome: Dossier['outcome'] = enough ? 'pending_review' : 'falls_short';
  const id = mint(draft, 'dos');
  draft.emit({ type: 'dossier_scored', dossier: { id, count, outcome, ...input } });
  closeTasks(draft, ['dossier']);
  const standing = standingOf(draft, world);
  const criteria = criteriaChecks(standing, context);
  const because = `${count} of ${input.scores.length} buying signals are CONFIRMED or LIKELY`;
  if (enough) hand(draft, { id, because }, world, context);
  else endShort(draft, { by: 'falls_short', because, evidence: [id] }, world, context);
  const { needed } = context.policy.buying;
  const summary = enough
    ? `${label(draft.state)}: ${because}; ${needed.value} are needed. The CRO reviews it.`
    : `${label(draft.state)}: ${because}, fewer than ${needed.value}. It ${draft.state.stage === 'MQL' ? 'is MQL and enters nurture' : `is ${draft.state.stage}: its MQL criteria lapsed`}.`;
  return { outcome, summary, checks: criteria, extra: { account: draft.state.id, dossier: id } };
}

/** L5, L6: posted at once; the review is due in a business day, or the same day where an E8 is live and fresh. */
function hand(
  draft: AccountDraft,
  { id, because }: { id: string; because: string },
  world: World,
  context: Context,
): void {
  move(draft, { arrow: 'pending_review', because, evidence: [id] }, world, context);
  closeTasks(draft, ['propose_nurture'], overtaken('the CRO reviews it first'));
  const live = liveSignals(standingOf(draft, world), context);
  const repeat = live.some(
    (signal) => signal.type === 'E8' && ageOf(signal, context) <= context.policy.engagement.fresh_days.value,
  );
  openTask(draft, { kind: 'cro_review', ...(repeat ? { dueAs: 'cro_review_repeat' } : {}) }, context);
  const scores = draft.state.dossier?.scores.map(({ signal, score }) => `${signal} ${score}`).join(', ');
  const text = `${titled(draft.state)}: SQL-Pending Review, ${because}: ${scores}.${repeat ? ' A repeat engager (E8): decide today.' : ''}`;
  draft.emit({ type: 'posted', channel: context.policy.channels.updates.value, text });
}

/** L5, L6, L14: a review that ends short leaves an MQL for nurture, or a PROSPECT whose criteria lapsed. */
export function endShort(
  draft: AccountDraft,
  { by, ...grounds }: { readonly by: 'falls_short' | 'dispute' } & Pick<ArrowStep, 'because' | 'evidence'>,
  world: World,
  context: Context,
): void {
  const criteria = criteriaChecks(standingOf(draft, world), context);
  const lapsed: readonly ArrowId[] = [`${by}_lapsed`, `${by}_recycled`];
  const arrow = holds(criteria) ? by : lapsed.find((each) => mayTake(each, draft.state));
  if (!arrow) throw new Error(`no arrow ends ${draft.state.stage}/${draft.state.review} short`);
  move(draft, { arrow, ...grounds }, world, context);
  if (draft.state.stage === 'MQL') openTask(draft, { kind: 'propose_nurture' }, context);
}
