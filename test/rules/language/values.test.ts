import { describe, expect, test } from 'vitest';
import { asksToStop } from '../../../src/rules/language/asks-to-stop.ts';
import { contentOf, stem } from '../../../src/rules/language/content-words.ts';
import { editDistance, nearest } from '../../../src/rules/language/edit-distance.ts';
import { decodeEntities } from '../../../src/rules/language/entities.ts';
import { isOf, linksIn, withoutLinks } from '../../../src/rules/language/links.ts';
import { asWritten, fold, unseenIn, visible } from '../../../src/rules/language/normalise.ts';
import { numeralAt } from '../../../src/rules/language/numbers.ts';
import { abroadAt, smallAbroadValue } from '../../../src/rules/language/numbers-abroad.ts';
import { findPhrases } from '../../../src/rules/language/phrases.ts';
import { bare, isOneOf, isWord, quote, textOf, tokenise, unelided } from '../../../src/rules/language/words.ts';
import { testPolicy } from '../../support/policy.ts';

const numeral = (text: string, at = 0) => {
  const found = numeralAt(tokenise(text), at);
  return found ? [found.readings, found.to - found.from] : null;
};

describe('K3 numbers', () => {
  test.each<[string, readonly number[], number]>([
    ['2500', [2500], 0],
    ['2,500', [2500], 0],
    ["2'500", [2500, 2500], 0],
    ['2.500', [2.5, 2500], 0],
    ['2.50', [2.5], 0],
    ['2,5', [2.5], 0],
    ['2,50', [2.5], 0],
    ['1.234.567,89', [1_234_567.89], 0],
    ['1,234,567.89', [1_234_567.89], 0],
    ['2,5000', [25_000], 0],
    ['12,34,567', [1_234_567], 0],
    ['2 500', [2500], 1],
    ['2 , 500', [2500], 2],
    ['2500 500', [2500], 0],
    ['2 5000', [2], 0],
    ['2 50', [2], 0],
    ['5k', [5000], 1],
    ['5 k', [5000], 1],
    ['2.5k', [2500], 1],
    ['5-k', [5000], 2],
    ['5 thousand', [5000], 1],
    ['5 mm', [5_000_000], 1],
    ['5 bn', [5_000_000_000], 1],
    ['5 t', [5e12], 1],
    ['5 tausend', [5000], 1],
    ['5 mio', [5_000_000], 1],
    ['5 mil', [5_000_000], 1],
    ['5 mil euros', [5000], 1],
    ['2,5 mil', [2500], 1],
    ['5 grand', [5000], 1],
    ['5 partners', [5], 0],
    ['2 1/2', [2.5], 3],
    ['2 1/2k', [2500], 4],
    ['2 0/2', [2], 0],
    ['2 1/1', [2], 0],
    ['2 and a half', [2.5], 3],
    ['2 and a half thousand', [2500], 4],
    ['2 and one quarter', [2.25], 3],
    ['2-and-a-half', [2.5], 6],
    ['2 and two half', [2], 0],
    ['zero', [0], 0],
    ['nineteen', [19], 0],
    ['twenty', [20], 0],
    ['ninety', [90], 0],
    ['twenty-five', [25], 2],
    ['twenty five', [25], 1],
    ['twenty-ten', [20], 0],
    ['twenty zero', [20], 0],
    ['nineteen five', [19], 0],
    ['two point five', [2.5], 2],
    ['two point five thousand', [2500], 3],
    ['two point eleven', [2], 0],
    ['two hundred', [200], 1],
    ['two hundred five', [205], 2],
    ['two hundred and five', [205], 3],
    ['two thousand five hundred', [2500], 3],
    ['two thousand and five hundred', [2500], 4],
    ['twenty-five hundred', [2500], 3],
    ['two hundred thousand', [200_000], 2],
    ['one hundred million', [100_000_000], 2],
    ['one million two hundred thousand', [1_200_000], 4],
    ['a hundred', [100], 1],
    ['an million', [1_000_000], 1],
    ['4.2 crore', [42_000_000], 1],
    ['eleven lakh', [1_100_000], 1],
    ['half a million', [500_000], 2],
    ['half a dozen', [], -1],
    ['a partner', [], -1],
    ['a few thousand', [], -1],
    ['few thousand', [3000], 1],
    ['couple of hundred', [200], 2],
    ['several million', [5_000_000], 1],
    ['few partners', [], -1],
    ['two five zero zero', [2500], 3],
    ['two-five-oh', [250], 4],
    ['oh two five', [], -1],
    ['two five', [2], 0],
    ['two five ten', [2], 0],
    ['five m', [5], 0],
    ['five k', [5000], 1],
    ['third of three thousand', [1000], 3],
    ['tenth of ten thousand', [1000], 3],
    ['fifth of nine hundred', [], -1],
    ['half of one thousand', [500], 3],
  ])('K3 %s', (text, readings, steps) => {
    expect(numeral(text)).toEqual(readings.length === 0 ? null : [readings, steps]);
  });

  test('K3 what an `and` added may be no part of it', () => {
    const found = numeralAt(tokenise('twenty-five hundred and two weeks'), 0);
    expect([found?.readings, found?.without?.readings]).toEqual([[2502], [2500]]);
    expect(numeralAt(tokenise('two hundred five'), 0)).not.toHaveProperty('without');
    expect(numeral('we pay 2,500', 2)).toEqual([[2500], 0]);
    expect(numeral('', 0)).toBeNull();
    expect(numeral('the hundred and twenty', 1)).toEqual([[120], 2]);
    expect(numeral('the hundred partners', 1)).toBeNull();
    expect(numeral('some hundred and twenty', 1)).toBeNull();
  });

  test.each<[string, number | null, number]>([
    ['hundert', 100, 0],
    ['zweihundert', 200, 0],
    ['zwolfhundert', 1200, 0],
    ['dreiundzwanzigtausend', 23_000, 0],
    ['neunzig', null, 0],
    ['cent', 100, 0],
    ['deux cents', 200, 1],
    ['quatre-vingt mille', 24_000, 3],
    ['trescientos', 300, 0],
    ['novecientos veinte', 920, 1],
    ['veintiuno mil', null, 0],
    ['tre mila', 3000, 1],
    ['duemila', 2000, 0],
    ['vijf duizend', 5000, 1],
    ['quinhentos', 500, 0],
    ['dois mil', 2000, 1],
    ['mil e um', 1001, 2],
    ['mil e', 1000, 0],
    ['mil y', 1000, 0],
    ['emily', null, 0],
    ['enmil', null, 0],
    ['mille mille', 2000, 1],
  ])('K3 abroad: %s', (text, value, to) => {
    const found = abroadAt(tokenise(text).tokens, 0);
    expect(found ?? null).toEqual(value === null ? null : { from: 0, to, value });
  });

  test('K3 small words of other languages', () => {
    expect(
      ['zweieinhalb', 'drei', 'a', 'table', 'halb', 'dreiundzwanzig', `${'zwei'.repeat(11)}`].map(smallAbroadValue),
    ).toEqual([2.5, 3, 0, 0, 0.5, 23, 0]);
  });
});

