import { describe, expect, test } from 'vitest';
import { activation, judge } from '../example.ts';

/** Verdict and evidence. */
function asked(body: string, context: Readonly<Record<string, unknown>> = {}) {
  const { verdict, evidence = [] } = judge('cta.low_friction', { subject: 'x', body }, context);
  return [verdict, ...evidence];
}

describe('K7 which sentences ask', () => {
  test.each([
    ['I can send the data. Who owns partner listings?', 'Who owns partner listings?'],
    ['I can send the data. Would it help Ana and the team?', 'Would it help Ana and the team?'],
    ['Just ask me.', 'Just ask me.'],
    ['Buyers often, ask me.', 'Buyers often, ask me.'],
    ['It rains. Ask me.', 'Ask me.'],
    ['And I can send it.', 'And I can send it.'],
    ['Why? I counted. Worth a look?', 'Worth a look?'],
    ['How so?! I counted. Worth a look?', 'Worth a look?'],
    ['Why do they ask? It grows. Worth a look?', 'Worth a look?'],
    ['Why is youth so? It grows. Worth a look?', 'Worth a look?'],
    ['Why is bayou so? It grows. Worth a look?', 'Worth a look?'],
    ['Why do you ask? Because it grows. Worth a look?', 'Worth a look?'],
    ['Why?', 'Why?'],
    ['Worth a look?)', 'Worth a look?)'],
    ['Worth a look?!', 'Worth a look?!'],
    ['Worth a look? (I counted)', 'Worth a look?'],
    ['Worth a look (so what?) - I counted', 'Worth a look (so what?) - I counted'],
    ['Worth a look? - I counted', 'Worth a look?'],
  ])('5.3g K7 one small ask: %s', (body, ask) => {
    expect(asked(body)).toEqual(['pass', ask]);
  });

  test.each([
    ['I can send the data. Also, worth a look?', 'I can send the data.', 'Also, worth a look?'],
    ['I can send the data. Who owns listings at Acme?', 'I can send the data.', 'Who owns listings at Acme?'],
    ['I can send the data. I counted. Would it help?', 'I can send the data.', 'Would it help?'],
    ['Want the data? Who owns listings at Acme?', 'Want the data?', 'Who owns listings at Acme?'],
    ['Why.. that? I counted. Worth a look?', 'Why.. that?', 'Worth a look?'],
    ['Why do you ask? It grows. Worth a look?', 'Why do you ask?', 'Worth a look?'],
    ["Why you're so? It grows. Worth a look?", "Why you're so?", 'Worth a look?'],
    ['Why do they ask? Bo counted. Worth a look?', 'Why do they ask?', 'Worth a look?'],
    ['Is it because? It grows. Worth a look?', 'Is it because?', 'Worth a look?'],
    ['So is it, why? Since it grows. Worth a look?', 'So is it, why?', 'Worth a look?'],
    ['Why now? Well, because it grows. Worth a look?', 'Why now?', 'Worth a look?'],
    ['Buyers ask me.'],
    ['It is clear, buyers ask me.'],
    ['It asks "why?" of it.'],
  ])('5.3g K7 several, or none: %s', (body, ...asks) => {
    expect(asked(body)).toEqual(['fail', ...asks]);
  });
});

describe('K7 what asks for too much', () => {
  test.each([
    ['Bo said book a call. Worth a look?', 'book a call', 'a call'],
    ['See https://acme.com/Demo/x. Worth a look?', 'https://acme.com/Demo/x'],
    ['See https://go.calendly.com. Worth a look?', 'https://go.calendly.com'],
    ['Would our webinar help?', 'webinar'],
    ['Shall I book it in your calendar for a call?', 'Shall I book', 'book it in your calendar'],
    ['May I visit you before your board call?', 'May I visit'],
    ['I can send our webinar.', 'webinar'],
    ['Un appel ?', 'Un appel'],
    ['Could you spare 30 min now?', '30 min'],
    ['I can send 30 minutes of it.', '30 minutes'],
    ['Auriez-vous quarante-cinq minutes ?', 'quarante-cinq minutes'],
    ['Auriez-vous - seize minutes ?', 'seize minutes'],
    ['Auriez-vous quatre-vingt-dix minutes ?', 'quatre-vingt-dix minutes'],
    ['¿Tiene usted cuarenta y cinco minutos?', 'cuarenta y cinco minutos'],
    ['Haben Sie dreissig Minuten?', 'dreissig Minuten'],
  ])('5.3g K7 %s', (body, ...words) => {
    expect(asked(body)).toEqual(['fail', ...words]);
  });

  test.each([
    'Bo said "book a call". Worth a look?',
    'See https://acme.com/x. Worth a look?',
    'I liked our webinar. Worth a look?',
    'Would big webinar help?',
    'You hosted our webinar, worth a look?',
    'You hosted it, book a call?',
    'The demo before your board call was it. Worth a look?',
    'Did the demo in your booth name Bo?',
    'Un appel. Worth a look?',
    'Je peux vous envoyer un appel.',
    'I can send 30',
    'Could you spare 30 mints?',
    'Could you spare 30 dynamin?',
    'Could you spare 30 minds?',
    'I spent 30 minutes. Worth a look?',
    'Auriez-vous quinze minutes ?',
    'Auriez-vous trente mots en dix minutes ?',
    'Seize, quinze: Worth a look?',
  ])('5.3g K7 not %s', (body) => {
    expect(asked(body)[0]).toBe('pass');
  });

  test('5.3g K7 the Briefing may be asked about in activation, and is offered nowhere', () => {
    expect(asked('Would the Briefing help?', activation)[0]).toBe('pass');
    expect(asked('Would the Briefing help?', { seq: 'nurture' })).toEqual(['fail', 'Briefing']);
    expect(asked('Would the Briefing help?', { seq: null })).toEqual(['fail', 'Briefing']);
    expect(asked('I can send the Briefing.', activation)).toEqual(['fail', 'Briefing']);
    expect(asked('The Briefing is free. Worth a look?', { seq: 'nurture' })[0]).toBe('pass');
  });
});

test.each([
  ['I have half an hour free on Thursday. Which one suits you?', 'have half an hour free on Thursday'],
  ['I am clear tomorrow. Does ten suit?', 'am clear tomorrow'],
  ['Which mobile number to ring you on?', 'number to ring you'],
])('5.3g K7 who names their own free time asks for a call: %s', (body, words) => {
  expect(asked(body)).toEqual(['fail', words]);
});

test('5.3g K7 who speaks on a day of theirs is asked for nothing', () => {
  expect(asked('Partners speak on day two. Worth ten minutes?')[0]).toBe('pass');
  expect(asked('We could speak on Monday. Worth ten minutes?')).toEqual(['fail', 'speak on Monday']);
});

test('5.3g K7 what a page of theirs asks of its visitors is not asked here', () => {
  expect(asked('Your site asks visitors to book a demo. Shall I send the page?')[0]).toBe('pass');
  expect(asked('A reseller grumbled about the calendar link. Shall I send the page?')[0]).toBe('pass');
  expect(asked('Our site lets you book a demo. Shall I send the page?')).toEqual(['fail', 'book a demo', 'a demo']);
});
