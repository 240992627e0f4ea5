import type { AccountState } from '../../rules/aggregates/account.ts';
import { faulty, isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import { type Stage, stages } from '../../rules/vocabulary/stages.ts';
import type { Rows } from '../engine/rows.ts';
import { listed, type Paging, placeOf } from '../port/paging.ts';
import type { BoardFilter, Reader } from '../port/reader.ts';
import type { StageBoard } from '../port/records.ts';
import { boardPrefix } from '../projections/board-keys.ts';
import type { StateOf } from './account-states.ts';
import { afterAll } from './lists.ts';

interface Sources {
  readonly q: Pick<Rows, 'count' | 'newestOfStage' | 'newestOnBoard'>;
  readonly stateOf: StateOf;
}

interface From extends BoardFilter {
  readonly limit: number;
  /** The instant and the id of the last account on the page before. */
  readonly since?: string | undefined;
  readonly id?: string | undefined;
}

/** A stage's newest accounts, and where they go on. */
export function newestOf(
  stage: Stage,
  { limit, since = afterAll, id = '', ...filter }: From,
  { q, stateOf }: Sources,
): StageBoard<AccountState> {
  if (isFiltered(filter)) return filtered(stage, { limit, ...filter }, { q, stateOf });
  const rows = q.newestOfStage.all({ stage, since, id, limit: limit + 1 });
  const { items: accounts, next_cursor } = listed(rows, limit, stateOf, (row) => [row.stage_since, row.id]);
  const count = q.count.get('stage', stage)?.n ?? 0;
  return { stage, count, accounts, ...(next_cursor ? { next_cursor } : {}) };
}

const isFiltered = ({ signal_type, first_touch }: BoardFilter) =>
  signal_type !== undefined || first_touch !== undefined;

interface Place {
  readonly key: string;
  readonly domain: string;
}

/** The newest among those of a stage that a filter lets through. */
function filtered(
  stage: Stage,
  { limit, place, ...filter }: BoardFilter & { readonly limit: number; readonly place?: Place },
  { q, stateOf }: Sources,
): StageBoard<AccountState> {
  const prefix = boardPrefix(filter, stage);
  const { key, domain } = place ?? { key: `${prefix}/${afterAll}`, domain: '' };
  const rows = q.newestOnBoard.all({ prefix: `${prefix}/`, key, domain, limit: limit + 1 });
  const { items: accounts, next_cursor } = listed(rows, limit, stateOf, (row) => ['board', row.key, row.domain]);
  const count = q.count.get('board', prefix)?.n ?? 0;
  return { stage, count, accounts, ...(next_cursor ? { next_cursor } : {}) };
}

/** The same from where a cursor says. */
function stageFrom(
  stage: Stage,
  { limit, cursor, ...filter }: Paging & BoardFilter,
  sources: Sources,
): StageBoard<AccountState> | Refusal {
  if (isFiltered(filter)) {
    const place = placeOf(cursor, ['string', 'string', 'string']);
    if (place !== null && isRefusal(place)) return place;
    const [, key = '', domain = ''] = place?.map(String) ?? [];
    if (place && !key.startsWith(`${boardPrefix(filter, stage)}/`))
      return faulty('cursor', 'it was given out for other filters');
    return filtered(stage, { limit, ...filter, ...(place ? { place: { key, domain } } : {}) }, sources);
  }
  const place = placeOf(cursor, ['string', 'string']);
  if (place !== null && isRefusal(place)) return place;
  const [since, id] = place?.map(String) ?? [];
  return newestOf(stage, { limit, since, id }, sources);
}

/** The board's questions. */
export function boardReader(q: Rows, stateOf: StateOf): Pick<Reader, 'board' | 'stage' | 'stageCount' | 'stageSince'> {
  return {
    board: ({ stages: asked = stages, perStage, ...filter }) =>
      asked.map((stage) => newestOf(stage, { limit: perStage, ...filter }, { q, stateOf })),
    stageCount: (stage) => q.count.get('stage', stage)?.n ?? 0,
    stageSince: (stage, before) => q.sinceOfStage.get(stage, before)?.stage_since ?? null,
    stage: (stage, paging) => stageFrom(stage, paging, { q, stateOf }),
  };
}
