import type { DeskDraft, Keys, PieceDraft, World } from '../rules/command.ts';
import type { Change } from './append.ts';
import { accountRow, findPerson } from './records.ts';
import {
  foundAccount,
  type Loaded,
  type LoadedAccount,
  type Loading,
  loadAccount,
  loadDesk,
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
  #desk: Loaded<DeskDraft> | undefined;
  #main: LoadedAccount | null = null;

  constructor(loading: Loading) {
    this.#loading = loading;
  }

  /** What was emitted, stream by stream in the order of loading. */
  changes(): readonly Change[] {
    const loaded = [...this.#accounts.values(), ...this.#pieces.values(), ...(this.#desk ? [this.#desk] : [])];
    return loaded.map((each) => each.change()).filter((change) => change !== null);
  }

  /** The account the act is about: the one asked for, or the one it founded. */
  get main(): LoadedAccount | null {
    return this.#main;
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

  #piece(id: string): PieceDraft {
    const known = this.#pieces.get(id) ?? loadPiece(id, this.#loading);
    this.#pieces.set(id, known);
    return known.draft;
  }
}
