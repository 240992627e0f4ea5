import { type AccountState, flagsOf, outsideSystems } from '../../rules/aggregates/account.ts';
import { isOver } from '../../rules/aggregates/intent.ts';
import { isSuppressed } from '../../rules/aggregates/suppressed-person.ts';
import { type WaitingState, waitingNotes } from '../../rules/aggregates/unmatched-person.ts';
import { quietSince } from '../../rules/criteria/idleness.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import { activeTouches, runningEnrolments, versionsAhead } from '../../rules/sequences/standing.ts';
import { canonical } from '../events/canonical-json.ts';
import { type Folded, nameOf } from '../events/streams.ts';
import type { Person } from '../port/records.ts';
import { changedPartRows, partRows, restOf, taskRow } from './account-parts.ts';
import { boardPrefixes } from './board-keys.ts';
import { outsideWords, personWords } from './person-words.ts';
import { heldBy, intentRows, likeRows } from './sweep-rows.ts';
import { keyOf, type Row, row } from './tables.ts';
import { flagTimer, listTimer, policyTimer, timerRows } from './timer-rows.ts';

export interface StreamFold {
  readonly stream: string;
  readonly version: number;
  readonly head: string;
  readonly folded: Folded;
}

type Told = { readonly people: ReadonlyMap<string, Person>; readonly added: readonly Row[] };

/** All rows of one stream: the one place that says how events look in tables. */
export function rowsOf(standing: StreamFold, told: Told): readonly Row[] {
  return [...wholeRows(standing, told), ...partRows(accountIn(standing.folded))];
}

export interface RowDiff {
  readonly removed: readonly Row[];
  readonly put: readonly Row[];
}

/** What a stream's new events change in its rows; those of parts that are the same objects as before are not made. */
export function difference(before: (StreamFold & Pick<Told, 'people'>) | null, after: StreamFold & Told): RowDiff {
  const was = before ? wholeRows(before, { people: before.people, added: [] }) : [];
  const parts = changedPartRows(accountIn(before?.folded ?? null), accountIn(after.folded));
  const known = new Map([...was, ...parts.before].map((each) => [keyOf(each), each]));
  const [removed, put]: [Row[], Row[]] = [[], []];
  for (const each of [...wholeRows(after, after), ...parts.after]) {
    const key = keyOf(each);
    const old = known.get(key);
    known.delete(key);
    const isSame = old?.values.every((value, n) => value === each.values[n]) ?? false;
    if (!isSame) put.push(each);
    // Two contacts that exchange an address must not have it at once.
    if (old && !isSame && each.table === 'contacts') removed.push(old);
  }
  return { removed: [...removed, ...known.values()], put };
}

/** Null for a stream that is no account's, and for an account that another took over: nothing stands there any more. */
function accountIn(folded: Folded | null): AccountState | null {
  return folded?.kind === 'account' && folded.state.absorbed_into === undefined ? folded.state : null;
}

/** The rows that depend on more than one part of a state. */
function wholeRows({ stream, version, head, folded }: StreamFold, { people, added }: Told): Row[] {
  const own = (state: string | null) => row('streams', stream, version, head, state);
  switch (folded.kind) {
    case 'account':
      if (folded.state.absorbed_into !== undefined) return [own(null), ...added];
      return [own(null), ...accountRows(folded.state, version, people), ...timerRows(stream, folded), ...added];
    case 'desk':
      return [
        own(canonical(folded.state)),
        ...folded.state.tasks.map((task) => taskRow('desk', task)),
        ...folded.state.intents.flatMap((intent) => intentRows('desk', intent)),
        ...timerRows(stream, folded),
        ...added,
      ];
    case 'piece':
      return [own(canonical(folded.state)), row('pieces', folded.state.id, stream, folded.state.published_at)];
    case 'person': {
      const { reason, contexts, since, voided_at } = folded.state;
      if (voided_at !== null) return [own(canonical(folded.state))];
      return [
        own(canonical(folded.state)),
        row('suppression', nameOf(stream), stream, reason, canonical(contexts), since),
      ];
    }
    case 'waiting':
      return [own(canonical(folded.state)), ...waitingRows(stream, folded.state), ...added];
    case 'copy':
      return [own(canonical(folded.state)), ...flagTimer(stream, folded.state), ...added];
    case 'lists':
      return [own(canonical(folded.state)), ...listTimer(stream, folded.state), ...added];
    case 'mailbox':
      return [own(canonical(folded.state)), ...added];
    case 'changes':
      return [own(canonical(folded.state)), ...policyTimer(stream, folded.state), ...added];
    case 'policy':
    case 'refusals':
      return [own(null), ...added];
    default:
      return folded satisfies never;
  }
}

