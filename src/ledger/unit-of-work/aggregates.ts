import type { Context } from '../../rules/command/context.ts';
import type {
  Keys,
  PersonAt,
  PersonDraft,
  PersonFile,
  PersonKey,
  PieceDraft,
  World,
} from '../../rules/command/world.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import { afterCommand } from '../../rules/reactions/after-command.ts';
import { followAct, type Reach, type TouchedAccount } from '../../rules/reactions/follow-act.ts';
import { canonical, sha256 } from '../events/canonical-json.ts';
import { accountRow, findMarked, findPerson, whoStays } from '../reading/row-records.ts';
import { givesUp, holdingsOf } from './holdings.ts';
import { foundAccount, type Loaded, type LoadedAccount, type Loading, loadAccount } from './load.ts';
import { loadNamed } from './load-streams.ts';
import { mailWorld } from './mail-world.ts';
import { outsideOwners } from './outside-owners.ts';
import { accountOfId } from './owned-id.ts';
import { personAt } from './person-at.ts';
import { identitiesOf, type PersonLoading, personFile } from './persons.ts';
import { policiesOf } from './policy-bench.ts';
import type { Append } from './recording.ts';
import { followSuppressed, followWaits } from './same-person.ts';
import { SingleStreams } from './single-streams.ts';
import { Waits } from './unmatched-people.ts';

/** How many accounts of nearly one name are told. */
const nearest = 6;

/** More accounts than stand on one version. */
const mostBound = 100_000;

/** The aggregates of one unit of work, each loaded once. */
export class Aggregates {
  readonly loading: Loading;
  readonly #accounts = new Map<string, LoadedAccount>();
  readonly #pieces = new Map<string, Loaded<PieceDraft>>();
  readonly #persons = new Map<string, Loaded<PersonDraft>>();
  /** The people without an account. */
  readonly waits: Waits;
  readonly single: SingleStreams;
  readonly #met = new Set<string>();
  #main: LoadedAccount | null = null;

  constructor(loading: Loading) {
    this.loading = loading;
    this.waits = new Waits(loading);
    this.single = new SingleStreams(loading);
  }

