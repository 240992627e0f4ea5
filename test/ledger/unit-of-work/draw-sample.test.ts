import { expect, test } from 'vitest';
import { sha256 } from '../../../src/ledger/events/canonical-json.ts';
import { byRank } from '../../../src/ledger/unit-of-work/draw-sample.ts';

test('S-7 candidates come in the order of their hashes, whatever room there is to hold them', () => {
  const ids = Array.from({ length: 23 }, (_, n) => `fct_${n}`);
  const all = () => ids.map((id) => ({ id }));
  const sorted = ids.map((id) => [sha256(`salt ${id}`), id]).sort();
  for (const room of [1, 4, 22, 23, 24, 100])
    expect([...byRank(all, 'salt', room)].map(({ id }) => id)).toEqual(sorted.map(([, id]) => id));
  expect([...byRank(() => [], 'salt', 4)]).toEqual([]);
});
