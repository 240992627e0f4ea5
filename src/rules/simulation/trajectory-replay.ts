import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import { evolveAccount } from '../aggregates/evolve-account.ts';
import { owesClassification } from '../criteria/mql-criteria.ts';
import { archivedOn } from '../criteria/silence.ts';
import { arrows } from '../ladder/arrows.ts';
import type { HistoryEvent } from '../metrics/history.ts';
import type { Instant } from '../time/time.ts';
import type { Check } from '../vocabulary/check.ts';
import { isRefusal } from '../vocabulary/refusal.ts';
import {
  contextOf,
  type DecidedWhen,
  type Decision,
  decideAgain,
  type RecordedDecision,
  type Rulebook,
  type Trial,
} from './decide-again.ts';
import type { OfAccount } from './happened.ts';
import { decidingCommands, mailTool } from './questions.ts';
import { becauseOf, grantedBecause } from './reasons.ts';
import type { RecordedState } from './recorded-state.ts';
import { besideThen } from './recorded-world.ts';
import type { RefusedAgain } from './refused-mail.ts';
import {
  type AccountPath,
  applyAfterCommand,
  applyPathTimers,
  behindOf,
  broughtBy,
  counted,
  isNews,
  isOfWorld,
  owesMore,
  type PathSurroundings,
  type Unasked,
  unaskedIn,
} from './trajectory-path.ts';

/** P4: accounts on the way that they would have gone; one that goes as it went is walked by what is on record. */
export class TrajectoryReplay {
  readonly paths = new Map<string, AccountPath>();
  /** What was recorded of each account, in order. */
  readonly events = new Map<string, HistoryEvent[]>();
  readonly #held: RecordedState;

  constructor(held: RecordedState) {
    this.#held = held;
  }

  /** An event of before the period, or one that no rulebook fits. */
  note(happened: OfAccount): void {
    const known = this.events.get(happened.account);
    if (known) known.push(counted(happened));
    else this.events.set(happened.account, [counted(happened)]);
  }

  /** A decision as it is taken under both policies, before its event is on record. */
  decided(recorded: RecordedDecision, rulebook: Rulebook, changed: Trial): void {
    const { happened, question } = recorded;
    if (question.tool === mailTool) return;
    const path = this.paths.get(happened.account);
    if (path?.unasked) return;
    const named = rulebook.named === rulebook.changed ? changed : decideAgain(recorded, rulebook.named, this.#held);
    if (path) this.#goOn(path, recorded, { rulebook, was: named.after });
    else if (!isSame(named.after, changed.after)) this.#part(recorded, rulebook, { named, changed });
  }

  /** A call that was refused is tried at its instant too; where it would have been carried out, the account goes another way. */
  refused(
    happened: DecidedWhen,
    before: AccountState,
    { again, rulebook }: { readonly again: RefusedAgain; readonly rulebook: Rulebook },
  ): void {
    const { question, named, changed } = again;
    const open = this.paths.get(happened.account);
    if (open?.unasked || !decidingCommands.includes(question.tool)) return;
    const isGranted = isRefusal(named) && !isRefusal(changed);
    if (!open && isGranted) this.#open(happened, before, grantedBecause(question, named, changed));
    const path = this.paths.get(happened.account);
    if (path) this.#goOn(path, { happened, question, before }, { rulebook, was: before });
  }

  /** A decision whose policy can't be read: from here on nobody can say where the account would stand. */
  lose(happened: OfAccount, before: AccountState, asked: Omit<Unasked, 'since'>): void {
    const path = this.paths.get(happened.account) ?? this.#open(happened, before, []);
    this.#judge(path, before);
    path.unasked ??= { since: happened.recorded_at, ...asked };
  }

  /** An event that is on record from here on; `before` is the account without it. */
  follow(happened: OfAccount, before: AccountState | null, rulebook: Rulebook): void {
    const path = this.paths.get(happened.account);
    const after = this.#held.accounts.get(happened.account);
    if (!before || !after || path?.unasked) return;
    if (path) this.#walk(path, happened, { before, rulebook });
    else if (isNews(happened.event)) this.#hear(happened, after, rulebook);
    else this.#silence(happened, before, rulebook);
  }

  /** What is left to judge when the period is over. */
  end(): void {
    for (const [account, path] of this.paths) {
      const was = this.#held.accounts.get(account);
      if (was) this.#judge(path, was);
    }
  }

  #around(happened: DecidedWhen, state: AccountState, { changed }: Rulebook, command: string | null): PathSurroundings {
    const context = { ...contextOf(happened, changed), command };
    return { suppressed: this.#held.suppressed(state), beside: besideThen(this.#held, context), context };
  }

  /** Parts from what was recorded. */
  #part(
    { happened, question }: RecordedDecision,
    rulebook: Rulebook,
    { named, changed }: { readonly named: Trial; readonly changed: Trial },
  ): void {
    const { draft } = changed;
    applyAfterCommand(draft, this.#around(happened, draft.state, rulebook, question.tool));
    const path = this.#open(happened, draft.state, becauseOf(question, named, changed));
    path.events.push(...broughtBy(draft, happened));
    path.unasked = unaskedIn(path.state, named.after, happened.recorded_at);
  }

  #open(happened: DecidedWhen, state: AccountState, because: readonly Check[]): AccountPath {
    const events = [...(this.events.get(happened.account) ?? [])];
    const path: AccountPath = { state, since: happened.recorded_at, because, events, unasked: null, news: null };
    this.paths.set(happened.account, path);
    return path;
  }

