/** The streams of which a ledger has one each, loaded when they are first asked for. */

import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import type {
  CopyDraft,
  DeskDraft,
  ListsDraft,
  MailboxDraft,
  PolicyChangesDraft,
  StreamsBeside,
} from '../../rules/command/world.ts';
import { applyListTimers } from '../../rules/sequences/lists.ts';
import { applyFlagTimers } from '../../rules/templates/flag-timers.ts';
import type { Loading } from './load.ts';
import { type LoadedStream, loadSingle, type SingleKind } from './load-streams.ts';
import type { Append } from './recording.ts';

/** In the order in which their events are numbered. */
const inOrder: readonly SingleKind[] = ['copy', 'lists', 'mailbox', 'changes', 'desk'];

export class SingleStreams implements StreamsBeside {
  readonly #loading: Loading;
  readonly #loaded: { [Kind in SingleKind]?: LoadedStream<Kind> } = {};
  #flagsLapsed: readonly Applied[] = [];
  #listsLapsed: readonly Applied[] = [];

  constructor(loading: Loading) {
    this.#loading = loading;
  }

  get desk(): DeskDraft {
    this.#loaded.desk ??= loadSingle('desk', this.#loading);
    return this.#loaded.desk.draft;
  }

  /** I1: the timers of copy that were applied in this unit. */
  flagsLapsed(): readonly Applied[] {
    this.copy();
    return this.#flagsLapsed;
  }

  /** As time has made it by now. */
  copy(): CopyDraft {
    if (this.#loaded.copy) return this.#loaded.copy.draft;
    const loaded = loadSingle('copy', this.#loading);
    this.#loaded.copy = loaded;
    this.#flagsLapsed = applyFlagTimers(loaded.draft, this.desk, this.#loading.now);
    return loaded.draft;
  }

  /** Events of copy in this unit so far. */
  copyChanges(): CopyDraft['pending'] {
    return this.#loaded.copy?.draft.pending ?? [];
  }

  /** Q4: the timers of lists that were applied in this unit. */
  listsLapsed(): readonly Applied[] {
    this.lists();
    return this.#listsLapsed;
  }

  /** As time has made them by now. */
  lists(): ListsDraft {
    if (this.#loaded.lists) return this.#loaded.lists.draft;
    const loaded = loadSingle('lists', this.#loading);
    this.#loaded.lists = loaded;
    this.#listsLapsed = applyListTimers(loaded.draft, this.desk, this.#loading.now);
    return loaded.draft;
  }

  /** The lists, where this unit had to do with them. */
  listsTouched(): ListsDraft | undefined {
    return this.#loaded.lists?.draft;
  }

  mailbox(): MailboxDraft {
    this.#loaded.mailbox ??= loadSingle('mailbox', this.#loading);
    return this.#loaded.mailbox.draft;
  }

  policyChanges(): PolicyChangesDraft {
    this.#loaded.changes ??= loadSingle('changes', this.#loading);
    return this.#loaded.changes.draft;
  }

  apolloIdOf(contact: string): string | undefined {
    return this.#loading.rows.contactById.get(contact)?.apollo ?? undefined;
  }

  loaded(): readonly { change(): Append | null }[] {
    return inOrder.map((kind) => this.#loaded[kind]).filter((each) => each !== undefined);
  }
}
