import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, StreamsBeside } from '../command/world.ts';
import { owesClassification } from '../criteria/mql-criteria.ts';
import { arrows } from '../ladder/arrows.ts';
import type { HistoryEvent } from '../metrics/history.ts';
import { applyAccountTimers } from '../reactions/account-timers.ts';
import { followAct } from '../reactions/follow-act.ts';
import { openTasks } from '../tasks/tasks.ts';
import type { Instant } from '../time/time.ts';
import type { Check } from '../vocabulary/check.ts';
import type { Rulebook } from './decide-again.ts';
import type { OfAccount } from './happened.ts';
import { decidingCommands } from './questions.ts';
import { accountDraft } from './recorded-world.ts';

/** A question that nobody was asked, or that would have been asked otherwise. */
export interface Unasked {
  readonly since: Instant;
  readonly question: string;
  readonly why: string;
}

/** An account that goes another way than it went. */
export interface AccountPath {
  state: AccountState;
  readonly since: Instant;
  readonly because: readonly Check[];
  /** The account's events, those up to `since` as they were recorded. */
  readonly events: HistoryEvent[];
  unasked: Unasked | null;
  /** The call under way; what follows from it is found once it is over. */
  call: CallOnPath | null;
}

/** The draft of one call of the world's, on an account that goes another way. */
export interface CallOnPath {
  readonly happened: OfAccount;
  readonly rulebook: Rulebook;
  readonly draft: AccountDraft;
  /** The newest of it that a classification may be owed for. */
  news: OfAccount | null;
}

export function counted({ seq, account, at, by, event }: OfAccount): HistoryEvent {
  return { seq, account, at, by, event };
}

/** The pending events of a draft, but for the first so many, as if they had been recorded with one that was. */
export function broughtBy(
  { pending }: AccountDraft,
  { seq, account, by }: Pick<OfAccount, 'seq' | 'account' | 'by'>,
  first = 0,
): readonly HistoryEvent[] {
  return pending.slice(first).map(({ event, at }) => ({ seq, account, at, by, event }));
}

/** T6: a path as time has made it by then. */
export function applyPathTimers(
  path: AccountPath,
  { suppressed, beside, context }: PathSurroundings,
  happened: Pick<OfAccount, 'seq' | 'account' | 'by'>,
): void {
  const draft = accountDraft(path.state, context);
  applyAccountTimers(draft, suppressed, beside, context);
  path.state = draft.state;
  path.events.push(...broughtBy(draft, happened));
}

export interface PathSurroundings {
  readonly suppressed: ReadonlySet<string>;
  readonly beside: StreamsBeside;
  readonly context: Context;
}

/** As the ledger holds it, an event's words are sealed: what follows from it there may ask which there were. */
export function wordless(event: AccountEvent): AccountEvent {
  return 'sealed' in event && event.sealed ? { ...event, sealed: { ...event.sealed, fields: {} } } : event;
}

/** Runs the reactions to an act, as the ledger runs them; those of copy and lists are on record with their effects. */
export function followOnPath(draft: AccountDraft, { suppressed, beside, context }: PathSurroundings): void {
  followAct({ beside, touched: () => [{ draft, suppressed }] }, context);
}

/** The id behind the question that a tool answers about an account: by it the same question is known again; undefined where none stands. */
export function behindOf(
  tool: string,
  { review, trigger, dossier, proposal }: AccountState,
): string | null | undefined {
  switch (tool) {
    case 'score_dossier':
      return review === 'DOSSIER_DUE' ? trigger : undefined;
    case 'cro_decide':
      return review === 'PENDING_CRO' ? dossier?.id : undefined;
    case 'decide_stage_change':
      return proposal?.change;
    default:
      return undefined;
  }
}

const asks: Readonly<Record<string, string>> = {
  score_dossier: 'a dossier would be due',
  cro_decide: 'the CRO would have a dossier to decide on',
  decide_stage_change: 'the CRO would have a proposal to decide on',
};

/** P4: a question that stands on the other way alone; nobody answered it. */
export function unaskedIn(would: AccountState, was: AccountState, since: Instant): Unasked | null {
  for (const [question, asked] of Object.entries(asks)) {
    const behind = behindOf(question, would);
    if (behind !== undefined && behind !== behindOf(question, was))
      return { since, question, why: `${asked}, and nobody was asked for it on these grounds` };
  }
  return null;
}

/** Events that make people or acts known, on which a classification may be owed. */
const telling: readonly AccountEvent['type'][] = [
  'signal_recorded',
  'signal_restored',
  'signal_reweighed',
  'signal_taken',
  'fact_recorded',
  'suppression_voided',
];

export function isNews({ type }: AccountEvent): boolean {
  return telling.includes(type);
}

/** P4: a classification would have been owed, and nobody had to make one. */
export function owesMore(
  would: AccountState,
  was: AccountState,
  { suppressed, context }: Pick<PathSurroundings, 'suppressed' | 'context'>,
): boolean {
  return openTasks(was, 'classify').length === 0 && owesClassification({ state: would, suppressed }, context);
}

const worldly: readonly AccountEvent['type'][] = [
  'account_named',
  'account_adopted',
  'outside_ids_recorded',
  'alias_added',
  'contact_added',
  'contact_changed',
  'contact_tied',
  'contacts_joined',
  'contact_left',
  'contact_taken',
  'signal_taken',
  'contact_suppressed',
  'suppression_voided',
  'person_erased',
  'fact_recorded',
  'signal_recorded',
  'signal_gone',
  'signal_reweighed',
  'signal_restored',
  'first_touch_moved',
  'contact_enrolled',
  'enrolment_held',
  'enrolment_released',
  'enrolment_over',
  'delivery_recorded',
  'reply_recorded',
];

/** Events that come from the world, whatever way the account goes (P4). */
export function isOfWorld({ type }: AccountEvent): boolean {
  return worldly.includes(type);
}

export function isSameCall(call: CallOnPath | null, { recorded_at, by }: OfAccount): boolean {
  return call?.happened.recorded_at === recorded_at && call.happened.by === by;
}

/** Whether two ways go on alike: all that later decisions read of earlier ones. */
export function isSame(one: AccountState, other: AccountState): boolean {
  return JSON.stringify(decisive(one)) === JSON.stringify(decisive(other));
}

function decisive(state: AccountState) {
  const { stage, review, trigger, fast_track, entry_floor, deal, cooldown_until, no_ecosystem } = state;
  const spent = state.signals.filter((signal) => signal.spent).map(({ id }) => id);
  const waits = [state.override?.gate, state.proposal?.change, state.dossier?.id, state.dossier?.outcome];
  return { stage, review, trigger, fast_track, entry_floor, deal, cooldown_until, no_ecosystem, spent, waits };
}

/** A move that no decision made, of an account that stands where it began: a company that is heard of again, a withdrawal. */
export function isCarried(event: AccountEvent, { stage }: AccountState): boolean {
  if (event.type !== 'moved' || event.from !== stage) return false;
  const command = arrows.find(({ id }) => id === event.arrow)?.command;
  return command !== undefined && command !== 'time' && !decidingCommands.includes(command);
}
