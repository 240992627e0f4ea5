import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import type { DeskEvent, DeskState } from '../aggregates/desk.ts';
import { evolveAccount } from '../aggregates/evolve-account.ts';
import { evolveDesk } from '../aggregates/evolve-desk.ts';
import { evolveMailbox } from '../aggregates/evolve-mailbox.ts';
import type { MailboxEvent, MailboxState } from '../aggregates/mailbox.ts';
import type { Context } from '../command/context.ts';
import { draftOf } from '../command/draft.ts';
import type { AccountDraft, EmailAt, PersonAt, StreamsBeside, World } from '../command/world.ts';
import type { MailKnown } from '../sending/direct-mail.ts';
import type { Instant } from '../time/time.ts';
import type { RecordedState } from './recorded-state.ts';

type Who = Pick<Context, 'role' | 'principal' | 'now'>;

function stampOf({ role: by, principal }: Who, at: Instant) {
  return principal === undefined ? { at, by } : { at, by, principal };
}

export function accountDraft(before: AccountState, who: Who): AccountDraft {
  const evolve = (state: AccountState | null, event: AccountEvent, at: Instant) =>
    evolveAccount(state, event, stampOf(who, at));
  return draftOf({ kind: 'account', stream: `account:${before.id}`, before, now: who.now, evolve });
}

/** The recorded state beside accounts, and the mails on file. */
export type HeldBeside = Pick<
  RecordedState,
  'desk' | 'mailbox' | 'copy' | 'stepsOf' | 'permitsFor' | 'isSaidElsewhere'
>;

/** The streams beside accounts as they stood, to be written on and thrown away. */
export function besideThen({ desk, mailbox }: Pick<RecordedState, 'desk' | 'mailbox'>, who: Who): StreamsBeside {
  const evolve = (state: MailboxState | null, event: MailboxEvent, at: Instant) =>
    evolveMailbox(state, event, stampOf(who, at));
  const mails = draftOf({ kind: 'mailbox', stream: 'mailbox', before: mailbox, now: who.now, evolve });
  const tasks = (state: DeskState | null, event: DeskEvent, at: Instant) => evolveDesk(state, event, stampOf(who, at));
  return {
    desk: draftOf({ kind: 'desk', stream: 'desk', before: desk, now: who.now, evolve: tasks }),
    mailbox: () => mails,
    // Ids of other systems decide nothing.
    apolloIdOf: () => undefined,
  };
}

/** The subject of a decision. */
export interface DecisionAbout {
  readonly draft: AccountDraft;
  readonly suppressed: ReadonlySet<string>;
  readonly email?: EmailAt;
  readonly person?: PersonAt;
  /** The hash of the bytes of direct mail. */
  readonly hash?: string;
}

/** All else of a world: no decision that is taken again asks for it. */
const unasked = new Proxy(
  {},
  {
    get: (_, what) => {
      throw new Error(`a decision asked again for ${String(what)}, which none of its kind asks for`);
    },
  },
);

/** The world of one decision, as the ledger held it just before. */
export function worldThen(
  { draft, suppressed, email, person, hash }: DecisionAbout,
  held: HeldBeside,
  who: Who,
): World {
  const { desk, mailbox } = besideThen(held, who);
  const mail: MailKnown = {
    stepsOf: (permit) => held.stepsOf(permit),
    permitsFor: (contact, bytes) => held.permitsFor(contact, bytes),
  };
  return Object.assign(Object.create(unasked), {
    desk,
    mailbox,
    account: draft,
    suppressed,
    people: person ? [person] : [],
    // A flag that lapsed meanwhile retires what it paused: neither is sent.
    copy: () => ({ state: held.copy }),
    emails: email ? [email] : [],
    mail,
    isSaidElsewhere: (said: string, than: AccountState) => held.isSaidElsewhere(said, than, who.now),
    digest: () => hash ?? '',
  });
}
