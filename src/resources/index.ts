/** The resources, one file each. */

import type { Ledger } from '../ledger/port/ledger.ts';
import { cursorOf, placeOf } from '../ledger/port/paging.ts';
import { faulty, isRefusal, type Refusal, refuse } from '../rules/vocabulary/refusal.ts';
import { account, timeline } from './accounts.ts';
import { board, boardFiltered, boardStage } from './board.ts';
import { channels } from './channels.ts';
import { cutLines, cutRows, fits } from './cut.ts';
import { dossier } from './dossier.ts';
import { goesOn } from './markdown.ts';
import { policy, policyVersion } from './policy.ts';
import { report, reportOf, reportOfWeek } from './reports.ts';
import type { Ahead, Resource, Scope, Seen, UriVariables } from './resource.ts';
import { rulings } from './rulings.ts';
import { suppression } from './suppression.ts';
import { tasks } from './tasks.ts';
import { template, templates } from './templates.ts';

/** Every resource, in the order in which they are listed. */
export const resources: readonly Resource[] = [
  board,
  boardFiltered,
  boardStage,
  account,
  timeline,
  dossier,
  tasks,
  policy,
  policyVersion,
  rulings,
  channels,
  templates,
  template,
  suppression,
  report,
  reportOfWeek,
  reportOf,
];

interface Address {
  readonly resource: Resource;
  /** The address without its query. */
  readonly path: string;
  readonly variable: string;
  readonly format: 'json' | 'markdown';
  readonly cursor?: string | undefined;
  readonly asked: UriVariables;
}

/** The address of a template without what it may ask: `{?stage}`. */
const pathOf = (uri: string) => uri.replace(/\{\?[\w,]+\}$/, '');

const patterns = resources.map((resource) => ({
  resource,
  pattern: new RegExp(
    `^${pathOf(resource.uri)
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      // A period of two days has a slash of its own.
      .replace('{period}', '([^/?#]{1,300}(?:/[^/?#]{1,20})?)')
      .replace(/\{\w+\}/g, '([^/?#]{1,300})')}$`,
  ),
}));

/** Finds what an address names; null for none of ours. */
function resolve(uri: string): Address | null {
  const [path = '', query] = uri.split('?', 2);
  const asked = new URLSearchParams(query ?? '');
  const [format = 'markdown', cursor] = [asked.get('format') ?? undefined, asked.get('cursor') ?? undefined];
  if (format !== 'json' && format !== 'markdown') return null;
  for (const { resource, pattern } of patterns) {
    const found = pattern.exec(path.replace(/\/$/, ''));
    if (!found || !isTaken(asked, resource)) continue;
    return { resource, path, variable: found.slice(1).map(decoded).join('/'), format, cursor, asked: askedIn(asked) };
  }
  return null;
}

function isTaken(asked: URLSearchParams, { takes = [] }: Resource): boolean {
  return [...asked.keys()].every((key) => key === 'format' || key === 'cursor' || takes.includes(key));
}

/** Values said with commas are several; an empty one is none. */
function askedIn(asked: URLSearchParams): UriVariables {
  const valuesOf = (key: string) => asked.getAll(key).flatMap((each) => each.split(','));
  return Object.fromEntries(
    [...new Set(asked.keys())].map((key) => [
      key,
      valuesOf(key)
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    ]),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export interface ResourceReading {
  readonly format: 'json' | 'markdown';
  readonly data: Readonly<Record<string, unknown>>;
  readonly markdown: string;
}

/** Readings that the address needs before it can be read in one unit. */
export async function lookAhead(uri: string, ledger: Pick<Ledger, 'read'>): Promise<Ahead | undefined> {
  return resolve(uri)?.resource.ahead?.(ledger);
}

export function readResource(uri: string, scope: Scope): ResourceReading | Refusal {
  const address = resolve(uri);
  if (!address) {
    return refuse('NOT_FOUND', {
      found: 'no resource has that address',
      next: `the addresses are ${resources.map((each) => each.uri).join(', ')}, each also with ?format=json, and with ?cursor= where a list goes on`,
    });
  }
  const { resource, cursor, variable, asked } = address;
  if (resource.pages) {
    const seen = resource.read(variable, scope, { cursor, asked });
    return isRefusal(seen) ? seen : { format: address.format, ...seen };
  }
  const seen = resource.read(variable, scope, { asked });
  return isRefusal(seen) ? seen : pageOf(seen, address);
}

/** A long page or its data from where a cursor says, as much as there is room for. */
function pageOf(seen: Seen, { path, format, cursor }: Address): ResourceReading | Refusal {
  if (cursor === undefined && fits(format === 'json' ? seen.data : {}, format === 'json' ? '' : seen.markdown))
    return { format, ...seen };
  const unit = format === 'json' ? 'row' : 'line';
  const place = placeOf(cursor, ['string', 'number']);
  if (place !== null && isRefusal(place)) return place;
  const [kind, from] = place ?? [unit, 0];
  const foreign = faulty('cursor', `it is not one that this ${format === 'json' ? 'data' : 'page'} gave out`);
  if (kind !== unit) return foreign;
  const cursorAt = (next: number | undefined) => (next === undefined ? undefined : cursorOf([unit, next]));
  if (format === 'json') {
    const cut = cutRows(seen.data, Number(from));
    if (!cut) return foreign;
    const next_cursor = cursorAt(cut.next);
    return { format, markdown: '', data: { ...cut.part, ...(next_cursor ? { next_cursor } : {}) } };
  }
  const cut = cutLines(seen.markdown, Number(from));
  if (!cut) return foreign;
  const more = goesOn(path, cursorAt(cut.next));
  return { format, data: {}, markdown: [cut.part, ...(more ? [more] : [])].join('\n\n') };
}
