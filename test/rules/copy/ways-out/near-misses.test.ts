import { expect, test } from 'vitest';
import { verdict } from '../example.ts';

const link = 'https://mail.tallyworks.example.com/o/01HZXA';
const judged = (footer: string): string =>
  verdict(
    'optout.present',
    { footer: footer.replace('LINK', link) },
    {
      optout: { mode: 'link', token: '01HZXA' },
      sender: { name: 'Rick', email: 'rick@example.com', postal_address: '20 King St, London EC2V 8EG' },
    },
  );

test.each([
  ['No more mail from Tallyworks: LINK', 'No more mail from Initech: LINK'],
  [
    'Koppelhuis, 20 King St, London EC2V 8EG\nReply "stop" to leave the list of Koppelhuis.',
    'Reply "stop" to leave the list of Koppelhuis.',
  ],
  ['Reply "stop" and I take you off my list.', 'Reply "stop" and I\'ll take Bo Chen off my list.'],
  ['A reply from your side ends all our mail.', 'A reply from your director ends all our mail.'],
  ['If you want no mail, reply "stop".', 'If you want no mail, fill in the form: LINK'],
  ['Reply "stop". A clean end.', 'Reply "stop". I\'ll send an invoice over $12 for it.'],
  [
    'Want fewer? Write me. Want none? LINK unsubscribes you.',
    'Want fewer? Write me. Want none? LINK unsubscribes your boss.',
  ],
  ['Lmk if youd rather I didnt email you, and I wont.', 'Lmk if you didnt get the map, and I send it.'],
  [
    'Should this not be on your desk this year, reply "stop".',
    'If next year suits better, reply "stop" for this year.',
  ],
  ['Inutile de vous justifier : répondez « non merci ».', 'Merci de vous justifier : répondez « non merci ».'],
  ['Had enough? Use this: LINK', 'Unsubscribed by mistake? Rejoin here: LINK'],
  ["If I am a nuisance, tell me. I'll stop emailing.", "If I am a nuisance, tell me. I'll stop emailing on Fridays."],
  ['Reply with an X and I am out of your inbox.', 'Reply with a time and I am out of your inbox.'],
  ['Any kind of no will do, and I never write again.', 'Any kind of tea will do, and I never write again.'],
  ['Reply "no mail" if you want no more mail.', 'Reply "no fax" if you want no more quotes by fax.'],
  ['Reply "stop" and I won\'t call or email you again.', 'Reply "stop" and I won\'t text you again.'],
  ['Reply "stop" and I won\'t write to you again.', 'Reply "stop" and I won\'t write to you on LinkedIn again.'],
  ['STOP replies are read. You are out at once.', 'STOP replies are taken for 24 hours. Later ones are dropped.'],
  ['Reply "stop" to our mail and it ends.', 'Unsubscribe by replying to the mail we sent you on 3 May.'],
  ['It takes up to two days: reply "stop" and it ends.', 'It takes up to a season: reply "stop" and it ends.'],
  [
    'You can opt out of all our mail by replying.',
    "You can't opt out of these mails, but may change your address by replying.",
  ],
  ['Shall I stop? Reply "yes".', 'Shall I go on? Reply "yes".'],
  ['STOP means no more mail from us. Just reply with it.', 'STOP means no more mail from us. Reply with a date.'],
  ['My mails come monthly: reply "stop" and they end.', 'Once a month is up, reply "stop" and they end.'],
  ['I write about partners. Reply "stop" and I stop.', 'Introduce me first. After that, reply "stop" and I stop.'],
  ['REPLY "STOP" AND WE WILL NEVER EMAIL YOU AGAIN.', 'REPLY "STOP" TO END THE DIGEST.'],
  ['Mail preferences: reply "stop" to get no more.', 'Event mails: reply "stop" to get no more.'],
  ['I send four a year. Reply "stop" and I send none.', 'I send four a year. Reply "stop" and I send two.'],
  ['Answer "stop", whether you buy or not.', 'I go on writing, whether you reply "stop" or not.'],
  ['I do no webinars. Reply "stop".', 'Reply "stop" if you want no webinars.'],
  [
    'Reply "stop" and I will not call, text or email you again.',
    'Reply "stop" and I will not call, text or ring you again.',
  ],
  ['Reply "stop" and no mail comes, from me or from my colleagues.', 'Reply "stop" and mail comes from my colleagues.'],
  ['Reply "stop" and my newsletter and my own mails end.', 'Reply "stop" and my newsletter ends.'],
  [
    'Reply "stop": the remaining mails are cancelled.',
    'Reply "stop": you get the remaining three mails, then nothing.',
  ],
  ['Reply "stop". Our podcast has its own unsubscribe link.', 'Reply "stop". Our podcast goes on in your inbox.'],
  ['Jo and I read every reply; "stop" ends all our mail.', 'Jo and I read every reply, "stop" or not.'],
  ['Reply "stop" if you think I should.', 'Reply "stop" and I stop if I think I should.'],
  ['Reply "stop" and I write no more.', 'Reply "stop" and I write once more.'],
  ['Responda "sair" e fica feito.', 'Responda "sair" e diga porquê.'],
  ['Reply "stop". It holds for all our mail.', 'Reply "stop". It holds for this address, not for your other one.'],
])('K5 a way out, and what only looks like one: %s', (good, bad) => {
  expect([judged(good), judged(bad)]).toEqual(['pass', 'fail']);
});

test.each([
  ['The stop line below is there for the lawyers.', 'The stop line below is there for you.'],
  ['A "stop" from you won\'t stop me, I am stubborn.', 'A "stop" from you ends it, I am not stubborn.'],
  ['Unsubscribing is a formality: you will keep getting my mails.', 'Your unsubscribe page is a formality.'],
  ['Our system adds a footer. It does nothing yet.', 'Our system adds partners. It does nothing yet.'],
  ['Whatever you answer, I carry on writing.', 'Tell me if I should keep writing.'],
])('K5 a body that takes back the way out of its footer: %s', (bad, good) => {
  expect([bad, good].map((body) => verdict('optout.present', { body, footer: 'Reply "stop".' }))).toEqual([
    'fail',
    'pass',
  ]);
});
