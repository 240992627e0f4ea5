import { describe, expect, test } from 'vitest';
import type { CopyContext } from '../../../../src/rules/copy/message.ts';
import { namesIn, namesOf } from '../../../../src/rules/copy/others/name-uses.ts';
import { othersOf, withoutForm } from '../../../../src/rules/copy/others/others.ts';
import { wordsOf } from '../../../../src/rules/copy/others/words-read.ts';
import { policy } from '../example.ts';

const rules = policy.cross_account;
const of = (others: readonly unknown[], more: object = {}) => othersOf({ others, ...more } as CopyContext, rules);

describe('K4 under which names another account may show up', () => {
  test('K4 its own, its short forms, and `and` in every spelling', () => {
    const names = (...given: readonly unknown[]) => of(given).names;
    expect([
      names('Globex'),
      names('Globex Corporation, Inc.'),
      names('Smith & Sons'),
      names('Smith+Sons'),
      names('Smith AND Sons Ltd'),
      names('Sandland'),
      names({ company: 'Globex', name: 'Ana Ruiz' }),
      names({ company: { name: 'Globex', aliases: ['GBX', ' '] }, aliases: ['Globo'] }),
      names({ name: 'Globex', company: null, aliases: null }),
      names('Globex', 'Globex', '...', ''),
      names({ full_name: 'Bo Lind' }, { company: { domain: 'globex.com' }, name: 'Ana Ruiz' }),
    ]).toEqual([
      ['Globex'],
      ['Globex', 'Globex Corporation, Inc.'],
      ['Smith & Sons', 'Smith and Sons', 'Smith Sons'],
      ['Smith+Sons', 'Smith and Sons', 'Smith Sons'],
      ['Smith AND Sons', 'Smith and Sons', 'Smith Sons', 'Smith AND Sons Ltd'],
      ['Sandland'],
      ['Globex'],
      ['Globex', 'GBX', 'Globo'],
      ['Globex'],
      ['Globex'],
      [],
    ]);
  });

  test('K4 in letters of the English keyboard too', () => {
    const names = (name: string) => of([name]).names;
    expect([names('Müller'), names('Ærø'), names('Straße'), names('Åkesson'), names('Þór Œuvre')]).toEqual([
      ['Müller', 'Mueller'],
      ['Ærø', 'Aeroe', 'aerø'],
      ['Straße', 'Strasse'],
      ['Åkesson', 'Aakesson'],
      ['Þór Œuvre', 'Thór Oeuvre', 'Þór aeuvre'],
    ]);
  });

  test('K4 its domains, from addresses of pages and of people', () => {
    const domains = (...given: readonly unknown[]) => of(given).domains;
    expect([
      domains('globex.com'),
      domains({ domain: 'https://www.Globex.com/about/us' }),
      domains({ domain: 'HTTPS://WWW.GLOBEX.COM' }),
      domains({ domain: 'http://shop.www.globex.com' }),
      domains({ domain: 'globex', domains: ['globex.org', 'globex.org', 'x.globex.com/http://'] }),
      domains({ company: { name: 'Globex', domain: 'globex.io' }, domain: 'globex.com' }),
      domains({ company: 'Globex', email: 'Bo@Globex.com' }),
      domains({ people: ['Bo', { email: 'bo@globex.com' }, { name: 'Cy' }], contacts: [{ email: 'cy@globex.org' }] }),
      domains({ name: 'Globex' }),
    ]).toEqual([
      [],
      ['globex.com'],
      ['globex.com'],
      ['shop.www.globex.com'],
      ['globex.org', 'x.globex.com'],
      ['globex.io', 'globex.com'],
      ['bo@globex.com'],
      ['bo@globex.com', 'cy@globex.org'],
      [],
    ]);
  });

  test('K4 its people, by the fullest name that is given', () => {
    const people = (...given: readonly unknown[]) => of(given).people;
    expect([
      people('Globex'),
      people({ full_name: 'Bo Lind', first_name: 'B' }),
      people({ first_name: 'Bo', last_name: 'Lind' }),
      people({ last_name: 'Lind' }),
      people({ name: 'Globex' }),
      people({ company: 'Globex', name: 'Bo Lind' }),
      people({
        name: 'Globex',
        people: ['Bo Lind', { name: 'Cy Ek' }],
        contacts: [{ full_name: ' ', first_name: 'Dee' }, {}],
      }),
    ]).toEqual([[], ['Bo Lind'], ['Bo Lind'], ['Lind'], [], ['Bo Lind'], ['Bo Lind', 'Cy Ek', 'Dee']]);
  });

  test('K4 without others those of the mails to others, and of nobody none', () => {
    const emailsToOthers = [{ company: 'Globex' }, { company: { name: 'Orvanne', domain: 'orvanne.fr' } }];
    expect(othersOf({ emailsToOthers } as CopyContext, rules)).toEqual({
      names: ['Globex', 'Orvanne'],
      domains: ['orvanne.fr'],
      people: [],
    });
    expect(othersOf({}, rules)).toEqual({ names: [], domains: [], people: [] });
    expect(of([], { emailsToOthers })).toEqual({ names: [], domains: [], people: [] });
  });

  test('K4 a legal form is left out, all but the last word', () => {
    expect(
      [' Globex Corp. ', 'Globex Holdings GmbH', 'Inc', 'Acme, Inc.', 'Ltd Inc'].map((name) =>
        withoutForm(name, rules),
      ),
    ).toEqual(['Globex', expect.stringMatching(/^Globex/), 'Inc', 'Acme', 'Ltd']);
  });
});

