import { expect, test } from 'vitest';
import { monthBeside, monthOf, withSpokenDates } from '../../../src/rules/language/dates.ts';
import { tokenise } from '../../../src/rules/language/words.ts';

test.each([
  ['2026-02-03 and 2026-13-03 and 12026-02-03', 'February 3, 2026 and 2026-13-03 and 12026-02-03'],
  ['on the 4th of May', 'on the 4 May'],
  ['on 4th May', 'on 4 May'],
  ['on May 4th', 'on May 4'],
  ['on May the 4th', 'on May the 4'],
  ['el 4 de mayo', 'el 4 mayo'],
  ['le 1er mai', 'le 1 mai'],
  ['am 4. Mai', 'am 4 Mai'],
  ['It has 4. May I', 'It has 4. May I'],
  ['the 4th of maybe ten', 'the 4th of maybe ten'],
  ['the 4th partner', 'the 4th partner'],
  ['item24th May', 'item24th May'],
])('K4 a date in one form: %s', (text, spoken) => {
  expect(withSpokenDates(text)).toBe(spoken);
});

test.each<[string, number, string | undefined, number | undefined]>([
  ['February 3', 1, 'february', 0],
  ['3 February', 0, 'february', 1],
  ['3 feb', 0, 'february', 1],
  ['sept 3', 1, 'september', 0],
  ['Sept. 3', 2, 'september', 0],
  ['February the 3', 2, 'february', 0],
  ['February , 3', 2, undefined, undefined],
  ['mar 3', 1, undefined, undefined],
  ['march 3', 1, 'march', 0],
  ['3 partners', 0, undefined, undefined],
])('K4 the month beside the number of %s', (text, at, month, place) => {
  const found = monthBeside(tokenise(text), at, at);
  expect([found?.month, found?.at]).toEqual([month, place]);
});

test('K4 a month by its English name, in other languages too', () => {
  expect(['may', 'mai', 'maggio', 'mars', 'oktober', 'oct', 'partner', ''].map(monthOf)).toEqual([
    'may',
    'may',
    'may',
    'march',
    'october',
    'october',
    undefined,
    undefined,
  ]);
});
