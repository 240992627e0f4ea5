import { expect, test } from 'vitest';
import { barriersIn, narrowIn, stopsIn } from '../../../../src/rules/copy/ways-out/way-out.ts';
import { tokenise, type Words } from '../../../../src/rules/language/words.ts';
import { policy } from '../example.ts';

const { optout } = policy;
const found = (words: Words) => stopsIn(words, optout.stop_phrases.value, optout);
const stops = (text: string) => found(tokenise(text)).map(({ words }) => words);
const narrow = (text: string) => {
  const words = tokenise(text);
  return narrowIn(words, found(words), optout);
};

test.each([
  ['Reply stop', 'stop'],
  ['Reply stop -loss.', 'stop'],
  ['stop at once', 'stop'],
  ['unsubscribe at any time', 'unsubscribe'],
  ['"stop losing deals"', 'stop'],
  ['(stop losing)', 'stop'],
  ['stop, please', 'stop'],
  ['stop now', 'stop'],
  ['stop. Losing?', 'stop'],
  ['opt out today', 'opt out'],
])('K5 the word is meant: %s', (text, word) => {
  expect(stops(text)).toEqual([word]);
});

test.each([
  'Reply non-stop to it.',
  'Reply stop-loss and win.',
  'stop at our booth',
  'stop by our booth',
  'stop losing deals',
  'cancel my order',
])('K5 it is another: %s', (text) => {
  expect(stops(text)).toEqual([]);
});

test.each([
  ['Log in to stop.', ['Log in']],
  ["you can't stop without a login", ['login', "you can't", "can't stop"]],
  ['Log in, or call us.', ['Log in', 'call us']],
  ['It costs $5.', ['$5.']],
  ['€ 5,50 a month', ['€ 5,50']],
  ['no questions. Log in.', ['Log in']],
  ['Nobody reads replies.', ['Nobody reads']],
])('K5 something stands in the way: %s', (text, words) => {
  expect(barriersIn(tokenise(text), optout)).toEqual(words);
});

test.each([
  'no login',
  'without a login',
  'no need to log in',
  'login not required',
  'no form, no survey',
  'never fill in a form',
  'without any of a form or survey',
])('K5 it is waived: %s', (text) => {
  expect(barriersIn(tokenise(text), optout)).toEqual([]);
});

test.each([
  ['Reply Stop partner emails.', ['partner emails']],
  ["Reply Stop our partner's emails.", ["partner's emails"]],
  ['Reply to unsubscribe from product news', ['product news']],
  ['Reply for 30 days', ['30 days']],
  ['Reply for two weeks', ['two weeks']],
  ['Reply for the next 3 months', ['for the next', '3 months']],
  ['Reply, out after 30 days', ['30 days']],
])('K5 it leads out of a part, or later: %s', (text, words) => {
  expect(narrow(text)).toEqual(words);
});

test.each([
  'Reply "stop" to end it',
  'Reply "stop" and I stop',
  'Reply Stop my emails.',
  'Reply to unsubscribe from all lists',
  'Reply to leave the building',
  'Reply to be removed from this one',
  'Reply and I take you off your list',
  'Reply within 10 days',
  'Reply for 30 partners',
  'Reply stop calls',
  'Reply to stop it',
  'Reply to stop all mail',
])('K5 it leads out of all: %s', (text) => {
  expect(narrow(text)).toEqual([]);
});