/** The duty to place who waits, and the requests among what they did. */
function waitingRows(stream: string, state: WaitingState): Row[] {
  const notes = waitingNotes(state).map(({ id, signal, observed_at, filed_at }) =>
    row('signals', id, stream, waitingType(String(signal.type)), state.id, observed_at, filed_at),
  );
  return [...(state.task ? [taskRow(stream, state.task)] : []), ...notes];
}

/** Under which type a note that waits is found: apart from signals on file. */
export function waitingType(type: string): string {
  return `waiting ${type}`;
}

function accountRows(state: AccountState, version: number, people: ReadonlyMap<string, Person>): Row[] {
  const { id, domain, name, stage, review, priority, stage_since } = state;
  const key = name === null ? null : nameKey(name);
  const flags = flagsOf(state);
  return [
    row(
      'accounts',
      id,
      domain,
      name,
      key,
      stage,
      review,
      priority,
      stage_since,
      flags.join(' '),
      restOf(state),
      version,
      quietSince(state),
      state.cooldown_until,
    ),
    ...[domain, ...state.aliases, ...(state.also ?? [])].map((each) => row('domains', each, id)),
    ...keyRows(state, flags, key, people),
    ...state.contacts.map((contact) => contactRow(id, contact.id, people.get(contact.id) ?? {})),
    ...likeRows(state),
  ];
}

/** What an account and its people can be found by, besides its domain. */
function keyRows(
  state: AccountState,
  flags: readonly string[],
  key: string | null,
  people: ReadonlyMap<string, Person>,
): Row[] {
  const { id, domain, stage, review } = state;
  const types = state.signals.filter((signal) => signal.qualifies && !signal.gone).map((signal) => signal.type);
  const outside = [state.external ?? {}, ...people.values()].flatMap(outsideWords);
  const words = [domain, ...state.aliases, ...(key ?? '').split(' '), ...outside].filter((word) => word !== '');
  const called = state.contacts.flatMap(({ id: contact }) => personWords(people.get(contact) ?? {}));
  const keys = (kind: string, found: readonly string[]) =>
    [...new Set(found)].map((each) => row('account_keys', kind, each, domain, id));
  return [
    ...keys('stage', [stage]),
    ...keys('review', [review]),
    ...keys('flag', flags),
    ...keys('signal', types),
    ...keys(
      'board',
      boardPrefixes(state).map((prefix) => `${prefix}/${state.stage_since}`),
    ),
    ...keys('held', heldBy(state)),
    ...keys('word', words),
    ...keys('person', called),
    ...keys('bound', runningEnrolments(state).flatMap(versionsAhead)),
    ...keys(
      'due',
      activeTouches(state).map(({ due_on }) => due_on),
    ),
  ];
}

function contactRow(account: string, id: string, person: Person): Row {
  const { name, first_name, email, linkedin_url, title } = person;
  return row(
    'contacts',
    id,
    account,
    name ?? null,
    first_name ?? null,
    email ?? null,
    linkedin_url ?? null,
    title ?? null,
    ...outsideSystems.map((system) => person[system] ?? null),
  );
}

function waitingCounts({ ended, task }: WaitingState): readonly string[] {
  if (ended !== null) return [];
  return ['unmatched all', task ? `open_tasks ${task.role}` : 'unmatched untasked'];
}

function dutyCounts({ tasks, intents }: Pick<AccountState, 'tasks' | 'intents'>): readonly string[] {
  return [
    ...tasks.filter(({ closed_at }) => closed_at === undefined).map(({ role }) => `open_tasks ${role}`),
    ...intents.filter((intent) => !isOver(intent)).map(({ role }) => `open_intents ${role}`),
  ];
}

function accountCounts(state: AccountState): readonly string[] {
  if (state.absorbed_into !== undefined) return [];
  const { stage, review } = state;
  const filters = boardPrefixes(state).map((each) => `board ${each}`);
  return [`stage ${stage}`, `standing ${stage}/${review}`, ...filters, ...dutyCounts(state)];
}

function countedIn(folded: Folded): readonly string[] {
  if (folded.kind === 'account') return accountCounts(folded.state);
  if (folded.kind === 'waiting') return waitingCounts(folded.state);
  if (folded.kind === 'desk') return dutyCounts(folded.state);
  return folded.kind === 'person' && isSuppressed(folded.state) ? ['suppression all'] : [];
}

/** What a stream adds to the counts that are kept rather than scanned. */
export function countsOf(folded: Folded | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of folded ? countedIn(folded) : []) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
