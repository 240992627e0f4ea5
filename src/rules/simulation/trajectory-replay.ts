import type { AccountState } from '../aggregates/account.ts';
import { owesClassification } from '../criteria/mql-criteria.ts';
import { archivedOn } from '../criteria/silence.ts';
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
import { accountDraft, besideThen } from './recorded-world.ts';
import type { RefusedAgain } from './refused-mail.ts';
import {
  type AccountPath,
  applyPathTimers,
  behindOf,
  broughtBy,
  type CallOnPath,
  counted,
  followOnPath,
  isCarried,
  isNews,
  isOfWorld,
  isSame,
  isSameCall,
  owesMore,
  type PathSurroundings,
  type Unasked,
  unaskedIn,
  wordless,
} from './trajectory-path.ts';

/** P4: accounts on the way that they would have gone; one that goes as it went is walked by what is on record. */
export class TrajectoryReplay {
  readonly paths = new Map<string, AccountPath>();
  /** The recorded events of each account, in order. */
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

  /** Judges the calls that are left when the period is over. */
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
    followOnPath(draft, this.#around(happened, draft.state, rulebook, question.tool));
    const path = this.#open(happened, draft.state, becauseOf(question, named, changed));
    path.events.push(...broughtBy(draft, happened));
    path.unasked = unaskedIn(path.state, named.after, happened.recorded_at);
  }

  #open(happened: DecidedWhen, state: AccountState, because: readonly Check[]): AccountPath {
    const events = [...(this.events.get(happened.account) ?? [])];
    const path: AccountPath = { state, since: happened.recorded_at, because, events, unasked: null, call: null };
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
      followOnPath(trial.draft, this.#around(happened, trial.draft.state, rulebook, question.tool));
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
    const { event, at, recorded_at } = happened;
    if (!isSameCall(path.call, happened)) {
      this.#judge(path, before);
      if (!path.unasked) applyPathTimers(path, this.#around(happened, path.state, rulebook, null), happened);
    }
    if (path.unasked) return;
    if (event.type === 'account_absorbed' || event.type === 'account_taken') {
      path.unasked = { since: recorded_at, question: 'save_account', why: 'it was made one with another account' };
      return;
    }
    if (!isOfWorld(event) && !isCarried(event, path.state)) return;
    path.call ??= this.#begin(path, happened, { before, rulebook });
    path.call.draft.emit(wordless(event), at);
    path.state = path.call.draft.state;
    path.events.push(counted(happened));
    if (isNews(event)) path.call.news = happened;
  }

  #begin(
    { state }: AccountPath,
    happened: OfAccount,
    { before, rulebook }: { readonly before: AccountState; readonly rulebook: Rulebook },
  ): CallOnPath {
    // Ids that were given out there are not given out again.
    const minted = Math.max(state.minted, before.minted);
    const draft = accountDraft({ ...state, minted }, contextOf(happened, rulebook.changed));
    return { happened, rulebook, draft, news: null };
  }

  /** Follows a call that is over, and asks whether its news owe a classification; `was` is the account as it then was on record. */
  #judge(path: AccountPath, was: AccountState): void {
    if (!path.call) return;
    const { happened, rulebook, draft, news } = path.call;
    path.call = null;
    const { length } = draft.pending;
    const around = this.#around(happened, path.state, rulebook, null);
    followOnPath(draft, around);
    path.state = draft.state;
    path.events.push(...broughtBy(draft, happened, length));
    if (!news || !owesMore(path.state, was, around)) return;
    path.unasked = { since: news.recorded_at, question: 'classify_mql', why: owed };
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
    this.#walk(this.#open(happened, before, []), happened, { before, rulebook });
  }
}

const owed = 'a classification would have been owed, and nobody had to make one';
