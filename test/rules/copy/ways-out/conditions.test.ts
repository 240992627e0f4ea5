import { describe, expect, test } from 'vitest';
import { judge } from '../example.ts';

const link = { optout: { mode: 'link', token: '01HZXA' } };
const url = 'https://u.ecomonetize.com/o/01HZXA';
const answer = (footer: string) => {
  const { verdict, because, evidence = [] } = judge('optout.present', { footer }, link);
  return { verdict, because, evidence };
};

describe('conditions on the way out, and the words that make them', () => {
  test.each([
    ['Reply stop twice and I will stop.', 'twice'],
    ['Reply "stop" three times to unsubscribe.', 'times'],
    ['Reply "stop" as often as it takes.', 'often'],
    ['Reply "stop" again to opt out.', 'Reply "stop" again to'],
    ['Reply "stop" for a discount.', 'Reply "stop" for a'],
    ['Reply "stop" before Friday to opt out.', 'Reply "stop" before Friday'],
    ['Reply "stop" on Monday to opt out.', 'Reply "stop" on Monday'],
    ['Reply "stop" from your phone to opt out.', 'Reply "stop" from your'],
    ['Reply "stop" to get our newsletter.', 'Reply "stop" to get'],
    ['Reply "stop" to opt in.', 'Reply "stop" to opt'],
    ['Reply "stop" if you are a customer.', 'if you are a customer'],
    ['If you are a customer, reply "stop".', 'If you are a customer'],
    ['Reply "stop" when your contract ends.', 'when your contract ends'],
    ['You may opt out once you have seen the map: reply "stop".', 'once you have seen the map'],
    [`Before you unsubscribe, watch this: ${url}`, 'Before you'],
  ])('K5 %s', (footer, words) => {
    const { verdict, because, evidence } = answer(footer);
    expect([verdict, because]).toEqual(['fail', 'the way out has a condition, or is not out of all our mail at once']);
    expect(evidence).toContain(words);
  });

  test.each([
    'If you like, reply "stop".',
    'Reply "stop" whenever you like.',
    'Reply "stop" once and it is over.',
    'Reply "stop" for good.',
    'Reply "stop" to be taken off.',
    'You get this after you asked for the framework; reply "stop" to end it.',
    'As soon as you reply "stop", I stop.',
    'When I read your "stop", I take you off: just reply "stop".',
    'Reply "stop" today.',
  ])('K5 no condition: %s', (footer) => {
    expect(answer(footer).verdict).toBe('pass');
  });
});

describe('who is told to answer, and what ends', () => {
  test.each([
    ['Never reply "stop".'],
    ['Other readers reply "stop".'],
    ['Reply with a time that suits you, and never miss my mail.'],
    ['Reply "yes" and never write again.'],
    ["If you don't hear back, reply."],
    ['Not interested? Reply "interested".'],
  ])('K5 no way out: %s', (footer) => {
    expect(answer(footer)).toMatchObject({ verdict: 'fail', because: 'the mail offers no way to opt out' });
  });

  test.each([
    ['Want out? Just reply.', ['Want out']],
    ['Reply and I delete your address.', ['delete your address']],
    ['Reply and that is my last mail.', ['last mail']],
    ["Don't want these? Reply.", ["Don't want these"]],
    ['Reply "leave me alone".', ['leave me alone']],
    ['Reply to be removed.', ['be removed']],
    ["Reply and I'll quit writing.", ['quit writing']],
    ['A one-line reply ends it.', ['ends it']],
  ])('K5 a way out: %s', (footer, words) => {
    const { verdict, evidence } = answer(footer);
    expect([verdict, evidence]).toEqual(['pass', expect.arrayContaining(words)]);
  });
});
