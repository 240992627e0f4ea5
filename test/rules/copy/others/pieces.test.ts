import { describe, expect, test } from 'vitest';
import { brokenNamesIn, namesIn, namesOf } from '../../../../src/rules/copy/others/name-uses.ts';
import { wordsOf } from '../../../../src/rules/copy/others/words-read.ts';
import { policy } from '../example.ts';

const isUsed = (text: string, name: string) => namesIn(wordsOf(text), namesOf([name]), policy.cross_account).length > 0;

describe('K4 a name in pieces', () => {
  test.each([
    ['met G l o b e x.', 'globex'],
    ['met gl-ob-ex.', 'globex'],
    ['met Ini-tech.', 'initech'],
    ['met Init-echnologies.', 'initechnologies'],
  ])('K4 %s spells it', (text, name) => {
    expect(brokenNamesIn(wordsOf(text))).toContain(name);
  });

  test.each(['met ini-tech.', 'met Initech.', 'met Init.', 'met Initi-tech.', 'met in-it.', 'met in-it-ech.'])(
    'K4 %s spells none',
    (text) => {
      expect(brokenNamesIn(wordsOf(text))).toEqual([]);
    },
  );

  test('K4 a longer piece is spelled by none but as the last', () => {
    const spelled = brokenNamesIn(wordsOf('met Ini-technol-ogy.'));
    expect(spelled).toContain('initechnol');
    expect(spelled).not.toContain('initechnology');
  });

  test('K4 letters that stand apart may have eight signs between them', () => {
    const apart = (signs: number) => [...'Globex'].join('•'.repeat(signs));
    expect([isUsed(apart(8), 'Globex'), isUsed(apart(9), 'Globex')]).toEqual([true, false]);
  });
});

describe('K4 an ordinary word among capitals', () => {
  test.each([
    ['Every Target Partner', false],
    ['A Target Partner List', false],
    ['Every Whole Partner counts more Target.', true],
    ['Every Whole Partner Counts more Target.', false],
  ])('K4 %s', (text, isName) => {
    expect(isUsed(text, 'Target')).toBe(isName);
  });
});
