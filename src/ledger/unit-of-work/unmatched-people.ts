import type { AccountEventOf } from '../../rules/aggregates/account-events.ts';
import type { AccountDraft, PersonKey, WaitingDraft } from '../../rules/command/world.ts';
import { isWaiting } from '../../rules/people/queue-unmatched.ts';
import { marksOf, waitsOf } from '../events/person-fingerprint.ts';
import type { Person } from '../port/records.ts';
import { type Loaded, type Loading, loadWait } from './load.ts';

type Joining = AccountEventOf<'contact_added' | 'contact_changed'>;
type Address = Pick<Person, 'email' | 'linkedin_url'>;

export function addressOf({ email, profile }: PersonKey): Address {
  return { ...(email ? { email } : {}), ...(profile ? { linkedin_url: profile } : {}) };
}

/** The people without an account that one unit of work touches, each loaded once. */
export class Waits {
  readonly #loading: Loading;
  readonly #loaded = new Map<string, Loaded<WaitingDraft>>();

  constructor(loading: Loading) {
    this.#loading = loading;
  }

  all(): readonly Loaded<WaitingDraft>[] {
    return [...this.#loaded.values()];
  }

  /** Whether anybody's words are to be unreadable from now on. */
  erases(): boolean {
    return this.all().some(({ draft }) =>
      draft.pending.some(({ event }) => event.type === 'wait_ended' && event.why === 'erased'),
    );
  }

  /** By its id, else the place where that address would wait. */
  of(key: PersonKey): WaitingDraft | null {
    const { rows, mark } = this.#loading;
    const named = key.id?.replace(/^wtg_/, '');
    if (named !== undefined) return rows.stream.get(`waiting:${named}`) ? this.#at(named) : null;
    const [place] = waitsOf(addressOf(key), mark);
    return place === undefined ? null : this.#at(place);
  }

  /** Where somebody of these addresses still waits. */
  open(addresses: readonly Address[]): readonly WaitingDraft[] {
    const { rows, mark } = this.#loading;
    const places = new Set(addresses.flatMap((each) => waitsOf(each, mark)));
    const known = [...places].filter((each) => rows.stream.get(`waiting:${each}`));
    return this.under([...places], known);
  }

  /** Where somebody still waits who is known by one of these fingerprints, among others. */
  under(marks: readonly string[], at: readonly string[] = []): readonly WaitingDraft[] {
    const { waitsOfMark } = this.#loading.rows;
    const found = marks.flatMap((each) => waitsOfMark.all(each).map(({ stream }) => stream.slice('waiting:'.length)));
    return [...new Set([...at, ...found])].map((each) => this.#at(each)).filter(isWaiting);
  }

  /** Whoever became a contact waits no more. */
  end(accounts: Iterable<{ readonly draft: AccountDraft }>): void {
    for (const { draft } of accounts) {
      for (const { event } of [...draft.pending]) {
        if (event.type !== 'contact_added' && event.type !== 'contact_changed') continue;
        for (const wait of this.open([event.sealed.fields])) this.#match(wait, draft, event);
      }
    }
  }

  /** L13: what else the person was said to have goes along, as said. */
  #match(wait: WaitingDraft, draft: AccountDraft, { contact: { id }, sealed }: Joining): void {
    const { rows, mark } = this.#loading;
    const taken = marksOf(sealed.fields, mark);
    const more = rows.marksOfWait.all(wait.stream).filter((each) => !taken.includes(each.mark));
    if (more.length > 0) {
      const fields = { tied_as: more.map((each) => each.mark).join(' ') };
      draft.emit({ type: 'contact_tied', contact: id, sealed: { person: id, fields } });
    }
    wait.emit({ type: 'wait_ended', why: 'matched', account: draft.state.id });
  }

  #at(place: string): WaitingDraft {
    const known = this.#loaded.get(place) ?? loadWait(place, this.#loading);
    this.#loaded.set(place, known);
    return known.draft;
  }
}
