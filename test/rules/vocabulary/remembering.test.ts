import { expect, test } from 'vitest';
import { oncePerObject, oncePerText } from '../../../src/rules/vocabulary/remembering.ts';

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
