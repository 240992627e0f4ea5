import { describe, expect, test } from 'vitest';
import type { Language } from '../../../src/rules/policy/replies.ts';
import { numericDates } from '../../../src/rules/replies/numeric-dates.ts';
import { languagesOfReturn, returnDate } from '../../../src/rules/replies/return-date.ts';
import { calendarDate } from '../../../src/rules/time/civil-date.ts';
import { testPolicy } from '../../support/policy.ts';

const words = testPolicy().values.replies;
/** A Monday. */
const today = '2026-05-04';

const read = (text: string, languages: readonly Language[] = ['en']) =>
  numericDates(text, languages, (month, day) => calendarDate(2026, month, day));
const told = (text: string, languages: readonly Language[] = ['en']) =>
  read(text, languages).map(({ from, to, first, last }) => [text.slice(from, to), first, last]);
const back = (text: string, languages: readonly Language[] = ['en'], day = today) =>
  returnDate({ text, languages, today: day, words });

describe('Y2 dates in digits', () => {
  test.each([
    ['18.05.2026', ['18.05.2026', '2026-05-18', '2026-05-18']],
    ['until 18/5/2026 only', ['18/5/2026', '2026-05-18', '2026-05-18']],
    ['5/18/2026', ['5/18/2026', '2026-05-18', '2026-05-18']],
    ['18-05-2026', ['18-05-2026', '2026-05-18', '2026-05-18']],
    ['18/05/26', ['18/05/26', '2026-05-18', '2026-05-18']],
    ['18/5', ['18/5', '2026-05-18', '2026-05-18']],
    ['5/18', ['5/18', '2026-05-18', '2026-05-18']],
    ['13/12', ['13/12', '2026-12-13', '2026-12-13']],
    ['12/13', ['12/13', '2026-12-13', '2026-12-13']],
    ['31/1', ['31/1', '2026-01-31', '2026-01-31']],
    ['1/31', ['1/31', '2026-01-31', '2026-01-31']],
    ['5/5', ['5/5', '2026-05-05', '2026-05-05']],
    ['12/12', ['12/12', '2026-12-12', '2026-12-12']],
    ['(18/5)', ['18/5', '2026-05-18', '2026-05-18']],
    ['18.5.', ['18.5.', '2026-05-18', '2026-05-18']],
    ['29/02/2028', ['29/02/2028', '2028-02-29', '2028-02-29']],
  ])('beyond doubt: %s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  test.each(['5/6', '05/04/2027', '12/11', '11-12-2026', '1/2/26', '5.6.2026'])('nobody can tell: %s', (text) => {
    expect(told(text)).toEqual([[text, undefined, undefined]]);
    expect(Object.keys(read(text)[0] ?? {})).toEqual(['from', 'to']);
  });

  test.each([
    '32/5',
    '5/32',
    '13/13',
    '0/5',
    '5/0',
    '30/02/2026',
    '29/02/2027',
    '5-18',
    '24/7',
    '18.5',
    '18.05',
    'v1.18.5',
    '18/5/2026/1',
    '10.18.5.2',
    '118/5',
    '18/125',
    '18/5.2026',
    '18.5-2026',
    '18/5/026',
  ])('no date: %s', (text) => {
    expect(told(text)).toEqual([]);
  });

  test('the day comes first with points outside English, and with a point behind it', () => {
    expect(told('05.06.2026', ['de'])).toEqual([['05.06.2026', '2026-06-05', '2026-06-05']]);
    expect(told('05.06.', ['de'])).toEqual([['05.06.', '2026-06-05', '2026-06-05']]);
    expect(told('05.06', ['de'])).toEqual([['05.06', '2026-06-05', '2026-06-05']]);
    expect(told('05.06', ['en', 'de'])).toEqual([['05.06', undefined, undefined]]);
    expect(told('05/06', ['de'])).toEqual([['05/06', undefined, undefined]]);
    expect(told('05.06', [])).toEqual([]);
    expect(told('05.06.2026. Grüße', ['de'])).toEqual([['05.06.2026', '2026-06-05', '2026-06-05']]);
    expect(told('05/06. Grüße', ['de'])[0]?.[0]).toBe('05/06');
  });

  test('another date with the same mark shows the order', () => {
    expect(told('5/6 to 20/6')).toEqual([
      ['5/6', '2026-06-05', '2026-06-05'],
      ['20/6', '2026-06-20', '2026-06-20'],
    ]);
    expect(told('5/6 to 6/20')).toEqual([
      ['5/6', '2026-05-06', '2026-05-06'],
      ['6/20', '2026-06-20', '2026-06-20'],
    ]);
    expect(told('5/6, then 20.06.2026')[0]).toEqual(['5/6', undefined, undefined]);
    expect(told('5/6, then 12/12')[0]).toEqual(['5/6', undefined, undefined]);
    expect(told('5/6, then 06.20.2026')[0]).toEqual(['5/6', undefined, undefined]);
    expect(told('20/6 or 6/21, not 5/6').map(([, first]) => first)).toEqual(['2026-06-20', '2026-06-21', '2026-06-05']);
  });
});

