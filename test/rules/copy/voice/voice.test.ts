import { describe, expect, test } from 'vitest';
import { termsSupplied } from '../../../../src/rules/copy/voice/brand-terms.ts';
import { testPolicy } from '../../../support/policy.ts';
import { activation, found, judge } from '../example.ts';

type Given = Readonly<Record<string, unknown>>;

/** Verdict, reason and evidence. */
function said(rule: string, message: Given, context: Given = {}) {
  const { verdict, because, evidence = [] } = judge(rule, message, context);
  return [verdict, because, evidence];
}

describe('K2 prose.sentence_count and voice.first_person', () => {
  const words = ['One.', 'Two.', 'Three.', 'Four.', 'Five.', 'Six.', 'Seven.', 'Eight.', 'Nine.'];
  const count = (n: number) => judge('prose.sentence_count', { body: words.slice(0, n).join(' ') });

  test.each([4, 7])('5.3f K2 %i sentences are enough and not too many', (n) => {
    expect(count(n)).toMatchObject({
      verdict: 'pass',
      because: `the body has ${n} sentences, between 4 and 7`,
      evidence: words.slice(0, n),
    });
  });

  test.each([
    [1, 'the body has 1 sentence, expected 4 to 7', 'write 3 more'],
    [3, 'the body has 3 sentences, expected 4 to 7', 'write 1 more'],
    [8, 'the body has 8 sentences, expected 4 to 7', 'cut 1'],
    [9, 'the body has 9 sentences, expected 4 to 7', 'cut 2'],
  ])('5.3f K2 %i are not', (n, because, remedy) => {
    expect(count(n)).toMatchObject({ verdict: 'fail', because, evidence: words.slice(0, n), remedy });
  });

  test.each([
    ["I saw it, my way, for me. I'm here.", ['I', 'my', 'me', "I'm"]],
    ['On your site I counted 14.', ['I']],
    ['... I counted.', ['I']],
    ['It is so - I counted.', ['I']],
    ['It is so. I', ['I']],
    ['My list.', ['My']],
    ['It is "theirs", and I saw it.', ['I']],
    ['It is well - i counted', ['i']],
    ["Partners' list: I counted 'one'.", ['I']],
    ["I don't.", ['I']],
  ])('5.3f K2 %s speaks in the first person', (body, evidence) => {
    expect(said('voice.first_person', { body })).toEqual(['pass', 'the author speaks in the first person', evidence]);
  });

  test.each([
    'Series I says so.',
    'Quantum I and Quantum II are live.',
    'The <i>rest</i> is open.',
    'In phase I, then.',
    'Phase-I trials.',
    'The I/O of it.',
    'A.I. says so.',
    'Point (I) says so.',
    'I. Gomez said.',
    'i.e. so',
    'ME and MY of maps.',
    "He said \"I do\" and 'I won't'.",
    'Run my-sql and me.com.',
    'X-I and I-X and I_X and I|X and I&X and I+X',
    'See https://x.com/I/me',
    'Idea mine myself',
    '“I do,” she said.',
  ])('5.3f K2 %s does not', (body) => {
    expect(said('voice.first_person', { body })).toEqual(['fail', 'nobody says I, my or me in the body', []]);
  });
});

