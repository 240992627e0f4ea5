import { cursorOf, placeOf } from '../ledger/port/paging.ts';
import { room } from '../rules/vocabulary/limits.ts';
import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';
import type { explainView } from './account.ts';
import type { viewFact } from './account-in-brief.ts';
import { bounded, type LazyRows } from './bounds.ts';
import type { ContactView } from './contacts.ts';
import type { Past } from './decisions.ts';
import type { SignalView } from './signals.ts';

type Explained = ReturnType<typeof explainView>;

const headRoom = room.accountHead;

type FactShown = ReturnType<typeof viewFact>;

/** Room for the rows of one page beside the head, the cursor and what the Markdown form adds. */
const rowsRoom = room.answer - headRoom - room.accountMarkup;

/** An account's contacts, then its signals, then its facts, a page at a time by one cursor. */
export function pagedAccount(explained: Explained, cursor: string | undefined) {
  const place = placeOf(cursor, ['number']);
  if (place !== null && isRefusal(place)) return place satisfies Refusal;
  const start = place === null ? 0 : Number(place[0]);
  if (explained.characters !== null && explained.characters <= rowsRoom) return uncut(explained.data);
  const { rest, rows, history } = partsOf(explained);
  const page = new RowsOfPage(start);
  const shown = {
    contacts: page.take<ContactView>(rows.contacts),
    signals: page.take<SignalView>(rows.signals),
    facts: page.take<FactShown>(rows.facts),
  };
  const { contacts, signals, facts } = rows;
  const totals = { contacts: contacts.length, signals: signals.length, facts: facts.length };
  const isCut = page.end < page.size;
  return {
    ...headOf(rest, history, headRoom + Math.max(0, rowsRoom - page.used)),
    ...shown,
    ...(isCut || start > 0 ? { totals } : {}),
    ...(isCut ? { next_cursor: cursorOf([page.end]) } : {}),
  };
}

/** A concise answer that had no room is paged too, and has no past. */
function partsOf(explained: Explained) {
  if (explained.characters === null) return { ...explained, rest: explained.data };
  const { contacts, signals, facts, ...rest } = explained.data;
  return { rest, rows: { contacts, signals, facts }, history: null };
}

/** The rows of several lists, one after another, from a place on and as far as a page has room; no other is made. */
class RowsOfPage {
  /** Rows of the lists so far. */
  size = 0;
  used = 0;
  end: number;
  readonly #start: number;
  #isFull = false;

  constructor(start: number) {
    this.#start = start;
    this.end = start;
  }

  take<Shown>(list: LazyRows<Shown>): readonly Shown[] {
    const shown: Shown[] = [];
    for (let n = Math.max(0, this.#start - this.size); n < list.length && !this.#isFull; n += 1) {
      const row = list.at(n);
      if (row === undefined) break;
      const length = JSON.stringify(row).length + 1;
      this.#isFull = this.end > this.#start && this.used + length > rowsRoom;
      if (this.#isFull) break;
      shown.push(row);
      this.used += length;
      this.end += 1;
    }
    this.size += list.length;
    return shown;
  }
}

type Cut = {
  readonly left_out?: Readonly<Record<string, number>>;
  /** Places where lists that had no room stand whole. */
  readonly left_at?: readonly string[];
};

const uncut = <Data extends object>(whole: Data): Data & Cut => whole;

/** All but contacts, signals and facts, cut where it has no room: history first, for the timeline has it all. */
function headOf<Rest extends Pick<Explained['data'], 'tasks' | 'account'> & Cut>(
  rest: Rest & Readonly<Record<string, unknown>>,
  history: Past | null,
  most: number,
): Rest & Cut {
  const past = history === null ? {} : pastWithin(history, most - JSON.stringify(rest).length);
  const head: Rest & Cut = bounded(Object.assign({}, rest, past), most);
  if (!head.left_out) return head;
  const cut = rest.tasks.slice(head.tasks.length).map(({ role }) => role);
  const tasks = [...new Set(cut)].map((role) => `ladder://tasks/${role}`);
  return { ...head, left_at: [...tasks, `ladder://accounts/${rest.account.domain}/timeline`] };
}

/** The newest decisions that fit, and how many more there are; no further ones are read. */
function pastWithin(past: Past, most: number) {
  const history: unknown[] = [];
  let used = 0;
  for (const each of past.newestFirst()) {
    history.push(each);
    used += JSON.stringify(each).length + 1;
    if (used > most + 1) return cutPast(history, past.count(), most);
  }
  return { history };
}

function cutPast(read: readonly unknown[], count: number, most: number) {
  for (let kept = read.length - 1; ; kept -= 1) {
    const cut = { history: read.slice(0, kept), left_out: { history: count - kept } };
    if (kept <= 0 || JSON.stringify(cut).length - '{"history":[]}'.length <= most) return cut;
  }
}

export type AccountPage = Exclude<ReturnType<typeof pagedAccount>, Refusal>;
