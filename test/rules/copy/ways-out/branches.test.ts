import { expect, test } from 'vitest';
import { found, judge } from '../example.ts';

const link = 'https://u.ecomonetize.com/o/01HZXA';
const answer = (footer: string) => {
  const { verdict, evidence = [] } = judge(
    'optout.present',
    { footer: footer.replace('LINK', link) },
    { optout: { mode: 'link', token: '01HZXA' } },
  );
  return [verdict, evidence.map((said) => said.replace(link, 'LINK'))];
};

/** One word for the branch that an entry shows, a footer, and what ends our mail. */
test.each([
  ['no part', 'If this reads like a newsletter, reply "stop".', ['stop']],
  ['longest', 'A "no more of this" ends all mail from me.', ['no more of this', 'ends all', 'ends all mail']],
  ['line', 'Customers use LINK \nUnsubscribe by reply.', ['Unsubscribe']],
  ['wish', 'If you want no company mail, reply "stop".', ['stop', 'no company mail']],
  ['to', 'Reply "stop" to see us no more.', ['stop', 'no more']],
  ['other', 'Reply "not now" for a pause, or "never" for good.', ['never']],
  ['label', 'Not your mail? Unsubscribe link: LINK', ['LINK']],
  ['quoted', 'Reply "unread" and I stop.', ['stop']],
  ['wanted', 'Reply "stop" if you\'d want that.', ['stop']],
  ['held', 'Reply and we stop at once all of that mail.', ['stop']],
  ['act', 'If you answer my company with "stop", I stop.', ['stop']],
  ['ours', 'Stop emailing me nonsense: LINK', ['LINK']],
  ['simple', 'Want no more mail? Follow this: LINK', ['LINK']],
  ['sentence', 'Reply "stop"\n\nWith love, Rick', ['stop']],
  ['away', 'Reply "stop" and they stay away.', ['stop', 'stay away']],
  ['please', 'Your "please stop" ends all mail.', ['stop', 'ends all', 'ends all mail']],
  ['refusal', 'No thanks: LINK', ['LINK']],
  ['opened', 'I am never late. "Stop" in reply and I am gone.', ['Stop', 'am gone']],
  [
    'nor',
    'Reply "stop" and no other brand of ours nor any other writes.',
    ['stop', 'no other brand of ours', 'nor any other writes'],
  ],
  ['indent', 'Customers use LINK\n  Unsubscribe by reply.', ['Unsubscribe']],
  ['aside', 'Unsubscribe from all mail (not my Substack): LINK', ['LINK']],
  [
    'Substack',
    'Reply "stop" to end all sales email from us. Your Substack subscription is separate and stays as it is.',
    ['stop', 'end all', 'end all sales email'],
  ],
  ['signs', '|Reply "stop"|', ['stop']],
  ['end', 'Reply "stop" if wanted.', ['stop']],
  ['brackets', 'Reply "stop" (I see every reply).', ['stop']],
  ['writes', 'Write stop and I never write again.', ['stop', 'never write again']],
  ['going', 'Reply "stop" and mails go on no more.', ['stop', 'no more']],
  ['that', 'Say "please stop", and that is the end.', ['please stop', 'is the end', 'end']],
  ['-ando', 'Reply "stop", Brandon reads it and I stop.', ['stop']],
  ['proviso', 'Reply "stop", and I stop unless you write first.', ['stop']],
  ['drop', 'Say "stop" and drop us for good, and all mail ends.', ['stop', 'drop us', 'drop', 'ends']],
  ['far', 'No explanation is needed in such a reply: "stop" ends it.', ['stop', 'ends it']],
  ['my', 'Unsubscribe my address: LINK', ['LINK']],
  ['as', 'Unsubscribe as customers do: LINK', ['LINK']],
  ['covers', 'Reply "stop" and it covers more than this brand: other brands too.', ['stop']],
  ['ahead', 'Want no more mail? The link below does it.\nLINK', ['LINK']],
  ['or', 'Reply "we talk" or "stop it".', ['stop it']],
  ['hidden', 'Unsubscribe<!-- note -->: LINK', ['LINK']],
  ['fill', 'Fill in no form; reply "stop".', ['stop']],
  ['map', 'The map: LINK\nUnsubscribe by reply.', ['Unsubscribe']],
  ['back', 'Write back "stop" and I stop.', ['stop']],
  ['colon', 'Just say: "stop", and you are off.', ['stop', 'you are off', 'are off']],
  ['gone', 'Reply and your address quickly gets removed.', ['address quickly gets removed', 'gets removed']],
  ['joke', 'My mails are a joke. Truly. Reply "stop".', ['stop']],
  ['hear', "Reply and I delete your address. I don't hear well.", ['delete your address']],
  ['none', 'Reply "later" for a monthly note; reply "stop" for none.', ['stop']],
  ['mandate', 'Reply "stop" and my mails end. Your mandate is short.', ['stop', 'end']],
])('K5 a way out (%s): %s', (_, footer, said) => {
  expect(answer(footer)).toEqual(['pass', said]);
});

