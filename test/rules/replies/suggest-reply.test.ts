import { describe, expect, test } from 'vitest';
import { suggestReply } from '../../../src/rules/replies/suggest-reply.ts';
import { testPolicy } from '../../support/policy.ts';

const policy = testPolicy().values;
const today = '2026-05-04';
const said = (text: string) => suggestReply({ text }, policy, today);
const kindOf = (text: string) => [said(text).type, said(text).kind];

describe('Y2 what a reply is taken for', () => {
  test.each([
    ['Please stop emailing me.', 'Please stop'],
    ['Nein danke. Bitte keine weiteren E-Mails.', 'Bitte keine weiteren E-Mails'],
    ['Please take me off the list, and by the way your spam is illegal', 'take me off the list'],
    ["I'm on vacation till June and please remove me from your list", 'remove me from your list'],
  ])('5.6.8 an opt-out: %s', (text, words) => {
    expect(said(text)).toEqual({ type: 8, kind: 'opt_out', words });
  });

  test.each([
    ['Ich bin derzeit nicht im Büro.', 'nicht im Büro'],
    ['Je suis en congés.', 'en congés'],
    ['Das ist eine Unverschämtheit.', 'Unverschämtheit'],
    ['Estou em férias.', 'em férias'],
  ])('Y2 the words are told as their author spelt them: %s', (text, words) => {
    expect(said(text).words).toContain(words);
  });

  test.each([
    'This is spam.',
    'How dare you write to my private address?',
    'I am reporting this to the ICO',
    'Our lawyer will be in touch.',
    'Das ist eine Unverschämtheit.',
    "C'est du harcèlement !",
    'Vergognatevi.',
    'Go to hell',
    'Rot op',
  ])('5.6.7 hostile: %s', (text) => {
    expect(kindOf(text)).toEqual([7, 'hostile']);
  });

  test.each([
    'Interesting, send me more info',
    'Not a priority this quarter, maybe Q3',
    'Talk to Bea, she handles this. I report to her.',
    'We already have this covered',
    'Found this in my spam folder, glad I looked. Let us talk.',
    'Not my area',
    "Let's talk this week",
    'Please do not remove me from the list, I read every one of them',
    'Our lawyers read every contract, so it takes a while',
    'Gerne, melden Sie sich nächste Woche',
    'Volontiers, rappelez-moi en juin',
    'In the absence of a budget this waits',
    '',
  ])('Y2 none of them: %s', (text) => {
    expect(said(text)).toEqual({ type: null, kind: null, words: null });
  });

  test('Y2 quoted mail, a signature and our own footer are not the words of the author', () => {
    const quoted = [
      'Sounds good, Tuesday works.',
      '',
      'On Mon, May 4, 2026 at 10:00 AM Max <max@ours.example> wrote:',
      '> Not for you? Reply "stop" and I will not write to you again.',
      '> Please unsubscribe me',
    ].join('\n');
    expect(kindOf(quoted)).toEqual([null, null]);
    expect(kindOf('Gern.\n\nAm 04.05.2026 um 10:00 schrieb Max <max@ours.example>:\n> bitte keine Mails mehr')).toEqual(
      [null, null],
    );
    expect(
      kindOf('Yes.\nNot for you? Reply "stop", or unsubscribe from all my mail here: https://x.example/u/1'),
    ).toEqual([null, null]);
    expect(kindOf(`Stop.\n\n${quoted.slice(quoted.indexOf('On Mon'))}`)).toEqual([8, 'opt_out']);
  });

  test.each([
    ['We have received your request. Ticket 4711 has been created.', null],
    ['This is an automated response. This mailbox is not monitored.', null],
    ['Jane Doe no longer works at Acme.', null],
    ['Wir haben Ihre Nachricht erhalten.', null],
    ['I am out of the office with limited access to email.', 9],
    ['Ich bin derzeit nicht im Büro.', 9],
    ['Je suis en congés.', 9],
    ['Estoy de vacaciones.', 9],
    ['Sono in ferie.', 9],
    ['Ik ben met vakantie.', 9],
    ['Estou em férias.', 9],
  ])('5.6.9 nobody wrote it, or somebody is away: %s', (text, type) => {
    expect(kindOf(text)).toEqual([type, 'auto_reply']);
    expect(said(text).return_date).toBeUndefined();
  });

  test.each([
    ['Delivery to the following recipient failed permanently: x@acme.com. 550 5.1.1 user unknown', 'bounce_hard'],
    ['Undeliverable: hello. The mailbox is full (5.2.2), quota exceeded.', 'bounce_soft'],
    ['Delivery has been delayed. 4.4.1 connection timed out, it will be retried', 'bounce_soft'],
    ['Ihre Nachricht konnte nicht zugestellt werden. 5.1.10', 'bounce_hard'],
  ])('5.5e undeliverable: %s', (text, kind) => {
    expect(kindOf(text)).toEqual([null, kind]);
  });

  test('Y2 a header that says that nobody wrote it goes before the words', () => {
    const text = 'To unsubscribe from these answers, write to the desk.';
    expect(suggestReply({ text, headers: { 'auto-submitted': 'auto-replied' } }, policy, today)).toEqual({
      type: null,
      kind: 'auto_reply',
      words: 'auto-submitted: auto-replied',
    });
    expect(suggestReply({ text: 'Stop.', headers: { 'auto-submitted': 'no' } }, policy, today).type).toBe(8);
  });

  test('5.5e a delivery report says whether it may be delivered later', () => {
    const told = (action: string, status: string) =>
      suggestReply({ text: 'x', report: { action, status } }, policy, today).kind;
    expect([
      told('failed', '5.1.1'),
      told('failed', '5.2.2'),
      told('delayed', '4.4.1'),
      told('failed', '4.7.0'),
    ]).toEqual(['bounce_hard', 'bounce_soft', 'bounce_soft', 'bounce_soft']);
    expect(told('delivered', '2.0.0')).toBeNull();
  });
});

