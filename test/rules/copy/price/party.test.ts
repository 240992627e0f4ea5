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

/** Each clause behind a slash. */
const named: readonly (readonly [text: string, parties: string])[] = [
  ['She said "we pay" once.', 'she others, we others'],
  ['My client said "we pay" once.', 'my us, client others, we us'],
  ['A client said "we pay" once.', 'client others, we us'],
  ['A client of your firm said "we pay" once.', 'client others, your others, we others'],
  ['She paid "we pay" once.', 'she others, we us'],
  ['She paid: "we pay" once.', 'she others / we others'],
  ['"We pay" is what she said.', 'we others, she others'],
  ['She said it. "We pay" it.', 'she others / we us, it us'],
  ['She said "we pay, and we left.', 'she others, we us / we us'],
  ['"I" and "we" she said.', 'i us, we us, she others'],
  ['The partners I met paid.', 'partners others'],
  ['The partners I paid left.', 'partners others, i us'],
  ['And I met AWS.', 'i us, aws others'],
  ['AWS quoted me a map.', 'aws others, map us'],
  ['AWS told us a map.', 'aws others, map us'],
  ['AWS paid me a map.', 'aws others, me us, map us'],
  ['They owe us, told AWS.', 'they others, us us, aws others'],
  ['Per i prezzi di AWS.', 'aws others'],
  ['Per i partner di AWS.', 'partner others, aws others'],
  ['Per I prezzi di AWS.', 'i us, aws others'],
  ['We pay $49 a seat.', 'we us'],
  ['We pay for a seat.', 'we us, seat us'],
  ['We pay 49 seat.', 'we us'],
  ['They say that it is.', 'they others, it us'],
  ['They say so it is.', 'they others / '],
  ['My own brother paid.', 'my others'],
  ['A seat at your summit.', 'your others'],
  ['A map at your summit.', 'map us, your others'],
  ['A seat at AWS.', 'aws others'],
  ['A seat at it.', 'seat us'],
  ['In March you paid.', 'you others'],
  ['In March you got it.', 'you others'],
  ['Then you got it.', 'you others'],
  ['For you it is.', ''],
  ['You would really get it.', 'you others'],
  ['Your first own map is.', 'your reader'],
  ['Your first own map left.', 'your others'],
  ['Your first team is.', 'your others, team others'],
  ['Okta ha pagado.', 'okta others'],
  ['Okta has left.', ''],
  ['okta pays.', 'okta others'],
  ['okta left.', ''],
  ['Another pagado.', 'another others'],
  ['The pagado.', ''],
  ['We left als Elastic die.', 'we us, elastic others'],
  ['We left als Karte die.', 'we us'],
  ['We left als Ich die.', 'we us, ich us'],
  ['We left in Austin.', 'we us'],
  ['We left near Austin.', 'we us, austin others'],
  ['We left near AUSTIN.', 'we us'],
  ['We left near the Ledger.', 'we us, ledger others'],
  ['We left on Monday.', 'we us'],
  ['Our Ledger left.', 'our us'],
  ['Wir sehen Austin.', 'wir us, austin others'],
  ['We left - AWS paid.', 'we us / aws others'],
  ['We left-AWS paid.', 'we us, aws others'],
  ['We left -AWS paid.', 'we us, aws others'],
  ['We left; AWS paid.', 'we us / aws others'],
  ['We left: AWS paid.', 'we us / aws others'],
  ['We left:AWS paid.', 'we us, aws others'],
  ['We left and AWS paid.', 'we us, aws others'],
  ['We left and Acme paid.', 'we us / acme others'],
  ['We left and she paid.', 'we us / she others'],
  ['Rechnung pour Acme.', ''],
  ['Rechnung by Acme.', 'acme others'],
  ['Yours is it.', ''],
];

for (let from = 0; from < named.length; from += 6)
  test(`K3 one word tells who is named, and where a clause begins (${from / 6 + 1})`, () => {
    const few = named.slice(from, from + 6);
    expect(
      few.map(([text]) => [
        text,
        read(text)
          .map(([, parties]) => parties)
          .join(' / '),
      ]),
    ).toEqual(few);
  });