describe('K1 references of HTML', () => {
  test.each([
    ['&lt;b&gt; &quot;x&quot; &apos;', '<b> "x" \''],
    ['&#162; &#x80; &#159;', '¢ € Ÿ'],
    ['&#127;&#160;', '\u007f\u00a0'],
    ['&#1114111;', '\u{10ffff}'],
    ['&#55295; &#57344;', '\ud7ff \ue000'],
    ['&#55296; &#57343;', '&#55296; &#57343;'],
    ['&cent=2 &centx &cent;', '&cent=2 &centx ¢'],
    ['&Ouml;&ccedil;&ntilde;', 'Ocn'],
    ['&AMP; &Euro;', '& €'],
    ['&toolongtobeanameatallreally;', '&toolongtobeanameatallreally;'],
    ['a & b &', 'a & b &'],
    ['&frac12; &emsp13;x', '½ \u2004x'],
    ['&amp;amp;amp;pound;', '£'],
    ['none at all', 'none at all'],
  ])('K1 %s', (text, shown) => {
    expect(decodeEntities(text)).toBe(shown);
  });
});

describe('K1 what a reader sees', () => {
  test('K1 one kind of quote, hyphen, space and line end, and nothing unseen', () => {
    expect(visible('plain text\n')).toBe('plain text\n');
    expect(visible('a\r\nb\rc\u2028d\u0085e\ff')).toBe('a\nb\nc\nd\ne\nf');
    expect(visible('a\u0007b\u200bc\u00add\u2800e')).toBe('abcde');
    expect(visible('a\tb\u00a0c\u2003d')).toBe('a b c d');
    expect(visible('‘a’ “b” `c` «d»')).toBe('\'a\' "b" \'c\' "d"');
    expect(visible('a–b—c−d…e。f')).toBe('a-b-c-d...e. f');
    expect(visible('a！b？c．d‼')).toBe('a!b?c.d!!');
  });

  test('K1 letters and digits in plain Latin, the case kept', () => {
    expect(fold('Ѕtор ѕеlling')).toBe('Stop selling');
    expect(fold('Élan Ångström ﬁne ＡＢ')).toBe('Elan Angstrom fine AB');
    expect(fold('٢٥٠٠ ० ᠙')).toBe('2500 0 9');
    expect(fold('🅰🅱 🇦🇿 🅐🅩')).toBe('AB AZ AZ');
    expect(fold('2½ ½ &pound;')).toBe('2.5 0.5 £');
    expect(fold('ß ı Ø ꓢ 💲')).toBe('s i O S $');
    expect(fold('漢字')).toBe('漢字');
  });

  test('K1 words as their author wrote them', () => {
    expect(asWritten('Please, Ünsubscribe  me', 'Unsubscribe me')).toBe('Ünsubscribe me');
    expect(asWritten('Stop', 'Stop')).toBe('Stop');
    expect(asWritten('Stop it', 'other')).toBe('other');
    expect(asWritten('ﬁne, stop', 'stop')).toBe('stop');
    expect(asWritten('a\n b', 'a b')).toBe('a b');
  });

  test('K1 what nobody sees is named, but for line ends and what shapes an emoji', () => {
    expect(unseenIn('a\u200bb\u200bc\u0000')).toEqual(['U+200B', 'U+0000']);
    expect(unseenIn('a\r\nb\nc \u{1f468}\u200d\u{1f469} ❤\ufe0f')).toEqual([]);
    expect(unseenIn('a\rb\u2028\ufe0f')).toEqual(['U+000D', 'U+2028', 'U+FE0F']);
  });
});