  /** The emitted events, stream by stream; first the streams that give up a domain or an address, which another takes over. */
  changes(): readonly Append[] {
    const accounts = this.accounts();
    const ordered = [...accounts.filter(givesUp), ...accounts.filter((each) => !givesUp(each))];
    const others = [...this.#pieces.values(), ...this.#persons.values(), ...this.waits.all()];
    const loaded = [...ordered, ...others, ...this.single.loaded()];
    return loaded.map((each) => each.change()).filter((change) => change !== null);
  }

  /** The account the act is about: the one asked for, or the one it founded. */
  get main(): LoadedAccount | null {
    return this.#main;
  }

  /** Contacts that the act named, found or added. */
  met(): readonly string[] {
    const added = this.accounts().flatMap(({ draft }) =>
      draft.pending.flatMap(({ event }) => (event.type === 'contact_added' ? [event.contact.id] : [])),
    );
    return [...new Set([...this.#met, ...added])];
  }

  /** Whether anybody's words are to be unreadable from now on. */
  erases(): boolean {
    const contacts = this.accounts().some(({ draft }) =>
      draft.pending.some(({ event }) => event.type === 'person_erased'),
    );
    return contacts || this.waits.erases();
  }

  accounts(): readonly LoadedAccount[] {
    return [...this.#accounts.values()];
  }

  /** By id, domain or alias. */
  account(ref: string): LoadedAccount | null {
    const row = accountRow(ref, this.loading.rows);
    if (!row) return null;
    const loaded = this.#accounts.get(row.id) ?? loadAccount(row, this.loading);
    this.#accounts.set(row.id, loaded);
    return loaded;
  }

  /** Runs the reactions to the emitted events on every stream of the unit; returns what the answer tells of lists. */
  afterCommand(context: Context): string {
    const { single } = this;
    this.waits.end(this.#accounts.values());
    const reach: Reach = {
      beside: single,
      touched: () => this.#touched(),
      copied: {
        changes: single.copyChanges(),
        copy: () => single.copy(),
        lists: (areNeeded) => (areNeeded ? single.lists() : single.listsTouched()),
        boundTo: (version) => this.#enrolledOn(version).map(({ draft }) => draft),
        account: (id) => this.account(id),
      },
    };
    const told = followAct(reach, context);
    this.followUnmatched();
    return told;
  }

  /** L13: suppression follows each once all else has. */
  *#touched(following = this.#following()): Generator<TouchedAccount> {
    for (const loaded of this.#accounts.values()) {
      yield loaded;
      followSuppressed(loaded, following);
    }
  }

  /** Finishes the loaded accounts whose timers were applied: runs their reactions, and lets them go. */
  settle(context: Context): readonly Append[] {
    for (const { draft, suppressed } of this.#accounts.values()) afterCommand(draft, suppressed, this.single, context);
    const changes = this.accounts().map((each) => each.change());
    this.#accounts.clear();
    return changes.filter((change) => change !== null);
  }

  /** Runs the reactions for unmatched people. */
  followUnmatched(): void {
    followWaits(this.#drafts(), this.#following());
  }

  #following() {
    return { person: (mark: string) => this.#personStream(mark), ...this.loading };
  }

  world(keys: Keys): World {
    const { rows } = this.loading;
    const ref = keys.account ?? (keys.owned === undefined ? undefined : accountOfId(keys.owned));
    const main = ref === undefined ? null : this.account(ref);
    this.#main = main;
    const suppressed = main ? main.suppressed : new Set<string>();
    const people = (keys.people ?? this.#recipients(keys.list)).map((key) => this.#personAt(key));
    return {
      account: main?.draft ?? null,
      found: (domain) => this.#found(domain, suppressed),
      suppressed,
      people,
      identities: (given) => identitiesOf(given, this.#ground()),
      owners: (keys.owners ?? []).map((id) => this.account(accountOfId(id) ?? '')?.draft ?? null),
      domains: (keys.domains ?? []).map((domain) => this.account(domain)?.draft ?? null),
      holdings: ({ state }) => holdingsOf(this.account(state.id)?.suppressed, rows),
      near: keys.name === undefined ? [] : rows.accountsByName.all(nameKey(keys.name), nearest),
      waiting: keys.waiting === undefined ? null : this.waits.of(keys.waiting),
      waitsOf: (contact, given) => this.waits.ofContact(contact, given),
      person: keys.person === undefined ? null : this.#person(keys.person),
      piece: keys.piece === undefined ? null : this.#piece(keys.piece).before,
      logged: (piece) => this.#piece(piece),
      desk: this.single.desk,
      copy: () => this.single.copy(),
      enrolledOn: (version) => this.#enrolledOn(version).map(({ draft }) => draft),
      lists: () => this.single.lists(),
      mailbox: () => this.single.mailbox(),
      ...mailWorld(keys, this, (contact) => this.#met.add(contact)),
      ...outsideOwners(this),
      personOf: (contact) => this.#person({ id: contact }),
      suppressedOf: ({ state }) => this.account(state.id)?.suppressed ?? new Set(),
      changes: () => this.single.policyChanges(),
      policies: policiesOf(this.loading, () => this.single.policyChanges().state.ratified),
      digest: (value) => sha256(canonical(value)),
    };
  }

  #found(domain: string, suppressed: Set<string>): LoadedAccount['draft'] {
    const known = this.#accounts.get(domain) ?? foundAccount(domain, this.loading, suppressed);
    this.#accounts.set(domain, known);
    this.#main ??= known;
    return known.draft;
  }

  #person(key: PersonKey): PersonFile | null {
    const found = personFile(key, this.#ground());
    if (!found) return null;
    for (const { contact } of found.file.contacts) this.#met.add(contact);
    if (found.home) this.#main = found.home;
    return found.file;
  }

  #enrolledOn(version: string): readonly LoadedAccount[] {
    const { calledBy } = this.loading.rows;
    return calledBy.all('bound', version, mostBound).flatMap(({ id }) => this.account(id) ?? []);
  }

  #recipients(id: string | undefined): readonly PersonKey[] {
    const list = id === undefined ? undefined : this.single.lists().state.open.find((each) => each.id === id);
    return (list?.recipients ?? []).map(({ contact }) => ({ id: contact }));
  }

  #ground(): PersonLoading {
    return {
      account: (ref) => this.account(ref),
      person: (mark) => this.#personStream(mark),
      waits: this.waits,
      ...this.loading,
    };
  }

  #personAt(key: PersonKey): PersonAt | null {
    const { rows } = this.loading;
    const named = key.mark === undefined ? findPerson(key, rows) : findMarked(key.mark, rows);
    const home = named && this.account(named.account);
    if (!named || !home) return null;
    const found = personAt(whoStays(named, home.draft.state, rows), home, this.loading);
    for (const each of [found, ...found.parts]) this.#met.add(each.contact);
    return found;
  }

  *#drafts(): Generator<PersonDraft> {
    for (const { draft } of this.#persons.values()) yield draft;
  }

  #personStream(mark: string): PersonDraft {
    const known = this.#persons.get(mark) ?? loadNamed('person', mark, this.loading);
    this.#persons.set(mark, known);
    return known.draft;
  }

  #piece(id: string): PieceDraft {
    const known = this.#pieces.get(id) ?? loadNamed('piece', id, this.loading);
    this.#pieces.set(id, known);
    return known.draft;
  }
}
