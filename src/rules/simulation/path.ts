import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, StreamsBeside } from '../command/world.ts';
import { owesClassification } from '../criteria/mql-criteria.ts';
import type { HistoryEvent } from '../metrics/history.ts';
import { applyAccountTimers } from '../reactions/account-timers.ts';
import { afterCommand } from '../reactions/after-command.ts';
import { openTasks } from '../tasks/tasks.ts';
import type { Instant } from '../time/time.ts';
import type { Check } from '../vocabulary/check.ts';
import type { Rulebook } from './decide-again.ts';
import type { OfAccount } from './happened.ts';
import { accountDraft } from './world-then.ts';

/** What nobody was asked, or would have been asked otherwise. */
export interface Unasked {
  readonly since: Instant;
  readonly question: string;
  readonly why: string;
}

/** An account that goes another way than it went. */
export interface Path {
  state: AccountState;
  readonly since: Instant;
  readonly because: readonly Check[];
  /** Its events, those up to `since` as they were recorded. */
  readonly events: HistoryEvent[];
  unasked: Unasked | null;
  /** When something became known that a classification may be owed for; it is judged once the call is over. */
  news: Instant | null;
  /** The last event of it, and the policies that were in force then. */
  last: { readonly happened: OfAccount; readonly rulebook: Rulebook } | null;
}

export function counted({ seq, account, at, by, event }: OfAccount): HistoryEvent {
  return { seq, account, at, by, event };
}

/** What a draft brought, as if it had been recorded with an event that was. */
export function broughtBy({ pending }: AccountDraft, { seq, account, by }: OfAccount): readonly HistoryEvent[] {
  return pending.map(({ event, at }) => ({ seq, account, at, by, event }));
}

/** T6: a path as time has made it by then. */
export function applyTimers(
  path: Path,
  { suppressed, beside, context }: Around,
  happened: Pick<OfAccount, 'seq' | 'account' | 'by'>,
): void {
  const draft = accountDraft(path.state, context);
  applyAccountTimers(draft, suppressed, beside, context);
  path.state = draft.state;
  for (const { event, at } of draft.pending) path.events.push({ ...pick(happened), at, event });
}

const pick = ({ seq, account, by }: Pick<OfAccount, 'seq' | 'account' | 'by'>) => ({ seq, account, by });

export interface Around {
  readonly suppressed: ReadonlySet<string>;
  readonly beside: StreamsBeside;
  readonly context: Context;
}

/** What follows a command, as it follows it in the ledger. */
export function applyAfterCommand(draft: AccountDraft, { suppressed, beside, context }: Around): void {
  afterCommand(draft, suppressed, beside, context);
}

/** What somebody has to answer about an account: which tool, and what stands behind it. */
interface Question {
  readonly question: string;
  readonly behind: string | null;
}

function questionsIn({ review, trigger, dossier, proposal }: AccountState): readonly Question[] {
  return [
    ...(review === 'DOSSIER_DUE' ? [{ question: 'score_dossier', behind: trigger }] : []),
    ...(review === 'PENDING_CRO' ? [{ question: 'cro_decide', behind: dossier?.id ?? null }] : []),
    ...(proposal ? [{ question: 'decide_stage_change', behind: proposal.change }] : []),
  ];
}

const asks: Readonly<Record<string, string>> = {
  score_dossier: 'a dossier would be due',
  cro_decide: 'the CRO would have a dossier to decide on',
  decide_stage_change: 'the CRO would have a proposal to decide on',
};

/** P4: a question that stands on the other way alone; nobody answered it. */
export function unaskedIn(would: AccountState, was: AccountState, since: Instant): Unasked | null {
  const asked = questionsIn(was);
  const found = questionsIn(would).find(
    ({ question, behind }) => !asked.some((each) => each.question === question && each.behind === behind),
  );
  if (!found) return null;
  const { question } = found;
  return { since, question, why: `${asks[question]}, and nobody was asked for it on these grounds` };
}

/** What becomes known of people and acts, on which a classification may be owed. */
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
  { suppressed, context }: Pick<Around, 'suppressed' | 'context'>,
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

/** What the world did, or was done in it, whatever way the account goes (P4). */
export function isOfWorld({ type }: AccountEvent): boolean {
  return worldly.includes(type);
}
