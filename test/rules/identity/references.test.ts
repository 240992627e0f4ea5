import { expect, test } from 'vitest';
import { bareReference } from '../../../src/rules/identity/bare-reference.ts';
import { isLegalForm, nameKey } from '../../../src/rules/identity/company-name.ts';

test.each([
  ['acme.com', 'acme.com'],
  ['  acme.com \n', 'acme.com'],
  ['`acme.com`', 'acme.com'],
  ['"Acme Corp"', 'Acme Corp'],
  ["'ana@acme.com'", 'ana@acme.com'],
  ['“Acme”', 'Acme'],
  ['„Acme“', 'Acme'],
  ['‘Acme’', 'Acme'],
  ['« Acme »', 'Acme'],
  ['**acme.com**', 'acme.com'],
  ['<ana@acme.com>', 'ana@acme.com'],
  ['Ana Ruiz <ana@acme.com>', 'ana@acme.com'],
  ['`"<ana@acme.com>"`.', 'ana@acme.com'],
  ['mailto:ana@acme.com', 'ana@acme.com'],
  ['MAILTO:ana@acme.com?subject=Hi', 'ana@acme.com'],
  ['acme.com.', 'acme.com'],
  ['acme.com,', 'acme.com'],
  ['acme.com;', 'acme.com'],
  ['acme\\.com', 'acme.com'],
  ['acc\\_7f3k2m9qwx', 'acc_7f3k2m9qwx'],
  // Texts that are left as they are.
  ['', ''],
  ['.', '.'],
  ['"', '"'],
  ['""', '""'],
  ["O'Neill's", "O'Neill's"],
  ['"Acme" Corp', '"Acme" Corp'],
  ['Acme <ana@acme.com> and more', 'Acme <ana@acme.com> and more'],
  ['Acme <sales>', 'Acme <sales>'],
])('A1 A2 `%s` is meant as `%s`', (given, meant) => {
  expect(bareReference(given)).toBe(meant);
});

test.each([
  // The label where it is a reference of its own, else what it leads to.
  ['[ana@acme.com](mailto:ana@acme.com)', 'ana@acme.com'],
  ['[ana@acme.com](https://mail.example/compose)', 'ana@acme.com'],
  ['[acme.com](https://acme.com/about)', 'acme.com'],
  ['[acc_7f3k2m9qwx](https://board.example/1)', 'acc_7f3k2m9qwx'],
  ['[acc\\_7f3k2m9qwx](https://board.example/1)', 'acc_7f3k2m9qwx'],
  ['[`acme.com`](https://board.example/1)', 'acme.com'],
  ['[write to ana@acme.com](mailto:bea@acme.com)', 'bea@acme.com'],
  ['[ana@acme.com or so](mailto:bea@acme.com)', 'bea@acme.com'],
  ['[a@b@acme](mailto:bea@acme.com)', 'bea@acme.com'],
  ['[@acme](mailto:bea@acme.com)', 'bea@acme.com'],
  ['[see acc_7f3k2m9qwx](https://acme.com)', 'https://acme.com'],
  ['[acc_7f3k2m9qwx, Acme](https://acme.com)', 'https://acme.com'],
  ['[www.acme.com/about us](https://acme.com)', 'https://acme.com'],
  ['[about acme.com](https://beta.com)', 'https://beta.com'],
  ['[their site](https://acme.com)', 'https://acme.com'],
  ['[v.1](https://acme.com)', 'https://acme.com'],
  ['[](https://acme.com)', 'https://acme.com'],
  ['[Acme]()', 'Acme'],
  ['[Acme]( https://acme.com )', 'https://acme.com'],
  ['[]()', '[]()'],
])('A1 the link `%s` is meant as `%s`', (given, meant) => {
  expect(bareReference(given)).toBe(meant);
});

test.each([
  ['Acme Inc.', 'acme'],
  ['ACME, Ltd', 'acme'],
  ['Acme & Co.', 'acme'],
  ['Acme and Company', 'acme'],
  ['Müller GmbH', 'muller'],
  ['Straße AG', 'strasse'],
  ['Øresund', 'oresund'],
  ["Levi's", 'levis'],
  ['A.B.C. Corp', 'abc'],
  ['Acme - - Cloud', 'acme cloud'],
  // A name that is its form alone stays one, and so does one of signs.
  ['Limited', 'limited'],
  ['Co', 'co'],
  [' !? ', '!?'],
  ['株式会社', '株式会社'],
])('A1 the key of %s is %s', (name, key) => {
  expect(nameKey(name)).toBe(key);
});

test('A1 legal forms are no name', () => {
  expect(['inc', 'gmbh', 'oy', 'srl', '株式会社'].map(isLegalForm)).toEqual([true, true, true, true, true]);
  expect(['acme', '', 'and', 'zoo'].map(isLegalForm)).toEqual([false, false, false, false]);
});