/** What it is stopped for. */
test.each([
  ['path', 'My notes: http://ecomonetize.com/stop-all/mail', ['http://ecomonetize.com/stop-all/mail']],
  ['-ing', 'Reply "stop" if you want to stop losing deals.', ['if you want to stop losing deals']],
  ['errand', 'Want no more mail? Rate this mail: LINK', ['LINK']],
  ['topic', 'I never write about deals again: reply.', ['write about']],
  ['purpose', 'To end the deal, reply "end".', ['reply "end".']],
  ['capital', 'Unsubscribe from AWS mails: LINK', ['AWS mails', 'Unsubscribe from AWS']],
  ['polite', 'Reply "stop" and then kindly rate this mail.', ['then kindly rate this']],
  ['with', 'Reply "stop" with your ID.', ['with your ID', 'Reply "stop" with your']],
  ['empty', 'A "" and my mails end.', ['A "" and my mails end.']],
  ['members', 'Customers use LINK to unsubscribe.\nRick Flores', ['LINK']],
  ['late', 'Want no mail? Reply "stop" and I stop in June.', ['June']],
  ['boss', 'Remove my boss from your list: LINK', ['boss']],
  ['rival', 'Unsubscribe a rival: LINK', ['a rival', 'Unsubscribe a']],
  ['these', 'Take me off the list for these: LINK', ['list for these']],
  ['before', 'Then rate the map and reply "stop".', ['Then rate the']],
  ['needed', 'No reason needed; call me and reply "stop".', ['call me']],
  ['but', 'Too weekly? Reply "stop" but I write monthly.', ['weekly', 'monthly']],
  [
    'not with',
    'You leave me not with "stop" in reply, but by phone.',
    ['You leave me not with "stop" in reply, but by phone.'],
  ],
  ['get', 'Reply "map" and get it.', ['and get it']],
  ['comma', 'Reply "stop", before Friday.', ['before Friday', 'Reply "stop", before Friday']],
  ['void', 'Kidding! My mails end on reply.', ['Kidding']],
  ['no sign', 'Reply "stop" if you are a customer', ['if you are a customer']],
  ['one word', 'Reply "stop" with one word for me.', ['Reply "stop" with one word for me.']],
  ['all but', 'All but the digest goes: reply "stop".', ['digest']],
  ['promise', 'I do not promise to take you off: reply "stop".', ['not promise', 'take you']],
  ['read', 'Read on about ending mail: LINK', ['LINK']],
  ['rate', 'Reply "stop" and rate this mail: LINK', ['and rate this']],
  ['dull', 'Reply "stop" if it is dull and rate the map.', ['and rate the']],
  ['sending', 'Stop sending my rivals: LINK', ['LINK']],
  ['runs', 'Take me off the list\n\nAWS runs: LINK', ['LINK']],
  ['deals', 'Leave our deals: LINK', ['LINK']],
  ['tell', 'Reply "stop" then please tell your boss.', ['tell your boss', 'boss', 'then please tell your']],
  ['wrong', 'To remove the wrong mails from your list: LINK', ['the wrong mails']],
  ['stop', 'By a reply "end" you cancel our meeting.', ['reply "end" you cancel our meeting.']],
  ['digest', 'Reply "stop" and my mails end. The digest goes on.', ['goes on', 'digest']],
])('K5 no way out of all our mail (%s): %s', (_, footer, said) => {
  expect(answer(footer)).toEqual(['fail', said]);
});

test.each([
  ['p.s.', 'P.S. Reply "stop" and my mails end.\n\nThe digest goes on for others.', []],
  ['next', 'PS: Reply "stop" and my mails end. The digest goes on.', ['goes on', 'digest']],
  [
    'postscript',
    'Who decides?\nP.S. Reply "stop" and my mails end,\nthough the digest goes on.',
    ['goes on', 'digest'],
  ],
  ['n.b.', 'NB: Reply "stop" and my mails end,\nthough the digest goes on.', ['goes on', 'digest']],
  ['spaced', ' P. S. Reply "stop" and my mails end,\nthough the digest goes on.', ['goes on', 'digest']],
  ['before', 'Monthly notes? Reply "stop" and my mails end.', []],
  ['asked', 'P.S. Monthly notes? Reply "stop" and my mails end.', ['Monthly']],
  ['arrow', 'Acme asks -> reply "stop" and my mails end.', []],
  ['quote', '> Reply "stop" and my mails end.', ['Rick']],
  ['quoted', ' &gt; Reply "stop" and my mails end.', ['Rick']],
])('K5 in a body (%s): %s', (_, body, said) => {
  expect(found('optout.present', { body, footer: 'Rick' })).toEqual(said);
});
