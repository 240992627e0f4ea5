/** Loads the streams whose state is kept whole beside its head. */

import { emptyCopy } from '../../rules/aggregates/copy.ts';
import { emptyDesk } from '../../rules/aggregates/desk.ts';
import { emptyMailbox } from '../../rules/aggregates/mailbox.ts';
import { emptyPolicyChanges } from '../../rules/aggregates/policy-change.ts';
import { emptyLists } from '../../rules/aggregates/recipient-list.ts';
import { type Draft, draftOf, type StreamKind } from '../../rules/command/draft.ts';
import { evolve, folded, type StreamEvents, type StreamStates } from '../events/streams.ts';
import { rereading, stored } from '../port/unusable.ts';
import { fresh, type Loaded, type Loading } from './load.ts';

/** Kinds of streams of which a ledger has one each. */
export type SingleKind = 'desk' | 'copy' | 'lists' | 'mailbox' | 'changes';

/** Kinds of streams that have names. */
type NamedKind = 'piece' | 'person' | 'waiting';

export type LoadedStream<Kind extends StreamKind> = Loaded<Draft<StreamStates[Kind], StreamEvents[Kind]>>;

interface Kept<Kind extends StreamKind> {
  /** The state before the first event; null where the first event founds it. */
  readonly empty: StreamStates[Kind] | null;
  readonly read: (json: string) => StreamStates[Kind];
}

/** The desk, copy and lists are looked at again and again. */
const kept: { readonly [Kind in SingleKind | NamedKind]: Kept<Kind> } = {
  desk: { empty: emptyDesk, read: rereading() },
  copy: { empty: emptyCopy, read: rereading() },
  lists: { empty: emptyLists, read: rereading() },
  mailbox: { empty: emptyMailbox, read: stored },
  changes: { empty: emptyPolicyChanges, read: stored },
  piece: { empty: null, read: stored },
  person: { empty: null, read: stored },
  waiting: { empty: null, read: stored },
};

const unfounded = { ...fresh, state: null };

export function loadSingle<Kind extends SingleKind>(kind: Kind, loading: Loading): LoadedStream<Kind> {
  return load(kind, kind, loading);
}

/** Pieces have their keys for names; a person and a wait the fingerprint of an address or profile. */
export function loadNamed<Kind extends NamedKind>(kind: Kind, name: string, loading: Loading): LoadedStream<Kind> {
  return load(kind, `${kind}:${name}`, loading);
}

function load<Kind extends SingleKind | NamedKind>(
  kind: Kind,
  stream: string,
  { rows, now, who }: Loading,
): LoadedStream<Kind> {
  type State = StreamStates[Kind];
  const { version, head, state } = rows.stream.get(stream) ?? unfounded;
  const stands: State | null = state === null ? null : kept[kind].read(state);
  const draft = draftOf<State, StreamEvents[Kind]>({
    kind,
    stream,
    before: stands ?? kept[kind].empty,
    now,
    evolve: (was, event, at) => evolve[kind](was, event, { at, ...who }),
  });
  const { pending } = draft;
  const before = stands === null ? null : folded(kind, stands);
  const change = () => ({
    stream,
    version,
    head,
    before,
    after: folded(kind, draft.state),
    pending,
    people: new Map(),
  });
  return { draft, change: () => (pending.length === 0 ? null : change()) };
}