  /** A decision on an account that goes another way: an agent's is tried, a person's word is used where it was asked for. */
  #goOn(
    path: AccountPath,
    decision: Decision,
    { rulebook, was }: { readonly rulebook: Rulebook; readonly was: AccountState },
  ): void {
    const { happened, question, before } = decision;
    this.#judge(path, before);
    if (path.unasked) return;
    applyPathTimers(path, this.#around(happened, path.state, rulebook, null), happened);
    if (behindOf(question.tool, path.state) !== behindOf(question.tool, before)) return;
    const trial = decideAgain(
      { ...decision, before: { ...path.state, minted: before.minted } },
      rulebook.changed,
      this.#held,
    );
    if (!isRefusal(trial.again)) {
      applyAfterCommand(trial.draft, this.#around(happened, trial.draft.state, rulebook, question.tool));
      path.state = trial.draft.state;
      path.events.push(...broughtBy(trial.draft, happened));
    }
    path.unasked = unaskedIn(path.state, was, happened.recorded_at);
  }

  /** The world goes on as it did. */
  #walk(
    path: AccountPath,
    happened: OfAccount,
    { before, rulebook }: { readonly before: AccountState; readonly rulebook: Rulebook },
  ): void {
    const { event, at, by, recorded_at } = happened;
    if (path.news?.happened.recorded_at !== recorded_at) this.#judge(path, before);
    if (path.unasked) return;
    if (event.type === 'account_absorbed' || event.type === 'account_taken') {
      path.unasked = { since: recorded_at, question: 'save_account', why: 'it was made one with another account' };
      return;
    }
    if (!isOfWorld(event) && !isCarried(event, path.state)) return;
    path.state = evolveAccount(path.state, event, { at, by });
    path.events.push(counted(happened));
    if (isNews(event)) path.news = { happened, rulebook };
  }

  /** What became known, once the call is over; `was` is the account as it then was on record. */
  #judge(path: AccountPath, was: AccountState): void {
    if (!path.news) return;
    const { happened, rulebook } = path.news;
    path.news = null;
    const around = this.#around(happened, path.state, rulebook, null);
    if (!owesMore(path.state, was, around)) return;
    path.unasked = { since: happened.recorded_at, question: 'classify_mql', why: owed };
  }

  /** Something became known of an account that goes as it went: a classification may be owed by the changed policy alone. */
  #hear(happened: OfAccount, after: AccountState, { named, changed }: Rulebook): void {
    if (named === changed) return;
    const standing = { state: after, suppressed: this.#held.suppressed(after) };
    if (!owesClassification(standing, contextOf(happened, changed))) return;
    if (owesClassification(standing, contextOf(happened, named))) return;
    const path = this.#open(happened, after, []);
    path.events.push(counted(happened));
    path.unasked = { since: happened.recorded_at, question: 'classify_mql', why: owed };
  }

  /** C5: silence that would have archived an account sooner, or not yet. */
  #silence(happened: OfAccount, before: AccountState, rulebook: Rulebook): void {
    const { named, changed } = rulebook;
    if (named === changed) return;
    const standing = { state: before, suppressed: this.#held.suppressed(before) };
    const isOver = (on: Instant | null) => on !== null && on <= happened.recorded_at;
    const [was, would] = [named, changed].map((rules) => isOver(archivedOn(standing, rules)));
    if (was === would) return;
    const path = this.#open(happened, before, []);
    applyPathTimers(path, this.#around(happened, before, rulebook, null), happened);
    this.#walk(path, happened, { before, rulebook });
  }
}

const owed = 'a classification would have been owed, and nobody had to make one';

/** A move that no decision made, of an account that stands where it began: a company that is heard of again, a withdrawal. */
function isCarried(event: AccountEvent, { stage }: AccountState): boolean {
  if (event.type !== 'moved' || event.from !== stage) return false;
  const command = arrows.find(({ id }) => id === event.arrow)?.command;
  return command !== undefined && command !== 'time' && !decidingCommands.includes(command);
}

/** Whether two ways go on alike: all that later decisions read of earlier ones. */
function isSame(one: AccountState, other: AccountState): boolean {
  return JSON.stringify(decisive(one)) === JSON.stringify(decisive(other));
}

function decisive(state: AccountState) {
  const { stage, review, trigger, fast_track, entry_floor, deal, cooldown_until, no_ecosystem } = state;
  const spent = state.signals.filter((signal) => signal.spent).map(({ id }) => id);
  const waits = [state.override?.gate, state.proposal?.change, state.dossier?.id, state.dossier?.outcome];
  return { stage, review, trigger, fast_track, entry_floor, deal, cooldown_until, no_ecosystem, spent, waits };
}