describe('K6 voice.vendor_speak and voice.value_first', () => {
  const vendor = (body: string) => found('voice.vendor_speak', { body });

  test.each([
    ['You need an end-to-end platform.', ['end-to-end']],
    ['It is market-leading.', ['market-leading']],
    ['My list is market-leading.', ['market-leading']],
    ['We call it market-leading.', ['market-leading', 'We call']],
    ['I say it is market-leading.', ['market-leading']],
    ['Gartner says so. It is market-leading.', ['market-leading']],
    ['It is market-leading, Gartner says.', ['market-leading']],
    ['We sell.', ['We sell']],
    ['We.', ['We.']],
    ["We're here.", ["We're here"]],
    ['Us too.', ['Us too']],
    ['This is ours.', ['ours.']],
    ['We help companies.', ['We help companies', 'help companies', 'We help']],
    ['Your site is fine. It is market-leading.', ['market-leading']],
    ['Your deck says that we are market-leading.', ['we are market-leading', 'we are']],
  ])('5.3f K6 %s is a vendor', (body, words) => {
    expect(vendor(body)).toEqual(expect.arrayContaining(words));
    expect(judge('voice.vendor_speak', { body }).remedy).toBe('say what you saw or counted yourself');
  });

  test.each([
    'Your site says you help companies.',
    'Your deck calls it market-leading.',
    "Slalom's platform page calls it a game-changer.",
    '"We help companies" is what they say.',
    'We spoke in March.',
    'Our talk was good.',
    'Shall we?',
    'Acme says it is market-leading.',
    'Gartner calls it market-leading.',
  ])('5.3f K6 %s is a peer', (body) => {
    expect(vendor(body)).toEqual([]);
  });

  test("5.3f K6 subject and sign-off speak as well, greeting and footer are not the author's", () => {
    const parts = { subject: 'Our platform', greeting: 'We', body: 'x', signoff: 'our team', footer: 'we' };
    expect(found('voice.vendor_speak', parts)).toEqual(['Our platform', 'our team']);
    expect(judge('voice.vendor_speak', { body: 'I counted.' })).toMatchObject({
      verdict: 'pass',
      because: 'a peer speaks',
    });
  });

  const facts = {
    insight: { evidence: ['Acme lists 14 solutions on AWS Marketplace'] },
    trigger: { text: 'Commented on overlays of attribution' },
    hook: { text: 'AWS changes incentive tiers' },
    conversation: ['Dana Whitfield signs off the forecast'],
  };
  const none = { insight: null, trigger: null, hook: null, conversation: null };

  test.each([
    ['You list 9 of them.', none],
    ['Twelve of them do.', none],
    ['You list 9 of them in minutes.', none],
    ['Your marketplace solutions grew.', facts],
    ['Dana Whitfield took the seat.', facts],
    ['Your overlays of attribution grew.', facts],
    ['AWS changes its incentive tiers.', facts],
  ])('5.3f K6 %s brings a figure or a fact', (body, context) => {
    expect(said('voice.value_first', { body: `${body} I am Rick.` }, context)).toEqual([
      'pass',
      'it begins with a figure or a fact',
      [body],
    ]);
  });

  test.each([
    ['One thing first.', none],
    ['It takes 10 minutes.', none],
    ['Marketplace solutions grew.', facts],
    ['Your marketplace grew.', facts],
    ['Your marketplace solutions grew.', none],
    ['It rains.', facts],
  ])('5.3f K6 %s does not', (body, context) => {
    expect(said('voice.value_first', { body: `${body} You list 9 of them.` }, context)).toEqual([
      'fail',
      'the first sentence holds no figure and no fact of the company',
      [body],
    ]);
  });

  test('5.3f K6 it is not about us, whatever figure it holds', () => {
    expect(said('voice.value_first', { body: 'I am Rick, and you list 14.' })).toEqual([
      'fail',
      'the first sentence is about us or says nothing',
      ['I am Rick'],
    ]);
    expect(judge('voice.value_first', { body: 'It rains.' }).remedy).toBe(
      'begin with a figure or an observation on the company; say who you are in the sign-off',
    );
  });
});

