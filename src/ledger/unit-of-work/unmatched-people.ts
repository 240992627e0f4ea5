import { itemTaken, noteExternal } from '../../rules/accounts/outside-ids.ts';
import type { Task } from '../../rules/aggregates/task.ts';
import { waitingNotes } from '../../rules/aggregates/unmatched-person.ts';
import type { AccountDraft, PersonKey, PersonWaiting, WaitingDraft } from '../../rules/command/world.ts';
import { companyIds } from '../../rules/people/company-ids.ts';
import { fillContact } from '../../rules/people/fill-contact.ts';
import { isWaiting } from '../../rules/people/queue-unmatched.ts';
import { fingerprintsOf, nameIn, placeFingerprintsOf } from '../events/person-fingerprint.ts';
import { nameOf } from '../events/streams.ts';
import type { Person } from '../port/records.ts';
import { personOf } from '../reading/person-rows.ts';
import { findPerson, storedWords } from '../reading/row-records.ts';
import type { Loaded, Loading } from './load.ts';
import { loadNamed } from './load-streams.ts';
import { itemOwners } from './outside-owners.ts';

/** More contacts than other systems know under one id. */
const mostKnown = 100;

type Address = Pick<Person, 'email' | 'linkedin_url'>;

export function addressOf({ email, profile }: PersonKey): Address {
  return { ...(email ? { email } : {}), ...(profile ? { linkedin_url: profile } : {}) };
}

interface WaitTouched {
  readonly id: string;
  readonly stream: string;
  readonly before: readonly Task[];
  readonly after: readonly Task[];
}

interface Tied {
  readonly account: AccountDraft;
  readonly contact: string;
}

/** The place that a wait's id names, or the id of one of its notes. */
function placeIn(id: string): string {
  return id.replace(/^wtg_/, '').replace(/_\d+$/, '');
}

function fieldsOf(keys: readonly PersonKey[]): Address {
  return Object.assign({}, ...keys.map(addressOf));
}

/** The people without an account that one unit of work touches, each loaded once. */
export class Waits {
  readonly #loading: Loading;
  readonly #loaded = new Map<string, Loaded<WaitingDraft>>();
  readonly #marked = new Map<string, readonly string[]>();

  constructor(loading: Loading) {
    this.#loading = loading;
  }