describe('K10 links', () => {
  test('K10 a mail program makes links of a scheme, a path, `www.` and known hosts', () => {
    const found = (text: string, hosts?: readonly string[]) =>
      linksIn(text, hosts).map(({ words, host, isSecure }) => [words, host, isSecure]);
    expect(found('See https://a.example/x?y=1. And http://u:p@B.example:8080#z')).toEqual([
      ['https://a.example/x?y=1', 'a.example', true],
      ['http://u:p@B.example:8080#z', 'b.example', false],
    ]);
    expect(found('mailto:ana@acme.com, tel:123')).toEqual([
      ['mailto:ana@acme.com', 'acme.com', false],
      ['tel:123', '123', false],
    ]);
    expect(found('www.a.example, b.example/path) and c.example')).toEqual([
      ['www.a.example', 'www.a.example', false],
      ['b.example/path', 'b.example', false],
    ]);
    expect(found('c.example or x.c.example or d.example', ['c.example'])).toEqual([
      ['c.example', 'c.example', false],
      ['x.c.example', 'x.c.example', false],
    ]);
    expect(found('ana@www.acme.com 3.5 e.g. nothing')).toEqual([]);
    expect([isOf('a.b.c', ['b.c']), isOf('b.c', ['b.c']), isOf('ab.c', ['b.c'])]).toEqual([true, true, false]);
  });

  test('K10 a text without its links and addresses', () => {
    expect(withoutLinks('see https://a.example and ana@acme.com or www.b.example now')).toBe('see   and   or   now');
    expect(withoutLinks('c.example stays')).toBe('c.example stays');
  });
});

describe('K4 what a text is about', () => {
  const content = (text: string, ...ignored: readonly string[]) =>
    Object.fromEntries(contentOf(text, new Set(ignored)));

  test('K4 figures and names prove more than other words', () => {
    expect(content('You listed 14 partners at Acme, and IBM with two teams.', 'you', 'at', 'and', 'with')).toEqual({
      list: 'plain',
      '#14': 'figure',
      partner: 'plain',
      acm: 'name',
      ibm: 'name',
      '#2': 'plain',
      team: 'plain',
    });
    expect(content('Acme grew. Then Acme grew')).toMatchObject({ acm: 'name' });
    expect(content('twelve thirteen')).toEqual({ '#12': 'plain', '#13': 'figure' });
    expect(content('co-sell e-mail a')).toEqual({ cosel: 'plain', email: 'plain' });
    expect(content('re-tiers un-listed core tier')).toEqual({ tier: 'plain', list: 'plain', cor: 'plain' });
    expect(content('Q3 FY25 ABC9')).toMatchObject({ q3: 'plain', fy25: 'plain', '#9': 'figure' });
  });

  test('K4 the parts of a date are no figures', () => {
    expect(content('on 2026-02-03', 'on')).toMatchObject({ february: 'name', 'of a date 3': 'plain' });
  });

  test.each([
    ["acme's", 'acm'],
    ["partners'", 'partner'],
    ['companies', 'company'],
    ['partners', 'partner'],
    ['business', 'busines'],
    ['bus', 'bus'],
    ['cats', 'cat'],
    ['less', 'less'],
    ['plus', 'plus'],
    ['listing', 'list'],
    ['sing', 'sing'],
    ['listed', 'list'],
    ['need', 'need'],
    ['planned', 'plan'],
    ['planning', 'plan'],
    ['tree', 'tr'],
    ['be', 'be'],
    ['partnership', 'partner'],
  ])('K4 the stem of %s', (word, root) => {
    expect(stem(word)).toBe(root);
  });
});

