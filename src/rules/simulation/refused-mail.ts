import type { AccountState } from '../aggregates/account.ts';
import type { Email } from '../aggregates/permit.ts';
import type { MailRefused } from '../aggregates/refused.ts';
import { isRefusal } from '../vocabulary/refusal.ts';
import { address, contextOf, emailAt, type PolicyWithCalendar, type Rulebook } from './decide-again.ts';
import type { OfRefusal } from './happened.ts';
import { type Again, type PastQuestion, refusedQuestion } from './questions.ts';
import type { RecordedState } from './recorded-state.ts';
import { accountDraft, type HeldBeside, worldThen } from './recorded-world.ts';
import { foundBy, type StateFound } from './state-found.ts';

/** A refused mail, asked for again under both policies. */
export interface RefusedAgain {
  readonly question: PastQuestion;
  readonly named: Again;
  readonly changed: Again;
}

interface Then extends StateFound {
  readonly mail: Email;
}

type Refused = OfRefusal & { readonly event: MailRefused };

/** P4: words where it can't be asked for again, or where the record doesn't show what kept it back. */
export function askRefusedAgain(refused: Refused, rulebook: Rulebook, held: RecordedState): RefusedAgain | string {
  const { email, hindrances } = refused.event;
  if (email === undefined) return 'the words of direct mail that was refused are not on record';
  const then = thenOf(refused, rulebook.named, held);
  if (!then) return 'the mail or its account is no longer on record';
  const question = refusedQuestion(email);
  const named = asked(refused, then, { question, rules: rulebook.named });
  const again = isRefusal(named) ? (named.mails?.[0]?.hindrances ?? []) : [];
  if (again.join() !== hindrances.join()) return 'what kept the mail back is not on record as a rule could read it';
  const changed = asked(refused, then, { question, rules: rulebook.changed });
  return { question, named, changed };
}

/** The state that a refused call found: with all that time had brought by then, without the permits that the same call granted later. */
function thenOf({ event, ...told }: Refused, named: PolicyWithCalendar, held: RecordedState): Then | null {
  const { account, email = '', granted = [] } = event;
  const known = held.accounts.get(account);
  const mail = held.emails.get(email);
  if (!known || !mail) return null;
  const slots = Object.entries(held.mailbox.slots).filter(([permit]) => !granted.includes(permit));
  const mailbox = { ...held.mailbox, slots: Object.fromEntries(slots) };
  const found = foundBy(told, { known: { ...known, ...without(known, granted) }, mailbox }, named, held);
  const isSaidElsewhere: HeldBeside['isSaidElsewhere'] = (said, than, now) =>
    held.isSaidElsewhere(said, than, now, granted);
  return { ...found, held: { ...found.held, isSaidElsewhere }, mail };
}

function without({ permits }: AccountState, granted: readonly string[]): Pick<AccountState, 'permits'> {
  return permits ? { permits: permits.filter(({ id }) => !granted.includes(id)) } : {};
}

function asked(
  { event, ...told }: Refused,
  { state, suppressed, held, mail }: Then,
  { question, rules }: { readonly question: PastQuestion; readonly rules: PolicyWithCalendar },
): Again {
  const context = contextOf(told, rules);
  const about = { draft: accountDraft(state, context), suppressed };
  const email = emailAt(mail, about, event.other_address ? undefined : address);
  return question.ask(worldThen({ ...about, email }, held, context), context);
}
