import { type AccountState, flagsOf, outsideSystems } from '../../rules/aggregates/account.ts';
import { quietSince } from '../../rules/criteria/idleness.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import { saidBy } from '../../rules/sending/insights.ts';
import { activeTouches, runningEnrolments, versionsBound } from '../../rules/sequences/standing.ts';
import { oncePerObject } from '../../rules/vocabulary/remembering.ts';
import type { Person } from '../port/records.ts';
import { boardPrefixes, liveTypes } from './board-keys.ts';
import { outsideWords, personWords } from './person-words.ts';
import { heldBy, likeRows } from './sweep-rows.ts';
import { keyOf, type Row, row } from './tables.ts';

/** Rows that come of some parts of a state, and of nothing else. */
interface Group {
  readonly of: readonly unknown[];
  rows(): readonly Row[];
  /** Other such groups may hold some of its rows too. */
  readonly shares?: true;
}

/** The rows of an account that depend on more than one element of its lists. */
export function accountGroups(state: AccountState, people: ReadonlyMap<string, Person>): readonly Group[] {
  const { id, domain, name, aliases, also, stage, review, stage_since, contacts, signals, external } = state;
  const { flags, cro_weight, first_touch, held_by, withheld, enrolments, permits, insights, closed_acts } = state;
  const keys = (kind: string, found: readonly string[]) =>
    [...new Set(found)].map((each) => row('account_keys', kind, each, domain, id));
  return [
    {
      of: [domain, aliases, also],
      rows: () => [...new Set([domain, ...aliases, ...(also ?? [])])].map((each) => row('domains', each, id)),
    },
    {
      of: [domain, stage, review, flags, cro_weight],
      rows: () => [...keys('stage', [stage]), ...keys('review', [review]), ...keys('flag', flagsOf(state))],
    },
    {
      of: [domain, stage, stage_since, first_touch, signals],
      rows: () => [...keys('signal', [...liveTypes(state)]), ...keys('board', boardKeys(state))],
    },
    { of: [domain, held_by, withheld, permits], rows: () => keys('held', heldBy(state)) },
    {
      of: [domain, enrolments, permits],
      rows: () => [
        ...keys('bound', runningEnrolments(state).flatMap(versionsBound)),
        ...keys(
          'due',
          activeTouches(state).map(({ due_on }) => due_on),
        ),
      ],
    },
    { of: [domain, insights, permits], rows: () => keys('said', saidBy(state)) },
    { of: [signals, closed_acts], rows: () => likeRows(state) },
    { of: [domain, aliases, name, external], rows: made(() => keys('word', accountWords(state))), shares: true },
    ...contacts.map((contact) => personGroup(people.get(contact.id) ?? nobody, contact.id, id, domain)),
  ];
}

/** The rows that other groups are compared with are made once. */
function made(make: () => readonly Row[]): Group['rows'] {
  let rows: readonly Row[] | undefined;
  return () => (rows ??= make());
}

/** The rows of groups, each once. */
export function rowsOfGroups(groups: readonly Group[]): readonly Row[] {
  const shared = new Set<string>();
  const isNew = (key: string) => !shared.has(key) && shared.add(key);
  return groups.flatMap((group) => (group.shares ? group.rows().filter((each) => isNew(keyOf(each))) : group.rows()));
}

/** The rows of the groups that come of other objects than before, without those that a group which stayed holds too. */
export function changedGroups(
  before: readonly Group[],
  after: readonly Group[],
): { readonly before: readonly Row[]; readonly after: readonly Row[] } {
  const stayed = after.filter((group, n) => group.shares && isSame(group, before[n]));
  const changed = (groups: readonly Group[], others: readonly Group[]) =>
    rowsOfGroups(groups.filter((group, n) => !isSame(group, others[n]))).filter(
      (each) => !stayed.some((group) => holds(group, each)),
    );
  return { before: changed(before, after), after: changed(after, before) };
}

function isSame(group: Group, other: Group | undefined): boolean {
  if (group === other) return true;
  return group.of.length === other?.of.length && group.of.every((part, n) => part === other.of[n]);
}

function holds(group: Group, { table, values: [kind, key] }: Row): boolean {
  return table === 'account_keys' && group.rows().some(({ values }) => values[1] === key && values[0] === kind);
}

const nobody: Person = {};

/** People of an account are the same objects from one act to the next, and so are their rows. */
const personGroup = oncePerObject((person: Person, contact: string, id: string, domain: string): Group => {
  const keys = (kind: string, words: readonly string[]) =>
    words.map((each) => row('account_keys', kind, each, domain, id));
  const rows = () => [
    ...keys('word', outsideWords(person)),
    ...keys('person', personWords(person)),
    contactRow(id, contact, person),
  ];
  return { of: [person, contact, id, domain], rows: made(rows), shares: true };
});

/** `text`: the state but for its growing lists; null where what it was is of no interest. */
export function ownRow(state: AccountState, version: number, text: string | null): Row {
  const { id, domain, name, stage, review, priority, stage_since, cooldown_until } = state;
  const key = name === null ? null : nameKey(name);
  const told = [stage, review, priority, stage_since, flagsOf(state).join(' ')] as const;
  return row('accounts', id, domain, name, key, ...told, text, version, quietSince(state), cooldown_until);
}

function boardKeys(state: AccountState): readonly string[] {
  return boardPrefixes(state).map((prefix) => `${prefix}/${state.stage_since}`);
}

/** Search keys of an account besides its people: its domains, the words of its name, ids of other systems. */
function accountWords({ domain, aliases, name, external }: AccountState): readonly string[] {
  const named = name === null ? [] : nameKey(name).split(' ');
  return [domain, ...aliases, ...named, ...outsideWords(external ?? {})].filter((word) => word !== '');
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
