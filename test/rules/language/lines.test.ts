import { describe, expect, test } from 'vitest';
import { contentOf } from '../../../src/rules/language/content-words.ts';
import { letters, linesOf } from '../../../src/rules/language/lines.ts';
import { numeralAt } from '../../../src/rules/language/numbers.ts';
import { countSentences } from '../../../src/rules/language/sentences.ts';
import { tokenise } from '../../../src/rules/language/words.ts';
import { testPolicy } from '../../support/policy.ts';

const lines = (text: string) => linesOf(text, new Set(['hi', 'hello']));

describe('5.3f the lines that a reader counts', () => {
  test.each<[string, readonly string[]]>([
    ['one\ntwo', ['one two']],
    ['one.\ntwo', ['one.', 'two']],
    ['one!"\ntwo', ['one!"', 'two']],
    ['one\nTwo went', ['one', 'Two went']],
    ['one,\nTwo', ['one, Two']],
    ['one:\nTwo', ['one: Two']],
    ['one;\nTwo', ['one; Two']],
    ['one\n\ntwo', ['one', 'two']],
    ['one\n14 partners', ['one 14 partners']],
    ['one\n1. Two', ['one', '1. Two']],
    ['one\n1) two', ['one two']],
    ['- one\n* Two went\n• Three went', ['one', 'Two went', 'Three went']],
    ['  \n one \n', ['one']],
    ['', []],
  ])('5.3f %j', (text, found) => {
    expect(lines(text)).toEqual(found);
  });

  test.each<[string, readonly string[]]>([
    ['Hi Ana\n\nI saw it.', ['I saw it.']],
    ['Hi Ana', ['Hi Ana']],
    ['Hi Ana.\n\nI saw it.', ['Hi Ana.', 'I saw it.']],
    ['Hi Ana?\n\nI saw it.', ['Hi Ana?', 'I saw it.']],
    ['Hi Ana!\n\nI saw it.', ['I saw it.']],
    ['Ana,\n\nI saw it.', ['I saw it.']],
    ['Dear Ms Ana Ruiz,\n\nI saw it.', ['I saw it.']],
    ['Hi dear Ms Ana Ruiz,\n\nI saw it.', ['Hi dear Ms Ana Ruiz,', 'I saw it.']],
    ['Ana\n\nI saw it.', ['Ana', 'I saw it.']],
    ['I saw it.\n\nBest,\nRick Bell', ['I saw it.']],
    ['I saw it.\n\nBest regards,\n\nRick', ['I saw it.']],
    ['I saw it.\n\n-- rick', ['I saw it.']],
    ['I saw it.\n\nRick B. Bell, Jr.', ['I saw it.', 'Rick B. Bell, Jr.']],
    ['I saw it.\n\nRick B. Bell, Jr', ['I saw it.']],
    ['I saw it.\n\nRick of Acme', ['I saw it.', 'Rick of Acme']],
    ['I saw it.\n\nSo Did I', ['I saw it.', 'So Did I']],
    ['I saw it.\n\nRick Alan Bob Bell Fox', ['I saw it.', 'Rick Alan Bob Bell Fox']],
    ['I saw it.\n\nRick Alan Bob Bell', ['I saw it.']],
    ['I saw it.\n\nRick:', ['I saw it.', 'Rick:']],
    ['I saw it.\n\nRick9', ['I saw it.', 'Rick9']],
    ['I saw it.\n\nRick\n\nP.S. I mapped it.', ['I saw it.', 'P.S. I mapped it.']],
    ['I saw it.\n\nRick\n\nPS One more', ['I saw it.', 'PS One more']],
    ['Rick', ['Rick']],
  ])('5.3f K2 what greets and signs is none: %j', (text, found) => {
    expect(lines(text)).toEqual(found);
  });

  test('5.3f the first word of a text', () => {
    expect(['"Hi Ana', 'Über', '1. Mai', ''].map(letters)).toEqual(['hi', 'über', 'mai', '']);
  });

  test('5.3f K2 a point after an ordinal ends nothing', () => {
    const { sentences } = testPolicy().values.copy;
    const count = (text: string) => countSentences(text, sentences).length;
    expect([
      count('Wir sehen uns am 3. Oktober. Gut.'),
      count('Wir sehen uns zum 3. Treffen. Gut.'),
      count('Es war ein 3. Quartal. Gut.'),
      count('Am 3. Treffen. Gut.'),
      count('We have 3. Good.'),
      count('We have 3. good.'),
      count('We have 123. good.'),
    ]).toEqual([2, 2, 2, 2, 2, 1, 2]);
  });
});

test.each<[string, number]>([
  ['12.5', 12.5],
  ['12,5', 12.5],
  ['123,45', 123.45],
  ['12,345.6', 12_345.6],
  ['12.345,6', 12_345.6],
  ['1.23,456', 123_456],
  ['1,234.5.6', 123_456],
  ['1,23.456', 123_456],
  ['1.234,5,6', 123_456],
  ["1'2,5", 125],
  ['1234567', 1_234_567],
])('K3 digits as written: %s', (text, value) => {
  expect(numeralAt(tokenise(text), 0)?.readings.at(-1)).toBe(value);
});

test.each<[string, number, number]>([
  ['two hundred 500', 200, 1],
  ['two hundred 100', 200, 1],
  ['two hundred 99', 299, 2],
  ['two thousand three million', 2003, 2],
])('K3 a part is smaller than the scale before it: %s', (text, value, to) => {
  const found = numeralAt(tokenise(text), 0);
  expect([found?.readings[0], found?.to]).toEqual([value, to]);
});

test('K4 signs mean nothing, and a name that was once a name stays one', () => {
  expect(Object.fromEntries(contentOf('We met Acme - we like acme, % and #!', new Set(['we', 'and'])))).toEqual({
    met: 'plain',
    acm: 'name',
    lik: 'plain',
  });
});
