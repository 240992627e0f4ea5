import type { AccountState } from '../../rules/aggregates/account.ts';
import { isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Stage } from '../../rules/vocabulary/stages.ts';
import type { Rows } from '../engine/rows.ts';
import { listed, type Paging, placeOf } from '../port/paging.ts';
import type { StageBoard } from '../port/records.ts';
import type { StateOf } from './account-states.ts';
import { afterAll } from './lists.ts';

interface Sources {
  readonly q: Pick<Rows, 'count' | 'newestOfStage'>;
  readonly stateOf: StateOf;
}

interface From {
  readonly limit: number;
  /** Where the last page ended. */
  readonly since?: string | undefined;
  readonly id?: string | undefined;
}

/** A stage's newest accounts, and where they go on. */
export function newestOf(
  stage: Stage,
  { limit, since = afterAll, id = '' }: From,
  { q, stateOf }: Sources,
): StageBoard<AccountState> {
  const rows = q.newestOfStage.all({ stage, since, id, limit: limit + 1 });
  const { items: accounts, next_cursor } = listed(rows, limit, stateOf, (row) => [row.stage_since, row.id]);
  const count = q.count.get('stage', stage)?.n ?? 0;
  return { stage, count, accounts, ...(next_cursor ? { next_cursor } : {}) };
}

/** The same from where a cursor says. */
export function stageFrom(
  stage: Stage,
  { limit, cursor }: Paging,
  sources: Sources,
): StageBoard<AccountState> | Refusal {
  const place = placeOf(cursor, ['string', 'string']);
  if (place !== null && isRefusal(place)) return place;
  const [since, id] = place?.map(String) ?? [];
  return newestOf(stage, { limit, since, id }, sources);
}
