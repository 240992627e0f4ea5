import type { AccountState } from '../../rules/aggregates/account.ts';
import type { Task } from '../../rules/aggregates/task.ts';
import { canonical } from '../events/canonical-json.ts';
import { stored } from '../port/unusable.ts';
import { intentRows, signalRows } from './sweep-rows.ts';
import { type Row, row, tables } from './tables.ts';

/** Lists of an account's state that grow for years: each element stands in rows of its own, so that a write touches those that changed. */
type Growing = 'signals' | 'tasks' | 'contacts' | 'facts' | 'intents';

/** The rows by which lists and sweeps find an element. */
const shownIn: {
  readonly [List in Growing]: (account: string, element: AccountState[List][number]) => readonly Row[];
} = {
  signals: signalRows,
  tasks: (account, task) => [taskRow(account, task)],
  // Names and addresses of contacts are not in the state.
  contacts: () => [],
  facts: () => [],
  intents: intentRows,
};

const growing: readonly Growing[] = ['signals', 'tasks', 'contacts', 'facts', 'intents'];

export function taskRow(account: string, task: Task): Row {
  const { id, kind, role, subject, clause, opened_at, due_at, closed_at, closed_by, note } = task;
  const end = [closed_at ?? null, closed_by ?? null, note ?? null, task.escalated ? 1 : 0];
  return row('tasks', id, account, kind, role, subject ?? null, clause, opened_at, due_at, ...end);
}

/** The state but for its growing lists, as text. */
export function restOf(state: AccountState): string {
  const { signals: _s, tasks: _t, contacts: _c, facts: _f, intents: _i, ...rest } = state;
  return canonical(rest);
}

/** The rows of every element. */
export function partRows(state: AccountState | null): readonly Row[] {
  const rows: Row[] = [];
  for (const list of growing)
    for (let nth = 0; nth < (state?.[list].length ?? 0); nth += 1) rows.push(...elementRows(state, list, nth));
  return rows;
}

/** The rows of the elements that are not the same objects as before. */
export function changedPartRows(
  before: AccountState | null,
  after: AccountState | null,
): { readonly before: readonly Row[]; readonly after: readonly Row[] } {
  const places = growing.flatMap((list) =>
    changed(before?.[list] ?? [], after?.[list] ?? []).map((nth) => ({ list, nth })),
  );
  return {
    before: places.flatMap(({ list, nth }) => elementRows(before, list, nth)),
    after: places.flatMap(({ list, nth }) => elementRows(after, list, nth)),
  };
}

function changed(was: readonly unknown[], is: readonly unknown[]): readonly number[] {
  const found: number[] = [];
  if (was !== is)
    for (let nth = 0; nth < Math.max(was.length, is.length); nth += 1) if (was[nth] !== is[nth]) found.push(nth);
  return found;
}

function elementRows<List extends Growing>(state: AccountState | null, list: List, nth: number): readonly Row[] {
  const element: AccountState[List][number] | undefined = state?.[list][nth];
  if (!state || element === undefined) return [];
  return [row('account_parts', state.id, list, nth, canonical(element)), ...shownIn[list](state.id, element)];
}

/**
 * The state as it would be read back: what was just folded is written and read again. Objects that a parser made in one go
 * are compact and alike; those that events put together are several times slower to look through.
 */
export function readBack(before: AccountState | null, after: AccountState, put: readonly Row[]): AccountState {
  const own = put.find(({ table }) => table === 'accounts');
  const texts = new Map(
    put.flatMap(({ table, values: [, list, nth, part] }) =>
      table === 'account_parts' ? [[`${list} ${nth}`, String(part)]] : [],
    ),
  );
  const again = <T>(list: Growing, was: readonly T[] | undefined, is: readonly T[]): readonly T[] => {
    // The parts of a list are kept while it is the same object.
    if (is === was) return is;
    const read = [...is];
    for (const nth of changed(was ?? [], is))
      if (nth < is.length) read[nth] = stored<T>(texts.get(`${list} ${nth}`) ?? canonical(is[nth]));
    return read;
  };
  return {
    signals: again('signals', before?.signals, after.signals),
    tasks: again('tasks', before?.tasks, after.tasks),
    contacts: again('contacts', before?.contacts, after.contacts),
    facts: again('facts', before?.facts, after.facts),
    intents: again('intents', before?.intents, after.intents),
    ...stored<Omit<AccountState, Growing>>(own ? String(own.values[stateColumn]) : restOf(after)),
  };
}

const stateColumn = tables.accounts.columns.indexOf('state');

export interface Part {
  readonly list: string;
  readonly part: string;
}

/** The state again, a list by one call of the parser. `parts` stand in the order of their lists. */
export function assembled(rest: string, parts: readonly Part[]): AccountState {
  const kept: Omit<AccountState, Growing> = stored(rest);
  const texts = new Map<string, string[]>(growing.map((list) => [list, []]));
  for (const { list, part } of parts) texts.get(list)?.push(part);
  const of = <T>(list: Growing): readonly T[] => stored(`[${texts.get(list)?.join(',') ?? ''}]`);
  return {
    signals: of('signals'),
    tasks: of('tasks'),
    contacts: of('contacts'),
    facts: of('facts'),
    intents: of('intents'),
    ...kept,
  };
}
