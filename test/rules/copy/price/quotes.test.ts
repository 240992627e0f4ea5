import { describe, expect, test } from 'vitest';
import { alone, found, judge } from '../example.ts';

const priced = (body: string, context: Readonly<Record<string, unknown>> = {}) =>
  found('pricing.gate', alone(body), context);
const open = { seq: 'activation', qualified: 'SQL' };

describe('K3 a price of ours is quoted, in its own words and no more', () => {
  test.each([
    ['It is $2,500 for the first seat.', ['$2,500']],
    ['USD 900, and then = 900 EUR', ['USD 900', '900 EUR']],
    ['It is 900 (USD).', ['900 (USD']],
    ['It is - $900.', ['$900']],
    ['It costs 900 - USD.', ['900 - USD']],
    ['It is 900 US dollars.', ['900 US dollars']],
    ['It runs 900 Swiss francs.', ['900 Swiss francs']],
    ['It is 2.5k, or 2k5.', ['2.5k']],
    ['It is 2,5OO.', ['2,500']],
    ['It is =242,500 or %242,500.', ['$2,500']],
    ['$0 for the Assessment', ['$0']],
    ['It is yours for $900.', ['$900']],
    ['You pay about $900.', ['$900']],
    ['A seat at my summit is $900.', ['$900']],
    ['It is $900 for Acme.', ['$900']],
    ['$199 a seat with us.', ['$199']],
    ['We sign a $30,000 contract.', ['$30,000']],
    ['We charge $2M.', ['$2M', 'We charge']],
    ['Assessment (2500)', ['2500']],
    ['I can map it. For 2500.', ['2500']],
    ['You are looking at around 2,500.', ['2,500']],
    ['All in, you are at 2,500.', ['2,500']],
    ['Your share is 2500, mine is the work.', ['2500']],
    ['Nobody balks at 2.5k for this.', ['2.5k']],
    ['Acme would pay 2.5k once.', ['2.5k']],
    ['We counted 2500 in all.', ['2500']],
  ])('5.3b K3 an amount: %s', (body, words) => {
    expect(priced(body)).toEqual(words);
  });

  test.each([
    ['2500 and you get the map.', ['2500']],
    ['900, and you get the map.', ['900']],
    ['You get the map, 900.', ['900']],
    ['You get the map, 900 - fold.', ['900']],
    ['You get the map, 2500.', ['2500']],
    ['You get the map for 900.', ['900']],
    ['900 buys the map.', ['900']],
    ['It costs two large.', ['two large']],
    ['My ask is two large.', ['two large']],
    ['For Acme the map is two large.', ['two large']],
    ['I studied 40 companies, and the map is 900.', ['900']],
    ['The map: 900.', ['900']],
    ['The map costs you 900.', ['900']],
    ['My fee is 900.', ['900', 'My fee is']],
    ['The total comes to 900 all in.', ['900']],
    ['900 flat.', ['900']],
    ['I need 900.', ['900']],
    ['Give me 900.', ['900']],
    ['I will do it for 900.', ['900']],
    ['I take 10% of the first deal.', ['10']],
  ])('5.3b K3 a number that is given for it: %s', (body, words) => {
    expect(priced(body)).toEqual(words);
  });

  test.each([
    ['The Assessment is 20% off.', ['20% off']],
    ['The Assessment is minus 20%.', ['20%']],
    ['20% discount for Acme', ['20% discount']],
    ['10% off for Acme.', ['10% off']],
    ['I waive the fee.', ['waive the fee']],
    ['The Assessment is free.', ['Assessment is free']],
    ['I promise a free trial.', ['a free trial']],
    ['The first seat is free.', ['is free']],
    ['A seat at no cost to you.', ['no cost']],
    ['It is on us.', ['is on us']],
    ['Your fee rose, my fee did not.', ['my fee']],
    ['I charge by the week.', ['I charge']],
    ['I will not charge you for the Assessment.', ['charge you for the Assessment']],
    ['The Assessment costs a fraction of a hire.', ['Assessment costs', 'fraction of a hire']],
    ['The Assessment is cheaper than a booth.', ['cheaper than a booth', 'Assessment is cheaper']],
  ])('5.3b K3 less of it, nothing for it, or talk of it: %s', (body, words) => {
    expect(priced(body)).toEqual(words);
  });
});

