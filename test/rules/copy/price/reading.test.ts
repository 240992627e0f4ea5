import { expect, test } from 'vitest';
import { ownerOf } from '../../../../src/rules/copy/price/owner.ts';
import { clausesOf } from '../../../../src/rules/copy/price/party.ts';
import { readingOf, subjectOf } from '../../../../src/rules/copy/price/reading.ts';
import { talkAt } from '../../../../src/rules/copy/price/sentence-talk.ts';
import { numeralAt } from '../../../../src/rules/language/numbers.ts';
import { tokenise } from '../../../../src/rules/language/words.ts';
import { fixtures, policy } from '../example.ts';

const about = { rules: policy.price, context: fixtures.base_context };

/** How the words of each party are marked. */
const marks = { us: '+', reader: '=', others: '-' };

/** Words before the last dollar sum of a text and after it, each party marked, the subject with a star; and whose the sum is. */
function read(text: string) {
  const words = tokenise(text);
  const from = words.tokens.findLastIndex((token) => token.text === '$');
  const numeral = numeralAt(words, from + 1);
  if (!numeral) throw new Error('no sum');
  const money = { ...numeral, from, currency: 'USD' };
  const sentence = talkAt(words, from, about);
  const all = { rules: about.rules, names: ['acme'], clauses: clausesOf(words, about), sentence };
  const reading = readingOf(words, money, all);
  if (!reading) return ['', ownerOf(words, money, all)];
  const [subject] = subjectOf(reading, about.rules);
  const marked = (said: readonly string[], named: typeof reading.before, star = -1) =>
    said
      .map((word, at) => {
        const party = named.find(([place]) => place === at)?.[1];
        return `${at === star ? '*' : ''}${word}${party ? marks[party] : ''}`;
      })
      .join(' ');
  const told = `${marked(reading.said, reading.before, subject)} | ${marked(reading.rest, reading.after)}`;
  return [told, ownerOf(words, money, all)];
}