describe('5.6.9 the first day back', () => {
  test.each<[string, string, Language]>([
    ['back on 18/5', '2026-05-18', 'en'],
    ['Away until 18/5.', '2026-05-19', 'en'],
    ['Away until 4 May.', '2026-05-05', 'en'],
    ['Back after 15 May.', '2026-05-16', 'en'],
    ['Back today, 4 May.', '2026-05-04', 'en'],
    ['Away from 6 May.', '', 'en'],
    ['Away since 6 May, back 11 May.', '2026-05-11', 'en'],
    ['I am away from 4 to 15 May.', '2026-05-16', 'en'],
    ['Away 4th - 15th May', '2026-05-16', 'en'],
    ['Away until 8 May. Ana covers me until 20 May; I am back on 11 May.', '2026-05-11', 'en'],
    ['Away until 8 May, then again until 29 May.', '2026-05-30', 'en'],
    ['Back on 11 May or back on 29 May.', '2026-05-29', 'en'],
    ['I was away until 1 May and am back on 20 May', '2026-05-20', 'en'],
    ['Back on 18 May 2026 at 9:00.', '2026-05-18', 'en'],
    ['Back on Monday.', '2026-05-11', 'en'],
    ['Back on Tuesday.', '2026-05-05', 'en'],
    ['Back on Sunday.', '2026-05-10', 'en'],
    ['Away until 12 May, back on Thursday.', '2026-05-14', 'en'],
    ['Away until 12 May, back on Wednesday.', '2026-05-13', 'en'],
    ['Zurück am 18.5.', '2026-05-18', 'de'],
    ['Ich bin vom 4. bis zum 15. Mai nicht da.', '2026-05-16', 'de'],
    ['Absent du 4 au 15 mai.', '2026-05-16', 'fr'],
    ['Fuera del 4 al 15 de mayo.', '2026-05-16', 'es'],
    ['Afwezig van 4 tot en met 15 mei.', '2026-05-16', 'nl'],
    ['Ausente de 4 até 15 de maio.', '2026-05-16', 'pt'],
    ['Assente dal 4 al 15 maggio.', '2026-05-16', 'it'],
  ])('%s: %s', (text, return_date, language) => {
    expect(back(text, [language])).toEqual(return_date === '' ? {} : { return_date });
  });

  test('a date without a year lies up to sixty days back, else in the next year', () => {
    expect(back('Back on 3 January.', ['en'], '2026-12-20')).toEqual({ return_date: '2027-01-03' });
    // The day 60 days before 4 May is past, and tells nothing.
    expect(back('Back on 5 March.')).toEqual({});
    expect(back('Back on 4 March.')).toEqual({ return_date: '2027-03-04' });
    expect(back('Back on 5 March 2026.')).toEqual({});
    expect(back('Back on 29 February.', ['en'], '2027-12-01')).toEqual({ return_date: '2028-02-29' });
  });

  test('what can be read in two ways is told, unless another date tells', () => {
    expect(back('Back on 5/6.')).toEqual({ ambiguous: true });
    expect(back('Away until 5/6.')).toEqual({ ambiguous: true });
    expect(back('Away until 5/6, back on 10 June.')).toEqual({ return_date: '2026-06-10' });
    expect(back('Away from 5/6.')).toEqual({});
    expect(back('Back in May.')).toEqual({});
    expect(back('Back at 9:30.')).toEqual({});
    expect(back('')).toEqual({});
    expect(back('Back on 18 May.', [])).toEqual({});
  });

  test('the language is that of the words of return', () => {
    expect(languagesOfReturn('I am back on 18 May', words)).toEqual(['en']);
    expect(languagesOfReturn('Zurück am 18.5.', words)).toEqual(['de']);
    expect(languagesOfReturn('18.5.', words)).toEqual([]);
  });
});
