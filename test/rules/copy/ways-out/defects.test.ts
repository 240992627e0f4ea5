import { expect, test } from 'vitest';
import { found, verdict } from '../example.ts';

const link = { optout: { mode: 'link', token: '01HZXA' } };

test.each([
  // Nobody reads it.
  ['Reply "stop"; this mailbox is not watched.', 'not watched'],
  ['Replies are deleted; reply "stop" and I stop.', 'Replies are deleted'],
  ['Dieses Postfach wird nicht gelesen. Antworten Sie „Stopp“.', 'nicht gelesen'],
  ['Cette boîte n’est pas relevée ; répondez « stop ».', "n'est pas relevee"],
  ['Nadie lee este buzón, pero responda «baja».', 'Nadie lee'],
  ['Questa casella non è presidiata: risponda «stop».', 'non e presidiata'],
  ['Deze mailbox wordt niet gelezen, antwoord "stop".', 'niet gelezen'],
  ['Esta caixa não é lida; responda «sair».', 'nao e lida'],
  // Such a way out is not meant, or not sure.
  ['Reply "stop" and I stop. Kidding.', 'Kidding'],
  ['Reply "stop", as if it helped.', 'as if'],
  ['Reply "stop" and we will examine your wish.', 'will examine'],
  ['Responda «basta» y lo pensaré.', 'pensare'],
  ['Reply STOP and stop by our booth.', 'stop by our'],
  // Late, or for a time.
  ['Reply "no" and I stop until the summer.', 'until the'],
  ['Reply "stop". It takes us a quarter.', 'takes us a quarter'],
  ['Antworten Sie „nein“, dann melde ich mich erst im Frühjahr wieder.', 'Fruhjahr'],
  // Somebody else writes, or we write less.
  ['Reply "stop" and my colleague takes over.', 'colleague'],
  ['Reply "stop" to see fewer.', 'fewer'],
  ['Responda «não» e volto a escrever.', 'volto a'],
  // Some mail goes on.
  ['Reply "stop" to stop calls.', 'stop calls'],
  ['Reply "stop" and my mails end; the rest carries on.', 'carries on'],
  ['Reply "stop" to end the pricing mails.', 'the pricing mails'],
  ['Reply "stop" to unsubscribe from reminders.', 'unsubscribe from reminders'],
  ['Reply "stop" to end the newsletter; all else stays.', 'newsletter'],
  ['Reply "stop" to leave the beta group.', 'leave the beta'],
  ['Antwoord „afmelden“ om u voor het event af te melden.', 'event'],
  ['Reply "stop" and I will not write again before Monday.', 'before Monday'],
  ['Répondez « stop » et leur équipe vous retire de sa liste.', 'sa liste'],
  // More is asked.
  ['Reply to each mail with "stop".', 'to each'],
  ['Responda «baja» con su DNI.', 'Responda "baja" con su'],
  ['Reply "stop" and name a colleague.', 'and name a'],
  ['Reply "stop" and attach a scan.', 'attach'],
  ['Risponda «stop» e mi dica perché.', 'perche'],
  ['Reply "stop" and I will consider your request.', 'will consider'],
  ['Se preferisce non ricevere altro, me lo scriva e esaminerò la richiesta.', 'esaminero'],
  ['Reply "stop" and I write to your other address alone.', 'other address'],
])('K5 a way out that is none: %s', (footer, words) => {
  expect(found('optout.present', { footer })).toContain(words);
});

test.each([
  'Reply "stop" and you get nothing more: no calls, no digest.',
  'Reply "summer" and I stop.',
  'No login, no form, no call: reply "stop" and I stop.',
  'Ein „Nein“ genügt, einen Grund brauche ich nicht, ich schreibe nie wieder.',
  'Reply "stop" and I stop. Change your mind later? Write.',
  'Reply "stop" and I am gone before my coffee cools.',
  'Reply "stop" and there is no next mail.',
  'Responda apenas «parar» e não escrevo mais.',
  'Call me if you like, but a reply with "stop" ends my mail.',
  'I write about AWS in summer. Reply "stop" and I stop.',
  'Reply "stop", and neither I nor my colleagues will write.',
  'Unless you write to me first, a "stop" in reply means you never hear from me again.',
  'Just answer &quot;stop&quot; and I&#39;ll never mail you again.',
  'Répondez « assez » et je disparais de votre boîte.',
  'If you find this tedious, reply with "spare me" and I\'ll never trouble you again.',
  'Ein „Tschüss“ als Antwort, und weg bin ich.',
  'Una sola palabra suya, «no», y dejo de escribirle para siempre.',
])('K5 no defect: %s', (footer) => {
  expect(verdict('optout.present', { footer })).toBe('pass');
});

test.each([
  ['PS: Even if you write stop below, we go on.', 'Even if you write stop'],
  ['Please do not reply to this message, it is no mailbox.', 'not reply to this message'],
  ['This mailbox is send-only.', 'mailbox is send-only'],
  ['Your answers are deleted unread.', 'answers are deleted unread'],
  ['Bitte nicht auf diese E-Mail antworten.', 'nicht auf diese E-Mail'],
  ['Merci de ne répondre pas à ce courriel.', 'ne repondre pas a ce courriel'],
  ['Por favor, no responda a este correo.', 'no responda a este'],
  ['La prego, non risponda a questa mail.', 'non risponda a questa'],
  ['Graag niet op deze mail antwoorden.', 'niet op deze mail'],
  ['Por favor, não responda a este e-mail.', 'nao responda a este'],
  ['PS: Mesmo que responda stop, seguimos.', 'Mesmo que responda stop'],
])('K5 a body may not take back what its footer offers: %s', (body, words) => {
  expect(found('optout.present', { body, footer: 'Reply "stop" and I stop.' })).toEqual([words]);
});

test.each([
  'Even if you stop at 14 listings, Slalom stays. Most teams do not answer the first partner mail.',
  'I read every reply to this note myself. The marketplace inbox is unread for weeks at two peers.',
  'Auch wenn Sie 14 Einträge haben, nennen nur 3 einen Partner. Antworten Sie auf diese Mail?',
])('K5 a body that speaks of answers takes nothing back: %s', (body) => {
  expect(verdict('optout.present', { body, footer: 'Reply "stop" and I stop.' })).toBe('pass');
});

test('K5 the sign-off takes nothing back', () => {
  const footer = 'Reply "stop" and I stop.';
  expect(found('optout.present', { footer, signoff: 'Rick\n(outgoing mail only)' })).toEqual(['outgoing mail only']);
  expect(verdict('optout.present', { footer, signoff: 'Rick' })).toBe('pass');
});

test('K5 a link out of a list that is named is one out of a part', () => {
  const url = 'https://u.ecomonetize.com/o/01HZXA';
  expect(found('optout.present', { footer: `Unsubscribe from the AWS series: ${url}` }, link)).toContain(
    'the AWS series',
  );
  expect(verdict('optout.present', { footer: `Leave for good: ${url}` }, link)).toBe('pass');
});
