import { cursorOf, placeOf } from '../ledger/port/paging.ts';
import { room } from '../rules/vocabulary/limits.ts';
import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';
import type { explainView } from './account.ts';
import { bounded } from './bounds.ts';

type Explained = ReturnType<typeof explainView>;
type Data = Explained['data'];

const headRoom = room.accountHead;

/** Room for the rows of one page beside the head, the cursor and what the Markdown form adds. */
const rowsRoom = room.answer - headRoom - room.accountMarkup;

/** An account's contacts, then its signals, then its facts, a page at a time by one cursor. */
export function pagedAccount({ data: whole, characters }: Explained, cursor: string | undefined) {
  const place = placeOf(cursor, ['number']);
  if (place !== null && isRefusal(place)) return place satisfies Refusal;
  const start = place === null ? 0 : Number(place[0]);
  if (characters !== null && characters <= rowsRoom) return uncut(whole);
  const { contacts, signals, facts, ...rest } = whole;
  const totals = { contacts: contacts.length, signals: signals.length, facts: facts.length };
  const size = Object.values(totals).reduce((sum, n) => sum + n, 0);
  const lengths = [...contacts, ...signals, ...facts].map((row) => JSON.stringify(row).length + 1);
  let end = start;
  for (let used = lengths[end] ?? 0; end < size && (used <= rowsRoom || end === start); used += lengths[end] ?? 0)
    end += 1;
  const used = lengths.slice(start, end).reduce((sum, length) => sum + length, 0);
  const part = <Row>(list: readonly Row[], before: number): readonly Row[] =>
    list.slice(Math.max(0, start - before), Math.max(0, end - before));
  return {
    ...headOf(rest, headRoom + Math.max(0, rowsRoom - used)),
    contacts: part(contacts, 0),
    signals: part(signals, totals.contacts),
    facts: part(facts, totals.contacts + totals.signals),
    ...(end < size || start > 0 ? { totals } : {}),
    ...(end < size ? { next_cursor: cursorOf([end]) } : {}),
  };
}

type Cut = {
  readonly left_out?: Readonly<Record<string, number>>;
  /** Where what had no room stands. */
  readonly left_at?: readonly string[];
};

const uncut = (whole: Data): Data & Cut => whole;

/** All but contacts, signals and facts, cut where it has no room: history first, for the timeline has it all. */
function headOf<Rest extends Pick<Data, 'tasks' | 'account'> & Cut>(
  rest: Rest & Readonly<Record<string, unknown>>,
  most: number,
): Rest & Cut {
  const over = JSON.stringify(rest).length - most;
  if (over <= 0) return rest;
  const { history = [] } = rest;
  const past = bounded({ history }, JSON.stringify({ history }).length - over);
  const head: Rest & Cut = bounded(Object.assign({}, rest, past), most);
  if (!head.left_out) return head;
  const cut = rest.tasks.slice(head.tasks.length).map(({ role }) => role);
  const tasks = [...new Set(cut)].map((role) => `ladder://tasks/${role}`);
  return { ...head, left_at: [...tasks, `ladder://accounts/${rest.account.domain}/timeline`] };
}

export type AccountPage = Exclude<ReturnType<typeof pagedAccount>, Refusal>;
