import { expect, test } from 'vitest';
import { actsIn } from '../../../../src/rules/copy/ways-out/acts.ts';
import { quote, tokenise } from '../../../../src/rules/language/words.ts';
import { policy } from '../example.ts';

/** The act that the reader is told to do, the word to answer with, and whether it is offered. */
function acts(text: string) {
  const words = { ...tokenise(text), rules: policy.optout };
  return actsIn(words).map(({ from, to, word, isOffered }) => [quote(words, from, to), word?.words ?? null, isOffered]);
}

test.each([
  ['Reply "stop" now.', 'Reply "stop"', 'stop'],
  ['reply to this mail with the word stop', 'reply to this mail with the word stop', 'stop'],
  ['Reply with stop, please.', 'Reply with stop', 'stop'],
  ['Reply (stop)', 'Reply (stop', 'stop'],
  ['Reply [stop]', 'Reply [stop', 'stop'],
  ['Reply "stop sign".', 'Reply "stop sign"', 'stop sign'],
  ['Reply the word "leave me be".', 'Reply the word "leave me be"', 'leave me be'],
  ['Reply with nothing.', 'Reply', null],
  ['Reply for good.', 'Reply', null],
  ['Reply to this mail.', 'Reply', null],
  ['Reply here. Stop.', 'Reply', null],
  ['Just reply.', 'reply', null],
  ['Write "out" to me.', 'Write "out"', 'out'],
  ['"Enough" is a fine reply.', 'Enough" is a fine reply', 'Enough'],
  ['A "no" does it.', 'no"', 'no'],
  ['Dígame «basta».', 'Digame "basta"', 'basta'],
  ['Une réponse suffit.', 'reponse', null],
  ['You can reply.', 'reply', null],
  ['I stop when you reply.', 'reply', null],
  ['https://a.example', 'https', null],
  ['ftp://a.example', 'ftp', null],
  ['Just reply. I stop.', 'reply', null],
  ['Just reply', 'reply', null],
  ['Just reply to my', 'reply', null],
  ['Just reply to my mail.', 'reply', null],
  ['Reply\n\nMy map shows it', 'Reply', null],
])('K5 an answer is offered: %s', (text, words, word) => {
  expect(acts(text)).toEqual([[words, word, true]]);
});

test.each([
  ['Never reply.', 'reply', null],
  ['Never just reply.', 'reply', null],
  ['Others reply.', 'reply', null],
  ['I reply.', 'reply', null],
  ['You see that I reply.', 'reply', null],
  ['Reply yes.', 'Reply', null],
  ['Reply "yes".', 'Reply "yes"', 'yes'],
  ['Reply with a time.', 'Reply', null],
  ['Reply to my offer.', 'Reply', null],
  ['Reply my name', 'Reply', null],
  ['Tell me why.', 'Tell me', null],
  ['Readers reply "stop".', 'reply "stop"', 'stop'],
])('K5 an answer is none to our mail: %s', (text, words, word) => {
  expect(acts(text)).toEqual([[words, word, false]]);
});

test.each(['You needn’t log in: wait.', 'Write often.', 'The non-stop list.'])('K5 no answer: %s', (text) => {
  expect(acts(text)).toEqual([]);
});

test('K5 each of several answers has its own word', () => {
  expect(acts('Reply and say "no".')).toEqual([
    ['Reply', null, true],
    ['say "no"', 'no', true],
  ]);
});

test('K5 of a text that offers hundreds of answers a few are read', () => {
  expect(acts('a "no" '.repeat(800))).toHaveLength(60);
});
