import { expect, test } from 'vitest';
import { found } from '../example.ts';

const link = 'https://u.ecomonetize.com/o/01HZXA';
const words = (footer: string): readonly string[] =>
  found('optout.present', { footer: footer.replace('LINK', link) }, { optout: { mode: 'link', token: '01HZXA' } });

test.each([
  ['Reply "stop" and describe your job.', ['and describe your']],
  ['Antworten Sie "Stopp" und schildern Sie Ihr Anliegen.', ['und schildern Sie']],
  ['Reply "stop" and choose which mails you want.', ['and choose which']],
  ['Reply "stop" and I am off.', []],
  ['Reply "stop" and peace is yours for good.', []],
  ['If you want no mail from me, reply and tell me so.', []],
  ['Unsubscribe by clicking here: LINK', []],
  ['Per non ricevere altre mail, risponda allegando un documento.', ['risponda allegando un']],
  ['Pour ne plus recevoir de mails, répondez en joignant une copie.', ['en joignant une']],
  ['Para no recibir más correos, responda haciendo clic.', []],
  ['Responda "no" y paro de inmediato, para siempre.', []],
  ['Reply "stop", after which you are off.', []],
])('K5 what is asked besides an answer: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});

test.each([
  ['Unsubscribe my rival: LINK', ['Unsubscribe my']],
  ['This isn\'t a newsletter. Reply "stop" and I am off.', []],
  ['Reply "stop" under my LinkedIn post or here, and my mails end.', []],
  ['Opt out of cookies: LINK', [link]],
  ['Reply "stop" to switch off tracking.', ['tracking', 'switch off tracking']],
  ['Take me off the list for AWS: LINK', ['list for AWS']],
  ['Take me off the list of laggards: LINK', ['list of laggards']],
  ['To remove the pricing part from our mails: LINK', [link]],
  ['Reply "stop" to stop drafting mails for you.', ['Reply "stop" to stop drafting mails for you.']],
  ['Never write another report: LINK', [link]],
  ['No more cold spreadsheets: LINK', [link]],
  ['Reply "stop" and I stop sending charts.', ['Reply "stop" and I stop sending charts.']],
  ['Reply "stop" and I stop using your name in mails.', ['Reply "stop" and I stop using your name in mails.']],
  ['Unsubscribe from all but the offers: LINK', ['all but', 'Unsubscribe from all']],
  ['Reply "stop" and I stop sending you mail.', []],
  ['I stop writing the moment you reply "stop".', []],
  ['Reply "stop" and I never mention overlays again.', ['Reply "stop" and I never mention overlays again.']],
  ['Reply "stop" and I never do it again.', []],
  ['Schluss mit Excel: LINK', [link]],
  ['Schluss mit allen Mails: LINK', []],
  ['Stop every one of my mails: LINK', []],
  ['Opt out of all our mail: LINK', []],
  ['Take me off the list of eco|monetize: LINK', []],
  ['Stop all Werbemails: LINK', []],
])('K5 of which mail it speaks: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});

test.each([
  ['Unsubscribe: LINK\nThe case studies go on.', ['go on']],
  ['Unsubscribe: LINK\nIt stays that way.', []],
  ['You can unsubscribe: LINK', []],
  ['Customers reply "stop" and are off.', ['Customers reply "stop" and are off.']],
  ['Reply "stop" and you are off unless it rains.', ['unless it rains']],
])('K5 what goes on, and who else may leave: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});

test.each([
  ['Reply "later" for a pause, or "stop" and you hear no more.', []],
  ['Say "in autumn" and I come in autumn; say "stop" and you hear no more.', []],
  ['Say "stop" and you hear no more in autumn; say "go" and I come.', ['autumn']],
  ['A "boring" from you and I delete your address.', []],
  ['STOP by reply ends all mail.', []],
  ['NO in risposta e non scrivo mai.', []],
  ['"Not now, not ever" and I delete your address.', []],
  ['Less often: reply "quarterly".\nNot at all: LINK', []],
  ['To end all mail, use the link below.\nLINK', []],
  ['A short "please stop" is fine and ends all mail.', []],
  ['You need give no reason: reply "stop".', []],
  ['All mail ends at once if you reply "stop".', []],
  ['Too many mails? Rate this one: LINK', [link]],
  ['No more missed deals: LINK', [link]],
])('K5 an offer beside another: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});

test.each([
  ['Reply "stop" to end all mail. Requests for your data need a proof of identity.', []],
  ['Reply "stop" to end all mail. You must send a proof of identity.', ['proof']],
  ['Reply "stop" to end all mail. Send a copy of your passport.', ['copy of', 'passport']],
  ['Reply "stop" to end all mail. To book a seat, use the form on our website.', []],
  ['Reply "stop" to end all mail. To unsubscribe, use the form on our website.', ['form', 'website']],
  ['Reply "stop" to end all mail. Reminders of events you registered for come from Zoom.', []],
  ['Reply "stop" to end all mail you "signed up" for.', []],
  ['Reply "stop" to end all mail. A handling fee applies.', ['fee applies']],
  [
    'Reply "stop" to end all mail. There is no way to leave this list.',
    ['no way to', 'to leave', 'leave this', 'leave this list'],
  ],
  ['Answer "stop" to end the series and all other mail from us to you.', []],
])('K5 what a sentence beside the way out asks: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});

test.each([
  ['Leave the "Q3" campaign: LINK', ['the "Q3" campaign', 'Leave the "']],
  ['Unsubscribe from our Substack: LINK', ['Unsubscribe from our']],
  ['Unsubscribe from our "mailing list": LINK', []],
  ['Opt my rival out: LINK', ['Opt my rival out:']],
  ['Opt me out: LINK', []],
  ['Take Bo off my list: LINK', ['Take Bo off my list:', 'off my list']],
  ['Reply "stop" to get no more mails about AWS.', ['mails about', 'about AWS']],
  ['Reply "stop" if you want to cancel a deal.', ['Reply "stop" if you want to cancel a deal.']],
  ['Reply "stop" if you want to cancel the mails.', []],
  ['A reader wrote "stop" and got no more mail.', ['A reader wrote "stop" and got no more mail.']],
  ['A "stop" from you and I write no more mail.', []],
  ['Reply "stop" and neither I nor anybody at all mails you.', []],
  ['Reply with a 👎 and I write no more mail.', []],
  ['Reply with 👎 and I write no more mail.', []],
  ['Reply with a date and I write no more mail.', ['Reply with a date and I write no more mail.']],
  ['No more mail whatsoever: LINK', []],
])('K5 whose end is said, and of what: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});

test.each([
  ['By law we tell you how to refuse further mail: reply "refuse".', []],
  ['Reply "stop" and my mails end.\nTell me why, please.', ['Tell me why']],
  ['You may unsubscribe free of charge at any time: LINK', []],
  ['It is no offer of securities. If you want no more emails from us, reply "stop".', []],
  ['Reply "stop" and my mails end. I then block your address.', []],
  ['Reply "stop" and my mails end.\nJune Abernathy', []],
  ['Reply "stop" and my mails end in June.', ['June']],
  [
    'Reply "stop" to end your subscription. There is no way to leave this e-mail list.',
    ['no way to', 'to leave', 'leave this'],
  ],
])('K5 what stands beside it: %s', (footer, said) => {
  expect(words(footer)).toEqual(said);
});
