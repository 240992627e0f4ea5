/** History replayed under a changed policy: each decision anew from what was known, or the whole ladder walked again (P4). */

import type { AccountState } from '../aggregates/account.ts';
import type { PolicyChangeEvent } from '../aggregates/policy-change.ts';
import type { Instant } from '../time/time.ts';
import { decideAgain, type PolicyWithCalendar, type RulebookOf, recordedIn, sureOf } from './decide-again.ts';
import { figuresBeside } from './figures.ts';
import type { Happened, OfAccount, OfRefusal } from './happened.ts';
import type { Simulated, Strayed, Trajectory, Unobserved } from './outcomes.ts';
import { BriefingRequests, isDecision, PointReplay, untold } from './point-replay.ts';
import { mailTool } from './questions.ts';
import { RecordedState } from './recorded-state.ts';
import { decideRefusedAgain } from './refused-decision.ts';
import { askRefusedAgain } from './refused-mail.ts';
import { TrajectoryReplay } from './trajectory-replay.ts';

export interface ReplayRequest {
  readonly from: Instant;
  /** Only what came after this change of the policy was proposed, by its id. */
  readonly after?: string | undefined;
  /** The first instant after the last that is replayed. */
  readonly until: Instant;
  readonly trajectory: boolean;
  readonly rulebookOf: RulebookOf;
  /** The policy in force, for what no decision's own policy says. */
  readonly inForce: PolicyWithCalendar;
}

function isProposalOf(event: PolicyChangeEvent, id: string | undefined): boolean {
  return event.type === 'policy_change_proposed' && event.change.id === id;
}

/** One pass over the ledger's events, in their order. */
export class Simulation {
  readonly #asked: ReplayRequest;
  readonly #held: RecordedState;
  readonly #point = new PointReplay();
  readonly #walk: TrajectoryReplay | null;
  readonly #requests = new BriefingRequests();
  #isOn: boolean;

  constructor(asked: ReplayRequest) {
    this.#asked = asked;
    this.#isOn = asked.after === undefined;
    this.#held = new RecordedState((at) => asked.inForce.calendar.dateOf(at));
    this.#walk = asked.trajectory ? new TrajectoryReplay(this.#held) : null;
  }

  take(happened: Happened): void {
    const { from, after, until, rulebookOf } = this.#asked;
    const { recorded_at } = happened;
    if (recorded_at >= until) return;
    const isAsked = this.#isOn && recorded_at >= from;
    if (happened.kind === 'refusals' && isAsked) this.#refused(happened);
    if (happened.kind === 'changes') this.#isOn ||= isProposalOf(happened.event, after);
    if (happened.kind !== 'account') {
      this.#held.take(happened);
      return;
    }
    const before = this.#held.accounts.get(happened.account) ?? null;
    const rulebook = isAsked ? rulebookOf(happened.policy) : null;
    if (before) this.#decide(happened, before, rulebook);
    this.#held.take(happened);
    if (rulebook && !('because' in rulebook)) this.#walk?.follow(happened, before, rulebook);
    this.#walk?.note(happened);
  }

  get done(): Simulated {
    const walk = this.#walk;
    return { point: this.#point.done, trajectory: walk && this.#walked(walk), mails: this.#point.mails };
  }

  #decide(happened: OfAccount, known: AccountState, rulebook: ReturnType<RulebookOf> | null): void {
    const before = this.#requests.beforeOf(happened, known);
    const recorded = rulebook && recordedIn(happened, before);
    if (!recorded) return;
    if ('why' in recorded) {
      this.#point.pass(recorded, before.domain, happened);
      return;
    }
    const sure = sureOf(recorded, rulebook, this.#held);
    if ('because' in sure) {
      const { tool } = recorded.question;
      this.#point.pass({ tool, why: sure.because }, before.domain, happened);
      if (tool !== mailTool) this.#walk?.lose(happened, before, { question: tool, why: sure.because });
      return;
    }
    const changed = decideAgain(recorded, sure.changed, this.#held);
    this.#point.take(recorded, sure, changed, this.#held);
    this.#walk?.decided(recorded, sure, changed);
  }

  #refused(happened: OfRefusal): void {
    const { event } = happened;
    const rulebook = this.#asked.rulebookOf(happened.policy);
    const known = this.#held.accounts.get(event.account ?? '');
    const of = { account: known?.domain ?? '' };
    if (event.type === 'mail_refused') {
      const again =
        'because' in rulebook ? rulebook.because : askRefusedAgain({ ...happened, event }, rulebook, this.#held);
      this.#point.refused(happened, { ...of, tool: 'authorize_send' }, again);
      return;
    }
    const { asked, tool } = event;
    if (!isDecision(event)) return;
    if (!asked || !known) this.#point.pass(untold(tool), of.account, happened);
    else if ('because' in rulebook) this.#point.refused(happened, { ...of, tool }, rulebook.because);
    else {
      const again = decideRefusedAgain({ ...happened, event }, { asked, known }, rulebook, this.#held);
      this.#point.refused(happened, { ...of, tool }, again);
      const { seq, recorded_at, by, principal } = happened;
      const told = { seq, recorded_at, by, account: known.id, ...(principal === undefined ? {} : { principal }) };
      if (typeof again !== 'string') this.#walk?.refused(told, known, { again, rulebook });
    }
  }

  #walked(walk: TrajectoryReplay): Trajectory {
    walk.end();
    const { from, until, inForce: rules } = this.#asked;
    const differences: Strayed[] = [];
    const unobserved: Unobserved[] = [];
    for (const [id, { state, since, because, unasked }] of walk.paths) {
      const { domain: account, stage, review } = this.#held.accounts.get(id) ?? state;
      const was = { stage, review };
      if (unasked) {
        unobserved.push({ account, ...unasked });
        differences.push({ account, since: unasked.since, was, would: 'unobserved', because });
      } else if (state.stage !== stage || state.review !== review)
        differences.push({ account, since, was, would: { stage: state.stage, review: state.review }, because });
    }
    const metrics = figuresBeside(walk, { from, until, rules });
    return { accounts: walk.events.size, differences, unobserved, metrics };
  }
}
