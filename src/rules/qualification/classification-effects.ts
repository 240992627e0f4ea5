import { type AccountState, type Signal, titled } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { firstTouchOf } from '../criteria/attribution-credit.ts';
import { liveSignals, type Standing, standingOf } from '../criteria/engagement.ts';
import { type Classification, gatesAmong } from '../criteria/mql-criteria.ts';
import { isStrong } from '../criteria/spent-signals.ts';
import { type ArrowId, mayTake } from '../ladder/arrows.ts';
import type { ArrowStep } from '../moves/guards.ts';
import { move } from '../moves/move.ts';
import { done, overtaken } from '../tasks/closing.ts';
import { closeTasks, openTask } from '../tasks/tasks.ts';
import { type Check, holds, openChecks } from '../vocabulary/check.ts';

export interface ClassificationGrounds {
  readonly standing: Standing;
  readonly checks: readonly Check[];
}

/** L2: the signals that a classification spends: those that counted, where its gates hold and it moves the account or leaves it in its review. */
export function spends(
  { outcome }: Classification,
  { standing, checks }: ClassificationGrounds,
  context: Context,
): readonly Signal[] {
  const isIn = outcome === 'unchanged' && standing.state.review !== 'NONE' && holds(gatesAmong(checks));
  if (!isIn && (outcome === 'unchanged' || outcome === 'stays_prospect')) return [];
  return liveSignals(standing, context).filter((signal) => isStrong(signal, standing.state, context) && !signal.spent);
}

export function recordClassification(
  draft: AccountDraft,
  found: Classification,
  grounds: ClassificationGrounds,
  context: Context,
): void {
  const { outcome, trigger } = found;
  const { standing, checks } = grounds;
  const met = outcome !== 'stays_prospect' && outcome !== 'unchanged';
  const live = liveSignals(standing, context);
  draft.emit({
    type: 'classified',
    outcome,
    trigger: trigger?.id ?? null,
    first_touch: met ? firstTouchOf(live, standing.state) : null,
    evidence: checks.flatMap((check) => check.evidence ?? []),
    obstacles: openChecks(checks).map(({ rule }) => rule),
    weighs: live.filter((each) => isStrong(each, standing.state, context) && !each.weighed).map(({ id }) => id),
    spends: spends(found, grounds, context).map(({ id }) => id),
  });
}

export function enter(
  draft: AccountDraft,
  { outcome, trigger, checks }: Classification & Pick<Triggered, 'checks'>,
  world: World,
  context: Context,
): void {
  if (outcome === 'stays_prospect' || outcome === 'unchanged' || !trigger) return;
  if (outcome === 'auto_sql') {
    enterSql(draft, { arrow: 'auto_sql', trigger, checks }, world, context);
    return;
  }
  if (mayTake(outcome, draft.state)) move(draft, stepOf({ arrow: outcome, trigger, checks }), world, context);
  closeTasks(draft, ['propose_nurture'], overtaken('a review is due first'));
  openTask(draft, { kind: 'dossier' }, context);
  queueLine(draft, { outcome, trigger }, world, context);
}

/** The signal by which an account is taken further, and what was checked. */
interface Triggered {
  readonly arrow: ArrowId;
  readonly trigger: Signal;
  readonly checks: readonly Check[];
}

function stepOf({ arrow, trigger, checks }: Triggered): ArrowStep {
  const evidence = [...new Set([trigger.id, ...checks.flatMap((check) => check.evidence ?? [])])];
  return { arrow, because: `${trigger.type} of ${trigger.on}`, evidence };
}

/** §3.2.1, L3: a Briefing request makes it SQL without dossier, and ends what review there was. */
export function enterSql(
  draft: AccountDraft,
  triggered: Triggered & { readonly arrow: 'auto_sql' | 'request_to_sql' },
  world: World,
  context: Context,
): void {
  const { arrow, trigger, checks } = triggered;
  if (arrow === 'request_to_sql')
    recordClassification(
      draft,
      { outcome: 'auto_sql', trigger },
      { standing: standingOf(draft, world), checks },
      context,
    );
  move(draft, stepOf(triggered), world, context);
  const note = 'a Briefing request made it SQL';
  // The classification that found the request is done by it; the date of a Briefing overtakes it.
  closeTasks(draft, ['classify'], arrow === 'auto_sql' ? done(note) : overtaken(note));
  closeTasks(draft, ['dossier', 'cro_review', 'propose_nurture'], overtaken(note));
  queueLine(draft, { outcome: 'auto_sql', trigger }, world, context);
}

/** §4.2, S-5: a line in the day's one post. */
function queueLine({ state }: AccountDraft, line: Line, { desk }: World, context: Context): void {
  const closes_at = context.calendar.endOfSameDay(context.now);
  desk.emit({ type: 'line_queued', line: batchLine(state, line, context), closes_at });
}

interface Line {
  readonly outcome: keyof typeof words;
  readonly trigger: Signal;
}

const words = { mql: 'MQL', fast_track: 'fast track, dossier due', auto_sql: 'SQL on a Briefing request' } as const;

function batchLine(state: AccountState, { outcome, trigger }: Line, { calendar }: Context): string {
  const touch = state.first_touch
    ? `; first touch ${state.first_touch.type} (${calendar.dateOf(state.first_touch.at)})`
    : '';
  return `${titled(state)}: ${words[outcome]} on ${trigger.type} of ${trigger.on}${touch}${state.cro_weight ? '; extra weight: E9' : ''}`;
}
