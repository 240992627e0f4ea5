import { describe, expect, test } from 'vitest';
import { brandTerms } from '../../../../src/rules/copy/voice/brand-terms.ts';
import { found, judge, policy } from '../example.ts';

type Given = Readonly<Record<string, unknown>>;

describe('K6 whose words praise and promise', () => {
  const vendor = (body: string, context: Given = {}) => found('voice.vendor_speak', { body }, context);

  test.each([
    ['I offer an opinion.', 'I offer'],
    ['No, I provide.', 'I provide'],
    ['I help teams.', 'I help teams'],
    ['Grow faster with partners.', 'Grow faster'],
    ['It rains. Boost it now.', 'Boost it'],
    ['Your team built that end-to-end list.', 'end-to-end'],
    ['Your deck says that it can be end-to-end.', 'end-to-end'],
    ['Your team can go end-to-end.', 'end-to-end'],
    ['That end-to-end list is yours.', 'end-to-end'],
    ['I like your robust list.', 'robust'],
    ["I made Slalom's robust page.", 'robust'],
    ["I read slalom's robust page.", 'robust'],
    ["I read that it's robust.", 'robust'],
    ["I read that It's robust.", 'robust'],
    ['I like Acme robust.', 'robust'],
    ['Gartner is robust.', 'robust'],
    ['You are robust. It is robust.', 'robust'],
    ['Robust, and you know it.', 'Robust'],
    ['Your list is fine and mine, I say, robust.', 'robust'],
    ["Our team's robust page.", "Our team's", 'robust'],
    ["We've robust lists.", "We've robust", 'robust'],
    ['Your state of the art page.', 'state of the art'],
    ['My deck says it is state of the art.', 'state of the art'],
    ['Teams said it is state of the art.', 'state of the art'],
    ['Gartner. Says it is state of the art.', 'state of the art'],
    ['It is state of the art, says Gartner.', 'state of the art'],
  ])('5.3f K6 ours: %s', (body, ...words) => {
    expect(vendor(body).toSorted()).toEqual(words.toSorted());
  });

  test.each([
    'I offer no opinion.',
    'You grow fast.',
    'Your team says that end-to-end counts.',
    'I saw your robust list.',
    "I read Slalom's robust page.",
    'On AWS it is robust.',
    'Acme is robust.',
    'Today Acme is robust.',
    'Your list is robust, my list too.',
    'Look, your list is robust.',
    'You are robust.',
    'Your page says we met, you are robust.',
    'Your page calls it, since March, state of the art.',
    'Gartner says it is state of the art.',
    'They told me Gartner says it is state of the art.',
  ])('5.3f K6 theirs: %s', (body) => {
    expect(vendor(body)).toEqual([]);
  });

  test('5.3f K6 the company is one of those who may praise themselves, by the first word of its name', () => {
    const company = { name: 'Globéx Corp', aliases: ['Gbx'] };
    expect(vendor('Globex is robust.', { company })).toEqual([]);
    expect(vendor("Gbx's page is robust.", { company })).toEqual([]);
    expect(vendor('Corp is robust.', { company })).toEqual(['robust']);
    expect(vendor('My Globex is robust.', { company })).toEqual(['robust']);
    expect(judge('voice.vendor_speak', { body: 'I help teams.' }).because).toBe('a vendor speaks: `I help teams`');
  });

  test.each([
    ['Us, told.', 'Us,'],
    ['It tells us. Good.', 'us.'],
    ['It tells us\n\nGood.', 'us'],
    ['It tells us', 'us'],
    ['Could our list help?', 'our list'],
    ['We, met.', 'We,'],
    ['As we\n\nmet.', 'we'],
    ["We've sold.", "We've sold"],
    ['Our met paths.', 'Our met'],
    ['We care.', 'We care'],
    ['We care. Together it goes.', 'We care'],
    ['We never once briefly had last met.', 'We never'],
    ['Wir verkaufen.', 'Wir verkaufen'],
    ['Wir verkaufen. Das ist gesprochen.', 'Wir verkaufen'],
  ])('5.3f K6 a firm says %s', (body, words) => {
    expect(vendor(body)).toEqual([words]);
  });

  test.each([
    'Between us it is dull.',
    'Could we dance?',
    'We once met.',
    "We've met.",
    'Our paths crossed.',
    'We care together.',
    'Wir haben gesprochen.',
  ])('5.3f K6 a peer says %s', (body) => {
    expect(vendor(body)).toEqual([]);
  });

  test('5.3f K6 a figure counts something, wherever it stands, and minutes are none', () => {
    const first = (body: string) =>
      judge('voice.value_first', { body }, { insight: null, trigger: null, hook: null, conversation: null }).verdict;
    expect(['Minutes: 14 of them.', 'Fourteen.', '14'].map(first)).toEqual(['pass', 'pass', 'pass']);
    expect(['Half of new logos came so.', 'I saw half the logos.'].map(first)).toEqual(['pass', 'fail']);
    expect(['In 14 years I saw 212 of them.', 'In 14 years your count doubled.'].map(first)).toEqual(['fail', 'pass']);
    expect(['It takes 14 short minutes.', 'It is one.', ''].map(first)).toEqual(['fail', 'fail', 'fail']);
  });
});

