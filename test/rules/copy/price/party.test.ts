import { expect, test } from 'vitest';
import { clausesOf } from '../../../../src/rules/copy/price/party.ts';
import { quote, tokenise } from '../../../../src/rules/language/words.ts';
import { fixtures, policy } from '../example.ts';

/** The clauses of a text, and the parties of each by the words that name them. */
function read(text: string) {
  const words = tokenise(text);
  return clausesOf(words, { rules: policy.price, context: fixtures.base_context }).map(({ from, to, parties }) => [
    quote(words, from, to),
    [...parties].map(([at, party]) => `${words.tokens[at]?.text} ${party}`).join(', '),
  ]);
}

test.each([
  [
    'I read that Acme pays AWS $900; you get the map (it is ours)',
    [
      ['I read that Acme pays AWS $900;', 'i us, acme others, aws others'],
      ['you get the map (', 'you reader, map us'],
      ['it is ours)', 'it us, ours us'],
    ],
  ],
  [
    'AWS lists it - I get the map.',
    [
      ['AWS lists it -', 'aws others'],
      ['I get the map.', 'i us, map us'],
    ],
  ],
  ['AWS lists a co-sell map.', [['AWS lists a co-sell map.', 'aws others']]],
  [
    'You price by usage, and you get a discount.',
    [
      ['You price by usage,', 'you others'],
      ['and you get a discount.', 'you reader'],
    ],
  ],
  [
    'This costs 900. This quarter Slalom paid.',
    [
      ['This costs 900.', 'this us'],
      ['This quarter Slalom paid.', 'slalom others'],
    ],
  ],
  [
    'Acme Cloud and I counted. Slalom and AWS paid.',
    [
      ['Acme Cloud', 'acme others, cloud others'],
      ['and I counted.', 'i us'],
      ['Slalom and AWS paid.', 'slalom others, aws others'],
    ],
  ],
  [
    'The first seat and its price',
    [
      ['The first seat', 'seat us'],
      ['and its price', 'its others'],
    ],
  ],
  [
    'Partners pay us; yours is the map.',
    [
      ['Partners pay us;', 'partners others, us us'],
      ['yours is the map.', 'map us'],
    ],
  ],
  [
    "It is 900 for you to pay: that's it.",
    [
      ['It is 900 for you to pay:', 'it us'],
      ["that's it.", "that's us"],
    ],
  ],
])('K3 a clause has a subject of its own: %s', (text, clauses) => {
  expect(read(text)).toEqual(clauses);
});

test.each([
  ['Your team pays.', 'your others, team others'],
  ['Your fee is low.', 'your reader'],
  ['Your outlay drops.', 'your reader'],
  ['Your first seat is free.', 'your reader, seat us'],
  ["Their map, its price, Slalom's map", "their others, its others, slalom's others"],
  ['You would also get it.', 'you reader'],
  ['You also pay it.', 'you reader'],
  ['The map is yours.', 'map us'],
  ['I met Dana in March, on AWS.', 'i us, dana others, aws others'],
  ['Our Ledger plan', 'our us'],
  ['I sell it on Monday in March.', 'i us'],
  ['I read ACME and iPhone pages.', 'i us, acme others'],
])('K3 a party is named by its word: %s', (text, parties) => {
  expect(read(text).map(([, named]) => named)).toEqual([parties]);
});
