import { type AccountState, flagsOf, outsideSystems } from '../../rules/aggregates/account.ts';
import { quietSince } from '../../rules/criteria/idleness.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import { activeTouches, runningEnrolments, versionsAhead } from '../../rules/sequences/standing.ts';
import { oncePerObject } from '../../rules/vocabulary/remembering.ts';
import type { Person } from '../port/records.ts';
import { restOf } from './account-parts.ts';
import { boardPrefixes, liveTypes } from './board-keys.ts';
import { outsideWords, personWords } from './person-words.ts';
import { heldBy, likeRows } from './sweep-rows.ts';
import { type Row, row } from './tables.ts';

/** Rows that come of some parts of a state, and of nothing else. */
interface Group {
  readonly of: readonly unknown[];
  rows(): readonly Row[];
}

/** The rows of an account that depend on more than one element of its lists. A key's kind stands in one group alone. */
export function accountGroups(
  state: AccountState,
  version: number,
  people: ReadonlyMap<string, Person>,
): readonly Group[] {
  const { id, domain, name, aliases, also, stage, review, stage_since, contacts, signals, external } = state;
  const { flags, cro_weight, first_touch, held_by, withheld, enrolments, permits, said, closed_acts } = state;
  const keys = (kind: string, found: readonly string[]) =>
    [...new Set(found)].map((each) => row('account_keys', kind, each, domain, id));
  return [
    { of: [state, version], rows: () => [ownRow(state, version)] },
    {
      of: [domain, aliases, also],
      rows: () => [domain, ...aliases, ...(also ?? [])].map((each) => row('domains', each, id)),
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
      of: [domain, aliases, name, external, contacts, ...people.values()],
      rows: () => {
        const told = contacts.map((contact) => personRows(people.get(contact.id) ?? nobody, contact.id, id, domain));
        return [
          ...keys('word', accountWords(state, people)),
          ...new Map(told.flatMap(({ keys: each }) => each.map((key) => [key.values[1], key]))).values(),
          ...told.map(({ contact }) => contact),
        ];
      },
    },
    {
      of: [domain, enrolments, permits],
      rows: () => [
        ...keys('bound', runningEnrolments(state).flatMap(versionsAhead)),
        ...keys(
          'due',
          activeTouches(state).map(({ due_on }) => due_on),
        ),
      ],
    },
    { of: [domain, said], rows: () => keys('said', said ?? []) },
    { of: [signals, closed_acts], rows: () => likeRows(state) },
  ];
}

/** The rows of the groups that come of other objects than before, without those that are the same objects. */
export function changedGroups(
  before: readonly Group[],
  after: readonly Group[],
): { readonly before: readonly Row[]; readonly after: readonly Row[] } {
  const isChanged = ({ of }: Group, other: Group | undefined) =>
    of.length !== other?.of.length || of.some((part, n) => part !== other.of[n]);
  const was = before.flatMap((group, n) => (isChanged(group, after[n]) ? group.rows() : []));
  const is = after.flatMap((group, n) => (isChanged(group, before[n]) ? group.rows() : []));
  const [gone, come] = [new Set(was), new Set(is)];
  return { before: was.filter((row) => !come.has(row)), after: is.filter((row) => !gone.has(row)) };
}

const nobody: Person = {};

/** Who stands at an account is the same object from one act to the next, and so are their rows. */
const personRows = oncePerObject((person: Person, contact: string, id: string, domain: string) => ({
  keys: personWords(person).map((word) => row('account_keys', 'person', word, domain, id)),
  contact: contactRow(id, contact, person),
}));

function ownRow(state: AccountState, version: number): Row {
  const { id, domain, name, stage, review, priority, stage_since, cooldown_until } = state;
  const key = name === null ? null : nameKey(name);
  const told = [stage, review, priority, stage_since, flagsOf(state).join(' ')] as const;
  return row('accounts', id, domain, name, key, ...told, restOf(state), version, quietSince(state), cooldown_until);
}

function boardKeys(state: AccountState): readonly string[] {
  return boardPrefixes(state).map((prefix) => `${prefix}/${state.stage_since}`);
}

/** What an account can be found by besides its people: its domains, the words of its name, ids of other systems. */
function accountWords(
  { domain, aliases, name, external }: AccountState,
  people: ReadonlyMap<string, Person>,
): readonly string[] {
  const outside = [external ?? {}, ...people.values()].flatMap(outsideWords);
  const named = name === null ? [] : nameKey(name).split(' ');
  return [domain, ...aliases, ...named, ...outside].filter((word) => word !== '');
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
