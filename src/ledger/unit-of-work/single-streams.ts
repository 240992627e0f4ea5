import type {
  CopyDraft,
  DeskDraft,
  MailboxDraft,
  PolicyChangesDraft,
  StreamsBeside,
} from '../../rules/command/world.ts';
import type { Loaded, Loading } from './load.ts';
import {
  type LoadedCopy,
  type LoadedLists,
  loadCopy,
  loadDesk,
  loadLists,
  loadMailbox,
  loadPolicyChanges,
} from './load-streams.ts';
import type { Append } from './recording.ts';

/** The streams of which a ledger has one each, loaded when they are first asked for. */
export class SingleStreams implements StreamsBeside {
  readonly #loading: Loading;
  #desk: Loaded<DeskDraft> | undefined;
  #copy: LoadedCopy | undefined;
  #lists: LoadedLists | undefined;
  #mailbox: Loaded<MailboxDraft> | undefined;
  #changes: Loaded<PolicyChangesDraft> | undefined;

  constructor(loading: Loading) {
    this.#loading = loading;
  }

  get desk(): DeskDraft {
    this.#desk ??= loadDesk(this.#loading);
    return this.#desk.draft;
  }

  copy(): LoadedCopy {
    this.#copy ??= loadCopy(this.#loading, this.desk);
    return this.#copy;
  }

  /** Events of copy in this unit so far. */
  copyChanges(): CopyDraft['pending'] {
    return this.#copy?.draft.pending ?? [];
  }

  /** The lists, where this unit had to do with them. */
  listsTouched(): LoadedLists | undefined {
    return this.#lists;
  }

  lists(): LoadedLists {
    this.#lists ??= loadLists(this.#loading, this.desk);
    return this.#lists;
  }

  mailbox(): MailboxDraft {
    this.#mailbox ??= loadMailbox(this.#loading);
    return this.#mailbox.draft;
  }

  policyChanges(): PolicyChangesDraft {
    this.#changes ??= loadPolicyChanges(this.#loading);
    return this.#changes.draft;
  }

  apolloIdOf(contact: string): string | undefined {
    return this.#loading.rows.contactById.get(contact)?.apollo ?? undefined;
  }

  loaded(): readonly { change(): Append | null }[] {
    return [this.#copy, this.#lists, this.#mailbox, this.#changes, this.#desk].filter((each) => each !== undefined);
  }
}