/** A few to a test, so that a mutant is tried on those that reach it. */
const sums: readonly (readonly [text: string, told: string, owner: string | undefined])[] = [
  ['Okta pays $900 for a referral.', '*okta- pays | for a referral .', 'others'],
  ['I paid $900 for the report.', '*i+ paid | for the report+ .', 'others'],
  ['I have seen $900 at two peers.', 'i+ have seen | at two peers- .', 'others'],
  ["I've heard $900 named.", "i've+ heard | named .", 'others'],
  ['My train costs $900.', '*my+ train costs | .', 'others'],
  ['Our map costs $900.', '*our+ map+ costs | .', 'us'],
  ['My train went with my map and is $900.', '*my+ train went with my+ map+ and is | .', 'us'],
  ['You pay AWS partners $900.', '*you= pay aws- partners- | .', 'others'],
  ['You wired $900 to a reseller.', '*you- wired | to a reseller- .', 'others'],
  ['Acme, $900.', '*acme- , | .', undefined],
  ['What costs Acme $900?', 'what costs *acme- | ?', undefined],
  ['Acme charges $900.', '*acme- charges | .', 'others'],
  ['Acme would pay $900.', '*acme- would pay | .', 'us'],
  ['Acme would charge $900.', '*acme- would charge | .', 'us'],
  ['Acme would pay a budget of $900 in revenue.', '*acme- would pay a budget of | in revenue .', undefined],
  ['Acme spent $900.', '*acme- spent | .', 'others'],
  ['Acme reported $900.', '*acme- reported | .', 'others'],
  ['Acme pays me $900.', '*acme- pays me+ | .', 'us'],
  ['Slalom pays $900 with us.', '*slalom- pays | with us+ .', 'us'],
  [
    'Slalom pays $900 and some other small things to me.',
    '*slalom- pays | and some other small things to me+ .',
    'others',
  ],
  ['Slalom pays $900 for this.', '*slalom- pays | for this .', 'us'],
  ['Slalom pays $900 for the map.', '*slalom- pays | for the map+ .', 'us'],
  ['Slalom pays $900 for the toll.', '*slalom- pays | for the toll .', 'others'],
  ['Slalom sells it at $900 for the map.', '*slalom- sells it at | for the map+ .', 'others'],
  ['Somebody like you pays $900.', '*somebody- like you pays | .', 'us'],
  ['Somebody like Acme pays $900.', '*somebody- like acme- pays | .', 'us'],
  ['Budget $900 for June.', 'budget | for june .', 'us'],
  ['A seat in my benchmark is $900.', 'a seat+ in my+ benchmark is | .', 'us'],
  ['Here my study saw $900.', 'here *my+ study+ saw | .', 'others'],
  ['Here I saw $900.', 'here i+ saw | .', 'others'],
  ['The cart said $900.', 'the cart said | .', 'others'],
  ['The map said $900.', 'the map+ said | .', undefined],
  ['A reader said $900.', 'a reader said | .', 'others'],
  ["Acme's line is $900.", "*acme's- line is | .", undefined],
  ["Acme's price is $900.", "*acme's- price is | .", undefined],
  ['Acme wrote that a badge is $900.', '*acme- wrote that a badge is | .', 'others'],
  ['I read that Acme pays $900.', 'i+ read that *acme- pays | .', 'others'],
  ['According to Acme it is $900.', 'according to *acme- it is | .', 'others'],
  ['The names of the 11 partners cost $900.', 'the names of the 11 partners- cost | .', undefined],
  ['Three of the partners pay $900.', 'three of the *partners- pay | .', 'others'],
  ['The partner census runs $900.', 'the partner- census runs | .', undefined],
  ['The partner pays $900.', 'the *partner- pays | .', 'others'],
  ['Partner-Check is $900.', 'partner- - check is | .', undefined],
  ['$900 is what Datadog hands its partners.', '*datadog- hands its- partners- . | ', 'others'],
  ["Here $900, that's what Datadog takes.", '*datadog- takes . | ', 'others'],
  ['$900 that Acme pays us.', '*acme- pays us+ . | ', 'us'],
  ['$900 you pay to AWS.', 'you pay to aws- . | ', undefined],
  ['$900, it is ours.', '', undefined],
  ['Two lines of your partner page: Gold: $900', 'two lines of *your- partner- page : gold : | ', 'others'],
  ['Two lines of my page: Gold: $900', 'two lines of my+ page : gold : | ', 'us'],
  ['Two lines of a walk: Gold: $900', '', undefined],
  ['Acme told us. Gold: $900', '', undefined],
  ['Your page - Gold - $900 a year', '*your- page - gold - | a year', undefined],
  ['$800, $900', '', undefined],
  ['You said $900 was fine.', '*you- said | was fine .', 'us'],
  ['She said yes to $900.', '*she- said yes to | .', 'us'],
  ['She said no to $900.', '*she- said no to | .', 'others'],
  ['The best $900 she spent.', 'the best | she- spent .', 'us'],
  ['Your $900 bounty drew it.', '*your- | bounty drew it .', 'others'],
  ['Your $900 price is fair.', '*your- | price is fair .', 'us'],
  ["Slalom's $900 offer drew it.", "*slalom's- | offer drew it .", 'others'],
  ['A $900 bounty that Slalom pays drew it.', 'a | bounty that slalom- pays drew it .', 'others'],
  ['A $900 bounty that we pay drew it.', 'a | bounty that we+ pay drew it .', undefined],
  ['The $900 bounty that AWS pays us.', 'the | bounty that aws- pays us+ .', 'others'],
  ['I do count them for a flat $900.', '*i+ do count them- for a flat | .', 'us'],
  ['I say it up front: $900', '*i+ say it up front : | ', 'us'],
  ['I read it up front: $900', 'i+ read it up front : | ', 'others'],
  ['Acme müsste dafür $900 in die Hand nehmen.', '*acme- musste dafur | in die hand nehmen .', 'us'],
  ['Acme zahlt mir $900 dafür.', '*acme- zahlt mir+ | dafur .', 'us'],
  ['Ihre Partner zahlen $900 im Jahr.', 'ihre *partner- zahlen | im jahr .', 'others'],
  ['Ihre Partner zahlen uns $900 im Jahr.', 'ihre *partner- zahlen uns+ | im jahr .', 'us'],
  ['Acme would buy for $900 in revenue.', '*acme- would buy for | in revenue .', undefined],
  ['Your team told me that you pay $900.', '*your- team- told me that you= pay | .', 'others'],
  ['They lose $900 a day.', '*they- lose | a day .', 'others'],
  ['Acme fined $900.', '*acme- fined | .', 'others'],
  [
    'One two three four five six seven eight nine ten eleven twelve thirteen fourteen long words and Okta pays for each of them so much more than $900 to the end of the very long line that nobody reads and so on and on with many words for AWS it is.',
    'four five six seven eight nine ten eleven twelve thirteen fourteen long words and *okta- pays for each of them- so much more than | to the end of the very long line that nobody- reads and so on and on with many- words for aws- it is',
    'others',
  ],
  ['The map is $900 and Okta pays AWS.', 'the *map+ is | and okta- pays aws- .', 'us'],
  ['Okta pays $900, and AWS pays.', '*okta- pays | ', 'others'],
  ['Acme paid, as AWS told, $900.', '*acme- paid , as aws- told , | .', 'others'],
  ['Slalom pays $900 us.', '*slalom- pays | us+ .', 'us'],
  ['I paid you $900 for my train.', '*i+ paid you | for my+ train .', 'others'],
  ['Our stay with a train costs $900.', '*our+ stay with a train costs | .', 'others'],
  ['My stay in the far old train costs $900.', '*my+ stay in the far old train costs | .', 'us'],
  ['My stay in a train costs $900.', '*my+ stay in a train costs | .', 'others'],
  ['We would say $900.', 'we+ would say | .', 'us'],
  ['The count would be $900.', 'the count would be | .', undefined],
  ['AWS pays AWS $900.', '*aws- pays aws- | .', 'others'],
  ['AWS told that Okta pays $900.', '*aws- told that okta- pays | .', 'others'],
  ['Your customers pay $900.', '*your- customers- pay | .', undefined],
  ['Your train costs $900.', '*your- train costs | .', 'others'],
  ['You could pay Okta $900.', '*you= could pay okta- | .', 'others'],
  ['Acme would pay $900 for a badge.', '*acme- would pay | for a badge .', 'us'],
  ['AWS would sell it to Acme for $900.', '*aws- would sell it to acme- for | .', 'others'],
  ["Acme's old list is $900.", "*acme's- old list is | .", undefined],
  ["Acme's old and plain list is $900.", "*acme's- old and plain list is | .", undefined],
];

for (let from = 0; from < sums.length; from += 6)
  test(`K3 the clause of a sum, its subject and whose that makes it (${from / 6 + 1})`, () => {
    const few = sums.slice(from, from + 6);
    expect(few.map(([text]) => [text, ...read(text)])).toEqual(few);
  });
