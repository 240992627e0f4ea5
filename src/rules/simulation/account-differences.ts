import type { AccountState } from '../aggregates/account.ts';
import { decideAgain, type PolicyWithCalendar, type RulebookOf, recordedIn, sureOf } from './decide-again.ts';
import type { Happened, OfAccount } from './happened.ts';
import { BriefingRequests } from './point-replay.ts';
import { RecordedState } from './recorded-state.ts';

/** Several changes tried on every recorded decision, each by itself: the accounts that would have met another one (P4, P5). */
export class AccountDifferences {
  readonly #held: RecordedState;
  readonly #requests = new BriefingRequests();
  readonly #tries: readonly { readonly rulebookOf: RulebookOf; readonly accounts: Set<string> }[];
  readonly #decided = new Set<string>();

  constructor(tries: readonly RulebookOf[], { calendar }: Pick<PolicyWithCalendar, 'calendar'>) {
    this.#held = new RecordedState((at) => calendar.dateOf(at));
    this.#tries = tries.map((rulebookOf) => ({ rulebookOf, accounts: new Set() }));
  }

  take(happened: Happened): void {
    if (happened.kind === 'account') {
      const before = this.#held.accounts.get(happened.account);
      if (before) this.#decide(happened, before);
    }
    this.#held.take(happened);
  }

  /** Accounts on which something was decided. */
  get decided(): number {
    return this.#decided.size;
  }

  /** For each change, in their order, how many accounts differ. */
  get differing(): readonly number[] {
    return this.#tries.map(({ accounts }) => accounts.size);
  }

  #decide(happened: OfAccount, known: AccountState): void {
    const recorded = recordedIn(happened, this.#requests.beforeOf(happened, known));
    if (!recorded || 'why' in recorded) return;
    this.#decided.add(happened.account);
    for (const { rulebookOf, accounts } of this.#tries) {
      const rulebook = sureOf(recorded, rulebookOf(happened.policy), this.#held);
      if ('because' in rulebook || rulebook.changed === rulebook.named) continue;
      const { outcome } = decideAgain(recorded, rulebook.changed, this.#held);
      if (outcome !== recorded.question.was) accounts.add(happened.account);
    }
  }
}
