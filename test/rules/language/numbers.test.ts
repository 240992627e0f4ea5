import { describe, expect, test } from 'vitest';
import { numeralAt } from '../../../src/rules/language/numbers.ts';
import { tokenise } from '../../../src/rules/language/words.ts';

const read = (text: string) => {
  const found = numeralAt(tokenise(text), 0);
  return found ? [found.readings[0], found.to] : null;
};

describe('numbers in words', () => {
  test.each([
    ['dos mil quinientos', 2500, 2],
    ['cinco mil dólares', 5000, 1],
    ['ciento veinte', 120, 1],
    ['ochocientos', 800, 0],
    ['zweitausendfünfhundert', 2500, 0],
    ['zweieinhalbtausend', 2500, 0],
    ['fünfundzwanzighundert', 2500, 0],
    ['tausend', 1000, 0],
    ['deux mille cinq cents', 2500, 3],
    ['mille euros', 1000, 0],
    ['duemilacinquecento', 2500, 0],
    ['vijfentwintighonderd', 2500, 0],
    ['tweeduizend vijfhonderd', 2500, 1],
    ['dois mil e quinhentos', 2500, 3],
    ['nuevecientos', null, 0],
    ['two-five-zero-zero', 2500, 6],
    ['two five oh oh', 2500, 3],
    ['two and a half k', 2500, 4],
    ['a quarter of ten thousand', null, 0],
    ['quarter of ten thousand', 2500, 3],
    ['half of five thousand', 2500, 3],
    // No number of a hundred or more stands in these: the words are English too.
    ['six partners', 6, 0],
    ['once you list', null, 0],
    ['en route', null, 0],
    ['cinq partners', null, 0],
    ['two five', 2, 0],
    ['quarter of ten', null, 0],
  ])('K3 %s', (text, value, to) => {
    expect(read(text)).toEqual(value === null ? null : [value, to]);
  });
});