  all(): readonly Loaded<WaitingDraft>[] {
    return [...this.#loaded.values()];
  }

  /** Tasks of the unmatched people whom the command touched, each under the person's name. */
  touched(): readonly WaitTouched[] {
    const { rows } = this.#loading;
    return this.all().flatMap(({ draft }) => {
      const { stream, before, pending } = draft;
      if (pending.length === 0) return [];
      const { state } = draft;
      const said = pending.flatMap(({ event }) => (event.type === 'person_waits' ? [event.sealed.fields] : []));
      const subject = nameIn(said.at(-1) ?? storedWords(rows.waitingById.get(state.id)));
      const told = (task: Task | undefined) => (task ? [{ ...task, ...(subject ? { subject } : {}) }] : []);
      return [{ id: state.id, stream, before: told(before?.task), after: told(state.task) }];
    });
  }

  /** Whether anybody's words are to be unreadable from now on. */
  erases(): boolean {
    return this.all().some(({ draft }) =>
      draft.pending.some(({ event }) => event.type === 'wait_ended' && event.why === 'erased'),
    );
  }

  /** The wait by its id, else the place where that address would wait. */
  of(keys: readonly PersonKey[]): WaitingDraft | null {
    const { rows, mark } = this.#loading;
    const named = keys.map(({ id }) => id && placeIn(id)).find((each) => each !== undefined);
    if (named !== undefined) return rows.stream.get(`waiting:${named}`) ? this.#at(named) : null;
    const addresses = keys.map(addressOf);
    const [open] = this.open(addresses);
    if (open) return open;
    const [place] = addresses.flatMap((each) => placeFingerprintsOf(each, mark));
    return place === undefined ? null : this.#at(place);
  }

  /** Waits under the given keys, under those that the contact has, or under those that it had and has no more. */
  ofContact(contact: string, given: readonly PersonKey[]): readonly PersonWaiting[] {
    const { rows, mark } = this.#loading;
    const row = rows.contactById.get(contact);
    const person = row ? personOf(row) : {};
    const has = fingerprintsOf(person, mark);
    const known = [...rows.marksOfContact.all(contact), ...given].flatMap((each) => each.mark ?? []);
    const had = known.filter((each) => !has.includes(each));
    const found = new Set([...this.open([...given.map(addressOf), person]), ...this.under(had)]);
    return [...found].map((draft) => ({
      draft,
      words: (note) => storedWords(rows.wordsOf.get(note)),
      tie: (account, id) =>
        this.#tie(draft, { account, contact: id }, fingerprintsOf({ ...person, ...fieldsOf(given) }, mark)),
    }));
  }

  /** Open waits of people with these addresses. */
  open(addresses: readonly Address[]): readonly WaitingDraft[] {
    const { rows, mark } = this.#loading;
    const places = new Set(addresses.flatMap((each) => placeFingerprintsOf(each, mark)));
    const known = [...places].filter((each) => rows.stream.get(`waiting:${each}`));
    return this.under([...places], known);
  }

  /** Open waits of people known by one of these fingerprints, among others. */
  under(marks: readonly string[], at: readonly string[] = []): readonly WaitingDraft[] {
    const found = marks.flatMap((each) => this.#known(each));
    return [...new Set([...at, ...found])].map((each) => this.#at(each)).filter(isWaiting);
  }

  /** Ends the wait of a person who became a contact. */
  end(accounts: Iterable<{ readonly draft: AccountDraft }>): void {
    const { mark } = this.#loading;
    for (const { draft } of accounts) {
      for (const { event } of [...draft.pending]) {
        if (event.type !== 'contact_added' && event.type !== 'contact_changed') continue;
        const taken = fingerprintsOf(event.sealed.fields, mark);
        for (const wait of this.open([event.sealed.fields])) {
          this.#tie(wait, { account: draft, contact: event.contact.id }, taken);
          // A2: the acts of the person are filed where save_account names them.
          if (waitingNotes(wait.state).length === 0)
            wait.emit({ type: 'wait_ended', why: 'matched', account: draft.state.id });
        }
      }
    }
  }

  /** A2, L13: identities of the unmatched person go to the contact as they were said; not from a wait that only may be theirs. */
  #tie(wait: WaitingDraft, { account, contact }: Tied, taken: readonly string[]): void {
    const { rows } = this.#loading;
    const own = rows.marksOfWait.all(wait.stream).map((each) => each.mark);
    const known = [...taken, ...rows.marksOfContact.all(contact).map((each) => each.mark)];
    if (!own.some((each) => known.includes(each))) return;
    this.#fill(wait, { account, contact });
    const more = own.filter((each) => !known.includes(each));
    if (more.length === 0) return;
    const fields = { tied_as: more.join(' ') };
    account.emit({ type: 'contact_tied', contact, sealed: { person: contact, fields } });
  }

  #fill({ state: { id } }: WaitingDraft, { account, contact }: Tied): void {
    const { rows } = this.#loading;
    const told = storedWords(rows.waitingById.get(id));
    const row = rows.contactById.get(contact);
    const news = account.pending.flatMap(({ event }) =>
      (event.type === 'contact_added' || event.type === 'contact_changed') && event.contact.id === contact
        ? [event.sealed.fields]
        : [],
    );
    const has = Object.assign({}, row ? personOf(row) : {}, ...news);
    const isFree = (field: 'email' | 'linkedin_url' | 'apollo', word: string) =>
      field === 'apollo'
        ? !rows.contactByOutside.all({ id: word, limit: mostKnown }).some(({ apollo }) => apollo === word)
        : !findPerson(field === 'email' ? { email: word } : { profile: word }, rows);
    fillContact(account, { contact, told, has, isFree });
    const { external = {} } = account.state;
    const { monday, ...others } = companyIds(told);
    const owners = { itemOwners: (item: number) => itemOwners(item, [account.state], this.#loading) };
    const isTaken = itemTaken(account, { monday }, owners) !== null;
    noteExternal(account, { ...others, ...(isTaken ? {} : { monday }), ...external });
  }

  /** A unit asks of one address several times, and writes of who waits at its end alone. */
  #known(mark: string): readonly string[] {
    const { waitsOfMark } = this.#loading.rows;
    const found = this.#marked.get(mark) ?? waitsOfMark.all(mark).map(({ stream }) => nameOf(stream));
    this.#marked.set(mark, found);
    return found;
  }

  #at(place: string): WaitingDraft {
    const known = this.#loaded.get(place) ?? loadNamed('waiting', place, this.#loading);
    this.#loaded.set(place, known);
    return known.draft;
  }
}
