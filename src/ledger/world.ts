import type {
  Context,
  DeskDraft,
  Keys,
  PersonAt,
  PersonDraft,
  PersonFile,
  PersonKey,
  PieceDraft,
  World,
} from '../rules/command.ts';
import { nameKey } from '../rules/identity.ts';
import { setDeskAlarm } from '../rules/recurring.ts';
import { settle } from '../rules/settle.ts';
import type { Change } from './append.ts';
import { everywhere, followSuppressed } from './follow.ts';
import { marksOf } from './gather.ts';
import { accountRow, findPerson, personOf } from './records.ts';
import {
  foundAccount,
  type Loaded,
  type LoadedAccount,
  type Loading,
  loadAccount,
  loadDesk,
  loadPerson,
  loadPiece,
} from './streams.ts';
import { addressOf, Waits } from './waiting.ts';

/** How many accounts of nearly one name are told. */
const nearest = 6;

const ownedId = /^[a-z]{3}_([a-z2-7]{10})_\d+$/;

/** The account on whose stream an id stands, by the mark in its middle. */
export function accountOfId(id: string): string | undefined {
  const mark = ownedId.exec(id)?.[1];
  return mark && `acc_${mark}`;
}

/** The aggregates of one unit of work, each loaded once. */
export class Aggregates {
  readonly #loading: Loading;
  readonly #accounts = new Map<string, LoadedAccount>();
  readonly #pieces = new Map<string, Loaded<PieceDraft>>();
  readonly #persons = new Map<string, Loaded<PersonDraft>>();
  readonly #waits: Waits;
  #desk: Loaded<DeskDraft> | undefined;
  #main: LoadedAccount | null = null;

  constructor(loading: Loading) {
    this.#loading = loading;
    this.#waits = new Waits(loading);
  }

