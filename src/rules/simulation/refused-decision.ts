import type { AccountState } from '../aggregates/account.ts';
import type { RefusedAsk, RefusedCall } from '../aggregates/refused.ts';
import { isRefusal } from '../vocabulary/refusal.ts';
import { contextOf, type PolicyWithCalendar, type Rulebook } from './decide-again.ts';
import type { OfRefusal } from './happened.ts';
import { type Again, refusedDecision } from './questions.ts';
import type { RecordedState } from './recorded-state.ts';
import { accountDraft, worldThen } from './recorded-world.ts';
import type { RefusedAgain } from './refused-mail.ts';
import { foundBy } from './state-found.ts';

type Refused = OfRefusal & { readonly event: RefusedCall };

/** P4: words where it can't be decided again, or where the record doesn't show what it was refused for. */
export function decideRefusedAgain(
  { event, ...told }: Refused,
  { asked, known }: { readonly asked: RefusedAsk; readonly known: AccountState },
  rulebook: Rulebook,
  held: RecordedState,
): RefusedAgain | string {
  const { state, suppressed, held: beside } = foundBy(told, { known, mailbox: held.mailbox }, rulebook.named, held);
  const question = refusedDecision(asked, state);
  const under = (rules: PolicyWithCalendar): Again => {
    const context = contextOf(told, rules);
    return question.ask(worldThen({ draft: accountDraft(state, context), suppressed }, beside, context), context);
  };
  const named = under(rulebook.named);
  const isSame = isRefusal(named) && named.code === event.code && named.ruling === event.ruling;
  if (!isSame) return 'what it was refused for is not on record as a rule could read it';
  return { question, named, changed: under(rulebook.changed) };
}
