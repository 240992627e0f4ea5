import { expect, test } from 'vitest';
import { found } from '../example.ts';

const wordsOf = (footer: string): readonly string[] => found('optout.present', { body: 'x', footer });
const out = 'Reply "stop" and my mails end.';

test.each([
  ['If you leave, log in.', ['log in']],
  ['If you are a paying customer, log in.', ['If you are a paying customer']],
  ['To unsubscribe, log in.', ['log in']],
  ['Kidding, log in.', ['Kidding', 'log in']],
  ['The case studies go on.', ['go on']],
  ['You get my letters monthly.', ['monthly']],
  ['Then log in.', ['log in']],
  ['It takes a login.', ['login']],
  ['Removal takes a login.', ['login']],
])('K5 a sentence that goes on about the way out may spoil it: %s', (next, said) => {
  expect(wordsOf(`${out} ${next}`)).toEqual(said);
});

test.each([
  'If the page is slow, log in.',
  'If you want to read our newest report, log in.',
  'To book a seat, log in.',
  'This e-mail was sent from our account.',
  'Seats for the roadshow in June are few, log in.',
  'The shop sends its catalogue monthly.',
  'Reply "call" and I ring you on the phone.',
  'Rather talk? Log in.',
])('K5 a sentence about something else spoils no way out: %s', (next) => {
  expect(wordsOf(`${out} ${next}`)).toEqual([]);
});

test.each([
  ['I write monthly. Reply "stop" and my mails end.', []],
  ['Our report comes next quarter: reply "stop" and my mails end.', []],
  ['You hear from me next quarter: reply "stop" and my mails end.', ['next quarter']],
  ['It comes next quarter: reply "stop" and my mails end.', ['next quarter']],
  ['Sign the form. After that, reply "stop" and my mails end.', ['Sign the form.']],
  ['Sign the form. After lunch, reply "stop" and my mails end.', []],
  ['My mails end. After that, reply "stop".', []],
  ['Shall I stop? Reply "yes".', []],
  ['Reply "yes" and I stop writing.', []],
  ['Reply "yes" and stop writing.', ['Reply "yes" and stop writing.']],
])('K5 what stands before the answer: %s', (footer, said) => {
  expect(wordsOf(footer)).toEqual(said);
});