describe('K7 cta.low_friction: one small ask at the end', () => {
  const asks = (body: string, context: Given = {}) => said('cta.low_friction', { body }, context);
  const small = (ask: string) => ['pass', 'one small ask at the end', [ask]];
  const many = (n: number, words: readonly string[]) => ['fail', `it asks ${n} things, expected one`, words];

  test.each([
    ['I counted 14. I can send the data, want me to?', 'I can send the data, want me to?'],
    ['Worth a look? I counted.', 'Worth a look?'],
    ['Why now? Because budgets reset in June. Worth a look?', 'Worth a look?'],
    ['Dana asked "worth it?". Worth a look?', 'Worth a look?'],
    ['I can send the data. Worth a look?', 'Worth a look?'],
    ['Worth a look? I can send the data.', 'I can send the data.'],
    ['Worth a look (really)?', 'Worth a look (really)?'],
    ['I can send the data.', 'I can send the data.'],
    ['I could never send it, but I can send the data.', 'I could never send it, but I can send the data.'],
    ['Could you spare 15 minutes?', 'Could you spare 15 minutes?'],
    ['Worth a look, no call needed?', 'Worth a look, no call needed?'],
    ['I took 30 minutes for it. Worth a look?', 'Worth a look?'],
  ])('5.3g K7 %s', (body, ask) => {
    expect(asks(body)).toEqual(small(ask));
  });

  test('5.3g K7 no ask, several, or one that stands too far ahead', () => {
    expect(asks('I counted.')).toEqual(['fail', 'it asks nothing and offers nothing', []]);
    expect(asks('I cannot send the data.')[1]).toBe('it asks nothing and offers nothing');
    expect(asks('I could not send it. Buyers ask me.')[1]).toBe('it asks nothing and offers nothing');
    expect(asks('Want it? Or this? Or that?')).toEqual(many(3, ['Want it?', 'Or this?', 'Or that?']));
    const also = 'Also, who owns it at Acme these days?';
    expect(asks(`I can send the data. ${also}`)).toEqual(many(2, ['I can send the data.', also]));
    expect(asks('Want the data? I counted. I can send the data.')).toEqual(
      many(2, ['Want the data?', 'I can send the data.']),
    );
    expect(asks('Want the data? I counted. I noted.')).toEqual([
      'fail',
      'the ask is sentence 1 of 3, expected one of the last two',
      ['Want the data?'],
    ]);
    expect(judge('cta.low_friction', { body: 'I counted.' }).remedy).toBe(
      'end with one question or offer that a line answers, such as ten minutes or data to send',
    );
  });

  test.each([
    ['Can we meet for 30 minutes on Tuesday?', ['Can we meet', '30 minutes']],
    ['Could you spare 16 minutes?', ['16 minutes']],
    ['Could you spare a 20-minute slot?', ['20-minute']],
    ['Could you spare an hour?', ['an hour', 'hour']],
    ['Could you spare twenty mins?', ['twenty mins']],
    ['A coffee next week?', ['coffee next', 'coffee']],
    ['Pick a slot: https://calendly.com/rick', ['https://calendly.com/rick', 'Pick a slot']],
    ['Would the Ecosystem Revenue Architecture Briefing help?', ['Briefing']],
  ])('5.3g K7 %s asks for too much', (body, words) => {
    expect(asks(body)).toEqual(['fail', 'it asks for too much', words]);
  });

  test('5.3g K7 a calendar anywhere in what the author wrote, and the Briefing in activation alone', () => {
    const calendar = 'https://x.com/calendar/rick';
    for (const part of ['subject', 'signoff'])
      expect([part, found('cta.low_friction', { body: 'Worth a look?', [part]: calendar })]).toEqual([
        part,
        [calendar],
      ]);
    expect(found('cta.low_friction', { body: 'Worth a look?', footer: calendar })).toEqual([]);
    const briefing = 'Would the free 45-minute Ecosystem Revenue Architecture Briefing help?';
    expect(asks(briefing, activation)).toEqual(small(briefing));
    expect(asks('Would a 45-minute call help?', activation)[2]).toEqual(expect.arrayContaining(['45-minute']));
    expect(asks(briefing, { seq: null })[0]).toBe('fail');
    expect(asks('The Briefing is free. Worth a look?')[0]).toBe('pass');
  });
});

