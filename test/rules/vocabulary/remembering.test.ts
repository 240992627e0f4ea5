import { describe, expect, test } from 'vitest';
import * as forgetful from '../../../scripts/mutation/remembering.ts';
import * as kept from '../../../src/rules/vocabulary/remembering.ts';

const { keptAlong, onceAlong, oncePerObject, oncePerText } = kept;

test('inv7 an answer is kept with its object, as long as whatever else is given stays the same', () => {
  const asked: string[] = [];
  const told = oncePerObject((of: { readonly name: string }, first: number, second: number) => {
    asked.push(`${of.name} ${first} ${second}`);
    return asked.length;
  });
  const [ana, bo] = [{ name: 'ana' }, { name: 'bo' }];
  expect([told(ana, 1, 2), told(ana, 1, 2), told(bo, 1, 2), told(ana, 1, 2)]).toEqual([1, 1, 2, 1]);
  expect([told(ana, 1, 3), told(ana, 2, 3), told(ana, 2, 3)]).toEqual([3, 4, 4]);
  expect(told({ ...ana }, 2, 3)).toBe(5);
});

test('inv7 of texts the newest answers are kept, as many as there is room for, and none of a long one', () => {
  let asked = 0;
  const told = oncePerText(() => ({ nth: ++asked }), { room: 2, longest: 3 });
  const nth = (text: string) => told(text).nth;
  expect([nth('one'), nth('one'), nth('two'), nth('one'), nth('two')]).toEqual([1, 1, 2, 1, 2]);
  expect([nth('four'), nth('four')]).toEqual([3, 4]);
  expect([nth('six'), nth('six'), nth('one')]).toEqual([5, 5, 6]);
});

describe('along a list that grows', () => {
  const list = Array.from({ length: 100 }, (_, n) => ({ n }));
  const summing = () => {
    const looked: number[] = [];
    const sum = onceAlong(0, (found: number, more: readonly { readonly n: number }[], times: number) => {
      looked.push(...more.map(({ n }) => n));
      return more.reduce((all, { n }) => all + n * times, found);
    });
    return { looked, sum };
  };

  test('inv7 only the elements behind its last whole block are looked at again', () => {
    const { looked, sum } = summing();
    expect([sum(list, 1), sum(list, 1)]).toEqual([4950, 4950]);
    expect(looked).toHaveLength(100);
    looked.length = 0;
    expect(sum([...list, { n: 100 }], 1)).toBe(5050);
    expect(looked).toEqual([96, 97, 98, 99, 100]);
    // An event's addition is another object once it was read back.
    expect(sum([...list, { n: 100 }, { n: 101 }], 1)).toBe(5151);
  });

  test('inv7 a list with another element, fewer, or under other conditions is looked through whole', () => {
    const { sum } = summing();
    sum(list, 1);
    expect(sum([...list.slice(0, 5), { n: 1005 }, ...list.slice(6)], 1)).toBe(5950);
    expect(sum(list.slice(0, 40), 1)).toBe(780);
    expect(sum(list, 2)).toBe(9900);
    expect(sum(list.toReversed(), 1)).toBe(4950);
    expect([sum([], 1), sum(list.slice(0, 2), 1)]).toEqual([0, 1]);
  });

  test('inv7 the elements that pass a test stand in the order of the list', () => {
    const every = keptAlong(({ n }: { readonly n: number }, by: number) => n % by === 0);
    expect(every(list, 30).map(({ n }) => n)).toEqual([0, 30, 60, 90]);
    expect(every([...list, { n: 120 }, { n: 121 }], 30).map(({ n }) => n)).toEqual([0, 30, 60, 90, 120]);
    expect(every(list, 40).map(({ n }) => n)).toEqual([0, 40, 80]);
  });
});

test('inv7 the stand-in of the mutation tests gives all of them, and each answers as the kept one does', () => {
  expect(Object.keys(forgetful).toSorted()).toEqual(Object.keys(kept).toSorted());
  const list = [1, 2, 3, 4, 5].map((n) => ({ n }));
  const sums = [forgetful, kept].map((room) => room.onceAlong(0, sum)(list, 10));
  const large = [forgetful, kept].map((room) => room.keptAlong(isOver)(list, 3));
  expect([sums, large]).toEqual([
    [65, 65],
    [list.slice(3), list.slice(3)],
  ]);
});

type Each = { readonly n: number };
const sum = (found: number, more: readonly Each[], extra: number) =>
  more.reduce((whole, { n }) => whole + n + extra, found);
const isOver = ({ n }: Each, least: number) => n > least;