describe('K2 whose I it is', () => {
  test.each([
    ['me, by ACME.', 'me'],
    ['I... so', 'I'],
    ['You and I. The slide.', 'I'],
    ['It is... well, I counted.', 'I'],
    ['Then I - so - counted.', 'I'],
    ['Then I counted A/B, A-B and A.B.e too.', 'I'],
    ['In each phase I count.', 'I'],
    ['Phase one or I.', 'I'],
    ['my.com, my-sql, my x - y', 'my'],
    ['Ask me.Now', 'me'],
    ['It—I counted.', 'I'],
    ['It said "A"my"B"', 'my'],
    ["It 'is mine' I said'", 'I'],
    ["I'll.", "I'll"],
    ["J'ai vu.", "J'ai"],
    ['Ich sah es.', 'Ich'],
  ])('5.3f K2 the author in %s', (body, word) => {
    expect(judge('voice.first_person', { body })).toMatchObject({ verdict: 'pass', evidence: [word] });
  });

  test.each([
    'ACME ME MYX',
    "Aj'x so.",
    'ICH und IO.',
    'I. e',
    'I.e. so',
    'It is well.I counted.',
    'In phase  I, it.',
    'In reached phase I, it.',
    'In thesis phase I, it.',
    'In nephew phase - I, it.',
    'Ask me-now',
  ])('5.3f K2 nobody in %s', (body) => {
    expect(judge('voice.first_person', { body })).toMatchObject({
      verdict: 'fail',
      remedy: 'say what you did, saw or think yourself',
    });
  });
});

describe('K10 who closes the loop', () => {
  const closes = (body: string) =>
    judge('sequence.last_touch', { subject: 'x', body }, { seq: 'activation', touch: 5 }).verdict === 'pass';

  test('5.2b K10 the author, or nobody who is named before in that sentence', () => {
    expect(
      [
        'Your teams sell. Closing the loop here.',
        'Closing the loop, they say.',
        'With this mail closing the loop.',
        'Loop closed.',
        'Your teams sell, I am closing the loop.',
      ].map(closes),
    ).toEqual([true, true, true, true, true]);
    expect(
      [
        'With this short mail closing the loop.',
        'Closed the loop.',
        'I said that vendors are closing the loop.',
        'I am not closing the loop.',
      ].map(closes),
    ).toEqual([false, false, false, false]);
  });

  test('5.2b K10 each way to say it is told', () => {
    const body = "I am closing the loop. I won't write again.";
    expect(judge('sequence.last_touch', { subject: 'x', body }, { seq: 'activation', touch: 4 }).because).toBe(
      "activation, touch 4: `closing the loop`, `I won't write` closes the loop before its time",
    );
  });
});

describe('K9 near misses of our terms', () => {
  const terms = (body: string) => found('brand.terms', { subject: 'x', body });

  test.each([
    ['See Ecosystem Briefing.', 'Ecosystem Briefing'],
    ['e co monetize, ecolmonetize and eco / monetize', 'e co monetize', 'ecolmonetize', 'eco / monetize'],
    ['ec o monetized, eco monetizers', 'ec o monetized', 'eco monetizers'],
    ['eco|monetize, eco  monetize', 'eco  monetize'],
    ['Ecosystem Revenue Intel', 'Ecosystem Revenue Intel'],
    ['Ecosystem Revenue Inteligense', 'Ecosystem Revenue Inteligense'],
    ['Ecosystem Revenue Intelligences', 'Ecosystem Revenue Intelligences'],
  ])('5.3c K9 %s', (body, ...words) => {
    expect(terms(body)).toEqual(words);
  });

  test.each([
    'The assessment is done.',
    'economonetize',
    'deco monetize, eco monetizing',
    '1eco monetize and eco monetize.com',
    'Ecosystem Revenue Inte',
    'Ecosystem Revenue Ligence',
    'Ecosystem Revenue Inteligens',
    'Ecosystem Revenue Analysis',
  ])('5.3c K9 nothing in: %s', (body) => {
    expect(terms(body)).toEqual([]);
  });

  test('5.3c K9 a short word of a term is met by itself alone', () => {
    const canonical = { ...policy.terms.canonical, value: ['Big Planet Atlas', 'Revenue Atlas'] };
    const ours = { ...policy, terms: { ...policy.terms, canonical } };
    const mail = (body: string) => ({ subject: 'x', greeting: '', body, signoff: '', footer: '' });
    const said = (body: string) => brandTerms(mail(body), {}, ours);
    expect(said('big planet atlas, Big Planets Atlas, Bag Planet Atlas').evidence).toEqual(['big planet atlas']);
    expect(said('Big Planet Atlas').because).toBe('our terms are written as they are');
    expect(said('ERI and revenue Atlas').remedy).toBe(
      'write `Big Planet Atlas`, `Revenue Atlas` so, and a short form only after its term',
    );
  });
});
