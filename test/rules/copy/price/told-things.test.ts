import { describe, expect, test } from 'vitest';
import { found } from '../example.ts';

const bare = { trigger: null, hook: null, conversation: null };
const prices = (body: string, ...evidence: readonly string[]) =>
  found('pricing.gate', { body }, { seq: 'nurture', ...bare, insight: { evidence } });

describe('K3 an amount that is told of something else', () => {
  test.each([
    'The toll on the bridge is $800.',
    'The tolls on the bridge were $800.',
    'Our last Assessment found $800 in lost bonuses.',
    'Our last Assessment shows who may spend $800.',
    'AWS keeps $900. That was $700 in May.',
  ])('K3 no price of ours: %s', (body) => {
    expect(prices(body)).toEqual([]);
  });

  test.each([
    ['The toll, just $800.', ['$800']],
    ['Our last Assessment showed at $800.', ['$800']],
    ['Our Assessment looks like: $800.', ['$800']],
    ['AWS keeps $900. That was $700 for you.', ['$700']],
    ['AWS keeps $900. That was our $700.', ['$700']],
  ])('K3 a price of ours: %s', (body, words) => {
    expect(prices(body)).toEqual(words);
  });

  test('K3 a fact on record excuses the same sum of the same currency', () => {
    expect(prices('Winning one more comes at $800.', 'Acme pays $800 a month')).toEqual([]);
    expect(prices('Winning one more comes at €800.', 'Acme pays $800 a month')).toEqual(['€800']);
    expect(prices('Winning one more comes at $800.', 'Acme has 800 partners')).toEqual(['$800']);
    expect(prices('Winning one more comes at $900.', 'Acme pays $800 a month')).toEqual(['$900']);
  });
});