describe('K1 words', () => {
  test('K1 tokens, their sentences and what they say', () => {
    const { tokens, text } = tokenise("Hi Ann, it's 2,500. l'ami!\n\nBye eco|x");
    expect(tokens.map((each) => [each.text, each.sentence, each.isWord])).toEqual([
      ['hi', 0, true],
      ['ann', 0, true],
      [',', 0, false],
      ["it's", 0, true],
      ['2,500', 0, true],
      ['.', 0, false],
      ["l'ami", 0, true],
      ['!', 0, false],
      ['bye', 2, true],
      ['eco', 2, true],
      ['|', 2, false],
      ['x', 2, true],
    ]);
    const [, ann, , its, , , ami] = tokens;
    expect([
      bare(its),
      bare(ann),
      bare(undefined),
      textOf(ann),
      textOf(undefined),
      isWord(ann),
      isWord(undefined),
    ]).toEqual(['it', 'ann', '', 'ann', '', true, false]);
    expect([isOneOf(ann, 'bo ann'), isOneOf(ann, 'an'), ami && unelided(ami), ann && unelided(ann)]).toEqual([
      true,
      false,
      'ami',
      'ann',
    ]);
    expect([quote({ text, tokens }, 1, 3), quote({ text, tokens }, 7, 8), quote({ text, tokens }, 9, 99)]).toEqual([
      "Ann, it's",
      '! Bye',
      'eco|x',
    ]);
    const sentences = (given: string) =>
      tokenise(given)
        .tokens.map(({ sentence }) => sentence)
        .at(-1);
    expect(['a. B', 'a. b', 'a.b', 'a." B', 'a\nb', 'a\n \nb', 'a! eco|x', 'a?\nb'].map(sentences)).toEqual([
      1, 0, 0, 1, 0, 1, 1, 1,
    ]);
  });

  test('K1 phrases of a list, with gaps, alternatives and lists of words, inside one sentence', () => {
    const found = (text: string, ...phrases: readonly string[]) =>
      findPhrases(text, phrases, { who: ['me', 'our team'] }).map(({ words }) => words);
    expect(found('please remove me now', 'remove {who}')).toEqual(['remove me']);
    expect(found('remove our team', 'remove {who}')).toEqual(['remove our team']);
    expect(found('stop or quit it', 'stop|quit')).toEqual(['stop', 'quit']);
    expect(found('take me right off the list', 'take * off')).toEqual(['take me right off']);
    expect(found('take a b c off', 'take * off')).toEqual(['take a b c off']);
    expect(found('take a b c d off', 'take * off')).toEqual([]);
    expect(found('take. Off', 'take off')).toEqual([]);
    expect(found('take, off', 'take off')).toEqual(['take, off']);
    expect(found('stop it now', 'stop', 'stop it')).toEqual(['stop it']);
    expect(found("the partner's list and l'ami", 'partner list', 'ami')).toEqual(["partner's list", "l'ami"]);
    expect(found('nothing', 'remove {none}')).toEqual([]);
  });

  test('Y2 words that ask to stop, in their sentence, unless others take them back', () => {
    const { stopping } = testPolicy().values;
    const asked = (text: string) => asksToStop(text, stopping);
    expect([asked('Stop.'), asked('Please stop, thanks!'), asked('Hi\nSTOP\nAna')]).toEqual([
      'Stop.',
      'Please stop, thanks!',
      'STOP',
    ]);
    expect(asked('Thank you, tell me more.')).toBeNull();
    expect(asked('Please remove me from your list.')).toContain('remove me');
  });

  test('P6 a mistyped word is taken for the nearest that is known', () => {
    expect([
      editDistance('', 'abc'),
      editDistance('abc', ''),
      editDistance('abc', 'abc'),
      editDistance('kitten', 'sitting'),
      editDistance('ab', 'ba'),
    ]).toEqual([3, 3, 0, 3, 2]);
    expect([
      nearest('gate', ['gates', 'dates']),
      nearest('gatess', ['gates', 'gate']),
      nearest('gxtyy', ['gates']),
      nearest('abcd', ['abxy']),
      nearest('a', ['abcd']),
      nearest('x', []),
    ]).toEqual(['gates', 'gates', undefined, 'abxy', undefined, undefined]);
  });
});
