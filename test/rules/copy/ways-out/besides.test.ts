import { expect, test } from 'vitest';
import { found } from '../example.ts';

const link = 'https://u.ecomonetize.com/o/01HZXA';
const words = (footer: string): readonly string[] =>
  found('optout.present', { footer: footer.replace('LINK', link) }, { optout: { mode: 'link', token: '01HZXA' } });

test.each([
  ['Reply "stop" and describe your job.', ['and describe your']],
  ['Antworten Sie "Stopp" und schildern Sie Ihr Anliegen.', ['und schildern Sie']],
  ['Reply "stop" and choose which mails you want.', ['and choose which']],
  ['Reply "stop" and you are off. Then click through our pages.', ['Then click through']],
  ['Unsubscribe by juggling: LINK', ['by juggling']],
  ['Reply "stop" and I am off.', []],
  ['Reply "stop" and peace is yours for good.', []],
  ['If you want no mail from me, reply and tell me so.', []],
  ['Unsubscribe by clicking here: LINK', []],
])('K5 what is asked besides an answer: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});

test.each([
  ['Unsubscribe my rival: LINK', ['Unsubscribe my rival']],
  ['Opt out of cookies: LINK', [link]],
  ['Reply "stop" to switch off tracking.', ['switch off tracking']],
  ['Reply "stop" and the Montagsmail ends for good.', ['Montagsmail']],
  ['Take me off the list for AWS: LINK', ['list for AWS']],
  ['Take me off the list of laggards: LINK', ['list of laggards']],
  ['Take me off the AWS-list: LINK', ['AWS-list']],
  ['Opt out of all our mail: LINK', []],
  ['Unsubscribe painlessly: LINK', []],
  ['Take me off the list of eco|monetize: LINK', []],
  ['Stop all Werbemails: LINK', []],
])('K5 of which mail it speaks: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});

test.each([
  ['Unsubscribe: LINK\nThe case studies go on.', ['go on']],
  ['Founders in Ohio can unsubscribe: LINK', ['Ohio can unsubscribe']],
  ['Unsubscribe: LINK\nIt stays that way.', []],
  ['You can unsubscribe: LINK', []],
])('K5 what goes on, and who else may leave: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});

test.each([
  ['Reply "later" for a pause, or "stop" and you hear no more.', []],
  ['Get fewer mails or none at all: LINK', []],
  ['Less often: reply "quarterly".\nNot at all: LINK', []],
  ['To end all mail, use the link below.\nLINK', []],
  ['A short "please stop" is fine and ends all mail.', []],
  ['You need give no reason: reply "stop".', []],
  ['All mail ends at once if you reply "stop".', []],
  ['Reply "stop" for a pause, or "later".', ['pause', 'Reply "stop" for a']],
  ['Too many mails? Rate this one: LINK', [link]],
  ['No more missed deals: LINK', [link]],
])('K5 an offer beside another: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});
