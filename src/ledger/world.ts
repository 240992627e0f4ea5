import type {
  Context,
  DeskDraft,
  Keys,
  PersonDraft,
  PersonFile,
  PersonKey,
  PieceDraft,
  World,
} from '../rules/command.ts';
import { setDeskAlarm } from '../rules/recurring.ts';
import { settle } from '../rules/settle.ts';
import type { Change } from './append.ts';
import { marksOf } from './projections.ts';
import { accountRow, findPerson } from './records.ts';
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
  #desk: Loaded<DeskDraft> | undefined;
  #main: LoadedAccount | null = null;

  constructor(loading: Loading) {
    this.#loading = loading;
  }

  /** What was emitted, stream by stream in the order of loading. */
  changes(): readonly Change[] {
    const loaded = [
      ...this.#accounts.values(),
      ...this.#pieces.values(),
      ...this.#persons.values(),
      ...(this.#desk ? [this.#desk] : []),
    ];
    return loaded.map((each) => each.change()).filter((change) => change !== null);
  }

  /** The account the act is about: the one asked for, or the one it founded. */
  get main(): LoadedAccount | null {
    return this.#main;
  }

  /** Whether anybody's words are to be unreadable from now on. */
  erases(): boolean {
    return this.accounts().some(({ draft }) => draft.pending.some(({ event }) => event.type === 'person_erased'));
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
    for (const { draft, suppressed } of this.#accounts.values()) settle(draft, suppressed, desk, context);
    setDeskAlarm(desk, context);
  }

  world(keys: Keys): World {
    const { statements } = this.#loading;
    const ref = keys.account ?? (keys.owned === undefined ? undefined : accountOfId(keys.owned));
    const main = ref === undefined ? null : this.account(ref);
    this.#main = main;
    const suppressed = main ? main.suppressed : new Set<string>();
    const domains = (keys.domains ?? []).map((domain) => this.account(domain)?.draft ?? null);
    const people = (keys.people ?? []).map((key) => {
      const row = findPerson(key, statements);
      return row ? { account: row.account, domain: row.domain, contact: row.id } : null;
    });
    return {
      account: main?.draft ?? null,
      found: (domain) => this.#found(domain, suppressed),
      suppressed,
      people,
      domains,
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
    const asked = marksOf(
      { ...(key.email ? { email: key.email } : {}), ...(key.profile ? { linkedin_url: key.profile } : {}) },
      mark,
    );
    const marks = [...new Set([...own, ...asked])];
    const twins = new Map(
      marks.flatMap((each) => statements.contactsOfMark.all(each)).map((row) => [row.contact, row]),
    );
    const contacts = [...twins.values()].flatMap(({ contact, account }) => {
      const loaded = this.account(account);
      return loaded ? [{ account: loaded.draft, contact, suppressed: loaded.suppressed }] : [];
    });
    if (known) this.#main = this.account(known.account);
    return { drafts: marks.map((each) => this.#personStream(each)), contacts };
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
