import type { Fields } from '../fields.ts';
import { room as rooms } from '../rules/vocabulary/limits.ts';

/** Characters that no half of an answer and no page goes beyond. */
export const most = rooms.answer;

const spare = rooms.afterCut;

/** An answer cut at whole rows: the longest list gives way first, and what it lost is counted. */
export function bounded<Data extends Fields>(data: Data, room = most - spare): Data {
  let told = data;
  for (let over = sizeOf(told) - room; over > 0; over = sizeOf(told) - room) {
    const name = longest(told);
    const list = name === undefined ? undefined : told[name];
    if (name === undefined || !Array.isArray(list) || list.length === 0) return told;
    const kept = keptOf(list, sizeOf(list) - over);
    told = { ...told, [name]: list.slice(0, kept), left_out: leftOut(told, name, list.length - kept) };
  }
  return told;
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}

function longest(data: Fields): string | undefined {
  const lists = Object.entries(data).filter(([, value]) => Array.isArray(value) && value.length > 0);
  return lists.sort(([, a], [, b]) => sizeOf(b) - sizeOf(a))[0]?.[0];
}

/** How many of the first rows fit; always fewer than there are. */
function keptOf(list: readonly unknown[], room: number): number {
  let used = 2;
  const over = list.findIndex((each) => {
    used += sizeOf(each) + 1;
    return used > room;
  });
  return Math.min(over < 0 ? list.length : over, list.length - 1);
}

function leftOut(data: Fields, name: string, n: number): Readonly<Record<string, number>> {
  const before: Record<string, number> = {};
  const told = data.left_out;
  if (typeof told === 'object' && told !== null)
    for (const [list, count] of Object.entries(told)) if (typeof count === 'number') before[list] = count;
  return { ...before, [name]: (before[name] ?? 0) + n };
}

/** A text cut at a whole line, which says how many it lost. */
export function boundedText(text: string): string {
  const room = most - spare;
  if (text.length <= room) return text;
  const lines = text.split('\n');
  let used = 0;
  const over = lines.findIndex((line) => {
    used += line.length + 1;
    return used > room;
  });
  const kept = Math.max(1, over);
  const left = lines.length - kept;
  return [...lines.slice(0, kept).map((line) => line.slice(0, room)), `${left} more lines are left out.`].join('\n');
}

/** An answer and its text, cut at the same rows until each fits. */
export function boundedHalves<Data extends Fields>(data: Data, tell: (data: Data) => string) {
  let told = bounded(data);
  let text = tell(told);
  for (let over = text.length - (most - spare); over > 0; over = text.length - (most - spare)) {
    const fewer = bounded(told, sizeOf(told) - over);
    if (fewer === told) break;
    told = fewer;
    text = tell(told);
  }
  return { data: told, text: boundedText(text) };
}

/** How many of the first rows fit a page in each of their forms, one at least. */
export function fittingRows(rows: readonly (readonly unknown[])[], room = most - 2 * spare): number {
  const used: number[] = [];
  const over = rows.findIndex((forms) => {
    forms.forEach((form, n) => {
      used[n] = (used[n] ?? 0) + sizeOf(form) + 4;
    });
    return Math.max(...used) > room;
  });
  return over < 0 ? rows.length : Math.max(1, over);
}

/** A list whose rows are made where they are shown. */
export interface LazyRows<Shown> {
  readonly length: number;
  at(n: number): Shown | undefined;
}

export function rowsOf<Item, Shown>(items: readonly Item[], show: (item: Item) => Shown): LazyRows<Shown> {
  return {
    length: items.length,
    at(n) {
      const item = items[n];
      return item === undefined ? undefined : show(item);
    },
  };
}

/** Cuts lists to their room, and counts the characters of JSON that all of them take. */
export class Lists {
  characters = 0;

  /** The first items that fit as they are shown, one at least; no other is rendered. */
  fitting<Item, Shown>(items: Iterable<Item>, most: number, show: (item: Item) => Shown): readonly Shown[] {
    const shown: Shown[] = [];
    let used = 0;
    for (const item of items) {
      const each = show(item);
      const size = sizeOf(each);
      if (shown.length > 0 && used + size > most) break;
      used += size;
      shown.push(each);
    }
    this.characters += used + shown.length;
    return shown;
  }
}