describe('K10 sequence.last_touch closes the loop, and no other', () => {
  const loop = (body: string, context: Given, subject = 'x') => said('sequence.last_touch', { subject, body }, context);
  const last = { ...activation, touch: 5 };

  test('5.2b K10 the last one does, whoever else closed what', () => {
    expect(loop("I am closing the loop. I won't write again.", last)).toEqual([
      'pass',
      'activation, touch 5, closes the loop',
      ['closing the loop', "I won't write"],
    ]);
    expect(loop('I counted.', last)).toEqual([
      'fail',
      "activation, touch 5 is the last one and doesn't close the loop",
      [],
    ]);
    expect(judge('sequence.last_touch', { subject: 'x', body: 'y' }, last).remedy).toBe(
      'say that you are closing the loop',
    );
    for (const body of [
      'Your teams never close the loop. They closed the loop.',
      'Vendors who close the loop win.',
      'Closed the loop at Acme.',
    ])
      expect([body, loop(body, last)[0]]).toEqual([body, 'fail']);
    expect(loop('x', last, 'Closing the loop')[2]).toEqual(['Closing the loop']);
    expect(loop('You know that I am closing the loop.', last)[0]).toBe('pass');
  });

  test('5.2b K10 another does not, and says which it is', () => {
    expect(loop('I am closing the loop.', { ...activation, touch: 4 })).toEqual([
      'fail',
      'activation, touch 4: `closing the loop` closes the loop before its time',
      ['closing the loop'],
    ]);
    expect(loop('I counted.', { ...activation, touch: 4 })).toEqual([
      'pass',
      'activation, touch 4, leaves the loop open',
      [],
    ]);
    expect(loop('x', { seq: null, touch: null }, 'Closing the loop')[1]).toBe(
      'an unnamed sequence, touch unknown: `Closing the loop` closes the loop before its time',
    );
    expect(judge('sequence.last_touch', { body: 'I am closing the loop.' }, { seq: 'nurture', touch: 5 }).remedy).toBe(
      'keep it for activation, touch 5',
    );
  });
});

