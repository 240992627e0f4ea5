import type { RefusedCall } from '../aggregates/refused.ts';
import { isRefusal } from '../vocabulary/refusal.ts';
import { decideAgain, type RecordedDecision, type Rulebook, type Trial, type Unreplayable } from './decide-again.ts';
import type { Happened, OfAccount, OfRefusal } from './happened.ts';
import type { Difference, MailDifferences, NotReplayable, PointOutcome } from './outcomes.ts';
import { mailTool } from './questions.ts';
import { becauseOf, grantedBecause } from './reasons.ts';
import type { RecordedState } from './recorded-state.ts';
import type { RefusedAgain } from './refused-mail.ts';

/** Tools whose refusals are decisions: what they were refused for may be a rule. */
const deciding: readonly string[] = [
  'classify_mql',
  'score_dossier',
  'cro_decide',
  'override_gate',
  'dispute_mql',
  'advance_deal',
  'propose_stage_change',
  'decide_stage_change',
  'render_sequence_email',
  'authorize_send',
];

/** Refusals that no rule of the ladder gave: the call was not its role's, or not one that could be read ... */
const unread: readonly string[] = ['NOT_PERMITTED', 'INVALID_INPUT', 'NOT_FOUND', 'UNAVAILABLE'];

/** ... and no clause stands behind a key that another call has used. A command may say whose word it wants (L16). */
function isOfRule({ code, clause, asked }: RefusedCall): boolean {
  if (code === 'NOT_PERMITTED') return asked !== undefined;
  return !unread.includes(code) && clause !== undefined;
}

/** Whether a refused call was one; mails that it kept back are decisions, each by itself. */
export function isDecision(call: RefusedCall): boolean {
  return (call.mails ?? 0) === 0 && deciding.includes(call.tool) && isOfRule(call);
}

/** A call that can't be replayed: a render, or one refused before its record held the input. */
export const untold = (tool: string): Unreplayable => ({
  tool,
  why: `the record of a refused ${tool} holds no more than its code`,
});

/** P4: every decision by itself, never as it follows from another that would have been different. */
export class PointReplay {
  #decisions = 0;
  readonly #differences: Difference[] = [];
  readonly #unreplayable: NotReplayable[] = [];
  readonly #wouldNot: MailDifferences['would_not'][number][] = [];
  readonly #would: MailDifferences['would'][number][] = [];
  readonly #unknown: NotReplayable[] = [];

  /** A decision taken again under the changed policy. */
  take(recorded: RecordedDecision, { named }: Rulebook, changed: Trial, held: RecordedState): void {
    this.#decisions += 1;
    const { question, happened, before } = recorded;
    if (changed.outcome === question.was) return;
    const because = becauseOf(question, decideAgain(recorded, named, held), changed);
    const { seq, at, event } = happened;
    const of = { account: before.domain, event: seq, at };
    this.#differences.push({
      ...of,
      decision: question.tool,
      was: question.was,
      would: changed.outcome,
      because,
    });
    if (event.type === 'permit_granted')
      this.#wouldNot.push({ account: before.domain, permit: event.permit.id, because });
  }

  /** Counts a decision that can't be taken again. */
  pass({ tool, why }: Unreplayable, account: string, { seq }: Pick<Happened, 'seq'>): void {
    this.#decisions += 1;
    this.#unreplayable.push({ account, event: seq, why });
    if (tool === mailTool) this.#unknown.push({ account, event: seq, why });
  }

  /** Counts a refused call that was asked for again; `again` is a text where that can't be. */
  refused(
    { seq, at }: OfRefusal,
    { account, tool }: { readonly account: string; readonly tool: string },
    again: RefusedAgain | string,
  ): void {
    if (typeof again === 'string') {
      this.pass({ tool, why: again }, account, { seq });
      return;
    }
    this.#decisions += 1;
    const { question, named, changed } = again;
    if (isRefusal(changed) || !isRefusal(named)) return;
    const because = grantedBecause(question, named, changed);
    const { tool: decision, was } = question;
    this.#differences.push({ account, event: seq, at, decision, was, would: changed.outcome, because });
    if (decision === mailTool) this.#would.push({ account, refused_event: seq, because });
  }

  get done(): PointOutcome {
    return { decisions: this.#decisions, differences: this.#differences, unreplayable: this.#unreplayable };
  }

  get mails(): MailDifferences {
    return { would_not: this.#wouldNot, would: this.#would, unknown: this.#unknown };
  }
}

/** Keeps the account from before a decision that schedules a Briefing below SQL and so brings a classification with it (L3). */
export class BriefingRequests {
  readonly #before = new Map<string, RecordedDecision['before']>();

  /** The account just before the decision that an event belongs to. */
  beforeOf({ event, account, by }: OfAccount, before: RecordedDecision['before']): RecordedDecision['before'] {
    if (event.type === 'classified' && by === 'cro') this.#before.set(account, before);
    if (event.type !== 'deal_advanced') return before;
    const begun = this.#before.get(account);
    this.#before.delete(account);
    return begun ?? before;
  }
}
