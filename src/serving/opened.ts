import type { OpenedAs } from '../ledger/port/ledger.ts';
import type { Answer } from '../tools/support/tool.ts';
import type { Serving } from './defects.ts';

/** Characters of a path that are told; its end says most. */
const longestPath = 160;

/** A sentence that names the ledger that is served, for a reader who may have meant another one. */
export function openedText({ place, isNew }: OpenedAs): string {
  const path = place.length > longestPath ? `...${place.slice(-longestPath)}` : place;
  return isNew
    ? `Ledger: ${path}, newly made. If another one is meant, LADDER_DB names it.`
    : `Ledger: ${path}, which stood there before.`;
}

/** Connections that have been told by a sweep already. */
const swept = new WeakSet<Serving>();

/** The first sweep of a connection says which ledger it swept, in both halves. */
export function sayingWhich({ data, text }: Answer, serving: Serving): Answer {
  if (swept.has(serving)) return { data, text };
  swept.add(serving);
  const { opened } = serving.ledger;
  return {
    data: { ...data, ledger: { path: opened.place, just_made: opened.isNew } },
    text: `${text}\n${openedText(opened)}`,
  };
}
