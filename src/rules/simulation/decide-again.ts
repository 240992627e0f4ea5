import type { AccountState } from '../aggregates/account.ts';
import type { AccountEventOf } from '../aggregates/account-events.ts';
import type { Email } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, EmailAt, PersonAt } from '../command/world.ts';
import type { PolicyValues } from '../policy/policy.ts';
import type { Calendar } from '../time/time.ts';
import { isRefusal } from '../vocabulary/refusal.ts';
import type { Happened, OfAccount } from './happened.ts';
import { type Again, directQuestion, type PastQuestion, questionOf } from './questions.ts';
import type { RecordedState } from './recorded-state.ts';
import { accountDraft, type DecisionAbout, worldThen } from './recorded-world.ts';

/** A policy by which something is decided, with its calendar. */
export interface PolicyWithCalendar {
  readonly policy: PolicyValues;
  readonly calendar: Calendar;
}

/** The policy that a decision names, and the same with the changes laid over. */
export interface Rulebook {
  readonly named: PolicyWithCalendar;
  readonly changed: PolicyWithCalendar;
  /** The reason why `named` may not be the policy of then: told where it decides otherwise than was recorded. */
  readonly doubt?: string;
}

/** A rulebook by the hash of the policy that is named; words where it can't be made. */
export type RulebookOf = (hash: string) => Rulebook | { readonly because: string; readonly doubt?: undefined };

/** When and by whom something was decided; a call that was refused left no event of its account. */
export type DecidedWhen = Pick<OfAccount, 'seq' | 'recorded_at' | 'by' | 'principal' | 'account'> &
  Partial<Pick<OfAccount, 'event' | 'words'>>;

/** A decision, ready to be taken again. */
export interface Decision {
  readonly happened: DecidedWhen;
  readonly question: PastQuestion;
  /** The account just before it. */
  readonly before: AccountState;
}

export interface RecordedDecision extends Decision {
  readonly happened: OfAccount;
}

/** The reason why a decision can't be taken again. */
export interface Unreplayable {
  readonly tool: string;
  readonly why: string;
}

/** One decision, taken again. */
export interface Trial {
  readonly again: Again;
  readonly outcome: string;
  readonly draft: AccountDraft;
  /** The account as it then stands. */
  readonly after: AccountState;
}

const erased = 'the words that its checks read are erased';

/** The decision that an event tells; null where it tells none. */
export function recordedIn(happened: OfAccount, before: AccountState): RecordedDecision | Unreplayable | null {
  const { event, account, by, words } = happened;
  if (event.type === 'email_rendered')
    return {
      tool: 'render_sequence_email',
      why: 'the texts that its slots were filled with are not on record by themselves',
    };
  if (event.type === 'permit_granted' && event.permit.email === undefined)
    return words
      ? { happened, before, question: directQuestion(event, words) }
      : { tool: 'authorize_send', why: erased };
  const question = questionOf(event, account, by);
  return question && { happened, before, question };
}

export function contextOf(
  { recorded_at, by, principal }: Pick<Happened, 'recorded_at' | 'by' | 'principal'>,
  { policy, calendar }: PolicyWithCalendar,
): Context {
  return {
    policy,
    calendar,
    now: recorded_at,
    today: calendar.dateOf(recorded_at),
    role: by,
    ...(principal === undefined ? {} : { principal }),
    command: null,
    fingerprint: unasked,
    addressFingerprint: unasked,
  };
}

// The commands that are taken again look people up by id alone.
const unasked = () => '';

/** Takes a decision again, on an account as it stood. */
export function decideAgain(
  { happened, question, before }: Decision,
  rules: PolicyWithCalendar,
  held: RecordedState,
): Trial {
  const context = contextOf(happened, rules);
  const draft = accountDraft(before, context);
  const world = worldThen(aboutOf(happened, draft, held), held, context);
  const again = question.ask(world, context);
  return isRefusal(again)
    ? { again, outcome: 'refused', draft: accountDraft(before, context), after: before }
    : { again, outcome: again.outcome, draft, after: draft.state };
}

/** The rulebook; words where it is in doubt and its own policy decides otherwise than was recorded. */
export function sureOf(
  recorded: RecordedDecision,
  rulebook: ReturnType<RulebookOf>,
  held: RecordedState,
): ReturnType<RulebookOf> {
  if (rulebook.doubt === undefined) return rulebook;
  const { outcome } = decideAgain(recorded, rulebook.named, held);
  return outcome === recorded.question.was ? rulebook : { because: rulebook.doubt };
}

function aboutOf({ event, words }: DecidedWhen, draft: AccountDraft, held: RecordedState): DecisionAbout {
  const about = { draft, suppressed: held.suppressed(draft.state) };
  if (event?.type !== 'permit_granted') return about;
  if (event.permit.email === undefined) return direct(event, words ?? {}, about);
  const email = held.emails.get(event.permit.email);
  return email ? { ...about, email: emailAt(email, about, address) } : about;
}

/** Stands for an address: the one on file was the one that the mail names, or there were no permit. */
export const address = 'the address on file';

/** A rendered mail as a permit is asked for it; `on_file`: the address of its reader. */
export function emailAt(email: Email, { draft, suppressed }: DecisionAbout, on_file: string | undefined): EmailAt {
  return { account: draft, suppressed, email, address: on_file, words: { to: address, subject: '', text: '' } };
}

function direct(
  { permit }: AccountEventOf<'permit_granted'>,
  { to = '' }: Record<string, string>,
  about: DecisionAbout,
): DecisionAbout {
  const { draft: home, suppressed } = about;
  const person: PersonAt = {
    account: home.state.id,
    domain: home.state.domain,
    contact: permit.contact,
    home,
    suppressed,
    words: { email: to },
    parts: [],
    own: [],
    bears: () => false,
  };
  return { ...about, hash: permit.hash, person };
}
