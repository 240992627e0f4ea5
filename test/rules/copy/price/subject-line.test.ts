import { describe, expect, test } from 'vitest';
import { found } from '../example.ts';

const rule = 'pricing.gate';

describe('a subject line', () => {
  test.each([
    ['Tickets at €450', 'Tickets for your summit are €450.'],
    ['Ninety dollars an hour', 'Assistants who know Acme ask ninety dollars an hour on Upwork.'],
    ['Exam fees', 'The exam costs your SIs $350 a head.'],
  ])('K3 goes with the body that tells of its money: %s', (subject, body) => {
    expect(found(rule, { subject, body })).toEqual([]);
  });

  test.each([
    ['Two weeks and $450', 'I counted eleven listings.', ['$450']],
    ['Tickets at €450', 'Tickets are €460 at your summit.', ['€450']],
    ['Our fees', 'The exam costs your SIs $350 a head.', ['Our fees']],
    ['The Assessment at $450', 'Tickets for your summit are $450.', ['$450', 'Assessment at']],
    ['Cheap seats', 'I counted eleven listings.', ['Cheap']],
    ['Twelve labs for $2,500', 'Okta pays $2,500 for a badge.', ['$2,500']],
  ])('K3 stands alone where the body tells of none: %s', (subject, body, words) => {
    expect(found(rule, { subject, body })).toEqual(expect.arrayContaining(words.slice(0, 1)));
  });

  test('K3 keeps its price where the body asks for one', () => {
    expect(found(rule, { subject: 'Fees', body: 'We charge $900 for it.' })).toContain('Fees');
  });
});

test("K3 the sender's name is no word of price", () => {
  const context = { sender: { name: 'Irene Costa', email: 'irene@ecomonetize.com', postal_address: 'PO Box 4410' } };
  const mail = { body: 'I counted eleven listings.', signoff: 'Irene Costa', footer: 'Irene Costa, eco|monetize' };
  expect(found(rule, mail, context)).toEqual([]);
});

test.each([
  ['We could find out why for just $2,500.', '$2,500'],
  ['We would map all of them for 24 900 kr.', '24 900 kr'],
  ['We sort that out at a flat rate.', 'at a flat rate'],
])('K3 what we would do for a sum is a price: %s', (body, words) => {
  expect(found(rule, { body })).toEqual([words]);
});

test.each(['Some did it alone, and I have seen three do it openly.', 'I could see $180 at two peers.'])(
  'K3 what we saw is none: %s',
  (body) => {
    expect(found(rule, { body })).toEqual([]);
  },
);

test('K3 what costs less than something else is a price', () => {
  const body = 'Our Assessment would show the same, and it costs less than a day of theirs.';
  expect(found(rule, { body })).toEqual(['it costs less than', 'Assessment would show the same, and it costs']);
});