describe('K3 what is no price of ours', () => {
  test.each([
    'I counted 900.',
    'I read about 900.',
    'You have 900.',
    'You have 900 partners.',
    'In March it was 99.',
    'Acme counts 2500.',
    'Acme made two large.',
    'Our study says 900.',
    'I do it for five hours.',
    'You get the map, 2019.',
    'You get the map by version 900.',
    'You get the map, #900.',
    'You get the map, 900%.',
    'You get the map, 900th.',
    'You get the map, 900-fold.',
    'You get the map, 900 to 950.',
    'You get the map for both 9.',
    'You get Boeing 900 and the map.',
    'Acme pays 900 and you get the map.',
    '900 hours buy it.',
    'My map of 2500 partners',
    'RFC 2500 says so.',
    'A 2,500-seat team',
    'a Briefing of 2,500 words',
    'You take 10% of the first deal.',
  ])('5.3b K3 a number: %s', (body) => {
    expect(priced(body)).toEqual([]);
  });

  test.each([
    'Your $2,500 bounty drew 14 partners.',
    "Slalom's $900 offer drew them.",
    'I read that Acme pays $900.',
    'I saw that AWS funds $25,000.',
    'You pay Crossbeam $40K.',
    'They owe Slalom $900.',
    'A seat at your summit is $900.',
    'You raised $900K.',
    'Your ARR is $80M.',
    'Your revenue of $900 a day',
    'They committed $900.',
    'You also recently paid $900.',
    'The vendor charges $900.',
    'A partner pays $900.',
    'Acme Cloud sells it for $900.',
    'its price is $900',
    'Your Enterprise tier starts at $900.',
    'You give resellers 20% off.',
    'Your resellers get 10% off.',
  ])('5.3b K3 an amount of somebody else: %s', (body) => {
    expect(priced(body)).toEqual([]);
  });

  test.each([
    'AWS waives the fee.',
    'Feel free to ask about the Assessment.',
    'The Assessment shows which partners get it free.',
    'The Assessment shows what partners pay.',
    'Your page promises a free trial.',
    'Free seats at your summit.',
    'The Briefing is free, the Assessment follows.',
    'I charge ahead.',
  ])('5.3b K3 talk of something else: %s', (body) => {
    expect(priced(body)).toEqual([]);
  });
});

test.each([
  ['Your price list is long. The first seat is free.', ['is free']],
  ['The first seat is free. Your price list is long.', ['is free']],
  ['Their free tier is fine, and the first seat is free.', ['is free']],
  ['The Briefing costs nothing. The first seat costs nothing.', ['costs nothing']],
  ['Free seats at my desk.', ['Free seats']],
  ['A free seat awaits Acme.', ['A free seat']],
])('5.3b K3 what is plain beside it excuses nothing: %s', (body, words) => {
  expect(priced(body)).toEqual(words);
});

describe('K3 where a price may stand', () => {
  test('5.3b K3 in activation from SQL on it is the listed one, once and for all', () => {
    expect(priced('The Assessment is $2,500. I charge by the week.', { ...open, qualified: 'sql' })).toEqual([]);
    expect(priced('It is $2,500 and €2,500.', open)).toEqual(['€2,500']);
    for (const body of ['$2,500 per month', '$2,500 a seat', '$2,500/month', '$2,500 each'])
      expect([body, priced(body, open)]).toEqual([body, ['$2,500']]);
    expect(judge('pricing.gate', { body: 'It is $900.' }, open)).toMatchObject({
      because: '`$900` is not the price of the policy, 2500 USD',
      remedy: 'state 2500 USD or no price',
    });
    expect(judge('pricing.gate', { body: 'I counted.' }, open).because).toBe("no price but the policy's");
    expect(judge('pricing.gate', { body: 'I counted.' }).because).toBe('no price of ours');
  });

  test('5.3b K3 elsewhere the sequence and the stage are said', () => {
    const stages = 'a price is for activation at SQL, BRIEFING_READY, ASSESSMENT_QUALIFIED, WON';
    const because = (context: Readonly<Record<string, unknown>>) =>
      judge('pricing.gate', { body: 'It is $900.' }, context).because;
    expect(because({ seq: null, qualified: null })).toBe(
      `\`$900\` in a mail of no sequence at stage unknown; ${stages}`,
    );
    expect(because({ seq: 'activation', qualified: 'mql' })).toBe(
      `\`$900\` in an activation mail at stage MQL; ${stages}`,
    );
  });
});