describe('K9 brand.terms are written as they are', () => {
  const terms = (body: string, context: Given = {}) => found('brand.terms', { subject: 'x', body }, context);

  test.each([
    ['EcoMonetize maps it.', ['EcoMonetize']],
    ['eco-monetize, Eco|Monetize and eco|monetize', ['eco-monetize', 'Eco|Monetize']],
    ['Eco monetised it.', ['Eco monetised']],
    ['Ecosystem Revenue Inteligence', ['Ecosystem Revenue Inteligence']],
    ['Ecosystems Revenue Intelligence', ['Ecosystems Revenue Intelligence']],
    ['Ecosystem-Revenue Intelligence', ['Ecosystem-Revenue Intelligence']],
    ['ecosystem revenue intelligence', ['ecosystem revenue intelligence']],
    ['ERI helps.', ['ERI']],
    ['ERI helps. Ecosystem Revenue Intelligence (ERI).', ['ERI']],
  ])('5.3c K9 %s', (body, words) => {
    expect(terms(body)).toEqual(words);
  });

  test.each([
    'eco|monetize maps it.',
    'See eco|monetize.com and https://ecomonetize.com/x',
    'Ecosystem Revenue Intelligence (ERI). ERI helps.',
    'Ecosystems and revenue intelligence.',
    'Eritrea and SERIES.',
    'The economy monetizes.',
  ])('5.3c K9 nothing in: %s', (body) => {
    expect(terms(body)).toEqual([]);
  });

  test('5.3c K9 a short form may have been spelled out in the thread, or before in this mail', () => {
    expect(terms('ERI helps.', { termsDefinedInThread: ['ERI'] })).toEqual([]);
    expect(terms('ERI helps.', { termsDefinedInThread: ['ERA'] })).toEqual(['ERI']);
    expect(found('brand.terms', { subject: 'Ecosystem Revenue Intelligence', body: 'ERI helps.' })).toEqual([]);
    expect(judge('brand.terms', { body: 'ERI helps.' }).because).toBe('a short form before the long one: `ERI`');
    const wrong = judge('brand.terms', { body: 'ecosystem revenue intelligence, or ERI' });
    expect(wrong.because).toBe('not our spelling: `ecosystem revenue intelligence`, `ERI`');
    expect(wrong.remedy).toMatch(
      /^write `.*`Ecosystem Revenue Intelligence`.* so, and a short form only after its term$/,
    );
    expect(judge('brand.terms', { body: 'I counted.' }).because).toBe('our terms are written as they are');
  });

  test('5.3c K9 terms that nobody supplied are warned of, and no longer once they stand in the policy', () => {
    const { copy } = testPolicy().values;
    expect(termsSupplied(copy)).toMatchObject({
      verdict: 'warn',
      basis: 'not_supplied',
      because: '3 of our 7 terms are not supplied and not looked for',
    });
    const { terms } = copy;
    const canonical = { ...terms.canonical, value: [...terms.canonical.value, 'One', 'Two', 'Three'] };
    expect(termsSupplied({ ...copy, terms: { ...terms, canonical } }).verdict).toBe('pass');
  });
});

describe('K8 brand.parallel_axis puts the two side by side', () => {
  const axis = (body: string, context: Given = {}) => said('brand.parallel_axis', { subject: 'x', body }, context);

  test.each([
    ['ERI replaces RevOps. RevOps 2.0 too.', ['replaces RevOps', 'RevOps 2.0']],
    ['RevOps built the last decade. ERI builds the next.', ['RevOps built the last decade. ERI builds the next']],
    ['RevOps optimized the funnel; the ecosystem era replaces it.', ['replaces it']],
    ['It does not rain. ERI replaces RevOps.', ['replaces RevOps']],
    ['It does not rain, ERI replaces RevOps.', ['replaces RevOps']],
    ['Not RevOps: ERI replaces RevOps.', ['replaces RevOps']],
    ['ERI ersetzt RevOps.', ['ersetzt RevOps']],
    ['ERI vervangt RevOps niet alleen.', ['vervangt RevOps']],
    ['ERI builds the next decade. RevOps built the last.', ['ERI builds the next decade. RevOps built the last']],
  ])('5.3h K8 a successor: %s', (body, words) => {
    const frames = words.map((each) => `\`${each}\``).join(', ');
    expect(axis(body)).toEqual(['fail', `${frames} makes ours the successor of RevOps`, words]);
  });

  test.each([
    'RevOps is old. It is fine. The next era replaces it.',
    'You replaced your RevOps lead.',
    'ERI does not replace RevOps.',
    'ERI ersetzt RevOps nicht.',
    'ERI vervangt RevOps niet.',
    'After RevOps moved to the CFO, partners left.',
    'RevOps built the last decade. It rains. ERI builds the next.',
    'RevOps built it once. ERI is on file. RevOps and ERI matter.',
  ])('5.3h K8 no successor: %s', (body) => {
    expect(axis(body)).toEqual(['pass', 'nothing is called a successor of RevOps', []]);
  });

  test('5.3h K8 one sentence that names both says how they stand', () => {
    expect(axis('RevOps counts direct deals, ERI counts partners.')[0]).toBe('pass');
    expect(axis('RevOps and ERI matter.')[0]).toBe('pass');
    const loose = axis('At Acme RevOps feeds on ERI.');
    expect(loose).toEqual([
      'fail',
      '`RevOps feeds on ERI` names RevOps and ours without putting them side by side',
      ['RevOps feeds on ERI'],
    ]);
    expect(axis('RevOps feeds on ERI. RevOps eats ERI.')[1]).toBe(
      '`RevOps eats ERI`, `RevOps feeds on ERI` names RevOps and ours without putting them side by side',
    );
    expect(axis('ERI feeds on RevOps.')[2]).toEqual(['ERI feeds on RevOps']);
    expect(axis('RevOps feeds. On ERI it goes.')[0]).toBe('pass');
  });

  test('5.3h K8 activation says so in words, in subject or body', () => {
    const frame = 'RevOps handles one axis, ERI the other.';
    expect(axis(frame, activation)).toEqual(['pass', 'the two axes stand side by side', ['RevOps handles one axis']]);
    expect(said('brand.parallel_axis', { subject: frame, body: 'x' }, activation)[0]).toBe('pass');
    expect(said('brand.parallel_axis', { subject: 'x', body: 'x', signoff: frame }, activation)).toEqual([
      'fail',
      "an activation mail states the two axes, this one doesn't",
      [],
    ]);
    expect(axis('x')).toEqual(['pass', 'nothing is called a successor of RevOps', []]);
    expect(axis('x', { seq: null })[0]).toBe('pass');
    expect(axis('x', activation)[0]).toBe('fail');
    expect(judge('brand.parallel_axis', { subject: 'x', body: 'x' }, activation).remedy).toBe(
      'add a sentence that puts RevOps on one axis and Ecosystem Revenue Intelligence on the other',
    );
  });
});