describe('Y1 the first day back', () => {
  // Monday, 4 May 2026.
  test.each([
    ['I am out of the office and will be back on Monday, May 18.', '2026-05-18'],
    ['I am out of office from 4 to 12 May.', '2026-05-13'],
    ['Out of office 4-15 May 2026, returning 18 May 2026', '2026-05-18'],
    ['I am on vacation until June 3rd.', '2026-06-04'],
    ['I am on leave May 4 - May 15 and will be back on Monday.', '2026-05-18'],
    ['I am on leave this week and back on Monday.', '2026-05-11'],
    ['I am away through 5/15.', '2026-05-16'],
    ['I am out of the office today.', '2026-05-05'],
    ['I am out of the office. Back in two weeks.', '2026-05-18'],
    ['I am on parental leave, returning January 4.', '2027-01-04'],
    ['Out of office until 2026-05-15.', '2026-05-16'],
    ['I am out of the office after lunch; back in the office after 15 May.', '2026-05-16'],
    ['Ich bin vom 4. bis 15. Mai 2026 im Urlaub.', '2026-05-16'],
    ['Ich bin im Urlaub und ab dem 18. Mai wieder erreichbar.', '2026-05-18'],
    ['Ich bin bis 15.05. nicht im Büro.', '2026-05-16'],
    ['Ich bin bis einschließlich 15.05.2026 abwesend. Am 18.5. bin ich wieder da.', '2026-05-18'],
    ["Je suis absente jusqu'au 15 mai inclus.", '2026-05-16'],
    ['Je suis en congés, de retour le lundi 18 mai 2026.', '2026-05-18'],
    ['Je suis en vacances du 4 au 15 mai.', '2026-05-16'],
    ['Estoy de vacaciones hasta el 15 de mayo.', '2026-05-16'],
    ['Estoy fuera de la oficina del 4 al 15 de mayo. Vuelvo el lunes 18 de mayo.', '2026-05-18'],
    ['Sono in ferie fino al 15 maggio.', '2026-05-16'],
    ['Sono fuori ufficio dal 4 al 15 maggio, rientrerò lunedì 18 maggio.', '2026-05-18'],
    ['Ik ben afwezig van 4 t/m 15 mei.', '2026-05-16'],
    ['Ik ben met vakantie en terug op maandag 18 mei 2026.', '2026-05-18'],
    ['Estou de férias até 15 de maio.', '2026-05-16'],
    ['Estou fora do escritório e de volta em 18 de maio de 2026.', '2026-05-18'],
  ])('5.6.9 %s', (text, return_date) => {
    expect(said(text)).toMatchObject({ type: 9, return_date });
    expect(said(text).ambiguous).toBeUndefined();
  });

  test.each([
    'I am out of the office until 05/04/2027.',
    'I am on leave, back on 6/7.',
    'Out of office until 05.06.2026.',
  ])('Y2 day and month can be exchanged, so no date is guessed: %s', (text) => {
    expect(said(text)).toMatchObject({ type: 9, ambiguous: true });
    expect(said(text).return_date).toBeUndefined();
  });

  test.each([
    ['I am away from 05/04 to 20/05.', '2026-05-21'],
    ['I am away from 05/04 to 05/20.', '2026-05-21'],
    ['Ich bin bis 05.06.2026 im Urlaub.', '2026-06-06'],
    ['I am on leave until 05/05.', '2026-05-06'],
  ])('Y2 another date of the text, or its language, shows the order: %s', (text, return_date) => {
    expect(said(text)).toMatchObject({ type: 9, return_date });
  });

  test.each([
    'I am out of the office since 20 April.',
    'I am out of office. Call me at 555-0100, day and night, 24/7.',
    'I am on vacation. Version 4.5 of the plan is with Bea.',
  ])('5.6.9 nothing tells when: %s', (text) => {
    expect(said(text)).toMatchObject({ type: 9 });
    expect([said(text).return_date, said(text).ambiguous]).toEqual([undefined, undefined]);
  });
});