  /** What was emitted, stream by stream; first those that give up a domain or an address, which another takes over. */
  changes(): readonly Change[] {
    const accounts = this.accounts();
    const ordered = [...accounts.filter(givesUp), ...accounts.filter((each) => !givesUp(each))];
    const others = [...this.#pieces.values(), ...this.#persons.values(), ...this.#waits.all()];
    const loaded = [...ordered, ...others, ...(this.#desk ? [this.#desk] : [])];
    return loaded.map((each) => each.change()).filter((change) => change !== null);
  }

  /** The account the act is about: the one asked for, or the one it founded. */
  get main(): LoadedAccount | null {
    return this.#main;
  }

  /** Whether anybody's words are to be unreadable from now on. */
  erases(): boolean {
    const contacts = this.accounts().some(({ draft }) =>
      draft.pending.some(({ event }) => event.type === 'person_erased'),
    );
    return contacts || this.#waits.erases();
  }

  accounts(): readonly LoadedAccount[] {
    return [...this.#accounts.values()];
  }

  /** By id, domain or alias. */
  account(ref: string): LoadedAccount | null {
    const row = accountRow(ref, this.#loading.statements);
    if (!row) return null;
    const known = this.#accounts.get(row.id);
    const loaded = known ?? loadAccount(row, this.#loading);
    this.#accounts.set(row.id, loaded);
    return loaded;
  }

  desk(): DeskDraft {
    this.#desk ??= loadDesk(this.#loading);
    return this.#desk.draft;
  }

  /** What follows from what was emitted, on every stream of the unit. */
  settle(context: Context): void {
    const desk = this.desk();
    this.#waits.end(this.#accounts.values());
    const following = { ...this.#loading, person: (mark: string) => this.#personStream(mark) };
    for (const loaded of this.#accounts.values()) {
      settle(loaded.draft, loaded.suppressed, desk, context);
      followSuppressed(loaded, following);
    }
    setDeskAlarm(desk, context);
  }

  world(keys: Keys): World {
    const { statements } = this.#loading;
    const ref = keys.account ?? (keys.owned === undefined ? undefined : accountOfId(keys.owned));
    const main = ref === undefined ? null : this.account(ref);
    this.#main = main;
    const suppressed = main ? main.suppressed : new Set<string>();
    const domains = (keys.domains ?? []).map((domain) => this.account(domain)?.draft ?? null);
    const people = (keys.people ?? []).map((key) => this.#personAt(key));
    return {
      account: main?.draft ?? null,
      found: (domain) => this.#found(domain, suppressed),
      suppressed,
      people,
      domains,
      near: keys.name === undefined ? [] : statements.accountsByName.all(nameKey(keys.name), nearest),
      waiting: keys.waiting === undefined ? null : this.#waits.of(keys.waiting),
      person: keys.person === undefined ? null : this.#person(keys.person),
      piece: keys.piece === undefined ? null : this.#piece(keys.piece).before,
      logged: (piece) => this.#piece(piece),
      desk: this.desk(),
    };
  }

  #found(domain: string, suppressed: Set<string>): LoadedAccount['draft'] {
    const known = this.#accounts.get(domain) ?? foundAccount(domain, this.#loading, suppressed);
    this.#accounts.set(domain, known);
    this.#main ??= known;
    return known.draft;
  }

  /** L13: everybody's contact that is this person, by the stand-ins of address and profile. */
  #person(key: PersonKey): PersonFile | null {
    const { statements, mark } = this.#loading;
    const known = findPerson(key, statements);
    if (!known && key.id !== undefined) return null;
    const own = known ? statements.marksOfContact.all(known.id).map((row) => row.mark) : [];
    const asked = marksOf(addressOf(key), mark);
    const { marks, twins } = everywhere([...own, ...asked], statements);
    const named = known ? marksOf(personOf(known), mark) : asked;
    const bearers = new Set(twins.map(({ contact }) => contact).filter((contact) => this.#bears(contact, named)));
    const contacts = twins.flatMap(({ contact, account }) => {
      const loaded = this.account(account);
      // An address that nobody bears any more names those who once did.
      const current = contact === known?.id || bearers.has(contact) || (!known && bearers.size === 0);
      return loaded ? [{ account: loaded.draft, contact, suppressed: loaded.suppressed, current }] : [];
    });
    const first = known ?? twins[0];
    if (first) this.#main = this.account(first.account);
    const rows = twins.flatMap(({ contact }) => statements.contactById.get(contact) ?? []);
    const words = [...(known ? [known, ...rows] : rows).map(personOf), addressOf(key)];
    return { drafts: marks.map((each) => this.#personStream(each)), contacts, waiting: this.#waits.open(words) };
  }

  #bears(contact: string, marks: readonly string[]): boolean {
    const { statements, mark } = this.#loading;
    const row = statements.contactById.get(contact);
    return row !== undefined && marksOf(personOf(row), mark).some((each) => marks.includes(each));
  }

  #personAt(key: PersonKey): PersonAt | null {
    const { statements } = this.#loading;
    const row = findPerson(key, statements);
    const home = row && this.account(row.account);
    if (!row || !home) return null;
    const { account, domain, id: contact } = row;
    const marks = () => statements.marksOfContact.all(contact).map(({ mark }) => mark);
    const words = () => ({ ...personOf(row), known_as: marks().join(' ') });
    return {
      account,
      domain,
      contact,
      home: home.draft,
      suppressed: home.suppressed,
      get words() {
        return words();
      },
    };
  }

  #personStream(mark: string): PersonDraft {
    const known = this.#persons.get(mark) ?? loadPerson(mark, this.#loading);
    this.#persons.set(mark, known);
    return known.draft;
  }

  #piece(id: string): PieceDraft {
    const known = this.#pieces.get(id) ?? loadPiece(id, this.#loading);
    this.#pieces.set(id, known);
    return known.draft;
  }
}

function givesUp({ draft }: LoadedAccount): boolean {
  return draft.pending.some(({ event }) => event.type === 'contact_left' || event.type === 'account_absorbed');
}
