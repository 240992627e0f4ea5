import type { AccountState } from '../aggregates/account.ts';
import { applyAccountTimers } from '../reactions/account-timers.ts';
import { contextOf, type PolicyWithCalendar } from './decide-again.ts';
import type { OfRefusal } from './happened.ts';
import type { RecordedState } from './recorded-state.ts';
import { accountDraft, besideThen, type HeldBeside } from './recorded-world.ts';

/** An account and what stood beside it, as a call found them that left nothing: what time had brought by then is on no record. */
export interface StateFound {
  readonly state: AccountState;
  readonly suppressed: ReadonlySet<string>;
  readonly held: HeldBeside;
}

export function foundBy(
  told: Omit<OfRefusal, 'event'>,
  { known, mailbox }: { readonly known: AccountState; readonly mailbox: RecordedState['mailbox'] },
  named: PolicyWithCalendar,
  held: RecordedState,
): StateFound {
  const context = contextOf(told, named);
  const draft = accountDraft(known, context);
  const beside = besideThen({ desk: held.desk, mailbox }, context);
  const suppressed = held.suppressed(known);
  applyAccountTimers(draft, suppressed, beside, context);
  return {
    state: draft.state,
    suppressed,
    held: {
      copy: held.copy,
      desk: beside.desk.state,
      mailbox: beside.mailbox().state,
      stepsOf: (permit) => held.stepsOf(permit),
      permitsFor: (contact, hash) => held.permitsFor(contact, hash),
      isSaidElsewhere: (...asked) => held.isSaidElsewhere(...asked),
    },
  };
}
