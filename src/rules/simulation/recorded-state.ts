import type { AccountState } from '../aggregates/account.ts';
import { type CopyState, emptyCopy } from '../aggregates/copy.ts';
import { type DeskState, emptyDesk } from '../aggregates/desk.ts';
import { evolveAccount } from '../aggregates/evolve-account.ts';
import { evolveCopy } from '../aggregates/evolve-copy.ts';
import { evolveDesk } from '../aggregates/evolve-desk.ts';
import { evolveMailbox } from '../aggregates/evolve-mailbox.ts';
import { emptyMailbox, type MailboxState } from '../aggregates/mailbox.ts';
import type { Email } from '../aggregates/permit.ts';
import { isSaidBy } from '../sending/insights.ts';
import type { CalendarDate, Instant } from '../time/time.ts';
import type { Happened, OfAccount } from './happened.ts';

/** The ledger's state at a moment, folded from its events one by one. */
export class RecordedState {
  readonly accounts = new Map<string, AccountState>();
  desk: DeskState = emptyDesk;
  copy: CopyState = emptyCopy;
  mailbox: MailboxState = emptyMailbox;
  /** Rendered mails. */
  readonly emails = new Map<string, Email>();
  /** Accounts by what mails to their people say (K4). */
  readonly #told = new Map<string, Set<string>>();
  /** Permits by contact and bytes. */
  readonly #granted = new Map<string, string[]>();
  /** Permits whose mail was reported as sent. */
  readonly #sent = new Set<string | undefined>();
  readonly #marks = new Map<string, Set<string>>();
  readonly #stopped = new Set<string>();
  readonly #named = new Map<string, Set<string>>();
  readonly #dayOf: (instant: Instant) => CalendarDate;

  constructor(dayOf: (instant: Instant) => CalendarDate) {
    this.#dayOf = dayOf;
  }

  take(happened: Happened): void {
    const { at, by } = happened;
    const stamp = happened.principal === undefined ? { at, by } : { at, by, principal: happened.principal };
    switch (happened.kind) {
      case 'account': {
        const { account, event } = happened;
        this.accounts.set(account, evolveAccount(this.accounts.get(account) ?? null, event, stamp));
        this.#note(happened);
        return;
      }
      case 'desk':
        this.desk = evolveDesk(this.desk, happened.event, stamp);
        return;
      case 'copy':
        this.copy = evolveCopy(this.copy, happened.event, stamp);
        return;
      case 'mailbox':
        if (happened.event.type === 'slot_taken' && this.mailbox.slots[happened.event.permit] !== undefined) return;
        this.mailbox = evolveMailbox(this.mailbox, happened.event, stamp);
        return;
      case 'person':
        if (happened.event.type === 'person_suppressed') this.#stopped.add(happened.mark);
        else this.#stopped.delete(happened.mark);
        return;
      case 'changes':
      case 'refusals':
        return;
      default:
        happened satisfies never;
    }
  }

  /** L13: contacts of an account who must never be written to: by their own record, or by an address or profile. */
  suppressed({ contacts, id }: Pick<AccountState, 'contacts' | 'id'>): ReadonlySet<string> {
    const named = this.#named.get(id);
    const found = new Set(named);
    for (const contact of contacts)
      for (const mark of this.#marks.get(contact.id) ?? []) if (this.#stopped.has(mark)) found.add(contact.id);
    return found;
  }

  permitsFor(contact: string, hash: string): readonly { readonly permit: string }[] {
    return (this.#granted.get(`${contact} ${hash}`) ?? []).map((permit) => ({ permit }));
  }

  stepsOf(permit: string): readonly { readonly step: 'sent' }[] {
    return this.#sent.has(permit) ? [{ step: 'sent' }] : [];
  }

  /** K4: of mails that were sent or permitted by then; `later`: permits that came after. */
  isSaidElsewhere(
    said: string,
    { id: own, also = [] }: Pick<AccountState, 'id' | 'also'>,
    now: Instant,
    later: readonly string[] = [],
  ): boolean {
    return [...(this.#told.get(said) ?? [])].some((id) => {
      const state = id === own || also.includes(id) ? undefined : this.accounts.get(id);
      if (!state) return false;
      const permits = state.permits?.filter((permit) => !later.includes(permit.id)) ?? [];
      return isSaidBy({ ...state, permits }, said, now);
    });
  }

  #note(happened: OfAccount): void {
    const { event, account, at, by, marks } = happened;
    if ('contact' in event) {
      const whose = typeof event.contact === 'string' ? event.contact : event.contact.id;
      this.#marks.set(whose, new Set([...(this.#marks.get(whose) ?? []), ...marks]));
    }
    switch (event.type) {
      case 'contact_suppressed':
        this.#named.set(account, new Set([...(this.#named.get(account) ?? []), event.contact]));
        return;
      case 'suppression_voided':
        this.#named.get(account)?.delete(event.contact);
        return;
      case 'person_erased':
        this.#marks.delete(event.contact);
        return;
      case 'email_rendered':
        this.emails.set(event.email.id, event.email);
        for (const said of event.email.said ?? [])
          this.#told.set(said, new Set([...(this.#told.get(said) ?? []), account]));
        return;
      case 'permit_granted': {
        const { id, contact, hash, email, expires_at } = event.permit;
        const key = `${contact} ${hash}`;
        this.#granted.set(key, [...(this.#granted.get(key) ?? []), id]);
        // The permit's place in the day's cap is told after the other permits of the call, which count it (M3).
        const slot = { permit: id, is_direct: email === undefined, day: this.#dayOf(at), until: expires_at };
        this.mailbox = evolveMailbox(this.mailbox, { type: 'slot_taken', ...slot }, { at, by });
        return;
      }
      case 'delivery_recorded': {
        const { permit, event: step } = event.delivery;
        if (step === 'sent') this.#sent.add(permit);
        return;
      }
      default:
    }
  }
}