describe('K4 where a text uses a name', () => {
  const used = (text: string, ...names: readonly string[]) =>
    namesIn(wordsOf(text), namesOf(names), rules).map(({ name, words, from, to }) => [name, words, from, to]);

  test('K4 with its letters together or apart, over small signs alone', () => {
    expect(used('We met Globex.', 'Globex')).toEqual([['Globex', 'Globex', 2, 2]]);
    const apart = (between: string) => used(`We met Glob${between}ex today.`, 'Globex').length;
    const near = [' ', '-', ' & ', ', ', '.', '/', '_', '|', '+'];
    const far = ['     ', ' (', '; ', ' x '];
    expect([near.map(apart), far.map(apart)]).toEqual([near.map(() => 1), far.map(() => 0)]);
    const long = ['Abcdefghijkl', 'Abcdefghijklm', 'Abcdefghijklmn'];
    expect(used('We met Ab c d e f g h i j k l m n.', ...long).map(([name]) => name)).toEqual(long.slice(0, 2));
    expect(used('We met A b c d e f g h i j k l m n.', ...long).map(([name]) => name)).toEqual(long);
    expect(used('We met ACME Global.', 'Acme Global', 'Acme', '!')).toEqual([
      ['Acme', 'ACME', 2, 2],
      ['Acme Global', 'ACME Global', 2, 3],
    ]);
  });

  test('K4 with a possessive, a legal form or a genitive joined to it', () => {
    expect(
      used("Globex's site, GlobexCorp, Orvannes Partner", 'Globex', 'Orvanne').map(([name, words]) => [name, words]),
    ).toEqual([
      ['Globex', "Globex's"],
      ['Globex', 'GlobexCorp'],
      ['Orvanne', 'Orvannes'],
    ]);
    expect(used('Acmes site', 'Acme')).toEqual([]);
  });

  test('K4 an ordinary word is one where it has a capital and is set as a name', () => {
    const is = (text: string) => used(text, 'Monday').length > 0;
    expect([
      is('I saw monday.com there.'),
      is('I saw Monday.com there.'),
      is('I saw Monday.community there.'),
      is('I saw Monday. com there.'),
      is('I saw monday there.'),
    ]).toEqual([false, true, false, false, false]);
  });

  test('K4 an ordinary word begins a sentence or a line, or stands among capitals, and is no name there', () => {
    const is = (text: string) => [text, used(text, 'Target').length > 0];
    for (const text of [
      'I saw Target there while others wait.',
      'Hi,\nI saw Target there.',
      'I met many. I saw Target there.',
      'Every Partner Counts Deals. I met Target there.',
      'We Target Every.',
      'All the Big Target One Was.',
      'Some Partner Counts more than Target.',
      "Target's page.",
      "The Big Target's Whole Partner Count.",
      'Big Whole Partners Work With Target.',
      'Target announced it.',
    ])
      expect(is(text)).toEqual([text, true]);
    for (const text of [
      'I read it. Target the list.',
      'I read it:\nTarget the list.',
      'I do it:\n- Target the list.',
      'Target\n\nAnnounced it.',
      'They Will Target Every Partner.',
      'Every Target Partner here.',
      'Every Whole Partner Counts more Target deals.',
      'I target it.',
    ])
      expect(is(text)).toEqual([text, false]);
    expect(used('Will Grant it.', 'Will Grant').length).toBe(1);
    expect(used('I saw Monday on globex.com there.', 'Monday').length).toBe(0);
    expect(used('I saw Monday Blue there.', 'Monday Blue').length).toBe(1);
    expect(used('In May price lists change.', 'May Price').length).toBe(0);
    expect(used('In May, I met May Price.', 'May Price').length).toBe(1);
    expect(used('I saw Sales and Marketing there.', 'Sales and Marketing').length).toBe(1);
  });

  test('K4 small letters are no name after a pronoun, nor where an ending makes an ordinary word', () => {
    const is = (text: string, name: string) => used(text, name).length > 0;
    expect([
      is('we orvanne partner', 'Orvanne Partner'),
      is('we Orvanne Partner', 'Orvanne Partner'),
      is('met orvanne partner', 'Orvanne Partner'),
      is('we orvanne', 'Orvanne'),
      is('met target orvanne', 'Target Orvanne'),
      is('a xyzative list', 'Xyzative'),
      is('a wxyzative list', 'Wxyzative'),
      is('a wxyzabcde list', 'Wxyzabcde'),
      is('I met A.B. there', 'A.B.'),
      is('I met a.b. there', 'A.B.'),
    ]).toEqual([false, true, true, true, true, true, false, true, true, false]);
  });

  test('K4 an article that lost its vowel goes, a digit within a word is a letter', () => {
    expect(used("chez l'orvanne et G1obex", 'Orvanne', 'Globex').map(([, words]) => words)).toEqual([
      'orvanne',
      'Globex',
    ]);
    expect(used('a 1 b', 'Alb')).toEqual([]);
  });
});
