import { expect, test } from 'vitest';
import { answersIn, endsIn } from '../../../../src/rules/copy/ways-out/offer.ts';
import { quote, tokenise } from '../../../../src/rules/language/words.ts';
import { policy } from '../example.ts';

const ends = (text: string) => endsIn(tokenise(text), policy.optout).map(({ words }) => words);

/** What the reader is told to do, the word to answer with, and whether it is offered. */
function answers(text: string) {
  const words = tokenise(text);
  return answersIn(words, policy.optout).map(({ from, to, word, isOffered }) => [
    quote(words, from, to),
    word?.words ?? null,
    isOffered,
  ]);
}

test.each([
  ["I'll quit writing.", ['quit writing']],
  ['A reply ends it.', ['ends it']],
  ['It ends it for you.', ['ends it']],
  ['cancel all mail', ['cancel all mail']],
  ['no further mail', ['no further mail']],
  ['never hear from me', ['never hear from me', 'never hear']],
  ["I won't write to you again", ["won't write", "won't write"]],
  ['that is my last mail', ['last mail']],
  ['the final email', ['final email']],
  ["don't want these", ["don't want these"]],
  ['no need for it', ['no need for it']],
  ['to be removed', ['removed']],
  ['I delete your address', ['delete your address']],
  ['takes you off', ['takes you off', 'takes you']],
  ['remove yourself', ['remove yourself']],
  ['want out', ['want out']],
  ["you're off", ["you're off"]],
  ['get off', ['get off']],
  ['leave me alone', ['leave me alone']],
  ['leave you alone', ['leave you alone']],
  ['no one here will write', ['no one here will write']],
  ['none of us writes again', ['none of us writes']],
  ['stop', ['stop']],
  ['I stop. Mailing you.', ['stop']],
])('K5 our mail ends: %s', (text, words) => {
  expect(ends(text)).toEqual(words);
});

test.each([
  'I never quit writing.',
  'It ends it badly.',
  'cancel all of it',
  'I end my lease.',
  'no further pears',
  'never hear back from you',
  "you won't write to me",
  'that is the last pear',
  "don't want these pears",
  'not these',
  'not removed',
  'I delete your file',
  'removed from it',
  'leave me be',
  'Do not stop',
  'stop losing deals',
])('K5 it does not: %s', (text) => {
  expect(ends(text)).toEqual([]);
});

test.each([
  ['Reply "stop" now.', 'Reply "stop"', 'stop'],
  ['reply to this mail with the word stop', 'reply to this mail with the word stop', 'stop'],
  ['Reply with stop, please.', 'Reply with stop', 'stop'],
  ['Reply (stop)', 'Reply (stop)', 'stop'],
  ['Reply [stop]', 'Reply [stop]', 'stop'],
  ['Reply "stop sign".', 'Reply "stop sign"', 'stop'],
  ['Reply the word "leave me be".', 'Reply the word "leave me be"', 'leave me be'],
  ['Reply with nothing.', 'Reply', null],
  ['Reply for good.', 'Reply', null],
  ['Reply to this mail.', 'Reply', null],
  ['Reply to stop.', 'Reply', null],
  ['Reply here. Stop.', 'Reply', null],
  ['Just reply.', 'reply', null],
])('K5 an answer is offered: %s', (text, words, word) => {
  expect(answers(text)).toEqual([[words, word, true]]);
});

test.each([
  ['Never reply.', 'reply', null],
  ['Never just reply.', 'reply', null],
  ['Others reply.', 'reply', null],
  ['I reply.', 'reply', null],
  ['Reply yes.', 'Reply', null],
  ['Reply "yes".', 'Reply "yes"', 'yes'],
  ['Reply with a time.', 'Reply', null],
  ['Reply for the map.', 'Reply', null],
  ['Reply to win.', 'Reply', null],
  ['Reply to my offer.', 'Reply', null],
  ['Reply my name', 'Reply', null],
])('K5 an answer is none to our mail: %s', (text, words, word) => {
  expect(answers(text)).toEqual([[words, word, false]]);
});

test('K5 each of several answers has its own word', () => {
  expect(answers('Reply and say "no".')).toEqual([
    ['Reply', null, true],
    ['say "no"', 'no', true],
  ]);
});
